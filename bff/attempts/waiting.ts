/**
 * Claims that wait, encrypted (`kept-claim.ts`). A partner's outage leaves one pending. With the
 * user's consent a refused claim is kept and checked again whenever the registry changes, because a
 * correct claim may be ahead of the registry by days.
 *
 * `settleClaims` is the worker's step: it takes claims that are due, asks for the evidence of each
 * again and decides it. Any number of processes may run it: a conditional update moves a claim's
 * next try to the end of a lease, so that one takes it.
 */
import { sql } from 'kysely';
import { type Parameter, prepare, Unavailable } from '../database/index.ts';
import { eventValues, type EventValues, insertEvents } from '../events/index.ts';
import { addBudgets, caseCounters, countersOf, exhausted, UNCOUNTED } from '../limits/index.ts';
import { actorOf, type Caller, callerOf } from '../keys/index.ts';
import { hasCurrentTerm } from '../certifications/index.ts';
import { possibleBudgetsOf } from './aim.ts';
import { decideAndRecord } from './attempt.ts';
import { claimOf, type ClaimToDecide } from './claim.ts';
import { type Decision, type Partner, RECHECKABLE } from './decide.ts';
import { lastEndedClaim } from './facts.ts';
import type { Sources } from './gather.ts';
import { refusalOf } from './guard.ts';
import {
  LONGEST_PAUSE,
  RECHECK_PAUSE,
  RECHECKS_OF_A_CLAIM,
  keepClaim,
  keepQuery,
  openClaim,
  pauseAfter,
  type KeptColumns,
  type Purpose,
  supersededEvent,
  supersedeRechecks,
} from './kept-claim.ts';
import type { SubmissionResult } from './result.ts';
import { readSnapshot } from './snapshot.ts';
import { recordSettlement, runRecording } from './record.ts';
import type { Dependencies, Submitter } from './dependencies.ts';

interface Values extends KeptColumns, EventValues {
  /** Canonical. */
  unitCode: string;
  siteId: string;
  /** The user's digests. */
  users: readonly string[];
  claims: readonly string[];
  recheckable: readonly string[];
  submissionId: string;
  reference: string;
  /** The claim may be kept. When false, the statement only finds a claim that is kept already. */
  isOpen: boolean;
  /** The submissions of the unit's kept claims that were read. */
  keptRead: readonly string[];
  now: Date;
}

interface Row {
  until: Date | null;
  /** The reference of the re-check that is kept. */
  reference: string | null;
  /** Another claim was kept since the unit's claims were read, and stays. */
  is_outdated: boolean;
}

/**
 * `refused`: the submission whose claim may be checked again. `kept`: its claim, if it is kept
 * already. `allowed`: `refused` when its claim is to be kept now. `former`: the re-check that gives
 * way. Both are locked first, so that no other statement counts a sixth re-check, or ends the
 * former one too.
 */
const keepStatement = prepare<Values, Row>(
  'certification_recheck',
  (p) => sql<Row>`
  with last as (${lastEndedClaim(p, sql`${p('unitCode')}::text`)}),
  refused as (
    select id, recheck_id, recheck_reference from last
    where last.outcome = 'rejected' and last.finding = any(${p('recheckable')}::text[])
      and last.claim = any(${p('claims')}::text[])
      and not ${hasCurrentTerm(sql`${p('unitCode')}::text`)}
  ),
  kept as (
    select expires_at, recheck_reference from kept_claim join refused on kept_claim.submission_id = refused.recheck_id
    where unit_code = ${p('unitCode')}::text and purpose = 'recheck'
      and next_try_at <= ${p('nextTryAt')}::timestamptz and expires_at > ${p('now')}::timestamptz
  ),
  allowed as (
    select submission.id from submission join refused on submission.id = refused.id
    where ${p('isOpen')}::boolean and rechecks < ${sql.lit(RECHECKS_OF_A_CLAIM)} and not exists (select from kept)
    for update of submission
  ),
  former as (
    select submission_id from kept_claim
    where unit_code = ${p('unitCode')}::text and purpose = 'recheck' and exists (select from allowed)
    for update
  ),
  kept_now as (${keepQuery(p, 'recheck', sql`allowed left join former on true`)}
  ),
  counted as (
    update submission set recheck_id = ${p('submissionId')}::uuid, recheck_reference = ${p('reference')}::text, rechecks = rechecks + 1,
                          recheck_expired_at = null, recheck_superseded_at = null
    from allowed, kept_now where submission.id = allowed.id
  ),
  superseded as (${supersedeRechecks(sql`${p('unitCode')}::text`, {
    claim: sql`kept_now, former`,
    when: sql`submission.id not in (select id from allowed)`,
    at: p('now'),
  })}
  ),
  written as (${insertEvents(
    p('events'),
    sql`where possible.type = 'recheck.requested' and exists (select from kept_now)
      or possible.submission_id in (select recheck_id from superseded where user_digest <> all(${p('users')}::text[]))`,
  )}
  )
  select coalesce(kept.expires_at, kept_now.expires_at) as until,
         case when kept_now.expires_at is null then kept.recheck_reference else ${p('reference')}::text end as reference,
         exists (select from allowed) and not exists (select from kept_now) as is_outdated
  from (select 1) one left join kept on true left join kept_now on true`,
);

