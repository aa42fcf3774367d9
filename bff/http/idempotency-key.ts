/** The `Idempotency-Key` header (IETF httpapi draft): a UUID, with or without quotes. */
import type { MiddlewareHandler } from 'hono';
import { answering } from './described.ts';
import type { Env } from './env.ts';
import { problem } from './problem.ts';

const UUID = /^"?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"?$/i;

const readKey: MiddlewareHandler<Env> = async (c, next) => {
  const header = c.req.header('Idempotency-Key')?.trim();
  if (!header) return problem(c, 'idempotency-key-missing');
  const key = UUID.exec(header)?.[1];
  const quotes = header.length - (key?.length ?? 0);
  if (key === undefined || quotes === 1) return problem(c, 'idempotency-key-malformed');
  c.set('idempotencyKey', key.toLowerCase());
  return next();
};

export const idempotencyKey = answering(readKey, ['idempotency-key-missing', 'idempotency-key-malformed'], {
  parameters: [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description:
        'A UUID, quoted or bare. The same key with the same body gets the first answer for 24 hours, in a registration as long as the phone’s proof is valid. The intents `recheck` and `counter` go by the claim instead: while it is kept it gets the same reference.',
      schema: { type: 'string' },
    },
  ],
});
