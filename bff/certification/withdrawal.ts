/**
 * An agent withdraws: the certification that they made is due, so the unit has some days to certify again. An administrator who is logged in
 * sends it; the agent's number proves who withdraws, so wrong numbers count as guesses at that agent, and as failures of the user. The answer
 * is the same when another agent certified the unit, when its legal representative did, and when nobody has: it must not tell who.
 */
import { sql } from 'kysely';
import type { Due, Person } from '../contract/wire.ts';
import { prepare } from '../database/statement.ts';
import { eventValues, insertEvents, type EventValues, type NewEvent } from '../events/event.ts';
import { handlerDigestsEver } from '../evidence/people.ts';
import { actorOf, callerOf } from '../protection/caller.ts';
import { budgetCte, counterValues, unitCountersCte, type CounterValues } from '../limits/counters.ts';
import { countersOf } from '../limits/limits.ts';
import { lastDayWithoutAgent } from '../terms/change.ts';
import { addSiteUnit } from '../units/site-units.ts';
import { agentBudgets } from './aim.ts';
import { guessOf } from './claim.ts';
import { readSnapshot, tooManyAttempts, type TooManyAttempts } from './snapshot.ts';
import { runRecording } from './record.ts';
import type { Dependencies, Submitter } from './dependencies.ts';

export type WithdrawalResult = { kind: 'withdrawn'; due: Due } | { kind: 'agent-differs' } | TooManyAttempts;

interface Values extends CounterValues, EventValues {
  unitCode: string;
  /** Digest. */
  user: string;
  /** A withdrawal ends no window of the unit's limits. */
  outcome: 'withdrawn';
  takesOver: false;
  /** The submission that made the certification; null when it is not this agent's. */
  term: string | null;
  dueAt: Date;
  now: Date;
}

interface Row {
  /** The unit has room. */
  admitted: boolean;
  withdrawn: boolean;
}

/** The unit's row first, the certification, then the budgets: as in the other statements. */
const withdrawStatement = prepare<Values, Row>(
  'certification_withdraw',
  (p) => sql<Row>`
  with to_record as (select),
  ${unitCountersCte(p)},
  changed as (
    update certification set due_at = ${p('dueAt')}::timestamptz, due_reason = 'agent-withdrew', due_by = 'agent', due_set_at = ${p('now')}::timestamptz
    where unit_code = ${p('unitCode')}::text and submission_id = ${p('term')}::uuid and ended_at is null
      and due_by is distinct from 'agent' and (due_at is null or due_at = ${p('dueAt')}::timestamptz)
      and exists (select from admitted)
    returning submission_id
  ),
  verdict as (select from admitted where (select count(*) from changed) is not null),
  ${budgetCte(p, sql`false`)},
  written as (${insertEvents(
    p('events'),
    sql`where exists (select from admitted) and (${p('term')}::uuid is null or exists (select from changed))`,
  )}
  )
  select exists (select from admitted) as admitted, exists (select from changed) as withdrawn`,
);

/** `agent`: normalized. */
export async function withdraw(
  dependencies: Dependencies,
  submitter: Submitter,
  agent: Person,
): Promise<WithdrawalResult> {
  const { database, digester, keys, limits, graceDays, newReference } = dependencies;
  const now = dependencies.now();
  const caller = callerOf(digester, submitter);
  const aimed = agentBudgets({ agentGuess: guessOf(agent, digester) }, 'certification', true, limits, now);
  const ofCaller = countersOf(caller, 'certification', limits, now);
  // A list of many people could be tried, each once: so the user's own limits over all units count exactly, too.
  const counters = {
    unit: ofCaller.unit,
    budgets: [...ofCaller.budgets.map((budget) => ({ ...budget, judged: 'exactly' }) as const), ...aimed],
  };

  const query = { unitCode: submitter.unitCode, counters };
  const snapshot = await readSnapshot(database, query, now);
  const { unitCode, open, isCertified, exhausted } = snapshot;
  if (exhausted) return tooManyAttempts(unitCode, exhausted);
  await addSiteUnit(database, caller.siteId, unitCode);
  const isTheirs =
    isCertified && open?.agent != null && handlerDigestsEver(digester, agent).includes(open.agent);

  const dueAt = lastDayWithoutAgent(open, graceDays, now);
  const due = { at: dueAt.toISOString(), reason: 'agent-withdrew' } as const;
  const happened = { at: new Date(now), actor: actorOf(caller), unitCode, siteId: caller.siteId };
  const event: NewEvent = isTheirs
    ? {
        ...happened,
        type: 'certification.withdrawn',
        submissionId: open.submissionId,
        detail: { applicant: open.by, method: open.method, ...due, by: 'agent' },
      }
    : { ...happened, type: 'certification.withdrawal-refused' };
  const written = await runRecording(newReference, () =>
    database.run(withdrawStatement, {
      ...counterValues(counters, snapshot.stored, { unitCode, isRejected: !isTheirs, now }),
      unitCode,
      user: caller.user,
      outcome: 'withdrawn',
      takesOver: false,
      term: isTheirs ? open.submissionId : null,
      dueAt,
      now: new Date(now),
      ...eventValues(keys, [event]),
    }),
  );
  if (typeof written === 'string' || !written.admitted) {
    const { exhausted: full } = await readSnapshot(database, query, now);
    return tooManyAttempts(unitCode, full ?? { limits: [], until: now });
  }
  if (!isTheirs) return { kind: 'agent-differs' };
  if (written.withdrawn || open.dueBy === 'agent') return { kind: 'withdrawn', due };
  return withdraw(dependencies, submitter, agent); // something else has changed the certification meanwhile
}
