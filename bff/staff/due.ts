/**
 * Units whose certification is due, or has lapsed and was not renewed, with the source that knows
 * the unit: a page at a time, and their counts.
 */
import { sql, type RawBuilder } from 'kysely';
import { DAY } from '../contract/time.ts';
import type { DueReason } from '../contract/reasons.ts';
import type { Applicant } from '../contract/wire.ts';
import { type Database, type Parameter, prepare } from '../database/index.ts';
import { certificationInForce, isCertifiedAt } from '../certifications/index.ts';

/** A lapse is listed for so long. Milliseconds. */
const LISTED = 30 * DAY;

/** `due`: it ends at `at`. `lapsed`: it ended then, in the last 30 days. */
export type DueState = 'due' | 'lapsed';

export interface DueUnit {
  /** Canonical. */
  code: string;
  /** As the registry writes it; null when it does not have the unit. */
  name: string | null;
  /** The source whose row the unit has, else the one of the certification. */
  source: string;
  by: Applicant;
  /** RFC 3339. */
  since: string;
  at: string;
  reason: DueReason;
  /** Staff has taken off the agent, who had left. */
  isTakenOff: boolean;
}

export interface DueFilter {
  state: DueState;
  source?: string | undefined;
  reason?: string | undefined;
}

interface Row extends Omit<DueUnit, 'since' | 'at'> {
  since: Date;
  at: Date;
  submissionId: string;
}

const source = sql`coalesce(registry_unit.source, certification.source)`;

/** The event tells it. The row does not: its reason is the same when the agent has withdrawn. */
const isTakenOff = (reason: RawBuilder<unknown>) => sql`(${reason} = 'agent-withdrew' and exists (
  select from event
  where event.unit_code = certification.unit_code and event.submission_id = certification.submission_id
    and type = 'certification.agent-withdrew' and actor not like 'user:%'))`;

interface Instants {
  now: Date;
  /** Lapses before it are not listed. */
  since: Date;
}

/** Each list: its rows, their instant, and their reason. */
const LISTS: Record<
  DueState,
  (p: Parameter<Instants>) => Record<'from' | 'at' | 'reason' | 'where', RawBuilder<unknown>>
> = {
  due: (p) => ({
    from: certificationInForce(p('now')),
    at: sql`due_at`,
    reason: sql`due_reason`,
    where: sql`due_at is not null`,
  }),
  lapsed: (p) => ({
    from: sql`certification`,
    at: sql`ended_at`,
    reason: sql`end_reason`,
    where: sql`ended_at > ${p('since')}::timestamptz and end_reason not in ('revoked', 'replaced')
      and not ${isCertifiedAt(sql`certification.unit_code`, p('now'))}`,
  }),
};

const PAGE = 50;

interface Values extends Instants {
  source: string | null;
  reason: string | null;
  /** The last row of the page before. */
  afterAt: Date | null;
  afterId: string | null;
}

const list = (p: Parameter<Values>, state: DueState) => {
  const { from, at, reason, where } = LISTS[state](p);
  return sql<Row>`
  select certification.unit_code as code, registry_unit.name, ${source} as source, certification.by, certification.since,
         ${at} as at, ${reason} as reason, ${isTakenOff(reason)} as "isTakenOff", submission_id as "submissionId"
  from ${from} certification left join registry_unit on registry_unit.code = certification.unit_code
  where ${where}
    and (${p('source')}::text is null or ${source} = ${p('source')}::text)
    and (${p('reason')}::text is null or ${reason} = ${p('reason')}::text)
    and (${p('afterAt')}::timestamptz is null or (${at}, submission_id) > (${p('afterAt')}::timestamptz, ${p('afterId')}::uuid))
  order by ${at}, submission_id limit ${sql.lit(PAGE)}`;
};
const listStatements = {
  due: prepare<Values, Row>('due_list', (p) => list(p, 'due')),
  lapsed: prepare<Values, Row>('lapsed_list', (p) => list(p, 'lapsed')),
};

/** The place of a row in its list: `MILLISECONDS.SUBMISSION`. */
const PLACE = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * The oldest first. `after`: `next` of the page before; another text is ignored. `now` in
 * milliseconds.
 */
export async function readDue(
  database: Database,
  { state, source: from, reason }: DueFilter,
  after: string | undefined,
  now: number,
): Promise<{ units: DueUnit[]; next: string | undefined }> {
  const [, afterAt, afterId] = PLACE.exec(after ?? '') ?? [];
  const rows = await database.run(listStatements[state], {
    now: new Date(now),
    since: new Date(now - LISTED),
    source: from ?? null,
    reason: reason ?? null,
    afterAt: afterAt === undefined ? null : new Date(Number(afterAt)),
    afterId: afterId ?? null,
  });
  const last = rows.length < PAGE ? undefined : rows.at(-1);
  return {
    units: rows.map(({ submissionId: _, since, at, ...row }) => ({
      ...row,
      since: since.toISOString(),
      at: at.toISOString(),
    })),
    next: last && `${last.at.getTime()}.${last.submissionId}`,
  };
}

export interface DueCount {
  state: DueState;
  source: string;
  reason: DueReason;
  count: number;
}

const count = (p: Parameter<Instants>, state: DueState) => {
  const { from, reason, where } = LISTS[state](p);
  return sql`
  select ${sql.lit(state)} as state, ${source} as source, ${reason} as reason, count(*)::int as count
  from ${from} certification left join registry_unit on registry_unit.code = certification.unit_code
  where ${where} group by 2, 3`;
};
const countStatement = prepare<Instants, DueCount>(
  'due_count',
  (p) => sql<DueCount>`${count(p, 'due')} union all ${count(p, 'lapsed')} order by state, source, reason`,
);

/** Numbers by list, source and reason. `now` in milliseconds. */
export const countDue = (database: Database, now: number): Promise<DueCount[]> =>
  database.run(countStatement, { now: new Date(now), since: new Date(now - LISTED) });
