/** Which sites know a unit, and what each is to be told by webhook. See docs/storage.md. */
import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  `alter table site add webhook_secrets text, add webhook_disabled_at timestamptz`,
  `create table site_unit (
     unit_code text not null,
     site_id text not null,
     primary key (unit_code, site_id)
   )`,
  // The order in which a unit's events happened, whatever the order of their arrival.
  `alter table outbox_event add sequence bigint generated always as identity`,
  `create table webhook_delivery (
     event_id uuid not null references outbox_event on delete cascade,
     site_id text not null,
     tries int not null default 0,
     next_try_at timestamptz not null,
     delivered_at timestamptz,
     dead_at timestamptz,
     last_result text,
     primary key (event_id, site_id)
   )`,
  `create index webhook_delivery_due on webhook_delivery (next_try_at)
   where delivered_at is null and dead_at is null`,
  `create index webhook_delivery_delivered on webhook_delivery (delivered_at) where delivered_at is not null`,
  `create index webhook_delivery_dead on webhook_delivery (dead_at) where dead_at is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
