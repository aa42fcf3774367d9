/** The story of one submission, in the order it happens. */
import type { CertificationRequest } from '../contract/wire.ts';
import { LIMITS } from '../contract/wire.ts';
import type { Database } from '../database/database.ts';
import { handlerDigests } from '../evidence/people.ts';
import type { Cipher } from '../protection/cipher.ts';
import type { Digester } from '../protection/digest.ts';
import { bucketsOf, ofUnit, UNIT_PLACEHOLDER, type LimitName } from '../protection/limits.ts';
import { answerOf, replay, type SubmitResult } from './answer.ts';
import { canonicalText, claimOf } from './claim.ts';
import { consequencesOf } from './consequences.ts';
import { decide, type Decision, type Rules } from './decide.ts';
import { gather, type Sources } from './gather.ts';
import { keepClaim } from './kept-claim.ts';
import { recordSubmission, type Submission } from './record.ts';
import { readSituation } from './situation.ts';

/** What a submission needs; wired in `app.ts`. */
export interface Dependencies {
  database: Database;
  digester: Digester;
  cipher: Cipher;
  sources: Sources;
  limits: Record<LimitName, number>;
  rules: Rules;
  /** Milliseconds since the epoch. */
  now: () => number;
  newId: () => string;
}

/** Who submits, as the verified token says it. `address` only where proxies are trusted. */
export interface Submitter {
  siteId: string;
  unitCode: string;
  sub: string;
  address: string | undefined;
}

/** `request` is the schema's output; `key` the Idempotency-Key as the user sent it, checked. */
export async function submit(
  dependencies: Dependencies,
  submitter: Submitter,
  key: string,
  request: CertificationRequest,
): Promise<SubmitResult> {
  const { database, digester, sources, rules } = dependencies;
  const now = dependencies.now();
  const draft = draftOf(dependencies, submitter, key, request, now);
  const read = () => readSituation(database, draft.query, now);

  const situation = await read();
  if (situation.first) return replay(situation, draft.bodies);
  if (situation.certification?.status === 'certified') return { kind: 'already-certified' };
  if (situation.exhaustedUntil)
    return { kind: 'too-many-attempts', until: situation.exhaustedUntil.getTime() };

  const claim = claimOf(request, digester);
  const decision = decide(claim, await gather(situation, request, claim, sources), rules, now);
  const submission = submissionOf(dependencies, draft, situation.unitCode, decision, request, now);
  const result = await recordSubmission(database, submission);

  if (result.kind === 'recorded') return answerOf(result.recorded, submission.finding);
  const after = await read();
  if (after.first) return replay(after, draft.bodies);
  if (result.kind === 'gone') throw new Error('a used key without its first answer');
  return { kind: 'too-many-attempts', until: after.exhaustedUntil?.getTime() ?? now };
}

/** What can be said of a submission before anything is read. */
interface Draft {
  submitter: Submitter;
  key: string;
  /** Under every live key, newest first. */
  bodies: readonly string[];
  user: string;
  address: string | undefined;
  number: string;
  query: Parameters<typeof readSituation>[1];
}

function draftOf(
  { digester, limits }: Dependencies,
  submitter: Submitter,
  key: string,
  request: CertificationRequest,
  now: number,
): Draft {
  const { siteId, unitCode, sub } = submitter;
  const keys = digester.all('key', JSON.stringify([siteId, unitCode, sub, key]));
  const user = digester.of('user', JSON.stringify([siteId, sub]));
  const address = submitter.address && digester.of('address', submitter.address);
  const number = digester.of('number', request.legalRepresentative.idNumber);
  const buckets = bucketsOf({ site: siteId, unit: UNIT_PLACEHOLDER, user, address, number }, limits, now);
  return {
    submitter,
    key: keys[0]!,
    bodies: digester.all('body', canonicalText(request)),
    user,
    address,
    number,
    query: {
      unitCode,
      keys,
      agent: request.agent ? handlerDigests(digester, request.agent) : [],
      buckets: buckets.map((bucket) => bucket.key),
    },
  };
}

function submissionOf(
  dependencies: Dependencies,
  draft: Draft,
  unitCode: string,
  decision: Decision,
  request: CertificationRequest,
  now: number,
): Submission {
  const { digester, limits, newId } = dependencies;
  const { siteId } = draft.submitter;
  const subject = { site: siteId, unit: UNIT_PLACEHOLDER, user: draft.user, address: draft.address };
  const attemptId = newId();
  return {
    attemptId,
    unitCode,
    siteId,
    key: draft.key,
    body: draft.bodies[0]!,
    keyExpiresAt: new Date(now + LIMITS.idempotencyHours * 3_600_000),
    user: draft.user,
    applicant: request.applicant,
    claim: digester.of('claim', canonicalText(request)),
    representative: draft.number,
    buckets: ofUnit(bucketsOf({ ...subject, number: draft.number }, limits, now), unitCode),
    ...consequencesOf(decision, unitCode, request.applicant, now),
    eventId: newId(),
    now: new Date(now),
    ...(decision.outcome === 'pending'
      ? keepClaim(
          dependencies.cipher,
          { unitCode, attemptId, request, user: draft.user, address: draft.address },
          'pending',
          now,
        )
      : { kept: null, nextTryAt: null, keptUntil: null }),
  };
}
