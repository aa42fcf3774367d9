/**
 * The job that removes what is over. `database/retention.ts` says how long rows are kept. The
 * counters and the audit have jobs of their own.
 */
import { forgetKeys } from '../attempts/index.ts';
import { type Database, type Expiry, KEPT_FOR, removeBatch } from '../database/index.ts';

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
 * One batch of each table, but for the counters (`limits/retention.ts`). True when there may be
 * more. `now` in milliseconds. It ends early, with an error, at the signal.
 */
export async function removeExpired(database: Database, now: number, signal?: AbortSignal): Promise<boolean> {
  let more = false;
  for (const expiry of EXPIRIES) {
    signal?.throwIfAborted();
    const isFull = await removeBatch(database.kysely, expiry, now);
    more ||= isFull;
  }
  const moreKeys = await forgetKeys(database, now);
  return more || moreKeys;
}
