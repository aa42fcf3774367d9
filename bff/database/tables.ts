/**
 * The tables' types for Kysely. docs/storage.md says why each column is stored, and for how long.
 */
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { CaseState, Check } from '../contract/cases.ts';
import type { SourceId } from '../contract/sources.ts';
import type { DueReason, EndReason } from '../contract/reasons.ts';
import type { Applicant, Method } from '../contract/wire.ts';

/** `json` and `jsonb`: read as a value, written as JSON text. */
type Json<T> = ColumnType<T, string, string>;
/** A `bigint` with the default 0, which is written by raw SQL only. */
type VersionText = ColumnType<string, string | undefined, string>;

/** The workers that write events. */
export type ActingWorker =
  | 'audit-retention'
  | 'cases'
  | 'due'
  | 'holds'
  | 'imports'
  | 'pending'
  | 'refusals'
  | 'retention'
  | 'signing-keys'
  | 'webhooks';

/**
 * The actor of an event: a site's user by the digest that submissions have too, an operator by the
 * name given with `--as` or by the operating system, a person at the desk by the subject of the
 * login, or a worker of the BFF.
 */
export type Actor = `user:${string}` | `operator:${string}` | `staff:${string}` | `worker:${ActingWorker}`;
export type ActorKind = Actor extends `${infer Kind}:${string}` ? Kind : never;
export type ActorOf<Kind extends ActorKind> = Extract<Actor, `${Kind}:${string}`>;

/**
 * The side that has set the day on which a certification ends: another import takes back an
 * import's only.
 */
export type DueBy = 'import' | 'agent';

/**
 * The papers that officers saw at the counter, and the registry's data of that moment. The name is
 * digests, one for each order of a Latin name's words.
 */
export interface SeenAtCounter {
  checks: Check[];
  names: string[];
  foundedOn: string | null;
  registry: {
    representatives: { name: string; numbers: string[] }[];
    foundedOn: string | null;
    state: Tables['registry_unit']['state'];
  } | null;
}

