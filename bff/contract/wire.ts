/**
 * The types, codes and limits of the API between the widget, portals' servers and the BFF.
 * `components.json` is made of the types and their docstrings; `schemas.ts` checks requests by
 * them. No dependency, so that the widget can import it.
 */
import type { CaseRefusal, Paper, ToldCaseState } from './cases.ts';
import type { NextStep } from './next.ts';
import type { DueReason, EndReason, LapseReason, Reason } from './reasons.ts';
import type { SourceId } from './sources.ts';
import type { TokenError } from './token-errors.ts';
import type { Count, Day, Instant, Reference } from './values.ts';

export const TOKEN_TYPE = 'unit-certification+jwt';
export const TOKEN_AUDIENCE = 'unit-certification';
export const ASSERTION_TYPE = 'unit-registration+jwt';
export const PROBLEM_TYPE_PREFIX = 'urn:unit-certification:problem:';

export const KINDS = ['phone', 'real-name', 'real-person'] as const;
export type Kind = (typeof KINDS)[number];

export const STATUSES = ['certified', 'uncertified', 'pending', 'lapsed', 'not-open'] as const;
export type Status = (typeof STATUSES)[number];

export const CLAIM_OUTCOMES = ['certified', 'rejected', 'pending'] as const;
/** The outcomes of a claim. `pending`: it waits for a register. */
export type ClaimOutcome = (typeof CLAIM_OUTCOMES)[number];

export const OUTCOMES = [...CLAIM_OUTCOMES, 'kept', 'withdrawn'] as const;
/**
 * The outcomes of a submission. `kept`: the claim is kept with consent. `withdrawn`: the agent has
 * withdrawn, or a claim that waited was taken back.
 */
export type Outcome = (typeof OUTCOMES)[number];

export const ENDED_OUTCOMES = ['certified', 'rejected', 'expired'] as const;
/** How a submission ended. `expired`: no register answered as long as it was kept. */
export type EndedOutcome = (typeof ENDED_OUTCOMES)[number];

export const APPLICANTS = ['legal-representative', 'agent'] as const;
export type Applicant = (typeof APPLICANTS)[number];

export const METHODS = ['registry', 'partner', 'counter'] as const;
/** How a unit was certified: by the imported registry, by a partner's answer, or at a counter. */
export type Method = (typeof METHODS)[number];
export const ROLES = ['administrator', 'operator'] as const;
export type Role = (typeof ROLES)[number];
export const PURPOSES = ['certification', 'registration', 'status'] as const;
export type Purpose = (typeof PURPOSES)[number];

/**
 * A natural person as typed: `name` 1-100 code points after trimming, `idNumber` 5-20 letters and
 * digits, with or without spaces and hyphens.
 */
export interface Person {
  name: string;
  idNumber: string;
}

/**
 * The legal data, as far as `FormView.fields` has them, and who says so. `foundedOn` is
 * `YYYY-MM-DD`.
 */
export interface ClaimRequest {
  legalRepresentative: Person;
  /** Required where the unit's form has it, absent otherwise. */
  foundedOn?: string | undefined;
  applicant: Applicant;
  /** Required when `applicant` is `agent`, absent otherwise. */
  agent?: Person | undefined;
}

/** The filled in fields of a form (`forms.ts`) in the form of a request's body. */
export type FormBody = Record<string, string | boolean | Record<string, string>>;

/** Body of `POST /v1/certification`, by what it is for. */
export type CertificationRequest =
  | (ClaimRequest & { intent?: 'certify' | undefined })
  | (ClaimRequest & {
      /** The legal representative certifies in the place of an agent. */
      intent: 'replace';
    })
  | (ClaimRequest & {
      /** The refused claim again: to check it again, or until somebody has looked at the papers. */
      intent: 'recheck' | 'counter';
      /** The user agrees that the claim is kept. */
      consent: true;
    })
  | {
      /** The agent who certified the unit withdraws. */
      intent: 'withdraw';
      agent: Person;
    };

/** An ALTCHA challenge (PBKDF2), valid once and for five minutes. */
export interface ProofOfWorkChallenge {
  parameters: Record<string, unknown>;
  signature: string;
}

