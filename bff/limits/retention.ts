/** Removes counters whose windows are over, and old counts of refusals. */
import { sql } from 'kysely';
import { type Database, KEPT_FOR, removeBatch } from '../database/index.ts';

/** When the windows of a row are over, but for those of a unit's users. It has an index. */
const AGE = sql`greatest(ends_at, month_ends_at)`;

/** One batch of each. True when there may be more. `now` in milliseconds. */
export async function removeOldCounters({ kysely }: Database, now: number): Promise<boolean> {
  const instant = new Date(now);
  const usersAreOver = sql`not exists (
      select from jsonb_each(users) each where (value ->> 1)::timestamptz > ${instant})`;
  const counters = await removeBatch(kysely, 'limit_counter', ['kind', 'key'], AGE, instant, usersAreOver);
  const refusals = await removeBatch(
    kysely,
    'limit_refusal',
    ['hour', 'flow', 'limit_name', 'unit_code', 'site_id'],
    sql.ref('hour'),
    new Date(now - KEPT_FOR.submissions),
  );
  return counters || refusals;
}