/** A request is tried so often when others keep a claim of the unit at the same moments. */
const TRIES = 3;

/**
 * Only the claim that was refused last can be checked again. Requested again while it is kept, it
 * stays as it is, and nothing is written. `request` is the schema's output. Throws `Unavailable`
 * when other requests were faster each time.
 */
export async function requestRecheck(
  dependencies: Dependencies,
  submitter: Submitter,
  request: ClaimToDecide,
): Promise<SubmissionResult> {
  for (let tries = 0; tries < TRIES; tries++) {
    const result = await tryRecheck(dependencies, submitter, request);
    if (result !== 'outdated') return result;
  }
  throw new Unavailable('other claims of the unit were kept at each try');
}

/**
 * `outdated`: another claim was kept since the unit's claims were read, and nothing was written.
 */
async function tryRecheck(
  dependencies: Dependencies,
  submitter: Submitter,
  request: ClaimToDecide,
): Promise<SubmissionResult | 'outdated'> {
  const { database, digester, cipher, keys, limits, newId, newReference } = dependencies;
  const { siteId, privacyNotice } = submitter;
  const now = dependencies.now();
  const caller = callerOf(digester, submitter);
  const { users } = caller;
  const counters = countersOf(caller, 'certification', limits, now);
  const read = addBudgets(counters, caseCounters(limits, now).budgets);
  const query = { unitCode: submitter.unitCode, users, siteId, counters: read };
  const snapshot = await readSnapshot(database, query, now);
  const { unitCode } = snapshot;
  const refusal = await refusalOf(dependencies, 'recheck', snapshot, counters, now);
  if (refusal && snapshot.facts.is_held) return refusal; // the claim is compared with nothing, not even with the one that is kept

  const submissionId = newId();
  const kept = keepClaim(cipher, 'recheck', { unitCode, submissionId, request, caller }, now);
  const happened = { actor: actorOf(caller), at: new Date(now) };
  const keptRead = snapshot.facts.kept ?? [];
  const superseded = keptRead
    .filter(({ purpose }) => purpose === 'recheck')
    .map((one) => supersededEvent(one, { unitCode, isCertified: snapshot.isCertified, ...happened }));
  const requested = {
    ...happened,
    type: 'recheck.requested',
    unitCode,
    siteId,
    submissionId,
  } as const;
  const row = await runRecording(newReference, (tried) =>
    database.run(keepStatement, {
      unitCode,
      siteId,
      users,
      claims: claimOf(request, digester).digests,
      recheckable: RECHECKABLE,
      submissionId,
      reference: tried,
      isOpen: refusal === undefined,
      keptRead: keptRead.map((one) => one.submissionId),
      now: new Date(now),
      ...kept,
      // A later re-check of the claim overwrites the reference in its row: then only this event has
      // it.
      ...eventValues(keys, [{ ...requested, detail: { privacyNotice, reference: tried } }, ...superseded]),
    }),
  );
  if (typeof row === 'string') throw new Error(`a re-check was not recorded: ${row}`);
  const { until, reference, is_outdated: isOutdated } = row;
  if (isOutdated) return 'outdated';
  if (!until || !reference) return refusal ?? { kind: 'claim-differs' };
  return {
    kind: 'answered',
    answer: { outcome: 'kept', reference, until: until.toISOString() },
    replayed: false,
  };
}

interface KeptHere {
  purpose: Purpose;
  submissionId: string;
  /** The site of the submission. The event names this site. */
  siteId: string;
}

const keptHereStatement = prepare<{ unit: string; site: string; reference: string }, KeptHere>(
  'certification_kept_here',
  (p) => sql<KeptHere>`
  select purpose, submission_id as "submissionId", submission.site_id as "siteId"
  from kept_claim
  join submission on submission.unit_code = kept_claim.unit_code
    and case purpose when 'pending' then submission.id = submission_id and reference = ${p('reference')}::text
        else recheck_id = submission_id and recheck_reference = ${p('reference')}::text and kept_claim.site_id = ${p('site')}::text end
  where kept_claim.unit_code = ${p('unit')}::text`,
);

