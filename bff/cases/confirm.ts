/**
 * The second officer confirms a proposal: one statement, which holds only while the case is as this officer saw it and somebody else has proposed
 * it. A certification at the counter is a term like any other, on what was seen; what the registry says at that moment is kept with it, so
 * that only a later change speaks against it (`terms/still-holds.ts`). A unit that is not active at that moment is not certified unless the
 * document of its restoration was seen.
 */
import { sql } from 'kysely';
import { isRestorationUnseen } from '../contract/cases.ts';
import { chinaDate } from '../contract/identifiers.ts';
import { claimOf, representativeOf } from '../certification/claim.ts';
import type { Dependencies } from '../certification/dependencies.ts';
import { retryDeadlocks } from '../database/retry.ts';
import { prepare } from '../database/statement.ts';
import type { ActorOf, SeenAtCounter } from '../database/tables.ts';
import { eventValues, insertEvents, writeEvents, type EventValues, type NewEvent } from '../events/event.ts';
import { termMac, type TermFacts } from '../events/term-mac.ts';
import { nameDigests } from '../evidence/people.ts';
import { endDayOf } from '../limits/counters.ts';
import { ifReadable } from '../protection/cipher.ts';
import type { OpenTerm } from '../terms/change.ts';
import { endIfOver } from '../terms/end-due.ts';
import { stillCounts } from '../terms/term.ts';
import { certifyingCtes, type TermValues } from '../terms/write.ts';
import { readOpenTerm } from '../units/administration.ts';
import { caseEvent, findCase, isInactive, openCaseClaim, type CaseRow } from './case.ts';
import { changedSince, type Changed } from './queue.ts';
import { genuinenessOfProposal } from './signature.ts';

export type ConfirmResult =
  | { kind: 'certified' }
  | { kind: 'refused' }
  /** The officer has proposed it: another one must confirm. */
  | { kind: 'same-person'; unitCode: string }
  /** The unit was certified without the case. */
  | { kind: 'already-certified' }
  /** The register says by now that the unit is not active, and the document of its restoration was not seen. */
  | { kind: 'restoration-unseen' }
  /** Somebody has changed the case in the database, or a key that it needs is gone. */
  | { kind: 'altered' }
  /** The key that signed the proposal was replaced since: it must be sent back and proposed again. */
  | { kind: 'key-replaced' }
  | Changed;

