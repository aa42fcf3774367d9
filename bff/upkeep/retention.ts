/** The job that removes what is over. `database/retention.ts` says how long rows are kept. The counters and the audit have jobs of their own. */
import { sql } from 'kysely';
import { BATCH, type Database, type Expiry, KEPT_FOR, removeBatch } from '../database/index.ts';

export const EXPIRIES: readonly Expiry[] = [
  { table: 'used_challenge', key: ['challenge'], since: ['expires_at'], keptFor: 0 },
  { table: 'phone_code', key: ['phone'], since: ['expires_at'], keptFor: 0 },
  { table: 'phone_proof', key: ['proof'], since: ['expires_at'], keptFor: 0 },
  { table: 'desk_session', key: ['id'], since: ['ends_at'], keptFor: 0 },
  { table: 'submission', key: ['id'], since: ['at'], keptFor: KEPT_FOR.submissions },
  { table: 'counter_case', key: ['id'], since: ['ended_at'], keptFor: KEPT_FOR.cases },
  { table: 'proposal', key: ['kind', 'subject'], since: ['until'], keptFor: 0 },
  { table: 'signing_key', key: ['kid'], since: ['replaced_at'], keptFor: KEPT_FOR.replacedSigningKeys },
  {
    table: 'webhook_delivery',
    key: ['event', 'site_id'],
    since: ['delivered_at'],
    keptFor: KEPT_FOR.delivered,
  },
  { table: 'webhook_delivery', key: ['event', 'site_id'], since: ['dead_at'], keptFor: KEPT_FOR.dead },
];

/**
 * One batch of each table, but for the counters (`limits/retention.ts`). True when there may be more.
 * `now` in milliseconds. It ends early, with an error, at the signal.
 */
export async function removeExpired(
  { kysely }: Database,
  now: number,
  signal?: AbortSignal,
): Promise<boolean> {
  let more = false;
  for (const expiry of EXPIRIES) {
    signal?.throwIfAborted();
    const isFull = await removeBatch(kysely, expiry, now);
    more ||= isFull;
  }
  const keysUntil = new Date(now - KEPT_FOR.idempotencyKeys);
  const moreKeys = await forgetKeys(kysely, keysUntil);
  await replaceForgotten(kysely, new Date(now), keysUntil);
  return more || moreKeys;
}

/** One batch of the idempotency keys that get their first answer no more. True when there may be more. */
async function forgetKeys(kysely: Database['kysely'], until: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update submission set key = null, body = null
    where id in (
      select id from submission where key is not null and at <= ${until} order by at limit ${sql.lit(BATCH)})`.execute(
    kysely,
  );
  return Number(numAffectedRows ?? 0) >= BATCH;
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
