/**
 * Changes of open certifications: one statement each for many, which also writes an event for each.
 * An officer ends one, an import makes many due, and a worker ends those whose time is over.
 */
import { sql } from 'kysely';
import { endOfChinaDay } from '../contract/identifiers.ts';
import { DAY } from '../contract/time.ts';
import type { DueReason, EndReason } from '../contract/reasons.ts';
import { type DueBy, type Parameter, prepare } from '../database/index.ts';
import { type Deed, eventValues, type EventValues, insertEvents, type NewEvent } from '../events/index.ts';
import type { KeyRing } from '../keys/index.ts';
import { columnsOf, type StoredTerm } from './term.ts';
import { endTerms, setDue } from './write.ts';

export const OPEN = [
  'unitCode',
  'submissionId',
  'siteId',
  'by',
  'agent',
  'method',
  'dueAt',
  'dueReason',
  'dueBy',
] as const satisfies (keyof StoredTerm)[];

/**
 * A certification that has not ended, as it was read. `agent`: null when the legal representative
 * certified the unit.
 */
export type OpenTerm = Pick<StoredTerm, (typeof OPEN)[number]>;

/** The columns of `OpenTerm`. */
export const openTermColumns = columnsOf(OPEN, 'certification');

/** The open term in a row that has those columns; undefined when the unit has none. */
export const openTermOf = (row: OpenTerm | { [Name in keyof OpenTerm]: null }): OpenTerm | undefined =>
  row.unitCode === null
    ? undefined
    : (Object.fromEntries(OPEN.map((name) => [name, row[name]])) as unknown as OpenTerm);

export type How =
  Deed<`certification.${'revoked' | 'lapsed' | 'due' | 'restored' | 'merged' | 'agent-withdrew'}`>;

export interface Ending {
  term: OpenTerm;
  /** The instant up to which it counted. */
  endedAt: Date;
  reason: Exclude<EndReason, 'replaced'>;
  /** For auditors; of a lapse with its reason. */
  detail: object;
}

/** `due`: null takes it back. */
export interface DueChange {
  term: OpenTerm;
  due: { at: Date; reason: DueReason; by: DueBy } | null;
  /** More for auditors. */
  detail?: object;
}

/**
 * A certification counts for the whole of the last day that users are told. `now` in milliseconds.
 */
export const dueIn = (days: number, now: number): Date => new Date(endOfChinaDay(now + days * DAY));

/**
 * The fewest days that a unit has after its agent withdraws, also where `LAPSE_GRACE_DAYS` is
 * shorter.
 */
const FEWEST_DAYS = 7;

/**
 * The instant until which a certification counts when its agent withdraws. A second reason never
 * moves the day. The agent's reason replaces an import's, which another import could take back.
 * `now` in milliseconds.
 */
export const lastDayWithoutAgent = (
  term: Pick<OpenTerm, 'dueAt'> | undefined,
  graceDays: number,
  now: number,
): Date => term?.dueAt ?? dueIn(Math.max(graceDays, FEWEST_DAYS), now);

interface Values extends Pick<How, 'actor'>, EventValues {
  /** JSON */
  changes: string;
}

/** `columns`: of a change, besides the certification. */
const changeCte = (p: Parameter<Values>, columns: string) => sql`
  change as (
    select * from json_to_recordset(${p('changes')}::text::json)
      as row ("unitCode" text, "submissionId" uuid, ${sql.raw(columns)})
  )`;

/** The terms that `changeCte` names. */
const ofChange = {
  from: sql`change`,
  unitCode: sql`change."unitCode"`,
  submissionId: sql`change."submissionId"`,
};

/** The events of the changes that happen. */
const writtenCte = (p: Parameter<Values>) => sql`
  written as (${insertEvents(
    p('events'),
    sql`join changed on changed.submission_id = possible.submission_id order by possible.unit_code`,
  )}
  )`;

/** The units whose certification has ended. */
export const endStatement = prepare<Values, { unit_code: string }>(
  'terms_end',
  (p) => sql<{ unit_code: string }>`
  with ${changeCte(p, '"endedAt" timestamptz, reason text')},
  changed as (${endTerms(
    { at: sql`change."endedAt"`, reason: sql`change.reason`, by: sql`${p('actor')}::text` },
    ofChange,
  )}
  ),
  ${writtenCte(p)}
  select unit_code from changed`,
);

/**
 * The units whose certification is due now, or is not any more. Nothing happens where another
 * change came first.
 */
export const dueStatement = prepare<Values, { unit_code: string }>(
  'terms_due',
  (p) => sql<{ unit_code: string }>`
  with ${changeCte(p, '"wasDueAt" timestamptz, "wasDueBy" text, "dueAt" timestamptz, "dueReason" text, "dueBy" text, "dueSetAt" timestamptz')},
  changed as (${setDue(
    {
      at: sql`change."dueAt"`,
      reason: sql`change."dueReason"`,
      by: sql`change."dueBy"`,
      setAt: sql`change."dueSetAt"`,
    },
    {
      ...ofChange,
      when: sql`due_at is not distinct from "wasDueAt" and due_by is not distinct from "wasDueBy"`,
    },
  )}
  ),
  ${writtenCte(p)}
  select unit_code from changed`,
);

type NamedTerm = Pick<OpenTerm, 'unitCode' | 'submissionId' | 'siteId'>;

export const termEvent = (
  { unitCode, submissionId, siteId, by: applicant, method }: NamedTerm & Pick<OpenTerm, 'by' | 'method'>,
  how: How,
  detail: object,
): NewEvent => ({
  ...how,
  unitCode,
  siteId,
  submissionId,
  detail: { applicant, method, ...detail },
});

/**
 * The event of a term whose place another one takes. `by`: the submission that made the other one.
 */
export const replacedEvent = (
  { unitCode, submissionId, siteId }: NamedTerm,
  { at, actor }: Pick<Deed<'certification.replaced'>, 'at' | 'actor'>,
  by: string,
): NewEvent => ({
  at,
  actor,
  type: 'certification.replaced',
  unitCode,
  siteId,
  submissionId,
  detail: { by },
});

export const endValues = (keys: KeyRing, endings: readonly Ending[], how: How): Values => ({
  actor: how.actor,
  changes: JSON.stringify(
    endings.map(({ term: { unitCode, submissionId }, endedAt, reason }) => ({
      unitCode,
      submissionId,
      endedAt,
      reason,
    })),
  ),
  ...eventValues(
    keys,
    endings.map(({ term, detail }) => termEvent(term, how, detail)),
  ),
});

export const dueValues = (keys: KeyRing, changes: readonly DueChange[], how: How): Values => ({
  actor: how.actor,
  changes: JSON.stringify(
    changes.map(({ term: { unitCode, submissionId, dueAt: wasDueAt, dueBy: wasDueBy }, due }) => ({
      unitCode,
      submissionId,
      wasDueAt,
      wasDueBy,
      dueAt: due?.at ?? null,
      dueReason: due?.reason ?? null,
      dueBy: due?.by ?? null,
      dueSetAt: due ? how.at : null,
    })),
  ),
  ...eventValues(
    keys,
    changes.map(({ term, due, detail }) => {
      const reason = due?.reason ?? term.dueReason;
      if (!reason) throw new Error('a certification that is not due cannot be taken back from it');
      return termEvent(term, how, { at: due?.at ?? null, reason, by: due?.by ?? term.dueBy, ...detail });
    }),
  ),
});
