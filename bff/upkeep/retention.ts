/** The job that removes what is over. `database/retention.ts` says how long rows are kept. The counters and the audit have jobs of their own. */
import { sql } from 'kysely';
import { BATCH, type Database, KEPT_FOR, removeBatch, type Tables } from '../database/index.ts';

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