export interface Tables {
  site: {
    id: string;
    origins: string[];
    jwks: Json<object> | null;
    jwks_url: string | null;
    /** Encrypted JSON list of HS256 secrets, newest first. */
    secrets: string | null;
    webhook_url: string | null;
    /** Encrypted JSON list of signing secrets, newest first. */
    webhook_secrets: string | null;
    webhook_disabled_at: Date | null;
    /** `Kind`s that the site has opened. */
    open_kinds: Generated<string[]>;
    /** The version of the personal data notice that the site shows; recorded with each consent. */
    privacy_notice: string | null;
    revision: GeneratedAlways<string>;
    created_at: Date;
  };
  /** Sources that files were imported from. */
  source: {
    id: SourceId;
    /** `YYYY-MM-DD`: the day as of which the last file said so. */
    as_of: string;
    imported_at: Date;
    /** Its rows of `registry_unit`. */
    rows: ColumnType<string, number, number>;
  };
  registry_unit: {
    code: string;
    source: SourceId;
    organization_code: GeneratedAlways<string>;
    name: string;
    /**
     * Comparable names, each with the digests of the number under the keys that were live at the
     * import, newest first.
     */
    representatives: Json<{ name: string; numbers: string[] }[]>;
    founded_on: string | null;
    /** `closed`: the registry says that the unit has ceased to exist (注销, 吊销). */
    state: 'active' | 'inactive' | 'closed';
    /** The number of the import that wrote the row last. */
    version: VersionText;
  };
  /**
   * One row: the number of the last import, and of the last one whose consequences are all applied
   * (`import/apply.ts`); the day as of which the imported registry speaks.
   */
  evidence_version: { version: string; applied: string };
  /**
   * The values of a row before the import `version` changed or removed it; deleted when that import
   * is applied.
   */
  replaced_unit: {
    code: string;
    version: string;
    representatives: Json<{ name: string; numbers: string[] }[]>;
    founded_on: string | null;
  };
  handler_record: { organization_code: string; person: string; last_handled_on: string | null };
  /** A term. A unit has at most one that has not ended. */
  certification: {
    unit_code: string;
    /** The submission that made it. */
    submission_id: string;
    site_id: string;
    since: Date;
    by: Applicant;
    method: Method;
    source: string;
    /** The day as of which the source said so, `YYYY-MM-DD`. */
    evidence_as_of: string;
    /** The number of the last import when the evidence was read. */
    evidence_version: VersionText;
    /** Digest of the certified representative's number: a unit may have several representatives. */
    representative: string;
    /** Digest of the agent; null when the representative certified the unit. */
    agent: string | null;
    /**
     * It counts until then, and ends at that instant unless it is renewed. Null while nothing
     * speaks against it, as the next two.
     */
    due_at: Date | null;
    due_reason: DueReason | null;
    due_by: DueBy | null;
    /** When it was found that the certification ends. */
    due_set_at: Date | null;
    ended_at: Date | null;
    end_reason: EndReason | null;
    ended_by: Actor | null;
    /**
     * At the counter: what was seen there, and what the registry said then
     * (`certifications/still-holds.ts`).
     */
    seen: Json<SeenAtCounter> | null;
  };
  /** A unit that may not be certified until two officers lift it (`holds/`). */
  unit_hold: {
    /** The key: either of the unit's codes leads to it. */
    organization_code: string;
    /** The canonical code when it was placed. */
    unit_code: string;
    placed_at: Date;
    /** The second officer. */
    placed_by: Actor;
  };
  /** The last proposal of an officer about a case, a certification or a hold (`proposals/`). */
  proposal: {
    kind: 'case' | 'revocation' | 'hold';
    /** The case's id, the submission that made the certification, or the unit (`holds/hold.ts`). */
    subject: string;
    /** The case, which takes its proposal along when it is removed. */
    case_id: GeneratedAlways<string | null>;
    /** Names what the second officer confirms. */
    id: string;
    unit_code: string;
    /** The proposal itself; its members depend on the kind. The exact text is signed. */
    content: Json<object>;
    proposed_by: Actor;
    proposed_at: Date;
    /** The proposal waits, and its row is kept, until then; null: as long as its case. */
    until: Date | null;
    mac: string;
    /** Null while it waits. */
    outcome: 'certified' | 'refused' | 'revoked' | 'placed' | 'lifted' | 'returned' | null;
    /** The officer who has confirmed it or sent it back. */
    decided_by: Actor | null;
    /** The papers that this officer has seen, who has confirmed the decision of a case. */
    seen_again: Json<Check[]> | null;
    /**
     * The officer's own sentence for staff, with the proposal or with its withdrawal. Encrypted;
     * null as the next one when it was confirmed.
     */
    note: string | null;
    /** The sentence of the last return by another officer. Encrypted. */
    returned_note: string | null;
  };
  submission: {
    id: string;
    /** Eight characters (`contract/reference.ts`). */
    reference: string;
    /** Digests of the idempotency key in its scope and of the body, for a day. */
    key: string | null;
    body: string | null;
    flow: 'certification' | 'registration' | 'withdrawal';
    unit_code: string;
    site_id: string;
    user_digest: string;
    applicant: string;
    outcome:
      | 'certified'
      | 'rejected'
      | 'pending'
      | 'replaced'
      | 'already-certified'
      | 'expired'
      /** A claim that waited and was taken back, or an agent's withdrawal. */
      | 'withdrawn'
      /** A withdrawal by somebody else than the agent who certified the unit. */
      | 'agent-differs';
    /** The rule that failed (`Finding`); set only with `rejected`. */
    finding: string | null;
    /** The number of imports when it was decided; null when a partner was asked too. */
    evidence_version: string | null;
    claim: string;
    remaining: number | null;
    resets_at: Date | null;
    at: Date;
    decided_at: Date | null;
    /** The last re-check that was requested of it (`kept_claim.submission_id`); null: none was. */
    recheck_id: string | null;
    /** How many were requested of it. */
    rechecks: Generated<number>;
    /**
     * The reference of the last one; its decision gets the same. The instant at which it ended
     * without a decision, or a later claim took its place.
     */
    recheck_reference: string | null;
    recheck_expired_at: Date | null;
    recheck_superseded_at: Date | null;
  };
  kept_claim: {
    unit_code: string;
    purpose: 'pending' | 'recheck';
    submission_id: string;
    site_id: string;
    /** Encrypted. */
    claim: string;
    tries: Generated<number>;
    next_try_at: Date;
    /** The partner that did not answer at the last try; '' when all answered. */
    waits_for: Generated<'' | 'registry' | 'insurance'>;
    expires_at: Date;
  };
  /** A claim that is kept for the counter. */
  counter_case: {
    id: string;
    reference: string;
    unit_code: string;
    site_id: string;
    applicant: Applicant;
    /** Encrypted; null when the case has ended. */
    claim: string | null;
    opened_at: Date;
    until: Date;
    /** `proposed`: waits for the second officer. */
    state: CaseState | 'proposed';
    /** The last proposal; of an open case it was sent back. */
    proposal: string | null;
    /**
     * The state of a case that officers have decided: the outcome of its proposal must be the same.
     */
    decided: GeneratedAlways<'certified' | 'refused' | null>;
    ended_at: Date | null;
    ended_by: Actor | null;
  };
  /** A person who is logged in at the desk. */
  desk_session: {
    /** A digest of the browser's id. */
    id: string;
    /** The person, as the provider names them. */
    subject: string;
    /** The roles, the token of each form and the provider's tokens, encrypted. */
    sealed: string;
    began_at: Date;
    ends_at: Date;
  };
  limit_counter: {
    /** `unit`, or the limit's name, with `registration.` before it in a registration. */
    kind: string;
    /**
     * The owner: a unit's organization code, a digest of a person, or a site's id. A counter of a
     * person at one unit has the code, a space and the digest.
     */
    key: string;
    /** The uses in the window that ends at `ends_at`; a unit's window is a day. */
    used: number;
    ends_at: Date;
    /** The uses in a window of 30 days. Only units have it, and `users`; null for all others. */
    month_used: number | null;
    month_ends_at: Date | null;
    /** By the digest of a user: failures, and when they are over (RFC 3339). */
    users: Json<Record<string, [used: number, ends: string]>> | null;
  };
  limit_refusal: {
    hour: Date;
    flow: 'certification' | 'registration';
    limit_name: string;
    /** The canonical code; '' for registrations, where a stranger may name any unit. */
    unit_code: string;
    site_id: string;
    tries: number;
    /** So many of them are in an audit entry. */
    audited: Generated<number>;
  };
  event: {
    position: GeneratedAlways<string>;
    id: string;
    at: Date;
    actor: Actor;
    type: string;
    unit_code: string | null;
    site_id: string | null;
    submission_id: string | null;
    detail: Json<object>;
    mac: string;
  };
  seal: { previous: string; position: string; count: number; digest: string; at: Date; signature: string };
  audit_anchor: { id: string; position: string; seal: string; at: Date; signature: string };
  fan_out: { id: string; position: string };
  /** This table and the next two hold digests only. */
  used_challenge: { challenge: string; expires_at: Date };
  phone_code: { phone: string; code: string; tries: Generated<number>; expires_at: Date };
  /**
   * `unit_code`: the unit that was registered with the proof, which is not valid for another unit.
   */
  phone_proof: { proof: string; expires_at: Date; unit_code: string | null };
  registered_unit: { unit_code: string; site_id: string; at: Date };
  signing_key: {
    /** RFC 7638 thumbprint. */
    kid: string;
    /** Encrypted JWK. */
    private_jwk: string;
    created_at: Date;
    /** Null for the newest key. The previous key signs for some minutes more. */
    replaced_at: Date | null;
  };
  /** Written by raw SQL only (`database/lease.ts`). */
  worker_lease: {
    name: string;
    /** Grows with each holder. */
    fence: string;
    until: Date;
  };
  data_key: {
    id: string;
    use: 'encryption' | 'digests' | 'macs';
    /** The first key of a use is 1. */
    number: number;
    /** The database's cryptography, the same in all rows. */
    profile: 'standard' | 'sm';
    /** `MASTERKEYID.base64url`. */
    wrapped: string;
    made_at: Date;
    /** `sole`: all keys before it are replaced. */
    state: 'reads' | 'writes' | 'sole' | 'replaced';
    /** The last position that a replaced MAC key verifies; null for other keys. */
    up_to: string | null;
  };
  site_unit: { unit_code: string; site_id: string };
  webhook_delivery: {
    event: string;
    site_id: string;
    tries: Generated<number>;
    next_try_at: Date;
    delivered_at: Date | null;
    dead_at: Date | null;
    /** A status code or a kind of failure; never a body. */
    last_result: string | null;
    /**
     * A MAC by the newest key, for a message whose event an older key has signed
     * (`delivery/voucher.ts`).
     */
    voucher: string | null;
  };
}
