/** Outbox events to deliveries: which sites are told what. One statement, any number of processes. */
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';

/** Events taken in one step. */
const BATCH = 200;

/**
 * `unit.certified`, `unit.due` and `unit.lapsed` go to every site that knows the unit and has a webhook, anything else to
 * the submitting site alone.
 */
const fanOutStatement = prepare<{ now: Date }, { id: string }>(
  'delivery_fan_out',
  (p) => sql<{ id: string }>`
  with event as (
    select id, type, unit_code, site_id from outbox_event
    where fanned_out_at is null
    order by sequence limit ${sql.lit(BATCH)}
    for update skip locked
  ),
  addressed as (
    insert into webhook_delivery (event_id, site_id, next_try_at)
    select event.id, site.id, ${p('now')}::timestamptz
    from event join site on site.webhook_url is not null and site.webhook_disabled_at is null
    where site.id = event.site_id
       or (event.type in ('unit.certified', 'unit.due', 'unit.lapsed')
           and exists (select from site_unit
                       where site_unit.unit_code = event.unit_code and site_unit.site_id = site.id))
    on conflict do nothing
    returning event_id
  )
  update outbox_event set fanned_out_at = ${p('now')}::timestamptz
  from event where outbox_event.id = event.id
  returning outbox_event.id`,
);

/** True when there may be more. `now` in milliseconds. */
export async function fanOut(database: Database, now: number): Promise<boolean> {
  const events = await database.run(fanOutStatement, { now: new Date(now) });
  return events.length === BATCH;
}
