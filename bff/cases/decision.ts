/**
 * The decision of a case by two officers (`proposals/procedure.ts`). A certification at the counter
 * is a term like any other, on what was seen; what the registry says at that moment is kept with
 * it, so that only a later change speaks against it (`certifications/still-holds.ts`). A unit that
 * is not active at that moment is not certified unless the document of its restoration was seen.
 */
import { sql, type RawBuilder } from 'kysely';
import { checksOf, isRestorationUnseen, type CaseRefusal, type Check } from '../contract/cases.ts';
import { chinaDate } from '../contract/identifiers.ts';
import type { ClaimRequest } from '../contract/wire.ts';
import {
  claimOf,
  type Dependencies,
  dropKept,
  representativeOf,
  supersedePending,
} from '../attempts/index.ts';
import {
  type ActorOf,
  type Parameter,
  prepare,
  retryDeadlocks,
  type SeenAtCounter,
} from '../database/index.ts';
import { eventValues, type NewEvent, sentenceFault, type TermFacts, termMac } from '../events/index.ts';
import { nameDigests } from '../registry/index.ts';
import { endDayOf } from '../limits/index.ts';
import {
  type By,
  type CaseDecision,
  contentOf,
  decideStatement,
  type DecideValues,
  type Kind,
  NOTE_MAXIMUM,
  type ProcedureDependencies,
  type ProposalRow,
  propose,
  proposeStatement,
  sendBackStatement,
  type Subject,
} from '../proposals/index.ts';
import { ifReadable } from '../keys/index.ts';
import {
  certifyingCtes,
  endIfOver,
  isHeld,
  type OpenTerm,
  readOpenTerm,
  replacedEvent,
  stillCounts,
  type TermValues,
} from '../certifications/index.ts';
import {
  caseColumns,
  caseEvent,
  findCase,
  fromCases,
  isInactive,
  lastInstant,
  openCaseClaim,
  returnOf,
  type StoredCase,
} from './case.ts';

/** `note`: a sentence for staff; with a refusal it is needed. */
export type Proposal =
  | { decision: 'certified'; seen: readonly Check[]; note?: string | undefined }
  | { decision: 'refused'; seen: readonly Check[]; reason: CaseRefusal; note: string };

export type ProposeResult =
  | { kind: 'proposed'; proposal: string }
  /**
   * Checks that a certification needs; the sentence that a refusal needs, that is too long, or that
   * has a number of a person.
   */
  | { kind: 'incomplete'; missing: (Check | 'note')[] }
  /** There is no such case, or it is not as the officer saw it. */
  | { kind: 'changed' };

export type ConfirmResult =
  | { kind: 'certified' }
  | { kind: 'refused' }
  /** The unit was certified without the case. */
  | { kind: 'already-certified' }
  /** The second officer has not ticked these papers, which the first one has seen. */
  | { kind: 'incomplete'; missing: Check[] }
  /** Officers hold the unit. Its case ends within a minute (`end.ts`). */
  | { kind: 'held' }
  /**
   * The register says by now that the unit is not active, and the document of its restoration was
   * not seen.
   */
  | { kind: 'restoration-unseen' };

type ConfirmDependencies = Pick<Dependencies, 'database' | 'cipher' | 'digester' | 'keys' | 'now'>;

type AboutCase = StoredCase & Subject;
type ProposedCase = AboutCase & ProposalRow;

/** SQL of a case that waits with this very proposal. */
const waits = (p: Parameter<Pick<DecideValues, 'subject' | 'proposal'>>) => sql`
  id = ${p('subject')}::uuid and state = 'proposed' and counter_case.proposal = ${p('proposal')}::uuid`;

/** The decision of a case, for `confirm` and `sendBack`. */
export const CASE: Kind<'case', AboutCase, ConfirmResult, ConfirmDependencies> = {
  kind: 'case',
  find: prepare<{ proposal: string; now: Date }, ProposedCase>(
    'cases_proposed',
    (p) => sql<ProposedCase>`
    select ${caseColumns} ${fromCases}
    where counter_case.proposal = ${p('proposal')}::uuid and proposal.id = counter_case.proposal and state = 'proposed' and outcome is null`,
  ),
  propose: proposeStatement(
    'case',
    (p) => sql`
    update counter_case set state = 'proposed', proposal = ${p('proposal')}::uuid
    where id = ${p('subject')}::uuid and state = 'open' and until > ${p('now')}::timestamptz
      and counter_case.proposal is not distinct from ${p('before')}::uuid
    returning id, unit_code`,
  ),
  /** The unit's people have all the days again. */
  sendBack: sendBackStatement(
    'case',
    (p) => sql`
    update counter_case
    set state = 'open', until = greatest(until, ${p('until')}::timestamptz)
    where ${waits(p)}
    returning id`,
  ),
  named: ({ reference }) => ({ reference }),
  lastInstant,
  carryOut,
};

/**
 * `reference`: the case's eight characters. `returned`: the last return, as it was shown
 * (`returnOf`).
 */