/** Only while the claim is kept: another request or a decision may have come first. */
const takeBackStatement = prepare<
  { unit: string; purpose: string; submissionId: string; now: Date } & EventValues,
  never
>(
  'certification_take_back',
  (p) => sql<never>`
  with dropped as (
    delete from kept_claim
    where unit_code = ${p('unit')}::text and purpose = ${p('purpose')}::text and submission_id = ${p('submissionId')}::uuid
    returning submission_id
  ),
  ended as (
    update submission set outcome = 'withdrawn', decided_at = ${p('now')}::timestamptz
    from dropped where submission.id = dropped.submission_id and outcome = 'pending'
  )
  ${insertEvents(p('events'), sql`where exists (select from dropped)`)}`,
);

const TAKEN_BACK = { pending: 'certification.withdrawn', recheck: 'recheck.withdrawn' } as const;

/**
 * Erases the claim with this reference: one that waits for a register, whoever of the unit has sent
 * it, or a re-check of this site. Nothing happens when the unit has no such claim. `unitCode`:
 * canonical.
 */
export async function takeBack(
  { database, keys, ...dependencies }: Pick<Dependencies, 'database' | 'keys' | 'now'>,
  caller: Caller,
  unitCode: string,
  reference: string,
): Promise<void> {
  const [kept] = await database.run(keptHereStatement, { unit: unitCode, site: caller.siteId, reference });
  if (!kept) return;
  const { purpose, submissionId, siteId } = kept;
  const at = new Date(dependencies.now());
  const type = TAKEN_BACK[purpose];
  const event = { at, actor: actorOf(caller), type, unitCode, siteId, submissionId, detail: { reference } };
  const values = { unit: unitCode, purpose, submissionId, now: at };
  await database.run(takeBackStatement, { ...values, ...eventValues(keys, [event]) });
}

interface Taken {
  unit_code: string;
  purpose: Purpose;
  submission_id: string;
  /**
   * The reference that the decision will have: of a pending claim its submission's, of a re-check
   * its own. Null when the refused submission was erased.
   */
  reference: string | null;
  site_id: string;
  claim: string;
  tries: number;
  next_try_at: Date;
}

/**
 * Longer than any evidence takes, so that a process that dies with a claim in hand only delays it.
 */
const LEASE = 60_000;

/**
 * `waitingFor`: claims that wait for one of these, '' for no partner. Somebody waits on screen for
 * a `pending` one: re-checks, which an import makes due all at once, come behind them. The rows are
 * updated by their place: the planner does not know how many `most` is, and would read the whole
 * table to find them by their key.
 */
const takeStatement = prepare<
  { now: Date; leasedUntil: Date; most: number; waitingFor: readonly string[] },
  Taken
>(
  'certification_take_kept',
  (p) => sql<Taken>`
  update kept_claim set next_try_at = ${p('leasedUntil')}::timestamptz, tries = tries + 1
  where ctid = any(array(
    select due.ctid
    from unnest(${p('waitingFor')}::text[]) as waited (source)
    cross join unnest(array['pending', 'recheck']) as kind
    cross join lateral (
      select ctid, purpose, next_try_at from kept_claim
      where waits_for = source and purpose = kind
        and next_try_at <= ${p('now')}::timestamptz and expires_at > ${p('now')}::timestamptz
      order by next_try_at limit ${p('most')}::int for update skip locked
    ) due
    order by due.purpose, due.next_try_at limit ${p('most')}::int
  ))
  returning unit_code, purpose, submission_id, site_id, claim, tries, next_try_at,
            (select case purpose when 'recheck' then recheck_reference else reference end from submission
             where case purpose when 'recheck' then recheck_id else id end = submission_id and submission.unit_code = kept_claim.unit_code) as reference`,
);

/**
 * Only while the lease stands: an import that woke the claim meanwhile must not be put to sleep
 * again.
 */
const postponeStatement = prepare<
  {
    unit: string;
    purpose: Purpose;
    id: string;
    leasedUntil: Date;
    nextTryAt: Date;
    waitsFor: string;
  },
  never
>(
  'certification_postpone_kept',
  (p) => sql<never>`
  update kept_claim set next_try_at = ${p('nextTryAt')}::timestamptz, waits_for = ${p('waitsFor')}::text
  where unit_code = ${p('unit')}::text and purpose = ${p('purpose')}::text
    and submission_id = ${p('id')}::uuid and next_try_at = ${p('leasedUntil')}::timestamptz`,
);

/**
 * The partners whose claims are taken: those whose circuit is closed. '' stands for claims that
 * wait for no partner.
 */
