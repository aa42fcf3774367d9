/** Reads the status that a unit's own user may know: one read, for the user of one site. */
import { sql } from 'kysely';
import { papersOf, type Paper } from '../contract/cases.ts';
import { type SourceId, sourceOf } from '../contract/sources.ts';
import { VERSION } from '../contract/version.ts';
import components from '../contract/components.json' with { type: 'json' };
import {
  type Applicant,
  type CaseView,
  type CertificationStatus,
  type EndedTerm,
  type FormView,
  type Kind,
  type KindView,
  type Role,
  type Submission,
} from '../contract/wire.ts';
import type { Database } from '../database/index.ts';
import { claimFieldsOf, type ComparablePerson, prepareUnitRead } from '../registry/index.ts';
import { registeredAt } from '../sites/index.ts';
import {
  type Arrivals,
  factColumns,
  type FactRow,
  type FactTerm,
  type FactValues,
  type Finding,
  type FormDependencies,
  isIncomplete,
  publicReason,
  readFacts,
  waitingOf,
} from '../attempts/index.ts';
import type { Asking } from '../keys/index.ts';
import {
  addBudgets,
  caseCounters,
  counterKeys,
  countersOf,
  type Limits,
  type Stored,
  storedCounters,
  UNCOUNTED,
} from '../limits/index.ts';
import { kindsOf, type StateRow } from './kinds.ts';
import {
  isCurrent,
  type Case,
  type Facts,
  nextStep,
  type StoredTerm,
  termIn,
} from '../certifications/index.ts';

interface Values extends ReturnType<typeof counterKeys>, FactValues {
  code: string;
  /** The register that has units of the code's class; '' for none. */
  source: string;
}

/** A submission that has ended, as JSON. */
interface Decided {
  outcome: Submission['outcome'];
  reference: string;
  finding: Finding | null;
  applicant: Applicant;
  at: string;
}

/** The parts of a term that are told besides those that decide the next step. */
const TOLD = ['method', 'source', 'evidenceAsOf', 'siteId'] as const satisfies (keyof StoredTerm)[];

type StatusTerm = FactTerm<(typeof TOLD)[number]>;

type Row = FactRow<StatusTerm> &
  Pick<StateRow, 'registered_at'> & {
    code: string;
    name: string | null;
    /** The source of the imported row. */
    unit_source: SourceId | null;
    representatives: ComparablePerson[] | null;
    founded_on: string | null;
    as_of: string | null;
    history: Decided[];
    counters: Stored['counters'];
  };

const { history, terms: endedTerms } = components.CertificationStatus.properties;
/** All that are told, and the one in force. */
const MOST_TERMS = endedTerms.maxItems + 1;

const statusStatement = prepareUnitRead<Values, Row>(
  'certification_status',
  (p, unit) => sql<Row>`
  with ${unit}
  select canonical.code, unit.name, unit.source as unit_source, unit.representatives, unit.founded_on,
         (select as_of from source where id = coalesce(unit.source, ${p('source')}::text)) as as_of,
         ${factColumns(p, sql`canonical.code`, { parts: TOLD, most: MOST_TERMS })},
         decided.history,
         ${storedCounters(p)} as counters,
         ${registeredAt(sql`canonical.code`)}
  from canonical
  left join unit on true
  cross join lateral (
    select coalesce(json_agg(last), '[]') as history
    from (
      select outcome, reference, finding, applicant, decided_at as at
      from submission
      where submission.unit_code = canonical.code and submission.site_id = ${p('site')}::text
        and (submission.outcome = 'certified' or submission.outcome in ('rejected', 'expired') and submission.flow = 'certification')
      order by submission.at desc limit ${sql.lit(history.maxItems)}
    ) last
  ) decided`,
);

export interface StatusQuery {
  caller: Asking;
  /** As the token has it, normalized. */
  unitCode: string;
  /** The name in the token; the registry's wins. */
  unitName: string | undefined;
  role: Role;
  /** Kinds that the asking site has opened. */
  openKinds: ReadonlySet<Kind>;
}

export interface StatusDependencies extends FormDependencies {
  database: Database;
  limits: Limits;
  arrivals: Arrivals;
  now: () => number;
}

export async function readStatus(
  { database, arrivals, now, ...dependencies }: StatusDependencies,
  query: StatusQuery,
): Promise<CertificationStatus> {
  const { limits } = dependencies;
  const instant = now();
  const counters = countersOf(query.caller, 'certification', limits, instant);
  const cases = dependencies.counter ? caseCounters(limits, instant) : UNCOUNTED;
  const [row] = await database.run(statusStatement(query.unitCode), {
    code: query.unitCode,
    source: sourceOf(query.unitCode) ?? '',
    site: query.caller.siteId,
    users: query.caller.users,
    ...counterKeys(addBudgets(counters, cases.budgets), query.unitCode),
    now: new Date(instant),
  });
  if (!row) throw new Error('the status statement always has one row');
  const stored = { unitCode: row.code, counters: row.counters };
  const { code, unit_source: source, as_of: asOf } = row;
  const unit = { code, source, asOf, isIncomplete: isIncompleteIn(row) };
  const { form, facts } = await readFacts(
    dependencies,
    unit,
    { row, role: query.role, counters, stored },
    instant,
  );
  const usualDays = form.asOf && form.source && arrivals.usualDays(form.source);
  const told = { ...form, ...(usualDays && { usualDays }) };
  return statusOf(row, query, { facts, form: told, waiting: waitingOf(row, instant) });
}