interface Values extends EventValues, TermValues {
  id: string;
  proposal: string;
  proposed: string;
  unitCode: string;
  seen: string;
  /** A unit that the register calls inactive at that moment is certified too. */
  mayBeInactive: boolean;
  evidenceVersion: string;
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

/**
 * CTEs in the order of the locks: the case, the unit's counters, its certifications. The insert reads `day_ended` and `term_ended`, so that
 * both run before it.
 */
const confirmStatement = prepare<Values, { decided: string | null }>(
  'cases_confirm',
  (p) => sql<{ decided: string | null }>`
  with to_decide as (
    select id, unit_code, proposed from counter_case
    where id = ${p('id')}::uuid and state = 'proposed' and proposal = ${p('proposal')}::uuid
      and proposed = ${p('proposed')}::text and proposed_by <> ${p('actor')}::text
      and (proposed <> 'certified' or ${p('mayBeInactive')}::boolean or not ${isInactive})
    for update
  ),
  certifies as (select id, unit_code from to_decide where proposed = 'certified'),
  day_ended as (${endDayOf('certifies')}
  ),
  ${certifyingCtes(
    p,
    {
      unitCode: sql`certifies.unit_code`,
      submissionId: sql`certifies.id`,
      method: sql`'counter'`,
      source: sql`'counter'`,
      evidenceVersion: sql`evidence_version.version`,
      seen: sql`${p('seen')}::jsonb`,
    },
    {
      from: sql`certifies, evidence_version`,
      when: sql`evidence_version.version = ${p('evidenceVersion')}::bigint`,
      replacing: {
        from: sql`certifies`,
        when: sql`due_at is not null and (select count(*) from day_ended) is not null`,
      },
    },
  )},
  decided as (
    update counter_case set state = to_decide.proposed, ended_at = ${p('now')}::timestamptz, ended_by = ${p('actor')}::text, claim = null,
        note = null, returned_note = null
    from to_decide
    where counter_case.id = to_decide.id and (to_decide.proposed = 'refused' or exists (select from certified))
    returning counter_case.state
  ),
  superseded as (
    update submission set outcome = 'replaced', decided_at = ${p('now')}::timestamptz
    from certified
    where submission.outcome = 'pending'
      and submission.id = (select submission_id from kept_claim where unit_code = certified.unit_code and purpose = 'pending')
  ),
  dropped as (delete from kept_claim using certified where kept_claim.unit_code = certified.unit_code),
  written as (${insertEvents(
    p('events'),
    sql`where exists (select from decided)
      and (possible.type <> 'certification.replaced' or exists (select from term_ended))`,
  )}
  )
  select (select state from decided) as decided`,
);

type ConfirmDependencies = Pick<Dependencies, 'database' | 'cipher' | 'digester' | 'keys' | 'now'>;

/** `proposal`: as it was shown to the officer. */
export async function confirmDecision(
  dependencies: ConfirmDependencies,
  reference: string,
  proposal: string,
  actor: ActorOf<'staff'>,
): Promise<ConfirmResult> {
  const { database, cipher, digester, keys } = dependencies;
  const now = dependencies.now();
  const row = await findCase(database, reference);
  if (!isAsShown(row, proposal)) return changedSince(row);
  if (row.proposedBy === actor) return { kind: 'same-person', unitCode: row.unitCode };
  const request = ifReadable(() => openCaseClaim(cipher, row.claim, row).request);
  const genuineness = genuinenessOfProposal(keys, row);
  if (genuineness === 'key-replaced') return { kind: 'key-replaced' };
  if (genuineness === 'forged' || request?.applicant !== row.applicant) {
    await writeEvents(database, keys, [caseEvent(row, { type: 'case.altered', actor, at: new Date(now) })]);
    return { kind: 'altered' };
  }

  const { term } = await readOpenTerm(database, row.unitCode);
  await endIfOver(dependencies, term, now);
  const isCertified = term !== undefined && stillCounts(term.dueAt, now);
  const replaces = isCertified && term.dueAt !== null && row.proposed === 'certified' ? term : undefined;

  const claim = claimOf(request, digester);
  const [{ version: evidenceVersion, registry }] = (await database.run(registryStatement, {
    unitCode: row.unitCode,
  })) as [RegistryNow];
  const seen: SeenAtCounter = {
    checks: row.seen,
    names: nameDigests(digester, request.legalRepresentative),
    foundedOn: request.foundedOn ?? null,
    registry,
  };
  const at = new Date(now);
  const facts: TermFacts = {
    submissionId: row.id,
    siteId: row.siteId,
    since: at,
    by: row.applicant,
    method: 'counter',
    source: 'counter',
    evidenceAsOf: chinaDate(now),
    evidenceVersion,
    representative: representativeOf(claim),
    agent: claim.agent[0] ?? null,
    seen,
  };
  const [written] = await retryDeadlocks(() =>
    database.run(confirmStatement, {
      id: row.id,
      proposal,
      proposed: row.proposed,
      actor,
      unitCode: row.unitCode,
      siteId: row.siteId,
      applicant: row.applicant,
      representative: facts.representative,
      agent: facts.agent,
      seen: JSON.stringify(seen),
      mayBeInactive: !isRestorationUnseen(true, row.seen),
      evidenceAsOf: facts.evidenceAsOf,
      evidenceVersion,
      replaces: replaces?.submissionId ?? null,
      now: at,
      ...eventValues(keys, eventsOf(row, { actor, at, replaces, isCertified, term: termMac(keys, facts) })),
    }),
  );
  if (written?.decided) return { kind: row.proposed };

  const after = await findCase(database, reference);
  if (!isAsShown(after, proposal)) return changedSince(after);
  const { term: standing } = await readOpenTerm(database, row.unitCode);
  if (standing?.dueAt === null) return { kind: 'already-certified' };
  if (after.proposed === 'certified' && isRestorationUnseen(after.isInactive, after.seen))
    return { kind: 'restoration-unseen' };
  return confirmDecision(dependencies, reference, proposal, actor); // the certification, or the registry, has changed meanwhile
}

type Proposed = CaseRow & Record<'claim' | 'proposed' | 'proposedBy' | 'seen', NonNullable<unknown>>;

/** Whether it still waits with this very proposal. */
const isAsShown = (row: CaseRow | undefined, proposal: string): row is CaseRow & Proposed =>
  row !== undefined && row.state === 'proposed' && row.proposal === proposal;

/** The case's and, of a certification, that of the term and of the one whose place it takes. */
function eventsOf(
  row: CaseRow & Proposed,
  {
    actor,
    at,
    replaces,
    isCertified,
    term,
  }: {
    actor: ActorOf<'staff'>;
    at: Date;
    replaces: OpenTerm | undefined;
    isCertified: boolean;
    term: string;
  },
): NewEvent[] {
  const { id, unitCode, siteId, reference, applicant, proposed, proposedBy, seen, refusal: reason } = row;
  const by = { seen, proposedBy };
  if (proposed === 'refused')
    return [
      caseEvent(
        row,
        { type: 'case.refused', actor, at },
        { ...by, reason, ...(isCertified && { isCertified }) },
      ),
    ];
  const happened = { at, actor, unitCode };
  return [
    caseEvent(row, { type: 'case.certified', actor, at }, { ...by, isCertified: true }),
    {
      ...happened,
      type: 'certification.certified',
      siteId,
      submissionId: id,
      detail: { reference, applicant, method: 'counter', ...by, term },
    },
    ...(replaces
      ? [
          {
            ...happened,
            type: 'certification.replaced' as const,
            siteId: replaces.siteId,
            submissionId: replaces.submissionId,
            detail: { by: id },
          },
        ]
      : []),
  ];
}