export async function proposeDecision(
  dependencies: ProcedureDependencies,
  reference: string,
  proposal: Proposal,
  { actor, returned }: { actor: ActorOf<'staff'>; returned: string },
): Promise<ProposeResult> {
  const row = await findCase(dependencies.database, reference);
  if (row?.state !== 'open' || returnOf(row) !== returned) return { kind: 'changed' };
  const possible = checksOf(row.applicant === 'agent', row.isInactive);
  const seen = possible.filter((check) => proposal.seen.includes(check));
  const missing = missingIn(proposal, possible, seen);
  if (missing.length > 0) return { kind: 'incomplete', missing };

  const { decision, note = '' } = proposal;
  const content = decision === 'refused' ? { decision, seen, reason: proposal.reason } : { decision, seen };
  const by = { actor, at: new Date(dependencies.now()), before: row.proposal, note: note.trim() };
  const id = await propose(dependencies, CASE, { ...row, subject: row.id }, content, by);
  return id === undefined ? { kind: 'changed' } : { kind: 'proposed', proposal: id };
}

function missingIn(
  { decision, note = '' }: Proposal,
  needed: readonly Check[],
  seen: readonly Check[],
): (Check | 'note')[] {
  const fault = sentenceFault(note, NOTE_MAXIMUM);
  const isWrong = fault !== undefined && (decision === 'refused' || note.trim() !== '');
  return [
    ...(decision === 'certified' ? needed.filter((check) => !seen.includes(check)) : []),
    ...(isWrong ? (['note'] as const) : []),
  ];
}

interface CertifyValues extends DecideValues, Omit<TermValues, 'actor'> {
  actor: DecideValues['actor'];
  seen: string;
  evidenceVersion: string;
  /** A unit that the register calls inactive at that moment is certified too. */
  mayBeInactive: boolean;
}

/**
 * CTEs in the order of the locks: the case, the unit's counters, its certifications. The insert
 * reads `day_ended` and `term_ended`, so that both run before it.
 */
const certifyStatement = decideStatement<CertifyValues>(
  'case_certified',
  (p) => sql`
    select id, unit_code from counter_case
    where ${waits(p)} and (${p('mayBeInactive')}::boolean or not ${isInactive}) and not ${isHeld(sql`counter_case.unit_code`)} for update`,
  (p) => sql`
  day_ended as (${endDayOf('to_confirm')}
  ),
  ${certifyingCtes(
    p,
    {
      unitCode: sql`to_confirm.unit_code`,
      submissionId: sql`to_confirm.subject`,
      method: sql`'counter'`,
      source: sql`'counter'`,
      evidenceVersion: sql`evidence_version.version`,
      seen: sql`${p('seen')}::jsonb`,
    },
    {
      from: sql`to_confirm, evidence_version`,
      when: sql`evidence_version.version = ${p('evidenceVersion')}::bigint`,
      replacing: {
        from: sql`to_confirm`,
        when: sql`due_at is not null and (select count(*) from day_ended) is not null`,
      },
    },
  )},
  superseded as (
${supersedePending(sql`certified.unit_code`, { from: sql`certified`, at: p('now') })}
  ),
  dropped as (${dropKept(sql`certified.unit_code`, { from: sql`certified` })}
  ),
  done as (${endAs('certified', p, sql`to_confirm, certified where counter_case.id = to_confirm.subject`)})`,
  sql`possible.type <> 'certification.replaced' or exists (select from term_ended)`,
);

const refuseStatement = decideStatement<DecideValues>(
  'case_refused',
  (p) => sql`select id, unit_code from counter_case where ${waits(p)} for update`,
  (p) => sql`done as (${endAs('refused', p, sql`to_confirm where counter_case.id = to_confirm.subject`)})`,
);

/** `decided`: SQL of the cases, after `from`. */
function endAs(state: 'certified' | 'refused', p: Parameter<DecideValues>, decided: RawBuilder<unknown>) {
  return sql`
    update counter_case set state = ${sql.lit(state)}, ended_at = ${p('now')}::timestamptz, ended_by = ${p('actor')}::text, claim = null
    from ${decided}
    returning counter_case.id`;
}

/** The registry's words about the unit, and the number of imports. */
const registryStatement = prepare<{ unitCode: string }, RegistryNow>(
  'cases_registry',
  (p) => sql<RegistryNow>`
  select evidence_version.version, (
    select jsonb_build_object('representatives', representatives, 'foundedOn', founded_on, 'state', state)
    from registry_unit where code = ${p('unitCode')}::text) as registry
  from evidence_version`,
);
interface RegistryNow {
  version: string;
  registry: SeenAtCounter['registry'];
}