/** Whether the unit has an imported row that no claim can agree with. */
const isIncompleteIn = ({ unit_source: source, representatives, founded_on: foundedOn }: Row): boolean =>
  source !== null &&
  isIncomplete({
    representatives: representatives ?? [],
    foundedOn: foundedOn ?? undefined,
    compares: claimFieldsOf(source),
  });

type Waiting = ReturnType<typeof waitingOf>;

function statusOf(
  row: Row,
  { caller, role, unitName, openKinds }: StatusQuery,
  { facts, form, waiting }: { facts: Facts; form: FormView; waiting: Waiting },
): CertificationStatus {
  const { attempts, caseAttempts, recheck } = facts;
  const name = row.name ?? unitName;
  const history = row.history.map(submissionOf);
  const [newest] = row.terms ?? [];
  const ended = endedTermsOf(row, caller);
  const state = { ...termIn(newest), registered_at: row.registered_at, pending: waiting !== undefined };
  return {
    serviceVersion: VERSION,
    unit: { code: row.code, ...(name !== undefined && { name }) },
    canSubmit: role === 'administrator',
    kinds: kindsOf(state, openKinds, realNameOf(row, caller, waiting)),
    next: nextStep(facts),
    attempts,
    form,
    ...(caseAttempts && { caseAttempts }),
    ...(history.length > 0 && { history }),
    ...(ended.length > 0 && { terms: ended }),
    ...caseOf(row, facts),
    ...(recheck && { recheck: { ...recheck, until: new Date(recheck.until).toISOString() } }),
  };
}

/**
 * Members that only the unit's own users may know. Failed registrations are left out: anybody can
 * try to register a unit.
 */
const realNameOf = (row: Row, caller: Asking, waiting: Waiting): Partial<KindView> => ({
  ...(row.terms?.some((term) => term.endedAt === null && isElsewhere(term, caller)) && { elsewhere: true }),
  // Told also while a certification is in force, which a claim may renew or replace.
  ...(waiting && { submission: waiting }),
  ...lastOf(row),
});

function lastOf({ history: [decided] }: Row): Pick<KindView, 'last'> {
  if (!decided) return {};
  const { applicant: _, ...last } = submissionOf(decided);
  return { last };
}

const instantOf = (text: string): string => new Date(text).toISOString();

const isElsewhere = ({ siteId }: StatusTerm, caller: Asking): boolean => siteId !== caller.siteId;

const endedTermsOf = ({ terms }: Row, caller: Asking): EndedTerm[] =>
  (terms ?? [])
    .flatMap((term) => {
      const { since, endedAt: end, endReason, by, method } = term;
      if (end === null || endReason === null) return [];
      const told = { since: instantOf(since), endedAt: instantOf(end), endReason, by, method };
      return [isElsewhere(term, caller) ? { ...told, elsewhere: true as const } : told];
    })
    .slice(0, endedTerms.maxItems);

/**
 * The unit's users are not told which decision an officer has proposed. A case of a unit that was
 * certified meanwhile is not told: it ends within a minute.
 */
function caseOf(
  { case: stored, is_inactive: isInactive }: Row,
  { case: one, term }: Facts,
): Pick<CertificationStatus, 'case'> {
  const isNeedless = one?.state === 'open' && isCurrent({ term });
  if (!stored || !one || isNeedless) return {};
  const { reference, applicant, openedAt, until, elsewhere } = stored;
  const bring = papersOf(applicant === 'agent', isInactive === true);
  return {
    case: {
      reference,
      state: one.state,
      openedAt: instantOf(openedAt),
      until: instantOf(until),
      ...stageOf(one, bring),
      ...(elsewhere && { elsewhere }),
    },
  };
}

/** The members that belong to the state of a case. `bring`: the papers that it needs. */
function stageOf(one: Case, bring: Paper[]): Partial<CaseView> {
  switch (one.state) {
    case 'open':
      return { ...(one.seen ? { seen: true } : { bring }), ...(one.returned && { returned: true }) };
    case 'certified':
    case 'expired':
      return { endedAt: new Date(one.endedAt).toISOString() };
    case 'refused': {
      const { endedAt, reason } = one;
      return {
        endedAt: new Date(endedAt).toISOString(),
        reason,
        ...(reason === 'papers-missing' && { bring }),
      };
    }
  }
}

const submissionOf = ({ outcome, reference, finding, applicant, at }: Decided): Submission => ({
  outcome,
  reference,
  ...(outcome === 'rejected' && finding && { reason: publicReason(finding) }),
  applicant,
  at: instantOf(at),
});
