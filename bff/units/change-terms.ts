/**
 * Changes of open certifications: one statement each for many, which also writes an audit entry and an event for portals for each. An officer
 * ends one, an import makes many due, and a worker ends those whose time is over.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { unitDue, unitLapsed, type UnitEvent } from '../contract/webhook.ts';
import type { Applicant, DueReason, EndReason, Method } from '../contract/wire.ts';
import { prepare, type Parameter } from '../database/statement.ts';
import type { Database } from '../database/database.ts';
import type { Actor } from '../database/tables.ts';
import { canonicalUnit } from './canonical.ts';

/** A certification that has not ended, as it was read. */
export interface OpenTerm {
  /** Canonical. */
  unitCode: string;
  submissionId: string;
  siteId: string;
  by: Applicant;
  /** Digest of the agent; null when the legal representative certified the unit. */
  agent: string | null;
  method: Method;
  dueAt: Date | null;
  dueReason: DueReason | null;
  dueBy: 'import' | 'agent' | null;
}

/** The columns of `OpenTerm`. */
export const openTermColumns = sql`
  certification.unit_code as "unitCode", certification.submission_id as "submissionId", certification.site_id as "siteId",
  certification.by, certification.agent, certification.method, certification.due_at as "dueAt", certification.due_reason as "dueReason",
  certification.due_by as "dueBy"`;

/** `code`: either of the unit's. `term`: undefined when it has none that is open. */
export async function readOpenTerm(
  { kysely }: Database,
  code: string,
): Promise<{ unitCode: string; term: OpenTerm | undefined }> {
  const { rows } = await sql<{ code: string } & (OpenTerm | { submissionId: null })>`
    with ${canonicalUnit(sql`${code}`)}
    select canonical.code, ${openTermColumns}
    from canonical
    left join certification on certification.unit_code = canonical.code and ended_at is null`.execute(kysely);
  const { code: unitCode, ...term } = rows[0]!;
  return { unitCode, term: term.submissionId === null ? undefined : term };
}

export interface How {
  action: 'certification.revoked' | 'certification.lapsed' | 'certification.due' | 'certification.restored';
  actor: Actor;
  at: Date;
}

export interface Ending {
  term: OpenTerm;
  /** The instant up to which it counted. */
  endedAt: Date;
  reason: Exclude<EndReason, 'replaced'>;
  /** For auditors. */
  detail: object;
}

/** `due`: null takes it back. */
export interface DueChange {
  term: OpenTerm;
  due: { at: Date; reason: DueReason; by: 'import' | 'agent' } | null;
}

interface Values extends How {
  /** JSON */
  changes: string;
}

/** The row of a change: `detail` and the event are written for those that happen. */
const changeCte = (p: Parameter<Values>, columns: string) => sql`
  change as (
    select * from jsonb_to_recordset(${p('changes')}::text::jsonb)
      as row ("unitCode" text, "submissionId" uuid, "siteId" text, detail jsonb, "eventId" uuid, event jsonb,
              ${sql.raw(columns)})
  )`;

const toldCtes = (p: Parameter<Values>) => sql`
  audited as (
    insert into audit_entry (at, actor, action, unit_code, site_id, submission_id, detail)
    select ${p('at')}::timestamptz, ${p('actor')}::text, ${p('action')}::text, unit_code, "siteId", submission_id, detail
    from changed order by unit_code
  ),
  announced as (
    insert into outbox_event (id, type, unit_code, data, at)
    select "eventId", event ->> 'type', unit_code, event -> 'data', ${p('at')}::timestamptz
    from changed order by unit_code
  )`;

/** The units whose certification has ended. */
export const endStatement = prepare<Values, { unit_code: string }>(
  'units_end_terms',
  (p) => sql`
  with ${changeCte(p, '"endedAt" timestamptz, reason text')},
  changed as (
    update certification set ended_at = change."endedAt", end_reason = change.reason, ended_by = ${p('actor')}::text
    from change
    where unit_code = change."unitCode" and submission_id = change."submissionId" and ended_at is null
    returning unit_code, submission_id, "siteId", detail, "eventId", event
  ),
  ${toldCtes(p)}
  select unit_code from changed`,
);

/** The units whose certification is due now, or is not any more. Nothing happens where another change came first. */
export const dueStatement = prepare<Values, { unit_code: string }>(
  'units_due_terms',
  (p) => sql`
  with ${changeCte(p, '"wasDueAt" timestamptz, "dueAt" timestamptz, "dueReason" text, "dueBy" text')},
  changed as (
    update certification set due_at = change."dueAt", due_reason = change."dueReason", due_by = change."dueBy"
    from change
    where unit_code = change."unitCode" and submission_id = change."submissionId" and ended_at is null
      and due_at is not distinct from "wasDueAt"
    returning unit_code, submission_id, "siteId", detail, "eventId", event
  ),
  ${toldCtes(p)}
  select unit_code from changed`,
);

const rowOf = ({ unitCode, submissionId, siteId }: OpenTerm, detail: object, event: UnitEvent) => ({
  unitCode,
  submissionId,
  siteId,
  detail,
  eventId: randomUUID(),
  event,
});

export const endValues = (endings: readonly Ending[], how: How): Values => ({
  ...how,
  changes: JSON.stringify(
    endings.map(({ term, endedAt, reason, detail }) => ({
      ...rowOf(term, detail, unitLapsed(term.unitCode, term, reason, how.at)),
      endedAt,
      reason,
    })),
  ),
});

export const dueValues = (changes: readonly DueChange[], how: How): Values => ({
  ...how,
  changes: JSON.stringify(
    changes.map(({ term, due }) => {
      const reason = due?.reason ?? term.dueReason;
      if (!reason) throw new Error('a certification that is not due cannot be taken back from it');
      const told = { at: due?.at ?? null, reason };
      return {
        ...rowOf(term, { ...told, by: due?.by ?? term.dueBy }, unitDue(term.unitCode, term, told, how.at)),
        wasDueAt: term.dueAt,
        dueAt: due?.at ?? null,
        dueReason: due?.reason ?? null,
        dueBy: due?.by ?? null,
      };
    }),
  ),
});
