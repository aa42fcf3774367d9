/**
 * Makes the deliveries of events: one for each site that gets a message. An event that this service
 * did not write gets none. It goes through the events in their order and stores how far it came, so
 * no event is marked. Any number of processes may do it.
 */
import { sql } from 'kysely';
import { prepare } from '../database/index.ts';
import {
  AUDIENCES,
  AuditAlarm,
  createWatermark,
  EVENTS,
  isEventAfter,
  isOfLiveKey,
  isToldType,
  readEvents,
  type Recording,
} from '../events/index.ts';

/** Positions in one alarm. */
const NAMED = 10;

/** Events taken in one step. */
const BATCH = 500;

const doneStatement = prepare<object, { position: number }>(
  'fan_out_done',
  () => sql<{ position: number }>`select position::float8 as position from fan_out`,
);

/** SQL: whether the fan-out has events before it. */
export const isEventUnaddressed = isEventAfter(sql`(select position from fan_out)`);

/** Events that somebody put into the database, or changed there. */
export class ForgedEvents extends AuditAlarm {
  override name = 'ForgedEvents';
  constructor(positions: readonly number[]) {
    super(
      `Events that this service did not write are not sent to portals, at ${positions.slice(0, NAMED).join(', ')}: audit verify`,
    );
  }
}

/**
 * Writes nothing when another process was quicker. `told`: JSON of the events that are messages;
 * `site` is the one that gets it, null for every site that knows the unit. The event of a unit
 * without a USCC names its organization code, and its sites may know it by the USCC already. A site
 * that was removed since gets nothing, nor does one that was added under its name.
 */
const fanOutStatement = prepare<{ from: number; upTo: number; told: string; now: Date }, object>(
  'fan_out',
  (p) => sql<object>`
  with moved as (
    insert into fan_out (id, position) values ('webhooks', ${p('upTo')}::bigint)
    on conflict (id) do update set position = excluded.position where fan_out.position = ${p('from')}::bigint
    returning position
  ),
  told as (
    select event, site, unit, case when length(unit) = 9 then
      (select min(code) from registry_unit where organization_code = unit having count(*) = 1) end as later_code
    from moved, json_to_recordset(${p('told')}::text::json) as row (event bigint, unit text, site text)
  )
  insert into webhook_delivery (event, site_id, next_try_at)
  select told.event, site.id, ${p('now')}::timestamptz
  from told join site on site.webhook_url is not null and site.webhook_disabled_at is null
  where told.site is null and exists (
      select from site_unit
      where site_unit.unit_code in (told.unit, told.later_code) and site_unit.site_id = site.id)
    or told.site = site.id and not exists (
      select from event
      where event.type = 'site.removed' and event.site_id = site.id and event.position > told.event)`,
);

/** SQL that deletes the deliveries to a site (`upkeep/remove-site.ts`). */
export const dropDeliveriesOfSite = sql`
    delete from webhook_delivery using removed where webhook_delivery.site_id = removed.id`;

/**
 * A worker's step; true when there may be more. Throws `ForgedEvents` when it has gone past some.
 * `now` in milliseconds.
 */
export function createFanOut({ database, keys }: Recording, now: () => number): () => Promise<boolean> {
  const watermark = createWatermark(database);
  return async () => {
    const upTo = await watermark();
    const [done] = await database.run(doneStatement, {});
    const from = done?.position ?? 0;
    if (upTo === undefined || upTo <= from) return false;
    const events = await readEvents(database, { from: from + 1, upTo, most: BATCH });
    const last = events.at(-1);
    if (!last) return false;
    const forged: number[] = [];
    const told = events.flatMap((event) => {
      const { position, type, unit_code: unit, site_id } = event;
      if (!isToldType(type)) return [];
      const isForItsSite = AUDIENCES[EVENTS[type].webhook] === 'its-site';
      if (isForItsSite && site_id === null) return [];
      if (!isOfLiveKey(keys, event)) {
        forged.push(position);
        return [];
      }
      return [{ event: position, unit, site: isForItsSite ? site_id : null }];
    });
    const values = { from, upTo: last.position, told: JSON.stringify(told), now: new Date(now()) };
    await database.run(fanOutStatement, values);
    if (forged.length > 0) throw new ForgedEvents(forged);
    return events.length === BATCH;
  };
}

/**
 * Makes the deliveries of all events up to a position, with their alarms left to the workers.
 * False: an open transaction holds some back.
 */
export async function fanOutUpTo(
  recording: Recording,
  position: number,
  now: () => number,
): Promise<boolean> {
  const step = createFanOut(recording, now);
  for (let more = true; more;)
    more = await step().catch((error: unknown) => {
      if (error instanceof ForgedEvents) return true;
      throw error;
    });
  const [done] = await recording.database.run(doneStatement, {});
  return (done?.position ?? 0) >= position;
}
