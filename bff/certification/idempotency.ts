/** The Idempotency-Key of an attempt: the same key with the same body gets the first answer, with another body a refusal. */
import { sql, type RawBuilder } from 'kysely';
import { LIMITS } from '../contract/wire.ts';
import type { Parameter } from '../database/statement.ts';
import type { Digester } from '../protection/digest.ts';

/** Digests under every live key, newest first: the first is written, all are looked up. */
export interface Idempotency {
  /** Of the key in its scope. */
  keys: readonly string[];
  bodies: readonly string[];
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** `scope`: the key, and all within which it is unique. `body`: one text for one body. `now` in milliseconds. */
export const idempotencyOf = (
  digester: Digester,
  scope: readonly string[],
  body: string,
  now: number,
): Idempotency => ({
  keys: digester.all('key', JSON.stringify(scope)),
  bodies: digester.all('body', body),
  expiresAt: now + LIMITS.idempotencyHours * 3_600_000,
});

export const idempotencyValues = ({ keys, bodies, expiresAt }: Idempotency) => ({
  key: keys[0]!,
  body: bodies[0]!,
  keyExpiresAt: new Date(expiresAt),
});

/**
 * The CTE `to_record` (`record-sql.ts`): one row when the key is new or has expired, none when it is used. `from`: a `from` or `where`
 * clause; without a row of it there is nothing to record either.
 */
export const idempotencyCte = (
  p: Parameter<ReturnType<typeof idempotencyValues> & { submissionId: string; now: Date }>,
  from: RawBuilder<unknown> = sql``,
) => sql`
  to_record as (
    insert into idempotency_key (key, body, submission_id, expires_at)
    select ${p('key')}::text, ${p('body')}::text, ${p('submissionId')}::uuid, ${p('keyExpiresAt')}::timestamptz
    ${from}
    on conflict (key) do update
      set body = excluded.body, submission_id = excluded.submission_id, expires_at = excluded.expires_at
      where idempotency_key.expires_at <= ${p('now')}::timestamptz
    returning submission_id
  )`;
