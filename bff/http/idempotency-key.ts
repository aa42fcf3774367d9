/** The `Idempotency-Key` header (IETF httpapi draft): a UUID, quoted as a structured field or bare. */
import type { MiddlewareHandler } from 'hono';
import type { Env } from './env.ts';
import { problem } from './problem.ts';

const UUID = /^"?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"?$/i;

export const idempotencyKey: MiddlewareHandler<Env> = async (c, next) => {
  const header = c.req.header('Idempotency-Key')?.trim();
  if (!header) return problem('idempotency-key-missing', c.var.requestId);
  const key = UUID.exec(header)?.[1];
  const quotes = header.length - (key?.length ?? 0);
  if (key === undefined || quotes === 1) return problem('idempotency-key-malformed', c.var.requestId);
  c.set('idempotencyKey', key.toLowerCase());
  return next();
};
