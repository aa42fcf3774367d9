/** The story of one registration, in the order it happens. */
import { canonicalText, claimOf } from '../certification/claim.ts';
import { consequencesOf } from '../certification/consequences.ts';
import { decide, publicReason, type Decision, type Finding } from '../certification/decide.ts';
import { gather } from '../certification/gather.ts';
import { comparableName } from '../evidence/names.ts';
import { readSituation, type FirstAnswer } from '../certification/situation.ts';
import type { Dependencies } from '../certification/submit.ts';
import { LIMITS, type Kind, type RegistrationAnswer, type RegistrationRequest } from '../contract/wire.ts';
import { handlerDigests } from '../evidence/people.ts';
import { bucketsOf, ofUnit, UNIT_PLACEHOLDER, type Bucket } from '../protection/limits.ts';
import { readStatuses } from '../units/statuses.ts';
import { signAssertion } from './assertion.ts';
import { phoneProofDigests, readPhoneProof } from './phone-proofs.ts';
import { recordRegistration, type Registration } from './record.ts';
import type { SigningKeys } from './signing-keys.ts';

export interface RegistrationDependencies extends Dependencies {
  signingKeys: SigningKeys;
  /** The BFF's `PUBLIC_URL`. */
  issuer: string;
}

/** Where the registration comes from, as the verified token says it. */
export interface Registrant {
  siteId: string;
  /** Kinds of certification that the site has opened. */
  openKinds: ReadonlySet<Kind>;
  /** Only where proxies are trusted. */
  address: string | undefined;
}

export type RegisterResult =
  | {
      kind: 'answered';
      answer: RegistrationAnswer;
      finding: Finding | undefined;
      /** The unit was certified before, and is now this site's too. */
      linked: boolean;
      replayed: boolean;
    }
  | { kind: 'key-reused' }
  | { kind: 'phone-proof-expired' }
  /** `until`: milliseconds since the epoch. */
  | { kind: 'too-many-attempts'; until: number }
  /** The unit is registered, but no key could be opened that signs its assertion: the same key asks again. */
  | { kind: 'unavailable' };

/** `request` is the schema's output; `key` the Idempotency-Key as the user sent it, checked. */
export async function register(
  dependencies: RegistrationDependencies,
  registrant: Registrant,
  key: string,
  request: RegistrationRequest,
): Promise<RegisterResult> {
  const { database, digester, sources, rules } = dependencies;
  const now = dependencies.now();
  const draft = draftOf(dependencies, registrant, key, request, now);
  const read = () => readSituation(database, draft.query, now);
  const replay = (unitCode: string, first: FirstAnswer) =>
    draft.bodies.includes(first.body)
      ? answered(dependencies, registrant, request, { ...first, unitCode, replayed: true })
      : { kind: 'key-reused' as const };

  const [situation, proven] = await Promise.all([
    read(),
    readPhoneProof(database, digester, draft.proof, now),
  ]);
  if (situation.first) return replay(situation.unitCode, situation.first);
  if (!proven) return { kind: 'phone-proof-expired' };
  if (situation.exhaustedUntil)
    return { kind: 'too-many-attempts', until: situation.exhaustedUntil.getTime() };

  const claim = { ...claimOf(request, digester), unitName: request.unit.name };
  const decision = decide(claim, await gather(situation, request, claim, sources), rules, now);
  // Nothing is kept of a newcomer: the same request, with the same key, asks again.
  if (decision.outcome === 'pending') return waiting;
  const { unitCode } = situation;
  const entry: Registration = {
    ...draft.entry,
    unitCode,
    buckets: ofUnit(countedFor(decision, draft.buckets), unitCode),
    ...consequencesOf(decision, unitCode, request.applicant, now),
    outcome: decision.outcome,
    registered: JSON.stringify({
      unit: unitCode,
      kind: 'phone',
      status: 'certified',
      at: new Date(now).toISOString(),
    }),
  };
  const result = await recordRegistration(database, entry);

  if (result.kind === 'recorded') {
    return answered(dependencies, registrant, request, { ...entry, ...result.recorded, replayed: false });
  }
  const after = await read();
  if (after.first) return replay(after.unitCode, after.first);
  if (result.kind === 'gone') return { kind: 'phone-proof-expired' };
  return { kind: 'too-many-attempts', until: after.exhaustedUntil?.getTime() ?? now };
}