/** The papers for a counter, where units come that cannot be registered online. */
export interface CounterPapers {
  bring: Paper[];
  /** Brought besides when an agent comes. */
  byAgent: Paper[];
}

/**
 * Answer of `GET /v1/registrations/challenge`. All but the challenge itself is the same for
 * everybody.
 */
export interface RegistrationChallenge extends ProofOfWorkChallenge {
  /**
   * The classes of units that can be registered: the first characters of their codes. Absent when
   * all can be. A code of 9 characters has no class: the request for a code answers it.
   */
  classes?: string[] | undefined;
  /** The counter that registers units of the other classes; absent when there is none. */
  counter?: CounterPapers | undefined;
}

/** Body of `POST /v1/registrations/phone-codes`. */
export interface PhoneCodeRequest {
  /** A mobile number of mainland China. */
  phone: string;
  /**
   * The solved challenge: `{ challenge, solution }` in JSON in base64, about 900 characters.
   *
   * @minLength 1
   * @maxLength 4000
   */
  proof: string;
  /**
   * The unit to register, if it is known already: no code is sent when no register answers for its
   * class (`no-source`).
   */
  unit?: { code: string } | undefined;
}

/** Answer of `POST /v1/registrations/phone-codes`. */
export interface PhoneCodeAnswer {
  /** Seconds. */
  resendAfter: Count;
  /** Seconds. */
  expiresIn: Count;
}

/** Body of `POST /v1/registrations/phone-proofs`. */
export interface PhoneProofRequest {
  phone: string;
  /** The six digits of the message. */
  code: string;
}

/**
 * Answer of `POST /v1/registrations/phone-proofs`. The proof is valid for 15 minutes, for any
 * number of submissions.
 */
export interface PhoneProofAnswer {
  phoneProof: string;
}

/** Body of `POST /v1/registrations`. */
export interface RegistrationRequest extends ClaimRequest {
  /** As in the business registration. */
  unit: { code: string; name: string };
  email: string;
  /** A mobile number of mainland China. */
  phone: string;
  /**
   * As the proof of this phone was answered.
   *
   * @minLength 1
   * @maxLength 200
   */
  phoneProof: string;
}

/**
 * Answer of `POST /v1/registrations`. `pending`: the registry is unavailable; send the same request
 * with the same key again.
 */
export interface RegistrationAnswer {
  outcome: ClaimOutcome;
  /**
   * Eight characters, read out over the phone as `K7M2-9QXH`; absent with `pending`, of which
   * nothing is stored.
   */
  reference?: Reference | undefined;
  reason?: Reason | undefined;
  /** With `rejected`: how many failed registrations are left. */
  attempts?: Attempts | undefined;
  /** With `certified`: a JWT for the portal’s server, valid for 5 minutes. */
  assertion?: string | undefined;
}

/** The number of failed submissions that are left: the smallest of all limits that apply. */
export interface Attempts {
  /** Null when every limit is off. */
  remaining: Count | null;
  /** RFC 3339 UTC; null when nothing has been used. */
  resetsAt: Instant | null;
}

/**
 * Answer of `POST /v1/certification`. A repeated key gets outcome, reference and reason of the
 * first time, and the status of now.
 */
export interface CertificationAnswer {
  outcome: Outcome;
  reference: Reference;
  /** With `rejected` and `pending`. */
  reason?: Reason | undefined;
  /** With `withdrawn`: until when the certification counts. */
  due?: Due | undefined;
  /** With `kept`: the claim is kept until then, RFC 3339 UTC. */
  until?: Instant | undefined;
  /** With `kept` for the counter: the papers that are brought to it. */
  bring?: Paper[] | undefined;
  /** The same claim was refused before: it was not compared or counted again. */
  repeated?: true | undefined;
  /** As `GET /v1/certification` says it now. */
  status: CertificationStatus;
}

/** Answer of `DELETE /v1/certification/kept/{reference}`, whatever the reference is of. */
export interface KeptWithdrawn {
  status: CertificationStatus;
}

/** A unit, as the registry knows it. */
export interface UnitView {
  /** The canonical code: USCC where the registry knows one. */
  code: string;
  name?: string | undefined;
}

export const PHONE_METHODS = ['code', 'portal'] as const;
export type PhoneMethod = (typeof PHONE_METHODS)[number];

