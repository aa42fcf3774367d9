/**
 * Dead letters: messages that no receiver took in three days. They can be sent again, or discarded.
 * Each deed is one statement with its event.
 */
import { sql, type RawBuilder } from 'kysely';
import { type Database, type Parameter, prepare, type Statement } from '../database/index.ts';
import {
  eventValues,
  type EventValues,
  insertEvents,
  type OfficialAct,
  type Recording,
} from '../events/index.ts';

/** Instants are RFC 3339. */
export interface DeadDelivery {
  /** The event's position; with the site it names the delivery. */
  position: number;
  site: string;
  /** The message's id, `webhook-id`. */
  id: string;
  type: string;
  unitCode: string | null;
  /** When it happened. */
  at: string;
  tries: number;
  /** A status or a kind of failure, as in the log. */
  result: string | null;
  deadAt: string;
}

type Row = Omit<DeadDelivery, 'at' | 'deadAt'> & { at: Date; deadAt: Date };

const PAGE = 50;

const listStatement = prepare<{ site: string | null; afterSite: string; afterPosition: number }, Row>(
  'delivery_dead',
  (p) => sql<Row>`
  select event.position::float8 as position, delivery.site_id as site, event.id, event.type, event.unit_code as "unitCode", event.at,
         delivery.tries, delivery.last_result as result, delivery.dead_at as "deadAt"
  from webhook_delivery delivery join event on event.position = delivery.event
  where dead_at is not null and (${p('site')}::text is null or delivery.site_id = ${p('site')}::text)
    and (delivery.site_id, delivery.event) > (${p('afterSite')}::text, ${p('afterPosition')}::bigint)
  order by delivery.site_id, delivery.event limit ${sql.lit(PAGE)}`,
);

/**
 * By site, each in the order of the events. `after`: the last one of the page before. `next`: ask
 * with it for the next page.
 */
export async function readDead(
  database: Database,
  site?: string,
  after: Pick<DeadDelivery, 'site' | 'position'> = { site: '', position: 0 },
): Promise<{ deliveries: DeadDelivery[]; next: DeadDelivery | undefined }> {
  const rows = await database.run(listStatement, {
    site: site ?? null,
    afterSite: after.site,
    afterPosition: after.position,
  });
  const deliveries = rows.map(({ at, deadAt, ...row }) => ({
    ...row,
    at: at.toISOString(),
    deadAt: deadAt.toISOString(),
  }));
  return { deliveries, next: rows.length < PAGE ? undefined : deliveries.at(-1) };
}

/** Those of one site: one message by its event's position, or all of them. */
export interface ChosenDead {
  site: string;
  position?: number | undefined;
}

interface Values extends EventValues {
  site: string;
  position: number | null;
  now: Date;
}

/**
 * SQL that changes the chosen ones by `change` and counts them. The event is written when there is
 * one at least.
 */
const changing = (p: Parameter<Values>, change: RawBuilder<unknown>) => sql<{ count: number }>`
  with changed as (
    ${change} where site_id = ${p('site')}::text and dead_at is not null
      and (${p('position')}::bigint is null or event = ${p('position')}::bigint)
    returning event
  ),
  written as (${insertEvents(p('events'), sql`where exists (select from changed)`)}
  )
  select count(*)::int as count from changed`;

/** A message that is older than its tries last is sent once more, and then dead again. */
const retryStatement = prepare<Values, { count: number }>('delivery_retry', (p) =>
  changing(
    p,
    sql`update webhook_delivery set dead_at = null, tries = 0, next_try_at = ${p('now')}::timestamptz`,
  ),
);

const discardStatement = prepare<Values, { count: number }>('delivery_discard', (p) =>
  changing(p, sql`delete from webhook_delivery`),
);

/** Returns how many were changed. `now` in milliseconds. */
const change =
  (statement: Statement<Values, { count: number }>, type: 'webhook.retried' | 'webhook.discarded') =>
  async (
    { database, keys }: Recording,
    { site, position }: ChosenDead,
    { actor, reason }: OfficialAct,
    now: number,
  ): Promise<number> => {
    const at = new Date(now);
    const event = { at, actor, type, siteId: site, detail: { reason, position } } as const;
    const values = { site, position: position ?? null, now: at, ...eventValues(keys, [event]) };
    return (await database.run(statement, values))[0]!.count;
  };

/** Sends them again at once. */
export const retryDead = change(retryStatement, 'webhook.retried');

/** Removes them; the events stay. */
export const discardDead = change(discardStatement, 'webhook.discarded');
