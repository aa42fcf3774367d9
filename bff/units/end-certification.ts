/**
 * Ends certifications. One statement also writes an audit entry and an event for portals for each. An officer ends one, an import many.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { unitLapsed } from '../contract/webhook.ts';
import type { LapseReason } from '../contract/wire.ts';
import { prepare } from '../database/statement.ts';
import type { Actor } from '../database/tables.ts';

export interface Ending {
  /** Canonical. */
  unitCode: string;
  reason: LapseReason;
  /** For auditors. */
  detail: object;
}

export interface How {
  action: 'certification.revoked' | 'certification.lapsed';
  actor: Actor;
  at: Date;
  /** Only certifications on older evidence; default: all. */
  before?: string;
}

interface Values extends How {
  /** JSON */
  endings: string;
}

/** Returns the units whose certification it has ended. */
export const endStatement = prepare<Values, { unit_code: string }>(
  'units_end_certification',
  (p) => sql`
  with ending as (
    select * from jsonb_to_recordset(${p('endings')}::text::jsonb)
      as row ("unitCode" text, reason text, detail jsonb, "eventId" uuid, event jsonb)
  ),
  ended as (
    update certification set status = 'lapsed', reason = ending.reason, since = ${p('at')}::timestamptz
    from ending where certification.unit_code = ending."unitCode" and certification.status = 'certified'
      and (${p('before')}::bigint is null or evidence_version < ${p('before')}::bigint)
    returning certification.unit_code, site_id, submission_id, detail, "eventId", event
  ),
  audited as (
    insert into audit_entry (at, actor, action, unit_code, site_id, submission_id, detail)
    select ${p('at')}::timestamptz, ${p('actor')}::text, ${p('action')}::text, unit_code, site_id, submission_id, detail
    from ended order by unit_code
  ),
  announced as (
    insert into outbox_event (id, type, unit_code, data, at)
    select "eventId", event ->> 'type', unit_code, event -> 'data', ${p('at')}::timestamptz
    from ended order by unit_code
  )
  select unit_code from ended`,
);

export const endingValues = (endings: readonly Ending[], how: How): Values => ({
  ...how,
  endings: JSON.stringify(
    endings.map((ending) => ({
      ...ending,
      eventId: randomUUID(),
      event: unitLapsed(ending.unitCode, ending.reason, how.at),
    })),
  ),
});
