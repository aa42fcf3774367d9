/**
 * Opens a case at the counter. The claim is not compared with anything: a right claim and a wrong
 * one take the same statements and get the same answer. It counts for the people that it aims at
 * like a wrong one, so that the decisions of officers are no way to try many numbers.
 */
import { sql } from 'kysely';
import { papersOf } from '../contract/cases.ts';
import type { ClaimRequest } from '../contract/wire.ts';
import {
  budgetsOfAnyClaim,
  claimOf,
  type Dependencies,
  possibleBudgetsOf,
  hadNoRoom,
  readSnapshot,
  refusalOf,
  runRecording,
  type SubmissionResult,
  type SubmittedClaim,
  type Submitter,
  tooManyAttempts,
} from '../attempts/index.ts';
import { prepare } from '../database/index.ts';
import { eventValues, type EventValues, insertEvents } from '../events/index.ts';
import {
  addBudgets,
  budgetCte,
  budgetValues,
  caseCounters,
  countersOf,
  exhausted,
  isUnused,
} from '../limits/index.ts';
import { actorOf, callerOf, ifReadable } from '../keys/index.ts';
import { endIfOver, hasCurrentTerm, isHeld } from '../certifications/index.ts';
import { addSiteUnits } from '../sites/index.ts';
import {
  caseColumns,
  caseEvent,
  fromCases,
  hasNotEnded,
  isOverNow,
  lastInstant,
  openCaseClaim,
  sealCase,
  type CaseRow,
} from './case.ts';
import { endCases, endingColumns, type Ending } from './end.ts';

interface Values extends ReturnType<typeof budgetValues>, EventValues {
  id: string;
  reference: string;
  unitCode: string;
  siteId: string;
  applicant: string;
  claim: string;
  until: Date;
  isFirst: boolean;
  now: Date;
}

/**
 * The case first, then the budgets. Nothing is counted where the unit has a case already, or a
 * certification that stands, or is held.
 */
const openStatement = prepare<Values, { opened: boolean }>(
  'cases_open',
  (p) => sql<{ opened: boolean }>`
  with opened as (
    insert into counter_case (id, reference, unit_code, site_id, applicant, claim, opened_at, until, state)
    select ${p('id')}::uuid, ${p('reference')}::text, ${p('unitCode')}::text, ${p('siteId')}::text, ${p('applicant')}::text,
           ${p('claim')}::text, ${p('now')}::timestamptz, ${p('until')}::timestamptz, 'open'
    where not ${hasCurrentTerm(sql`${p('unitCode')}::text`)} and not ${isHeld(sql`${p('unitCode')}::text`)}
    on conflict (unit_code) where state in ('open', 'proposed') do nothing
    returning unit_code, site_id
  ),
  verdict as (select from opened),
  ${budgetCte(p, sql`${p('isFirst')}::boolean`)},
  known as (${addSiteUnits(sql`select unit_code, site_id from opened`)}
  ),
  written as (${insertEvents(p('events'), sql`where exists (select from opened)`)}
  )
  select exists (select from opened) as opened`,
);

const waitingStatement = prepare<{ unitCode: string; now: Date }, CaseRow & Ending>(
  'cases_of_unit',
  (p) => sql<CaseRow & Ending>`
  select ${caseColumns}, ${endingColumns(p('now'))} ${fromCases} where counter_case.unit_code = ${p('unitCode')}::text and ${hasNotEnded}`,
);

