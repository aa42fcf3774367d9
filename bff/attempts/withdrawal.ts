/**
 * An agent withdraws: the certification that they made is due, so the unit has some days to certify
 * again. An administrator who is logged in sends it; the agent's number proves who withdraws, so
 * wrong numbers count as guesses at that agent, and as failures of the user. The answer is the same
 * whoever else the agent of the certification is.
 */
import { sql } from 'kysely';
import type { Person } from '../contract/wire.ts';
import { prepare } from '../database/index.ts';
import { eventValues, type EventValues, insertEvents, type NewEvent } from '../events/index.ts';
import { comparableName, handlerDigestsEver } from '../registry/index.ts';
import { actorOf, callerOf } from '../keys/index.ts';
import {
  addBudgets,
  exhausted,
  budgetCte,
  caseCounters,
  countersOf,
  counterValues,
  type CounterValues,
  unitCountersCte,
} from '../limits/index.ts';
import { lastDayWithoutAgent, setDue, termEvent } from '../certifications/index.ts';
import { addSiteUnit } from '../sites/index.ts';
import { agentBudgets } from './aim.ts';
import { guessOf, idempotencyOf } from './claim.ts';
import { refusalOf } from './guard.ts';
import { hadNoRoom, tooManyAttempts, type SubmissionResult } from './result.ts';
import { readSnapshot } from './snapshot.ts';
import { runRecording } from './record.ts';
import type { Dependencies, Submitter } from './dependencies.ts';

interface Values extends CounterValues, EventValues {
  unitCode: string;
  /** Digest. */
  user: string;
  id: string;
  reference: string;
  key: string | null;
  body: string | null;
  siteId: string;
  /** Digest of the agent as typed. */
  claim: string;
  /** Neither ends a window of the unit's limits. */
  outcome: 'withdrawn' | 'agent-differs';
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
  changed as (${setDue(
    {
      at: sql`${p('dueAt')}::timestamptz`,
      reason: 'agent-withdrew',
      by: 'agent',
      setAt: sql`${p('now')}::timestamptz`,
    },
    {
      unitCode: sql`${p('unitCode')}::text`,
      submissionId: sql`${p('term')}::uuid`,
      when: sql`due_by is distinct from 'agent' and (due_at is null or due_at = ${p('dueAt')}::timestamptz)
      and exists (select from admitted)`,
    },
  )}
  ),
  verdict as (select from admitted where (select count(*) from changed) is not null),
  ${budgetCte(p)},
  submitted as (
    insert into submission (id, reference, key, body, flow, unit_code, site_id, user_digest, applicant, outcome, claim, at, decided_at)
    select ${p('id')}::uuid, ${p('reference')}::text, ${p('key')}::text, ${p('body')}::text, 'withdrawal', ${p('unitCode')}::text,
           ${p('siteId')}::text, ${p('user')}::text, 'agent', ${p('outcome')}::text, ${p('claim')}::text, ${p('now')}::timestamptz,
           ${p('now')}::timestamptz
    from verdict where ${p('term')}::uuid is null or exists (select from changed)
  ),
  written as (${insertEvents(
    p('events'),
    sql`where exists (select from admitted) and (${p('term')}::uuid is null or exists (select from changed))`,
  )}
  )
  select exists (select from admitted) as admitted, exists (select from changed) as withdrawn`,
);

/** `agent`: normalized; `key`: the Idempotency-Key as the user sent it, checked. */
export async function withdraw(
  dependencies: Dependencies,
  submitter: Submitter,
  key: string,
  agent: Person,
): Promise<SubmissionResult> {
  const { database, digester, keys, limits, graceDays, newId, newReference } = dependencies;
  const now = dependencies.now();
  const { siteId, unitCode: askedCode, sub } = submitter;
  const caller = callerOf(digester, submitter);
  const text = JSON.stringify(['withdraw', comparableName(agent.name), agent.idNumber]);
  const idempotency = idempotencyOf(digester, [siteId, askedCode, sub, key], text);
  const aimed = agentBudgets({ agentGuess: guessOf(agent, digester) }, 'certification', true, limits, now);
  const ofCaller = countersOf(caller, 'certification', limits, now);
  // A list of many people could be tried, each once: so the user's own limits over all units count
  // exactly, too.
  const counters = {
    unit: ofCaller.unit,
    budgets: [...ofCaller.budgets.map((budget) => ({ ...budget, judged: 'exactly' }) as const), ...aimed],
  };

  const query = {
    unitCode: askedCode,
    keys: idempotency.keys,
    users: caller.users,
    siteId,
    counters: addBudgets(counters, caseCounters(limits, now).budgets),
  };
  const snapshot = await readSnapshot(database, query, now);
  const { unitCode, open, isCertified, earlier } = snapshot;
  const dueAt = lastDayWithoutAgent(open, graceDays, now);
  const due = { at: dueAt.toISOString(), reason: 'agent-withdrew' } as const;
  if (earlier) {
    if (!idempotency.bodies.includes(earlier.body)) return { kind: 'key-reused' };
    const { reference, outcome } = earlier.submission;
    if (outcome !== 'withdrawn') return { kind: 'agent-differs', reference };
    // Only the certification that the agent left has this day: it may have ended since, or another
    // one counts.
    const stands = isCertified && open?.dueReason === due.reason;
    const answer = { outcome, reference, ...(stands && { due }) };
    return { kind: 'answered', answer, replayed: true };
  }
  const refusal = await refusalOf(dependencies, 'withdraw', snapshot, ofCaller, now);
  if (refusal) return refusal;
  const full = exhausted(counters, snapshot.stored, now);
  if (full) return tooManyAttempts(snapshot, full); // the limit of the claimed agent, which no status tells
  await addSiteUnit(database, siteId, unitCode); // so that this site gets the webhook
  const isTheirs =
    isCertified && open?.agent != null && handlerDigestsEver(digester, agent).includes(open.agent);

  const happened = { at: new Date(now), actor: actorOf(caller) };
  let reference = '';
  const written = await runRecording(newReference, (tried) => {
    reference = tried;
    const event: NewEvent = isTheirs
      ? termEvent(
          { ...open, siteId },
          { ...happened, type: 'certification.agent-withdrew' },
          { reference, ...due, by: 'agent' },
        )
      : { ...happened, type: 'certification.withdrawal-refused', unitCode, siteId, detail: { reference } };
    return database.run(withdrawStatement, {
      ...counterValues(counters, snapshot.stored, { unitCode, isRejected: !isTheirs, now }),
      id: newId(),
      reference,
      key: idempotency.keys[0] ?? null,
      body: idempotency.bodies[0] ?? null,
      unitCode,
      siteId,
      user: caller.user,
      claim: digester.of('claim', text),
      outcome: isTheirs ? 'withdrawn' : 'agent-differs',
      takesOver: false,
      term: isTheirs ? open.submissionId : null,
      dueAt,
      now: new Date(now),
      ...eventValues(keys, [event]),
    });
  });
  // Another request of the key came first, or something else has changed the certification
  // meanwhile.
  const again = () => withdraw(dependencies, submitter, key, agent);
  if (written === 'key-used') return again();
  if (written === 'limited' || !written.admitted) {
    return hadNoRoom(await readSnapshot(database, query, now), counters, now);
  }
  if (!isTheirs) return { kind: 'agent-differs', reference };
  if (!written.withdrawn) return again();
  return { kind: 'answered', answer: { outcome: 'withdrawn', reference, due }, replayed: false };
}
