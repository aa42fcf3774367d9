/**
 * The worker's step: takes one pending claim that is due, asks for its evidence again and decides it. Any
 * number of processes may run it: a claim is taken by moving its next try, conditionally.
 */
import { sql } from 'kysely';
import { prepare } from '../database/statement.ts';
import { handlerDigests } from '../evidence/postgres.ts';
import { bucketsOf } from '../protection/limits.ts';
import { canonicalText, claimOf } from './claim.ts';
import { consequencesOf } from './consequences.ts';
import { decide } from './decide.ts';
import { gather } from './gather.ts';
import { openClaim, pauseAfter } from './kept-claim.ts';
import { recordSettlement } from './record.ts';
import { readSituation } from './situation.ts';
import type { Dependencies } from './submit.ts';

interface Taken {
  unit_code: string;
  attempt_id: string;
  site_id: string;
  claim: string;
  tries: number;
}

/** Longer than any evidence takes, so that a process that dies with a claim in hand only delays it. */
const LEASE = 60_000;

const takeStatement = prepare<{ now: Date; leasedUntil: Date }, Taken>(
  'certification_take_pending',
  (p) => sql<Taken>`
  update kept_claim set next_try_at = ${p('leasedUntil')}::timestamptz, tries = tries + 1
  where (unit_code, purpose) in (
    select unit_code, purpose from kept_claim
    where purpose = 'pending' and next_try_at <= ${p('now')}::timestamptz
    order by next_try_at limit 1 for update skip locked
  )
  returning unit_code, attempt_id, site_id, claim, tries`,
);

const postponeStatement = prepare<{ unit: string; attempt: string; nextTryAt: Date }, never>(
  'certification_postpone_pending',
  (p) => sql<never>`
  update kept_claim set next_try_at = ${p('nextTryAt')}::timestamptz
  where unit_code = ${p('unit')}::text and purpose = 'pending' and attempt_id = ${p('attempt')}::uuid`,
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
  const place = { unitCode: taken.unit_code, attemptId: taken.attempt_id };
  const { request, user, address } = openClaim(cipher, taken.claim, place);
  const agent = request.agent ? handlerDigests(digester, request.agent) : [];
  const started = dependencies.now();
  const situation = await readSituation(
    database,
    { unitCode: taken.unit_code, keys: [], agent, buckets: [] },
    started,
  );
  const claim = claimOf(request, digester);
  const evidence = await gather(situation, request, claim, sources);
  const now = dependencies.now();
  const decision = decide(claim, evidence, rules, now);
  const postpone = async (until: number): Promise<Settled> => {
    const nextTryAt = new Date(until);
    await database.run(postponeStatement, { unit: taken.unit_code, attempt: taken.attempt_id, nextTryAt });
    return 'postponed';
  };
  if (decision.outcome === 'pending') return postpone(now + pauseAfter(taken.tries));

  const number = digester.of('number', request.legalRepresentative.idNumber);
  const { unitCode } = situation; // an import may have told the canonical code since
  const subject = { site: taken.site_id, unit: unitCode, user, address, number };
  const buckets = bucketsOf(subject, limits, now);
  const result = await recordSettlement(database, {
    attemptId: taken.attempt_id,
    unitCode,
    keptUnit: taken.unit_code,
    siteId: taken.site_id,
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
  const keys = buckets.map((bucket) => bucket.key);
  const limited = await readSituation(
    database,
    { unitCode: taken.unit_code, keys: [], agent: [], buckets: keys },
    now,
  );
  return postpone(limited.exhaustedUntil?.getTime() ?? now + LEASE);
}
