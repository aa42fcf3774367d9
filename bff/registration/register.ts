/**
 * One registration, in the order of its steps: parse, load, guard, decide and record
 * (`../attempts/attempt.ts`), assert.
 */
import {
  claimOf,
  decideAndRecord,
  type Dependencies,
  type EarlierSubmission,
  idempotencyOf,
  isNotActive,
  publicReason,
  readAttempt,
  readOutcome,
  type RecordedSubmission,
  sentWhenNotActive,
  textOf,
  tooManyAttempts,
  type TooManyAttempts,
} from '../attempts/index.ts';
import { CERTIFICATION_FIELDS } from '../contract/forms.ts';
import { registrationFields } from '../contract/registration-fields.ts';
import type { Kind, RegistrationAnswer, RegistrationRequest } from '../contract/wire.ts';
import type { SigningKeys } from '../signing/index.ts';
import { readStatuses } from '../status/index.ts';
import { signAssertion } from './assertion.ts';
import { attemptsLeft, exhausted } from '../limits/index.ts';
import { phoneProofDigests, readPhoneProof } from '../phones/index.ts';
import { recordRegistration } from './record.ts';

export interface RegistrationDependencies extends Dependencies {
  signingKeys: SigningKeys;
  /** The BFF's `PUBLIC_URL`. */
  issuer: string;
}

/** The origin of a registration, by the verified token. */
export interface Registrant {
  siteId: string;
  openKinds: ReadonlySet<Kind>;
  /** The version of the personal data notice that the site shows. */
  privacyNotice: string | null;
  /** Known only behind trusted proxies. */
  address: string | undefined;
}

export type RegisterResult =
  /**
   * `linked`: the unit was certified before, and now belongs to this site too. `replayed`: the same
   * key got this answer before.
   */
  | { kind: 'answered'; answer: RegistrationAnswer; linked: boolean; replayed: boolean }
  | { kind: 'key-reused' }
  | { kind: 'phone-proof-expired' }
  /** Officers hold the unit. */
  | { kind: 'way-closed' }
  | TooManyAttempts
  /**
   * The unit is registered, but no signing key could be opened for its assertion. The caller may
   * retry with the same idempotency key.
   */
  | { kind: 'unavailable' };

/** The ends of a registration of which nothing is recorded. */
type RegistrationStop =
  | { kind: 'unanswered' }
  | { kind: 'phone-proof-expired' }
  /** The unit was not active, and still is not. */
  | { kind: 'sent-before'; submission: RecordedSubmission };

/** `request` is the schema's output; `key` the Idempotency-Key as the user sent it, checked. */
export async function register(
  dependencies: RegistrationDependencies,
  registrant: Registrant,
  key: string,
  request: RegistrationRequest,
): Promise<RegisterResult> {
  const { database, digester } = dependencies;
  const now = dependencies.now();

  // Parse: bring the claim into the forms that are compared, counted and stored.
  const { siteId, address, privacyNotice } = registrant;
  const { unit, phone, phoneProof } = request;
  const claim = { ...claimOf(request, digester), unitName: unit.name };
  const proof = { siteId, phone, proof: phoneProof };
  const scope = ['registration', siteId, phoneProof, key];
  const text = textOf(request, registrationFields(CERTIFICATION_FIELDS));
  const idempotency = idempotencyOf(digester, scope, text);
  const sender = { siteId, address, phone, privacyNotice };

  // Load: everything that is stored about the unit, the key and the phone.
  const [attempt, proven] = await Promise.all([
    readAttempt(
      dependencies,
      { flow: 'registration', unitCode: unit.code, request, claim, idempotency, sender },
      [],
      now,
    ),
    readPhoneProof(database, digester, proof, now),
  ]);
  const { caller, snapshot, counters } = attempt;

  // Guard: a phone without proof, a repeated key, and used-up attempts need no decision. A key is
  // repeated while its proof is valid: each answer of a certified unit has a new assertion.
  if (!proven) return { kind: 'phone-proof-expired' };
  const { unitCode, earlier } = snapshot;
  if (earlier && !idempotency.bodies.includes(earlier.body)) return { kind: 'key-reused' };
  const answerWith = (submission: RecordedSubmission, replayed: boolean) =>
    answered(dependencies, registrant, request, unitCode, submission, replayed);
  const answerAgain = async (first: EarlierSubmission): Promise<RegisterResult> => {
    if (first.isBeingAsked) return waiting;
    const outcome = await readOutcome(dependencies, first, {
      flow: 'registration',
      unitCode,
      siteId,
      users: caller.users,
    });
    return outcome ? answerWith(outcome, true) : { kind: 'key-reused' };
  };
  if (earlier && !earlier.isBeingAsked) return answerAgain(earlier);
  if (snapshot.facts.is_held) return { kind: 'way-closed' };
  const full = exhausted(counters, snapshot.stored, now);
  if (full) return tooManyAttempts(snapshot, full);

  // Decide and record. While a partner is unavailable nothing is kept: the same request with the
  // same key asks again.
  const attempted = await decideAndRecord<RegistrationStop>(dependencies, attempt, {
    unanswered: () => ({ kind: 'unanswered' }),
    stop(first) {
      const sent = isNotActive(first) ? sentWhenNotActive(snapshot, claim.digests, now) : undefined;
      if (!isNotActive(first) || !sent) return undefined;
      const attempts = attemptsLeft(counters, snapshot.stored, now);
      return { kind: 'sent-before', submission: { ...first, reference: sent.reference, attempts } };
    },
    async record(submission, isWaiting) {
      const registration = { ...submission, proofs: phoneProofDigests(digester, proof) };
      const written = await recordRegistration(dependencies, registration, isWaiting);
      return written.kind === 'phone-proof-expired' ? { kind: 'stopped', stop: written } : written;
    },
  });
  switch (attempted.kind) {
    case 'recorded':
    case 'sent-before':
      return answerWith(attempted.submission, attempted.kind === 'sent-before');
    case 'earlier':
      return answerAgain(attempted.earlier);
    case 'outdated':
      return register(dependencies, registrant, key, request);
    case 'unanswered':
      return waiting;
    case 'key-reused':
    case 'phone-proof-expired':
    case 'too-many-attempts':
      return attempted;
  }
}

const waiting: RegisterResult = {
  kind: 'answered',
  answer: { outcome: 'pending', reason: 'registry-unavailable' },
  linked: false,
  replayed: false,
};

/**
 * The assertion has the current status, in a replay too. Phone and e-mail are not stored, and come
 * from the request.
 */
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