/**
 * Who does not even know the unit's name uses up nothing of the unit's own: only the phone's, the user's, the address's
 * and the number's (decision 0009).
 */
const countedFor = (decision: Decision, buckets: readonly Bucket[]): readonly Bucket[] =>
  decision.outcome === 'rejected' && publicReason(decision.finding) === 'unit-mismatch'
    ? buckets.filter(({ shared }) => !shared)
    : buckets;

const waiting: RegisterResult = {
  kind: 'answered',
  answer: { outcome: 'pending', reason: 'registry-unavailable' },
  finding: undefined,
  linked: false,
  replayed: false,
};

/** What can be said of a registration before anything is read. */
function draftOf(
  { digester, limits, newId }: RegistrationDependencies,
  registrant: Registrant,
  key: string,
  request: RegistrationRequest,
  now: number,
) {
  const { siteId: site } = registrant;
  const { unit, phone, email, phoneProof } = request;
  const proof = { siteId: site, phone, proof: phoneProof };
  const keys = digester.all('key', JSON.stringify(['registration', site, phoneProof, key]));
  const bodies = digester.all(
    'body',
    JSON.stringify([canonicalText(request), unit.code, comparableName(unit.name), email, phone]),
  );
  const user = digester.of('user', JSON.stringify(['registration', site, phone]));
  const address = registrant.address && digester.of('address', registrant.address);
  const number = digester.of('number', request.legalRepresentative.idNumber);
  const subject = { site, unit: UNIT_PLACEHOLDER, user, address, number };
  const buckets = bucketsOf(subject, limits, now, 'registration');
  return {
    proof,
    bodies,
    buckets,
    query: {
      unitCode: unit.code,
      keys,
      agent: request.agent ? handlerDigests(digester, request.agent) : [],
      buckets: buckets.map((bucket) => bucket.key),
    },
    entry: {
      attemptId: newId(),
      siteId: site,
      key: keys[0]!,
      body: bodies[0]!,
      keyExpiresAt: new Date(now + LIMITS.idempotencyHours * 3_600_000),
      proofs: phoneProofDigests(digester, proof),
      user,
      applicant: request.applicant,
      claim: digester.of('claim', canonicalText(request)),
      representative: number,
      eventId: newId(),
      registeredId: newId(),
      now: new Date(now),
    },
  };
}

interface Decided {
  unitCode: string;
  outcome: FirstAnswer['outcome'];
  finding: string | null;
  remaining: number;
  resetsAt: Date | null;
  replayed: boolean;
}

/** The assertion says what is true now, in a replay too; phone and e-mail are not stored and come with the request. */
async function answered(
  dependencies: RegistrationDependencies,
  { siteId, openKinds }: Registrant,
  { unit, phone, email }: RegistrationRequest,
  { unitCode, outcome, finding, remaining, resetsAt, replayed }: Decided,
): Promise<RegisterResult> {
  const found = (finding as Finding | null) ?? undefined;
  const linked = outcome === 'already-certified';
  const told = { kind: 'answered', finding: found, linked, replayed } as const;
  if (found) {
    const attempts = { remaining, resetsAt: resetsAt?.toISOString() ?? null };
    return { ...told, answer: { outcome: 'rejected', reason: publicReason(found), attempts } };
  }
  const { database, signingKeys, issuer, newId, now } = dependencies;
  const instant = now();
  const [[status], signingKey] = await Promise.all([
    readStatuses(database, [unitCode], openKinds, instant),
    signingKeys.current(),
  ]);
  if (!status) throw new Error('a unit that was asked for has a status');
  if (!signingKey) return { kind: 'unavailable' };
  const assertion = await signAssertion(
    signingKey,
    {
      issuer,
      siteId,
      unit: { code: unitCode, name: status.unit.name ?? unit.name },
      phone,
      email,
      kinds: status.kinds,
      id: newId(),
    },
    instant,
  );
  return { ...told, answer: { outcome: 'certified', assertion } };
}
