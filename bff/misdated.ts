/**
 * Finds retries that are scheduled further ahead than their longest pause, and makes them due at once. A clock that was ahead has set them:
 * one second with a clock that is a day ahead would delay claims and webhooks by a day.
 */
import { sql } from 'kysely';
import { RECHECK_PAUSE } from './certification/kept-claim.ts';
import type { Database } from './database/database.ts';
import { LONGEST_PAUSE } from './delivery/deliver.ts';

/** Milliseconds by which the clocks of other processes may be ahead. */
const CLOCK_TOLERANCE = 600_000;

/** A worker's step. `now` in milliseconds. */
export async function rescheduleMisdated({ kysely }: Database, now: number): Promise<boolean> {
  const at = new Date(now);
  const latest = (pause: number) => new Date(now + pause + CLOCK_TOLERANCE);
  await sql`
    update kept_claim set next_try_at = ${at}
    where waits_for in ('', 'registry', 'insurance') and next_try_at > ${latest(RECHECK_PAUSE)}`.execute(
    kysely,
  );
  await sql`
    update webhook_delivery set next_try_at = ${at}
    where delivered_at is null and dead_at is null and next_try_at > ${latest(LONGEST_PAUSE)}`.execute(
    kysely,
  );
  return false;
}
