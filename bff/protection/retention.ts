/** How long things are kept, and the job that enforces it (docs/storage.md has the reasons). The audit has its own. */
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';

const DAY = 86_400_000;

/** Milliseconds. Idempotency keys, buckets, and what proves phones carry their own end. */
export const KEPT_FOR = {
  attempts: 180 * DAY,
  events: 90 * DAY,
  delivered: 7 * DAY,
  dead: 90 * DAY,
  replacedSigningKeys: DAY,
} as const;

/** Rows removed in one statement, so that no lock is held long. */
const BATCH = 1_000;

/** One batch of each table; true when there may be more. `now` in milliseconds. */
export async function removeExpired(database: Database, now: number): Promise<boolean> {
  const before = (age: number) => new Date(now - age);
  const instant = new Date(now);
  const removals = [
    sql`delete from idempotency_key where key in
        (select key from idempotency_key where expires_at <= ${instant} limit ${sql.lit(BATCH)})`,
    sql`delete from limit_bucket where (flow, limit_name, unit_code, owner) in
        (select flow, limit_name, unit_code, owner from limit_bucket where resets_at <= ${instant}
         limit ${sql.lit(BATCH)})`,
    sql`delete from kept_claim where (unit_code, purpose) in
        (select unit_code, purpose from kept_claim where expires_at <= ${instant} limit ${sql.lit(BATCH)})`,
    sql`delete from used_challenge where challenge in
        (select challenge from used_challenge where expires_at <= ${instant} limit ${sql.lit(BATCH)})`,
    sql`delete from phone_code where phone in
        (select phone from phone_code where expires_at <= ${instant} limit ${sql.lit(BATCH)})`,
    sql`delete from phone_proof where proof in
        (select proof from phone_proof where expires_at <= ${instant} limit ${sql.lit(BATCH)})`,
    sql`delete from attempt where id in
        (select id from attempt where at <= ${before(KEPT_FOR.attempts)} limit ${sql.lit(BATCH)})`,
    sql`delete from outbox_event where id in
        (select id from outbox_event where at <= ${before(KEPT_FOR.events)} limit ${sql.lit(BATCH)})`,
    sql`delete from signing_key where kid in
        (select kid from signing_key where replaced_at <= ${before(KEPT_FOR.replacedSigningKeys)}
         limit ${sql.lit(BATCH)})`,
    sql`delete from webhook_delivery where (event_id, site_id) in
        (select event_id, site_id from webhook_delivery where delivered_at <= ${before(KEPT_FOR.delivered)}
         limit ${sql.lit(BATCH)})`,
    sql`delete from webhook_delivery where (event_id, site_id) in
        (select event_id, site_id from webhook_delivery where dead_at <= ${before(KEPT_FOR.dead)}
         limit ${sql.lit(BATCH)})`,
  ];
  let more = false;
  for (const removal of removals) {
    const { numAffectedRows } = await removal.execute(database.kysely);
    more ||= Number(numAffectedRows ?? 0) >= BATCH;
  }
  return more;
}
