/**
 * The worker's step: takes one kept claim that is due, asks for its evidence again and decides it. Any
 * number of processes may run it: a claim is taken by moving its next try, conditionally.
 */
import { sql } from 'kysely';
import { prepare } from '../database/statement.ts';
import { handlerDigests } from '../evidence/people.ts';
import { bucketsOf } from '../protection/limits.ts';
import { canonicalText, claimOf } from './claim.ts';
import { consequencesOf } from './consequences.ts';
import { decide } from './decide.ts';
import { gather } from './gather.ts';
import { LONGEST_PAUSE, openClaim, pauseAfter, RECHECK_PAUSE } from './kept-claim.ts';
import { recordSettlement } from './record.ts';
import { readSituation } from './situation.ts';
import type { Dependencies } from './submit.ts';

interface Taken {
  unit_code: string;
  purpose: 'pending' | 'recheck';
  attempt_id: string;
  site_id: string;
  claim: string;
  tries: number;
  next_try_at: Date;
}

/** Longer than any evidence takes, so that a process that dies with a claim in hand only delays it. */
const LEASE = 60_000;

const takeStatement = prepare<{ now: Date; leasedUntil: Date }, Taken>(
  'certification_take_kept',
  (p) => sql<Taken>`
  update kept_claim set next_try_at = ${p('leasedUntil')}::timestamptz, tries = tries + 1
  where (unit_code, purpose) in (
    select unit_code, purpose from kept_claim
    where next_try_at <= ${p('now')}::timestamptz and expires_at > ${p('now')}::timestamptz
    order by next_try_at limit 1 for update skip locked
  )
  returning unit_code, purpose, attempt_id, site_id, claim, tries, next_try_at`,
);

/** Only while the lease stands: an import that woke the claim meanwhile must not be put to sleep again. */
const postponeStatement = prepare<{ attempt: string; leasedUntil: Date; nextTryAt: Date }, never>(
  'certification_postpone_kept',
  (p) => sql<never>`
  update kept_claim set next_try_at = ${p('nextTryAt')}::timestamptz
  where attempt_id = ${p('attempt')}::uuid and next_try_at = ${p('leasedUntil')}::timestamptz`,
);

export type Settled = 'nothing-due' | 'decided' | 'postponed' | 'gone';

export async function settleOne(dependencies: Dependencies): Promise<Settled> {
  const now = dependencies.now();
  const [taken] = await dependencies.database.run(takeStatement, {
    now: new Date(now),
    leasedUntil: new Date(now + LEASE),
  });
  return taken ? settle(dependencies, taken) : 'nothing-due';
}

async function settle(dependencies: Dependencies, taken: Taken): Promise<Settled> {
  const { database, digester, cipher, sources, limits, rules } = dependencies;
  const { purpose, site_id: site } = taken;
  const place = { unitCode: taken.unit_code, attemptId: taken.attempt_id };
  const { request, user, address } = openClaim(cipher, taken.claim, place);
  const read = (agent: string[], buckets: string[]) =>
    readSituation(database, { unitCode: taken.unit_code, keys: [], agent, buckets }, dependencies.now());
  const postpone = async (until: number): Promise<Settled> => {
    const lease = { attempt: taken.attempt_id, leasedUntil: taken.next_try_at };
    await database.run(postponeStatement, { ...lease, nextTryAt: new Date(until) });
    return 'postponed';
  };

  const situation = await read(request.agent ? handlerDigests(digester, request.agent) : [], []);
  const claim = claimOf(request, digester);
  const evidence = await gather(situation, request, claim, sources);
  const now = dependencies.now();
  const decision = decide(claim, evidence, rules, now);
  if (decision.outcome === 'pending')
    return postpone(now + (purpose === 'pending' ? pauseAfter(taken.tries) : LONGEST_PAUSE));
  if (decision.outcome === 'rejected' && purpose === 'recheck') return postpone(now + RECHECK_PAUSE);

  const { unitCode } = situation; // an import may have told the canonical code since
  const number = digester.of('number', request.legalRepresentative.idNumber);
  // A re-checked claim was answered, and counted, when it was refused: it is no further guess.
  const buckets =
    purpose === 'recheck' ? [] : bucketsOf({ site, unit: unitCode, user, address, number }, limits, now);
  const result = await recordSettlement(database, {
    attemptId: taken.attempt_id,
    unitCode,
    keptUnit: taken.unit_code,
    purpose,
    siteId: site,
    user,
    applicant: request.applicant,
    claim: digester.of('claim', canonicalText(request)),
    representative: number,
    buckets,
    ...consequencesOf(decision, unitCode, request.applicant, now),
    eventId: dependencies.newId(),
    now: new Date(now),
  });
  if (result.kind === 'recorded') return 'decided';
  if (result.kind === 'gone') return 'gone';
  // The limits don't admit a decision now: it may not be told, so it waits until they do.
  const limited = await read(
    [],
    buckets.map(({ key }) => key),
  );
  return postpone(limited.exhaustedUntil?.getTime() ?? now + LEASE);
}
