/** One registration, in the order of its steps: parse, load, guard, decide, record, assert. */
import type { RecordedSubmission } from '../certification/submission.ts';
import { aimedBudgetsOf, possibleBudgetsOf } from '../certification/aim.ts';
import { firstDecision, recordInSteps } from '../certification/asking.ts';
import { claimOf, idempotencyOf } from '../certification/claim.ts';
import {
  decide,
  decideOnRegistry,
  isNotActive,
  publicReason,
  type Decision,
} from '../certification/decide.ts';
import type { Dependencies } from '../certification/dependencies.ts';
import { askRegistry, asksPartner, findHandler, usedSource } from '../certification/gather.ts';
import { readTold } from '../certification/replay.ts';
import {
  whyUnrecorded,
  readRoom,
  readSnapshot,
  sentWhenNotActive,
  tooManyAttempts,
  type EarlierSubmission,
  type TooManyAttempts,
} from '../certification/snapshot.ts';
import { termToReplace } from '../certification/replacement.ts';
import type { Kind, RegistrationAnswer, RegistrationRequest } from '../contract/wire.ts';
import { endIfOver } from '../terms/end-due.ts';
import type { HandlerEvidence } from '../evidence/evidence.ts';
import { comparableName } from '../evidence/names.ts';
import { addBudgets, countersOf } from '../limits/limits.ts';
import { actorOf, callerOf, userDigests } from '../protection/caller.ts';
import type { SigningKeys } from '../signing/keys.ts';
import { readStatuses } from '../units/statuses.ts';
import { signAssertion } from './assertion.ts';
import { phoneProofDigests, readPhoneProof } from './phone-proofs.ts';
import { recordRegistration } from './record.ts';

export interface RegistrationDependencies extends Dependencies {
  signingKeys: SigningKeys;
  /** The BFF's `PUBLIC_URL`. */
  issuer: string;
}

/** The origin of a registration, by the verified token. */
export interface Registrant {
  siteId: string;
  /** Kinds of certification that the site has opened. */
  openKinds: ReadonlySet<Kind>;
  /** The version of the personal data notice that the site shows. */
  privacyNotice: string | null;
  /** Known only behind trusted proxies. */
  address: string | undefined;
}

export type RegisterResult =
  /**
   * `linked`: the unit was certified before, and now belongs to this site too. `replayed`: the same key got this answer
   * before.
   */
  | { kind: 'answered'; answer: RegistrationAnswer; linked: boolean; replayed: boolean }
  | { kind: 'key-reused' }
  | { kind: 'phone-proof-expired' }
  | TooManyAttempts
  /** The unit is registered, but no signing key could be opened for its assertion. The caller may retry with the same idempotency key. */
  | { kind: 'unavailable' };