export const answeringSources = ({ registry, insurance }: Sources): string[] => [
  '',
  ...(registry?.isResting?.() ? [] : ['registry']),
  ...(insurance?.isResting?.() ? [] : ['insurance']),
];

/** SQL: whether `settleClaims` has something to do. */
export const claimsAreDue = (p: Parameter<{ now: Date; waitingFor: readonly string[] }>) => sql`exists (
    select from kept_claim
    where waits_for = any(${p('waitingFor')}::text[]) and purpose in ('pending', 'recheck')
      and next_try_at <= ${p('now')}::timestamptz and expires_at > ${p('now')}::timestamptz)`;

/** `undecided`: it is tried again later, unless another request has ended it meanwhile. */
export type SettleResult = 'decided' | 'undecided';

/**
 * Settles claims that are due, up to `most` at once, because each mostly waits for a partner. One
 * that waits for a partner whose circuit is open is left alone. The list has a result for each
 * claim.
 */
export async function settleClaims(dependencies: Dependencies, most: number): Promise<SettleResult[]> {
  const now = dependencies.now();
  const taken = await dependencies.database.run(takeStatement, {
    now: new Date(now),
    leasedUntil: new Date(now + LEASE),
    most,
    waitingFor: answeringSources(dependencies.sources),
  });
  const settled = await Promise.allSettled(taken.map((one) => settleClaim(dependencies, one)));
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason; // the others came to their end
    return one.value;
  });
}

/** `disagrees`: a re-check whose claim the register still does not agree with. */
type Unsettled = { kind: 'unanswered'; partner: Partner } | { kind: 'disagrees' };

async function settleClaim(dependencies: Dependencies, taken: Taken): Promise<SettleResult> {
  const { database, digester, cipher, limits, newReference } = dependencies;
  const { purpose, unit_code: keptUnit, submission_id: id } = taken;
  const now = dependencies.now();
  const postpone = async (until: number, waitsFor = ''): Promise<SettleResult> => {
    const lease = { unit: keptUnit, purpose, id, leasedUntil: taken.next_try_at };
    await database.run(postponeStatement, { ...lease, nextTryAt: new Date(until), waitsFor });
    return 'undecided';
  };

  const { request, user, address } = openClaim(cipher, taken.claim, { unitCode: keptUnit, submissionId: id });
  const caller = { siteId: taken.site_id, user, address };
  const claim = claimOf(request, digester);

  // A re-checked claim was answered, and counted, when it was refused: it is no further guess at
  // the legal data.
  const isGuess = purpose === 'pending';
  const counters = isGuess ? countersOf(caller, 'certification', limits, now) : UNCOUNTED;
  const query = { unitCode: keptUnit, agent: claim.agent };
  const read = addBudgets(counters, possibleBudgetsOf('certification', claim, limits, now));
  const snapshot = await readSnapshot(database, { ...query, counters: read }, now);
  if (snapshot.facts.is_held) return postpone(now + LONGEST_PAUSE); // the claim ends with the hold (`expiry.ts`)
  const full = exhausted(counters, snapshot.stored, now);
  if (full) return postpone(full.until);

  const own = {
    id,
    newReference: () => taken.reference ?? newReference(),
    actor: 'worker:pending' as const, // the worker's name, also when it settles a re-check
    idempotency: undefined,
  };
  const attempt = { request, claim, caller, counters, snapshot, query, own, now };
  const attempted = await decideAndRecord<Unsettled>(
    dependencies,
    { ...attempt, flow: 'certification', isWaiting: true },
    {
      unanswered: (partner) => ({ kind: 'unanswered', partner }),
      countsAgentOnly: !isGuess,
      stop: (first) => (!isGuess && mayAgreeLater(first) ? { kind: 'disagrees' } : undefined),
      record: (submission) => recordSettlement(dependencies, submission, { keptUnit, purpose }),
    },
  );
  const after = dependencies.now();
  switch (attempted.kind) {
    case 'recorded':
      return 'decided';
    case 'unanswered':
      return postpone(after + (isGuess ? pauseAfter(taken.tries) : LONGEST_PAUSE), attempted.partner);
    case 'disagrees':
      return postpone(after + RECHECK_PAUSE);
    case 'outdated':
      return postpone(after);
    case 'too-many-attempts':
      // The decision may not be told, so the claim waits until there is room.
      return postpone(attempted.limits.length > 0 ? attempted.until : after + LEASE);
    case 'earlier':
    case 'key-reused':
      throw new Error('a claim that is kept has no key');
  }
}

/**
 * Refused for the agent, who is compared once the legal data agrees, a claim is not checked again.
 */
const mayAgreeLater = (decision: Decision): boolean =>
  decision.outcome === 'rejected' && RECHECKABLE.includes(decision.finding);