/** The source that a certification rests on, and the day as of which it said so. */
export interface Evidence {
  source: string;
  asOf: Day;
}

/** It counts until then, and ends unless it is renewed. */
export interface Due {
  at: Instant;
  reason: DueReason;
}

/** One kind of certification of a unit, and its state. */
export interface KindView {
  kind: Kind;
  status: Status;
  /** Instant since when `certified`, RFC 3339 UTC. */
  since?: Instant | undefined;
  /** With `lapsed`. */
  reason?: LapseReason | undefined;
  /**
   * The role of the person who certified the unit, never a name. `by`, `method`, `evidence` and
   * `due` come with `certified` of `real-name`.
   */
  by?: Applicant | undefined;
  /**
   * `phone` has one too: `code` where this product has proven it, else `portal` as the manual has
   * it.
   */
  method?: Method | PhoneMethod | undefined;
  evidence?: Evidence | undefined;
  /** It counts until then, and ends unless it is renewed. */
  due?: Due | undefined;
  /**
   * Another site than the asking one certified the unit. Only for the unit’s own users, with
   * `certified`.
   */
  elsewhere?: true | undefined;
  /**
   * The submission that waits for its decision, and when it came: with `pending`, and with
   * `certified` while a renewal or a takeover waits. Only for the unit’s own users, at every site.
   */
  submission?: { reference: Reference; at: Instant } | undefined;
  /** The last submission that has ended. Only for the site that submitted it. */
  last?:
    | {
        outcome: EndedOutcome;
        reference: Reference;
        reason?: Reason | undefined;
        at: Instant;
      }
    | undefined;
}

/**
 * A submission that has ended: its time, role of the applicant (never a name) and outcome. It has
 * nothing of the claim.
 */
export interface Submission {
  outcome: EndedOutcome;
  reference: Reference;
  reason?: Reason | undefined;
  applicant: Applicant;
  at: Instant;
}

/** A unit’s case at the counter: a claim that is kept for a look at the papers. */
export interface CaseView {
  reference: Reference;
  state: ToldCaseState;
  openedAt: Instant;
  /** Until when the unit’s people may come, RFC 3339 UTC. */
  until: Instant;
  /** The decision, or the end of the time, RFC 3339 UTC; absent with `open`. */
  endedAt?: Instant | undefined;
  /**
   * The papers that are brought to the counter: with `open`, until the papers have been seen, and
   * with `papers-missing`.
   */
  bring?: Paper[] | undefined;
  /** With `open`: the papers have been seen, and a second officer confirms the decision. */
  seen?: true | undefined;
  /**
   * With `open`: the second officer has sent the decision back, and the papers are to be seen
   * again.
   */
  returned?: true | undefined;
  /** With `refused`. */
  reason?: CaseRefusal | undefined;
  /** Another site than the asking one has opened it. */
  elsewhere?: true | undefined;
}

/** The form of the unit: of the source that has its class of units. */
export interface FormView {
  /**
   * The fields in their order, by their paths in the request’s body. None when there is a `reason`.
   */
  fields: string[];
  /**
   * `counter`: no register can answer, for this class of units or for this unit, so the claim goes
   * to the counter.
   */
  source?: SourceId | 'partner' | 'counter' | undefined;
  /**
   * The day as of which the register’s last import speaks, `YYYY-MM-DD`; absent when another one
   * answers.
   */
  asOf?: Day | undefined;
  /**
   * With `asOf`: in so many days four of five changes reached the register, by re-checks of the
   * last 90 days; absent when there were few.
   *
   * @asType integer
   * @exclusiveMinimum 0
   */
  usualDays?: number | undefined;
  /** The claim may also be brought to a counter. */
  counter?: true | undefined;
  /** No register answers for this class of units, and there is no counter. */
  reason?: 'no-source' | undefined;
}