/** `request` is the schema's output; `unitName` as the site's token has it. */
export async function openCase(
  dependencies: Dependencies,
  submitter: Submitter & { unitName?: string | undefined },
  request: ClaimRequest,
): Promise<SubmissionResult> {
  const { database, digester, cipher, keys, limits, newId, newReference } = dependencies;
  const now = dependencies.now();
  const caller = callerOf(digester, submitter);
  const claim = claimOf(request, digester);

  const { users } = caller;
  const ofCaller = countersOf(caller, 'certification', limits, now);
  const cases = caseCounters(limits, now);
  const query = {
    unitCode: submitter.unitCode,
    users,
    siteId: caller.siteId,
    counters: addBudgets(ofCaller, [
      ...cases.budgets,
      ...possibleBudgetsOf('certification', claim, limits, now),
    ]),
  };
  const snapshot = await readSnapshot(database, query, now);
  const { unitCode, open, isCertified } = snapshot;

  const [waiting] = await database.run(waitingStatement, { unitCode, now: new Date(now) });
  const isWaiting = waiting !== undefined && !isOverNow(waiting, now);
  const isNeedless = open !== undefined && open.dueAt === null; // the unit was certified without it
  if (
    isWaiting &&
    !isNeedless &&
    !snapshot.facts.is_held &&
    waiting.siteId === caller.siteId &&
    isSameClaim(dependencies, waiting, claim, users)
  )
    return keptAt(waiting);
  const refusal = await refusalOf(dependencies, 'counter', snapshot, ofCaller, now);
  if (refusal) return refusal;
  if (isWaiting) return { kind: 'way-closed' }; // it was opened since the snapshot
  await endIfOver(dependencies, open, now);

  if (waiting)
    await endCases({ database, keys }, [waiting], { state: 'expired', actor: 'worker:cases', now });

  // The unit's first case in 30 days is opened whatever the people aimed at have left, as its first
  // failure is judged (decision 0014).
  const isFirst = cases.budgets.some((budget) => isUnused(budget, snapshot.stored, now));
  // A partner's registry is not asked: of its units the name and the number's beginning count.
  const record = snapshot.registryRecord;
  const registry = record
    ? ({ kind: 'record', record } as const)
    : ({ kind: 'verdict', found: false, matches: false, active: false } as const);
  const aimed = budgetsOfAnyClaim('certification', claim, registry, limits, now);
  const counters = addBudgets(cases, aimed);
  const full = exhausted(isFirst ? cases : counters, snapshot.stored, now);
  if (full) return tooManyAttempts(snapshot, full);

  const id = newId();
  const until = lastInstant(now);
  const place = { id, unitCode };
  const sealed = sealCase(cipher, { request, user: caller.user, unitName: submitter.unitName }, place);
  const at = new Date(now);
  let reference = '';
  const written = await runRecording(newReference, (tried) => {
    reference = tried;
    const opened = caseEvent(
      { ...place, siteId: caller.siteId, reference },
      { type: 'case.opened', actor: actorOf(caller), at },
      {
        applicant: request.applicant,
        privacyNotice: submitter.privacyNotice,
        ...(isCertified && { isCertified }),
      },
    );
    return database.run(openStatement, {
      ...budgetValues(counters.budgets, unitCode, true),
      id,
      reference,
      unitCode,
      siteId: caller.siteId,
      applicant: request.applicant,
      claim: sealed,
      until,
      isFirst,
      now: at,
      ...eventValues(keys, [opened]),
    });
  });
  if (typeof written === 'string') {
    return hadNoRoom(await readSnapshot(database, query, now), counters, now);
  }
  if (!written.opened) return openCase(dependencies, submitter, request); // another one came first
  const isInactive = (snapshot.registryRecord?.state ?? 'active') !== 'active';
  return keptAt({ reference, until, applicant: request.applicant, isInactive });
}

const keptAt = ({
  reference,
  until,
  applicant,
  isInactive,
}: Pick<CaseRow, 'reference' | 'until' | 'applicant' | 'isInactive'>): SubmissionResult => ({
  kind: 'answered',
  answer: {
    outcome: 'kept',
    reference,
    until: until.toISOString(),
    bring: papersOf(applicant === 'agent', isInactive),
  },
  replayed: false,
});

/** The same user sends the same claim again, because the answer was lost. */
function isSameClaim(
  { cipher, digester }: Pick<Dependencies, 'cipher' | 'digester'>,
  { claim: sealed, id, unitCode }: CaseRow,
  claim: SubmittedClaim,
  users: readonly string[],
): boolean {
  if (sealed === null) return false;
  const kept = ifReadable(() => openCaseClaim(cipher, sealed, { id, unitCode }));
  return (
    kept !== undefined && users.includes(kept.user) && claimOf(kept.request, digester).text === claim.text
  );
}
