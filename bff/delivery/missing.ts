/**
 * Messages that were never made: somebody has moved the position of the fan-out ahead, or deleted deliveries. Of the last days only, for
 * a delivery leaves a week after it arrived.
 */
import { sql } from 'kysely';
import { DAY } from '../contract/time.ts';
import type { Database } from '../database/database.ts';
import { runWithoutTimeouts } from '../database/timeouts.ts';
import type { RowFault } from '../events/compare.ts';
import type { WebhookRules } from '../events/webhook-rules.ts';
import { KEPT_FOR } from '../protection/retention.ts';

/** The clocks of processes may differ by less. */
const MARGIN = DAY;

/** After one of these events a site may rightly lack deliveries of earlier events. */
const EXCUSES = ['site.added', 'site.removed', 'webhook.changed', 'webhook.disabled', 'webhook.discarded'];

/** Faults that are reported. */
const MOST = 100;

/** The site where something happened knows the unit, so each event that is told has a delivery to it at least. */
const missing = (since: Date, types: readonly string[]) => sql<RowFault>`
  with changed as (
    select site_id, max(position) as position from event where type = any(${EXCUSES}::text[]) group by site_id
  )
  select distinct 'message-missing' as fault, event.unit_code as unit
  from event
  join site on site.id = event.site_id and site.webhook_url is not null and site.webhook_disabled_at is null
  left join changed on changed.site_id = event.site_id
  where event.type = any(${types}::text[]) and event.at > ${since}::timestamptz and event.unit_code is not null
    and event.position <= (select position from fan_out)
    and event.position > coalesce(changed.position, 0)
    and not exists (select from webhook_delivery delivery where delivery.event = event.position and delivery.site_id = event.site_id)
  order by unit limit ${sql.lit(MOST)}`;

/** `now`: milliseconds. */
export async function missingMessages(
  { database, now }: { database: Database; now: () => number },
  rules: WebhookRules,
): Promise<RowFault[]> {
  const since = new Date(now() - KEPT_FOR.delivered + MARGIN);
  const types = await runWithoutTimeouts(
    database,
    sql<{ type: string }>`select distinct type from event where at > ${since}::timestamptz`,
  );
  const told = types.map(({ type }) => type).filter((type) => rules.audienceOf(type) !== undefined);
  return runWithoutTimeouts(database, missing(since, told));
}
