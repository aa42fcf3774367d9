/** How long things are kept, and the job that enforces it (docs/storage.md has the reasons). The audit has its own. */
import { sql, type RawBuilder } from 'kysely';
import { DAY, HOUR } from '../contract/time.ts';
import { LIMITS } from '../contract/wire.ts';
import type { Database } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';

/** Milliseconds. Counters, and what proves phones carry their own end. */
export const KEPT_FOR = {
  submissions: 180 * DAY,
  /** Since the end; also of those that certified a unit, whose certification stays. */
  cases: 180 * DAY,
  idempotencyKeys: LIMITS.idempotencyHours * HOUR,
  delivered: 7 * DAY,
  dead: 90 * DAY,
  replacedSigningKeys: DAY,
} as const;

/** Rows removed in one statement, so that no lock is held long. */
const BATCH = 1_000;

/**
 * Removes one batch of a table's rows that were over at `until`, the oldest first: PostgreSQL takes them from an index on `age` and reads nothing
 * else. `key`: the table's; `also`: SQL, what holds besides. True when there may be more.
 */
export async function removeBatch(
  kysely: Database['kysely'],
  table: keyof Tables,
  key: readonly string[],
  age: RawBuilder<unknown>,
  until: Date,
  also = sql`true`,
): Promise<boolean> {
  const columns = sql.join(key.map((name) => sql.ref(name)));
  // Asked twice: a row that is renewed while the removal waits for it stays.
  const isOver = sql`${age} <= ${until} and ${also}`;
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where ${isOver} and (${columns}) in (
      select ${columns} from ${sql.table(table)} where ${isOver}
      order by ${age} limit ${sql.lit(BATCH)})`.execute(kysely);
  return Number(numAffectedRows ?? 0) >= BATCH;
}

/**
 * One batch of each table, but for the counters (`limits/retention.ts`). True when there may be more.
 * `now` in milliseconds. It ends early, with an error, at the signal.
 */
export async function removeExpired(
  { kysely }: Database,
  now: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const before = (age: number) => new Date(now - age);
  const instant = new Date(now);
  const expired: readonly (readonly [
    table: keyof Tables,
    key: readonly string[],
    age: string,
    until: Date,
  ])[] = [
    ['used_challenge', ['challenge'], 'expires_at', instant],
    ['phone_code', ['phone'], 'expires_at', instant],
    ['phone_proof', ['proof'], 'expires_at', instant],
    ['desk_session', ['id'], 'ends_at', instant],
    ['submission', ['id'], 'at', before(KEPT_FOR.submissions)],
    ['counter_case', ['id'], 'ended_at', before(KEPT_FOR.cases)],
    ['proposal', ['kind', 'subject'], 'until', instant],
    ['signing_key', ['kid'], 'replaced_at', before(KEPT_FOR.replacedSigningKeys)],
    ['webhook_delivery', ['event', 'site_id'], 'delivered_at', before(KEPT_FOR.delivered)],
    ['webhook_delivery', ['event', 'site_id'], 'dead_at', before(KEPT_FOR.dead)],
  ];
  let more = false;
  for (const [table, key, age, until] of expired) {
    signal?.throwIfAborted();
    const isFull = await removeBatch(kysely, table, key, sql.ref(age), until);
    more ||= isFull;
  }
  more ||= (await forgetKeys(kysely, before(KEPT_FOR.idempotencyKeys))) >= BATCH;
  await replaceForgotten(kysely, instant, before(KEPT_FOR.idempotencyKeys));
  return more;
}

/** The idempotency keys of one batch, and how many. Until then a key gets its first answer. */
async function forgetKeys(kysely: Database['kysely'], until: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update submission set key = null, body = null
    where id in (
      select id from submission where key is not null and at <= ${until} order by at limit ${sql.lit(BATCH)})`.execute(
    kysely,
  );
  return Number(numAffectedRows ?? 0);
}

/**
 * Submissions that still count as pending although no claim is kept for them, once their idempotency key is forgotten: another one of the
 * very same moment took the place, which neither of the two saw, or the process died while a partner was asked, and nobody has asked again
 * with that key. A registration never keeps a claim.
 */
const replaceForgotten = (kysely: Database['kysely'], now: Date, until: Date): Promise<unknown> =>
  sql`
    update submission set outcome = 'replaced', decided_at = ${now}
    where outcome = 'pending' and flow = 'certification' and at <= ${until} and not exists (
      select from kept_claim where kept_claim.submission_id = submission.id)`.execute(kysely);
