/** One registration, in the order of its steps: parse, load, guard, decide, record, assert. */
import type { RecordedSubmission } from '../certification/submission.ts';
import { aimedBudgetsOf, possibleBudgetsOf } from '../certification/aim.ts';
import { claimOf, idempotencyOf } from '../certification/claim.ts';
import {
  decide,
  decideOnRegistry,
  isNotActive,
  publicReason,
  type Decision,
} from '../certification/decide.ts';
import { askHandler, askRegistry, usedSource } from '../certification/gather.ts';
import {
  whyUnrecorded,
  readRoom,
  readSnapshot,
  sentWhenNotActive,
  tooManyAttempts,
  type EarlierSubmission,
  type Snapshot,
  type TooManyAttempts,
} from '../certification/snapshot.ts';
import { termToReplace } from '../certification/replacement.ts';
import type { Dependencies } from '../certification/submit.ts';
import type { Kind, RegistrationAnswer, RegistrationRequest } from '../contract/wire.ts';
import { endIfOver } from '../terms/end-due.ts';
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
  const query = { unitCode: unit.code, keys, agent: claim.agent };
  const [snapshot, proven] = await Promise.all([
    readSnapshot(database, { ...query, counters: ofCaller, possible }, now),
    readPhoneProof(database, digester, proof, now),
  ]);

  // Guard: a repeated key, a phone without proof, and used-up attempts need no decision.
  const replay = ({ body, submission }: EarlierSubmission, { unitCode }: Snapshot) =>
    bodies.includes(body)
      ? answered(dependencies, registrant, request, unitCode, submission, true)
      : ({ kind: 'key-reused' } as const);
  if (snapshot.earlier) return replay(snapshot.earlier, snapshot);
  if (!proven) return { kind: 'phone-proof-expired' };
  const { unitCode, evidenceVersion } = snapshot;
  if (snapshot.exhausted) return tooManyAttempts(unitCode, snapshot.exhausted);
  await endIfOver(dependencies, snapshot.open, now);

  // Decide. While a partner is unavailable nothing is stored: the same request with the same key asks again.
  const registry = await askRegistry(snapshot, request, sources);
  const countersFor = (decision: Decision) =>
    addBudgets(ofCaller, aimedBudgetsOf('registration', claim, registry, decision, limits, now));
  const onRegistry = decideOnRegistry(claim, registry);
  const room = countersFor(onRegistry);
  const full = await readRoom(dependencies, room, { snapshot, keys }, now);
  if (full) return tooManyAttempts(unitCode, full);
  const handler = await askHandler(snapshot, request, onRegistry, sources);
  const decision = decide(claim, { onRegistry, handler }, rules, now);
  if (decision.outcome === 'pending') return waiting;
  if (isNotActive(decision)) {
    const last = { unit: unitCode, users: userDigests(digester, { siteId, address, phone }) };
    const reference = await sentWhenNotActive(database, last, claim.digests, now);
    if (reference) {
      const repeated = { ...decision, reference, attempts: snapshot.attempts };
      return answered(dependencies, registrant, request, unitCode, repeated, true);
    }
  }
  const counters = countersFor(decision);

  // Record: one statement writes all of it or nothing.
  const registration = {
    id: newId(),
    newReference,
    idempotency,
    unitCode,
    caller,
    claim,
    decision,
    evidenceVersion,
    source: usedSource(snapshot, now),
    isCertified: snapshot.isCertified,
    replaces: termToReplace(snapshot, false),
    actor: actorOf(caller),
    consent: { privacyNotice },
    now,
    counters,
    stored: snapshot.stored,
    proofs: phoneProofDigests(digester, proof),
  };
  const written = await recordRegistration(dependencies, registration);
  if (written.kind === 'recorded')
    return answered(dependencies, registrant, request, unitCode, written.submission, false);

  // An import has changed the registry meanwhile: decide again with the new data.
  if (written.kind === 'outdated') return register(dependencies, registrant, key, request);

  const instead = await whyUnrecorded(database, { ...query, counters }, written, now);
  if (instead.kind === 'earlier') return replay(instead.earlier, instead.snapshot);
  return written.kind === 'phone-proof-expired' ? written : instead;
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
  if (submission.outcome === 'rejected') {
    const { finding, attempts } = submission;
    const reason = publicReason(finding);
    const answer: RegistrationAnswer = { outcome: 'rejected', reference, reason, attempts };
    return { kind: 'answered', answer, linked: false, replayed };
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