/** Body of `GET /v1/certification`. */
export interface CertificationStatus {
  /** The service's version. A widget in a portal's own bundle compares it with its own. */
  serviceVersion?: string | undefined;
  unit: UnitView;
  canSubmit: boolean;
  kinds: KindView[];
  attempts: Attempts;
  form: FormView;
  next: NextStep;
  /**
   * The last submissions that have ended, newest first. Only for the site that submitted them;
   * absent when there is none.
   *
   * @maxItems 5
   */
  history?: Submission[] | undefined;
  /** The claim that is kept to be checked again, at this site. */
  recheck?: { reference: Reference; until: Instant } | undefined;
  /** How many cases the unit may still open; with `form.counter`. */
  caseAttempts?: Attempts | undefined;
  /**
   * The unit’s newest case, while it is open and for 30 days after; absent when it was withdrawn.
   */
  case?: CaseView | undefined;
  /**
   * The last certifications that ended, newest first; absent when there is none.
   *
   * @maxItems 20
   */
  terms?: EndedTerm[] | undefined;
}

/** A certification that ended. */
export interface EndedTerm {
  since: Instant;
  endedAt: Instant;
  endReason: EndReason;
  by: Applicant;
  method: Method;
  /** Another site than the asking one certified the unit. */
  elsewhere?: true | undefined;
}

/** Answer of `GET /.well-known/jwks.json` (RFC 7517): the public keys that verify assertions. */
export interface JwkSet {
  /** @minItems 1 */
  keys: Record<string, unknown>[];
}

export const PROBLEM_CODES = [
  'malformed-json',
  'idempotency-key-missing',
  'idempotency-key-malformed',
  'token-missing',
  'token-invalid',
  'token-expired',
  'origin-not-allowed',
  'administrator-required',
  'purpose-not-allowed',
  'not-found',
  'method-not-allowed',
  'way-closed',
  'no-source',
  'claim-differs',
  'agent-differs',
  'body-too-large',
  'not-json',
  'invalid-fields',
  'key-reused',
  'phone-code-wrong',
  'phone-code-expired',
  'phone-proof-expired',
  'proof-of-work-invalid',
  'too-many-attempts',
  'too-many-codes',
  'codes-exhausted',
  'too-many-requests',
  'internal',
  'unavailable',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

export const FIELD_ERROR_CODES = [
  'required',
  'too-short',
  'too-long',
  'bad-characters',
  'bad-check-digit',
  'bad-date',
  'in-the-future',
  'bad-format',
  'unexpected',
] as const;
export type FieldErrorCode = (typeof FIELD_ERROR_CODES)[number];

/**
 * With 422: a field of the body. `path` is dotted, as in the body: `legalRepresentative.idNumber`.
 */
export interface FieldError {
  path: string;
  code: FieldErrorCode;
}

/** RFC 9457 problem details, `application/problem+json`. */
export interface Problem {
  type: `${typeof PROBLEM_TYPE_PREFIX}${ProblemCode}`;
  title: string;
  /** @asType integer */
  status: number;
  detail: string;
  code: ProblemCode;
  /** About a body’s fields (422) or a token’s claims (401). */
  errors?: (FieldError | TokenError)[] | undefined;
  /**
   * With `agent-differs`: the reference of the withdrawal. With `too-many-attempts`: that of the
   * last submission at the unit by this user, of a registration by this phone.
   */
  reference?: Reference | undefined;
  /**
   * The state of the unit now, with a refused submission of a certification. The member `status` is
   * the HTTP status.
   */
  certification?: CertificationStatus | undefined;
  requestId: string;
}

export const LIMITS = {
  /** Names, in code points after trimming. */
  nameMaximum: 100,
  /** Document numbers, in characters, without the spaces and hyphens that people type. */
  idNumberMinimum: 5,
  idNumberMaximum: 20,
  /** Numbers and codes as they are sent, with typed spaces and hyphens. */
  numberAsSent: 30,
  bodyBytes: 16 * 1024,
  batchBodyBytes: 64 * 1024,
  batchCodes: 1000,
  /** `exp - iat` of a site token, and the tolerated clock difference, in seconds. */
  tokenLifetime: 300,
  clockSkew: 60,
  /** How long an idempotency key gets its first answer, in hours. */
  idempotencyHours: 24,
  /**
   * Digits of an SMS code; in seconds: its lifetime, the interval between two codes, and the
   * lifetime of a phone proof.
   */
  phoneCodeDigits: 6,
  phoneCodeLifetime: 300,
  phoneCodeResendAfter: 60,
  phoneProofLifetime: 900,
} as const;
