/**
 * What waits longer than anything may, because the clock was ahead when its next try was set: it is due at once. Without this, a clock that
 * was a day ahead for a second leaves claims and webhooks waiting for a day.
 */
import { sql } from 'kysely';
import { RECHECK_PAUSE } from './certification/kept-claim.ts';
import type { Database } from './database/database.ts';
import { LONGEST_PAUSE } from './delivery/deliver.ts';

/** For clocks of other processes that are a little ahead. Milliseconds. */
const TOLERANCE = 600_000;

/** `now` in milliseconds. */
export async function wakeMisdated({ kysely }: Database, now: number): Promise<boolean> {
  const at = new Date(now);
  const beyond = (pause: number) => new Date(now + pause + TOLERANCE);
  await sql`
    update kept_claim set next_try_at = ${at}
    where waits_for in ('', 'registry', 'insurance') and next_try_at > ${beyond(RECHECK_PAUSE)}`.execute(
    kysely,
  );
  await sql`
    update webhook_delivery set next_try_at = ${at}
    where delivered_at is null and dead_at is null and next_try_at > ${beyond(LONGEST_PAUSE)}`.execute(
    kysely,
  );
  return false;
}
