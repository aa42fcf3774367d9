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
import { budgetCte, budgetValues } from '../limits/counters.ts';
import { addBudgets, aimedBudgets, countersOf, UNCOUNTED } from '../limits/limits.ts';
import { lastDayWithoutAgent } from '../terms/change.ts';
import { addSiteUnit } from '../units/site-units.ts';
import { agentAimedAt } from './aim.ts';
import { guessOf } from './claim.ts';
import { readSnapshot, tooManyAttempts, type TooManyAttempts } from './snapshot.ts';
import { runRecording } from './record.ts';
import type { Dependencies, Submitter } from './submit.ts';

export type WithdrawalResult = { kind: 'withdrawn'; due: Due } | { kind: 'agent-differs' } | TooManyAttempts;

interface Values extends ReturnType<typeof budgetValues>, EventValues {
  unitCode: string;
  /** The submission that made the certification; null when it is not this agent's. */
  term: string | null;
  dueAt: Date;
  now: Date;
}

/** The certification first, then the budgets: as in the other statements. */
const withdrawStatement = prepare<Values, { withdrawn: boolean }>(
  'certification_withdraw',
  (p) => sql<{ withdrawn: boolean }>`
  with changed as (
    update certification set due_at = ${p('dueAt')}::timestamptz, due_reason = 'agent-withdrew', due_by = 'agent'
    where unit_code = ${p('unitCode')}::text and submission_id = ${p('term')}::uuid and ended_at is null
      and due_by is distinct from 'agent' and (due_at is null or due_at = ${p('dueAt')}::timestamptz)
    returning submission_id
  ),
  verdict as (select count(*) from changed),
  ${budgetCte(p, sql`false`)},
  written as (${insertEvents(
    p('events'),
    sql`where ${p('term')}::uuid is null or exists (select from changed)`,
  )}
  )
  select exists (select from changed) as withdrawn`,
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
  const aimedAt = agentAimedAt({ agentGuess: guessOf(agent, digester) });
  // A list of many people could be tried, each once: so the user's own limits count too, exactly. The unit's don't.
  const budgets = [
    ...countersOf(caller, 'certification', limits, now).budgets.map(
      (budget) => ({ ...budget, judged: 'exactly' }) as const,
    ),
    ...aimedBudgets('agentPerDay', aimedAt, 'certification', true, limits, now),
  ];

  const query = { unitCode: submitter.unitCode, counters: addBudgets(UNCOUNTED, budgets) };
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
      ...budgetValues(budgets, unitCode, !isTheirs),
      unitCode,
      term: isTheirs ? open.submissionId : null,
      dueAt,
      now: new Date(now),
      ...eventValues(keys, [event]),
    }),
  );
  if (typeof written === 'string') {
    const { exhausted: full } = await readSnapshot(database, query, now);
    return tooManyAttempts(unitCode, full ?? { limits: [], until: now });
  }
  if (!isTheirs) return { kind: 'agent-differs' };
  if (written.withdrawn || open.dueBy === 'agent') return { kind: 'withdrawn', due };
  return withdraw(dependencies, submitter, agent); // something else has changed the certification meanwhile
}