/** `request` is the schema's output; `key` the Idempotency-Key as the user sent it, checked. */
export async function register(
  dependencies: RegistrationDependencies,
  registrant: Registrant,
  key: string,
  request: RegistrationRequest,
): Promise<RegisterResult> {
  const { database, digester, sources, limits, rules, newId, newReference } = dependencies;
  const now = dependencies.now();

  // Parse: bring caller and claim into the forms that are compared, counted and stored.
  const { siteId, address, privacyNotice } = registrant;
  const { unit, phone, email, phoneProof } = request;
  const caller = callerOf(digester, { siteId, address, phone });
  const claim = { ...claimOf(request, digester), unitName: unit.name };
  const proof = { siteId, phone, proof: phoneProof };
  const scope = ['registration', siteId, phoneProof, key];
  const text = JSON.stringify([claim.text, unit.code, comparableName(unit.name), email, phone]);
  const idempotency = idempotencyOf(digester, scope, text);
  const ofCaller = countersOf(caller, 'registration', limits, now);
  const possible = possibleBudgetsOf('registration', claim, limits, now);

  // Load: everything that is stored about the unit, the key and the phone.
  const { keys, bodies } = idempotency;
  const users = userDigests(digester, { siteId, address, phone });
  const query = { unitCode: unit.code, keys, agent: claim.agent, users };
  const [snapshot, proven] = await Promise.all([
    readSnapshot(database, { ...query, counters: ofCaller, possible }, now),
    readPhoneProof(database, digester, proof, now),
  ]);

  // Guard: a phone without proof, a repeated key, and used-up attempts need no decision. A key is repeated while its proof is valid: each
  // answer of a certified unit has a new assertion.
  if (!proven) return { kind: 'phone-proof-expired' };
  const { unitCode, evidenceVersion, earlier } = snapshot;
  if (earlier && !bodies.includes(earlier.body)) return { kind: 'key-reused' };
  const tell = (submission: RecordedSubmission, replayed: boolean) =>
    answered(dependencies, registrant, request, unitCode, submission, replayed);
  const repeat = async (first: EarlierSubmission): Promise<RegisterResult> => {
    if (first.isBeingAsked) return waiting;
    const told = await readTold(dependencies, first, { flow: 'registration', unitCode, siteId, users });
    return told ? tell(told, true) : { kind: 'key-reused' };
  };
  if (earlier && !earlier.isBeingAsked) return repeat(earlier);
  if (snapshot.exhausted) return tooManyAttempts(snapshot, snapshot.exhausted);
  await endIfOver(dependencies, snapshot.open, now);

  // Decide. While the registry's partner is unavailable nothing is stored: the same request with the same key asks again. What only a right
  // claim would ask comes after the statement that asks for room (decision 0014).
  const registry = await askRegistry(snapshot, request, sources);
  const onRegistry = decideOnRegistry(claim, registry);
  if (onRegistry.outcome === 'pending') return waiting;
  const found = findHandler(snapshot, request, onRegistry, sources);
  const decideBy = (handler: HandlerEvidence | undefined) =>
    decide(claim, { onRegistry, handler }, rules, now);
  const first = firstDecision({ found, decideBy });
  const countersFor = (decision: Decision) =>
    addBudgets(ofCaller, aimedBudgetsOf('registration', claim, registry, decision, limits, now));
  const room = countersFor(first);
  const full = await readRoom(dependencies, room, { snapshot, keys: earlier ? [] : keys }, now);
  if (full) return tooManyAttempts(snapshot, full);
  const sent = isNotActive(first) ? sentWhenNotActive(snapshot, claim.digests, now) : undefined;
  if (isNotActive(first) && sent)
    return tell({ ...first, reference: sent.reference, attempts: snapshot.attempts }, true);

  // Record: one statement writes all of it or nothing.
  const registration = {
    id: earlier?.id ?? newId(),
    newReference: earlier ? () => earlier.submission.reference : newReference,
    idempotency,
    unitCode,
    caller,
    claim,
    evidenceVersion,
    source: usedSource(snapshot, now),
    isCertified: snapshot.isCertified,
    replaces: termToReplace(snapshot, false),
    actor: actorOf(caller),
    consent: { privacyNotice },
    isByImports: !asksPartner(snapshot, sources) && !found.asks,
    now,
    stored: snapshot.stored,
    proofs: phoneProofDigests(digester, proof),
  };
  const record = async (decision: Decision, isWaiting: boolean) => {
    // The insurance is away: the submission stays pending, and the same key asks again.
    if (isWaiting && decision.outcome === 'pending') return { kind: 'unanswered' } as const;
    const decided = { ...registration, decision, counters: countersFor(decision) };
    return recordRegistration(dependencies, decided, isWaiting);
  };
  const conclude = async (written: Awaited<ReturnType<typeof record>>): Promise<RegisterResult> => {
    if (written.kind === 'recorded') return tell(written.submission, false);
    if (written.kind === 'unanswered') return waiting;
    // An import has changed the registry meanwhile: decide again with the new data.
    if (written.kind === 'outdated') return register(dependencies, registrant, key, request);
    const why = await whyUnrecorded(database, { ...query, counters: room }, written, now);
    if (why.kind !== 'earlier') return written.kind === 'phone-proof-expired' ? { kind: written.kind } : why;
    const { earlier: other, snapshot: later } = why;
    if (!bodies.includes(other.body)) return { kind: 'key-reused' };
    if (written.kind === 'limited' && other.isBeingAsked)
      return tooManyAttempts(later, later.exhausted ?? { limits: [], until: now });
    return repeat(other);
  };
  return conclude(await recordInSteps({ found, isRecorded: earlier !== undefined, decideBy, record }));
}

const waiting: RegisterResult = {
  kind: 'answered',
  answer: { outcome: 'pending', reason: 'registry-unavailable' },
  linked: false,
  replayed: false,
};

/** The assertion has the current status, in a replay too. Phone and e-mail are not stored, and come from the request. */
async function answered(
  { database, signingKeys, issuer, newId, now: clock }: RegistrationDependencies,
  { siteId, openKinds }: Registrant,
  { unit, phone, email }: RegistrationRequest,
  unitCode: string,
  submission: RecordedSubmission,
  replayed: boolean,
): Promise<RegisterResult> {
  const { reference } = submission;
  switch (submission.outcome) {
    case 'rejected': {
      const { finding, attempts } = submission;
      const reason = publicReason(finding);
      const answer: RegistrationAnswer = { outcome: 'rejected', reference, reason, attempts };
      return { kind: 'answered', answer, linked: false, replayed };
    }
    case 'pending':
    case 'replaced':
      return waiting;
    case 'certified':
    case 'already-certified':
      break;
    case 'withdrawn':
    case 'agent-differs':
      throw new Error('a registration has no withdrawal');
  }
  const now = clock();
  const [[status], signingKey] = await Promise.all([
    readStatuses(database, [unitCode], openKinds, now),
    signingKeys.current(),
  ]);
  if (!status) throw new Error('a unit that was asked for has a status');
  if (!signingKey) return { kind: 'unavailable' };
  const { name = unit.name } = status.unit;
  const contents = {
    issuer,
    siteId,
    unit: { code: unitCode, name },
    phone,
    email,
    kinds: status.kinds,
    id: newId(),
  };
  const assertion = await signAssertion(signingKey, contents, now);
  const linked = submission.outcome === 'already-certified';
  return { kind: 'answered', answer: { outcome: 'certified', reference, assertion }, linked, replayed };
}
