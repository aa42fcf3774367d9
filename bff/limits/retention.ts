/** Removes counters whose windows are over, and old counts of refusals. */
import { sql } from 'kysely';
import { type Database, type Expiry, KEPT_FOR, removeBatch } from '../database/index.ts';

/** A unit's row stays as long as the window of any of its users, too (`removeOldCounters`). */
export const COUNTERS: Expiry = {
  table: 'limit_counter',
  key: ['kind', 'key'],
  since: ['ends_at', 'month_ends_at'],
  keptFor: 0,
};

export const REFUSALS: Expiry = {
  table: 'limit_refusal',
  key: ['hour', 'flow', 'limit_name', 'unit_code', 'site_id'],
  since: ['hour'],
  keptFor: KEPT_FOR.submissions,
};

/** One batch of each. True when there may be more. `now` in milliseconds. */
export async function removeOldCounters({ kysely }: Database, now: number): Promise<boolean> {
  const usersAreOver = sql`not exists (
      select from jsonb_each(users) each where (value ->> 1)::timestamptz > ${new Date(now)})`;
  const counters = await removeBatch(kysely, COUNTERS, now, usersAreOver);
  const refusals = await removeBatch(kysely, REFUSALS, now);
  return counters || refusals;
}
