/**
 * Messages that were never made: somebody has moved the position of the fan-out ahead, or deleted
 * deliveries. Of the last days only, for a delivery leaves a week after it arrived.
 */
import { sql } from 'kysely';
import { DAY } from '../contract/time.ts';
import { type Database, KEPT_FOR, runWithoutTimeouts } from '../database/index.ts';
import {
  type EventType,
  MOST_KEPT,
  type RowFault,
  type Tally,
  tallyOf,
  TOLD_TYPES,
} from '../events/index.ts';

/** The clocks of processes may differ by less. */
const MARGIN = DAY;

/** Whether a site may rightly lack deliveries of events before one of these. */
const EXCUSES: Record<Extract<EventType, `${'site' | 'webhook'}.${string}`>, boolean> = {
  'site.added': true,
  'site.removed': true,
  'site.rotated': false,
  'site.origins-changed': false,
  'site.kinds-changed': false,
  'site.privacy-notice-changed': false,
  'webhook.changed': true,
  'webhook.disabled': true,
  'webhook.discarded': true,
  'webhook.listed': false,
  'webhook.retried': false,
};
const EXCUSING = Object.entries(EXCUSES).flatMap(([type, isExcuse]) => (isExcuse ? [type] : []));

/**
 * The site where something happened knows the unit, so each event that is told has a delivery to it
 * at least.
 */
const missing = (since: Date) => sql<{ unit: string; total: number }>`
  with changed as (
    select site_id, max(position) as position from event where type = any(${EXCUSING}::text[]) group by site_id
  )
  select unit, (count(*) over ())::int as total from (
  select distinct event.unit_code as unit
  from event
  join site on site.id = event.site_id and site.webhook_url is not null and site.webhook_disabled_at is null
  left join changed on changed.site_id = event.site_id
  where event.type = any(${TOLD_TYPES}::text[]) and event.at > ${since}::timestamptz and event.unit_code is not null
    and event.position <= (select position from fan_out)
    and event.position > coalesce(changed.position, 0)
    and not exists (select from webhook_delivery delivery where delivery.event = event.position and delivery.site_id = event.site_id)
  ) as untold
  order by unit limit ${sql.lit(MOST_KEPT)}`;

/** `now`: milliseconds. */
export async function missingMessages({
  database,
  now,
}: {
  database: Database;
  now: () => number;
}): Promise<Tally<RowFault>> {
  const rows = await runWithoutTimeouts(database, missing(new Date(now() - KEPT_FOR.delivered + MARGIN)));
  return tallyOf(rows.map(({ unit, total }) => ({ found: { fault: 'message-missing', unit }, total })));
}