async function carryOut(
  dependencies: ConfirmDependencies,
  row: ProposedCase,
  by: By,
  ticked: readonly Check[],
): Promise<ConfirmResult | 'altered' | 'again'> {
  const { database, cipher } = dependencies;
  const content = contentOf('case', row);
  const { claim } = row;
  const request = claim === null ? undefined : ifReadable(() => openCaseClaim(cipher, claim, row).request);
  if (request?.applicant !== row.applicant) return 'altered'; // it says which papers must be seen
  const missing = content.seen.filter((check) => !ticked.includes(check));
  if (missing.length > 0) return { kind: 'incomplete', missing };
  const seenAgain = checksOf(row.applicant === 'agent', row.isInactive).filter((check) =>
    ticked.includes(check),
  );
  const { term } = await readOpenTerm(database, row.unitCode);
  await endIfOver(dependencies, term, by.at.getTime());
  const standing = term !== undefined && stillCounts(term.dueAt, by.at.getTime()) ? term : undefined;
  switch (content.decision) {
    case 'certified':
      return certify(dependencies, row, { by, seen: content.seen, seenAgain, request, standing });
    case 'refused':
      return refuse(dependencies, row, { by, content, seenAgain, isCertified: standing !== undefined });
  }
}

const valuesOf = (
  { subject, proposal }: ProposedCase,
  outcome: CaseDecision['decision'],
  seenAgain: readonly Check[],
  { actor, at }: By,
) => ({ subject, proposal, outcome, seenAgain: JSON.stringify(seenAgain), actor, now: at });

async function refuse(
  { database, keys }: ConfirmDependencies,
  row: ProposedCase,
  {
    by,
    content,
    seenAgain,
    isCertified,
  }: { by: By; content: CaseDecision; seenAgain: Check[]; isCertified: boolean },
): Promise<ConfirmResult | 'again'> {
  const { seen, reason } = content;
  const detail = { seen, seenAgain, proposedBy: row.proposedBy, reason, ...(isCertified && { isCertified }) };
  const decided = await database.run(refuseStatement, {
    ...valuesOf(row, 'refused', seenAgain, by),
    ...eventValues(keys, [caseEvent(row, { type: 'case.refused', ...by }, detail)]),
  });
  return decided.length > 0 ? { kind: 'refused' } : 'again';
}

async function certify(
  { database, digester, keys }: ConfirmDependencies,
  row: ProposedCase,
  {
    by,
    seen: checks,
    seenAgain,
    request,
    standing,
  }: {
    by: By;
    seen: Check[];
    seenAgain: Check[];
    request: ClaimRequest;
    standing: OpenTerm | undefined;
  },
): Promise<ConfirmResult | 'again'> {
  const { unitCode, siteId, applicant, subject: submissionId } = row;
  const replaces = standing?.dueAt ? standing : undefined;
  const claim = claimOf(request, digester);
  const [{ version: evidenceVersion, registry }] = (await database.run(registryStatement, {
    unitCode,
  })) as [RegistryNow];
  const seen: SeenAtCounter = {
    checks,
    names: nameDigests(digester, request.legalRepresentative),
    foundedOn: request.foundedOn ?? null,
    registry,
  };
  const facts: TermFacts = {
    submissionId,
    siteId,
    since: by.at,
    by: applicant,
    method: 'counter',
    source: 'counter',
    evidenceAsOf: chinaDate(by.at.getTime()),
    evidenceVersion,
    representative: representativeOf(claim),
    agent: claim.agent[0] ?? null,
    seen,
  };
  const decided = await retryDeadlocks(() =>
    database.run(certifyStatement, {
      ...valuesOf(row, 'certified', seenAgain, by),
      siteId,
      applicant,
      representative: facts.representative,
      agent: facts.agent,
      seen: JSON.stringify(seen),
      evidenceAsOf: facts.evidenceAsOf,
      evidenceVersion,
      mayBeInactive: !isRestorationUnseen(true, checks),
      replaces: replaces?.submissionId ?? null,
      ...eventValues(
        keys,
        certifiedEvents(row, { by, checks, seenAgain, replaces, term: termMac(keys, facts) }),
      ),
    }),
  );
  if (decided.length > 0) return { kind: 'certified' };

  const after = await findCase(database, row.reference);
  if (after?.state === 'proposed' && after.proposal === row.proposal) {
    if ((await readOpenTerm(database, unitCode)).term?.dueAt === null) return { kind: 'already-certified' };
    if (isRestorationUnseen(after.isInactive, checks)) return { kind: 'restoration-unseen' };
    if (after.isHeld) return { kind: 'held' };
  }
  return 'again'; // the case, the certification or the registry has changed meanwhile
}

/** The case's, that of the term, and that of the one whose place it takes. */
function certifiedEvents(
  row: ProposedCase,
  {
    by,
    checks: seen,
    seenAgain,
    replaces,
    term,
  }: {
    by: By;
    checks: Check[];
    seenAgain: Check[];
    replaces: OpenTerm | undefined;
    term: string;
  },
): NewEvent[] {
  const { subject: submissionId, unitCode, siteId, reference, applicant, proposedBy } = row;
  const seenBy = { seen, seenAgain, proposedBy };
  return [
    caseEvent(row, { type: 'case.certified', ...by }, { ...seenBy, ...(replaces && { isCertified: true }) }),
    {
      ...by,
      unitCode,
      type: 'certification.certified',
      siteId,
      submissionId,
      detail: { reference, applicant, method: 'counter', ...seenBy, term },
    },
    ...(replaces ? [replacedEvent(replaces, by, submissionId)] : []),
  ];
}
