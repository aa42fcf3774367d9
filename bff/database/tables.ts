/** Kysely's view of the tables; docs/storage.md says why each column is kept and for how long. */
import type { ColumnType, Generated } from 'kysely';
import type { UnitEvent } from '../contract/webhook.ts';
import type { LapseReason } from '../contract/wire.ts';

/** `jsonb`: read as a value, written as JSON text. */
type Json<T> = ColumnType<T, string, string>;
/** `bigint`: read as text on both databases. */
type BigIntText = ColumnType<string, never, never>;
/** The same, of columns that are written by `sql` only and begin with 0. */
type VersionText = ColumnType<string, string | undefined, string>;

/**
 * Who did what an audit entry tells: a site's user by the digest under which attempts know them, an operator by the name that they
 * gave or by which the operating system knows them, or a worker of the BFF.
 */
export type Actor = `user:${string}` | `operator:${string}` | `worker:${string}`;

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
    /** Version of the notice that its users see; recorded with each consent. */
    privacy_notice: string | null;
    revision: BigIntText;
    created_at: Date;
  };
  registry_unit: {
    code: string;
    organization_code: string;
    name: string;
    /** Comparable names; of each, the digests of the number under the keys that were live at the import, newest first. */
    representatives: Json<{ name: string; numbers: string[] }[]>;
    founded_on: string | null;
    active: boolean;
    /** Of the import that wrote the row last. */
    version: VersionText;
  };
  /** One row: how many imports there were, and up to which of them nothing is left to do (`evidence/import/settle.ts`). */
  evidence_version: { version: string; settled: string };
  /** What a row said until the import `version` changed or removed it; only while that one is not settled. */
  replaced_unit: {
    code: string;
    version: string;
    representatives: Json<{ name: string; numbers: string[] }[]>;
    founded_on: string | null;
  };
  handler_record: { organization_code: string; person: string; last_handled_on: string | null };
  certification: {
    unit_code: string;
    status: 'certified' | 'lapsed';
    reason: LapseReason | null;
    since: Date;
    site_id: string;
    applicant: string;
    attempt_id: string;
    /** Digest of the certified representative's number: which of several representatives it was. */
    representative: string;
    /** The number of imports when the evidence was read. */
    evidence_version: VersionText;
  };
  attempt: {
    id: string;
    /** What was attempted. */
    flow: 'certification' | 'registration';
    unit_code: string;
    site_id: string;
    user_digest: string;
    applicant: string;
    outcome: 'certified' | 'rejected' | 'pending' | 'replaced' | 'already-certified';
    /** With `rejected`, and only then: which rule failed (`Finding`). */
    finding: string | null;
    claim: string;
    remaining: number | null;
    resets_at: Date | null;
    at: Date;
    decided_at: Date | null;
  };
  idempotency_key: { key: string; body: string; attempt_id: string; expires_at: Date };
  kept_claim: {
    unit_code: string;
    purpose: 'pending' | 'recheck';
    attempt_id: string;
    site_id: string;
    /** Encrypted. */
    claim: string;
    tries: Generated<number>;
    next_try_at: Date;
    /** The partner that did not answer when the claim was tried last; '' for none. */
    waits_for: Generated<'' | 'registry' | 'insurance'>;
    expires_at: Date;
  };
  limit_bucket: {
    flow: 'certification' | 'registration' | 'every' | 'sms';
    limit_name: string;
    /** The canonical code in a unit's buckets, '' in all others. */
    unit_code: string;
    /** Whose bucket it is, as a digest; '' in those that all users of a unit share; the site's id in those of a site's codes. */
    owner: string;
    used: number;
    cap: number;
    resets_at: Date;
    admits: boolean;
  };
  limit_refusal: {
    hour: Date;
    flow: 'certification' | 'registration';
    limit_name: string;
    /** The canonical code; '' where strangers may name any unit. */
    unit_code: string;
    site_id: string;
    tries: number;
  };
  audit_entry: {
    id: BigIntText;
    at: Date;
    actor: Actor;
    action: string;
    unit_code: string | null;
    site_id: string | null;
    attempt_id: string | null;
    detail: Json<object>;
  };
  /** What `bff/audit` alone writes. */
  audit_chain: {
    position: string;
    at: Date;
    actor: string;
    action: string;
    unit_code: string | null;
    site_id: string | null;
    attempt_id: string | null;
    detail: Json<object>;
    sealed_at: Date;
    seal: string;
  };
  audit_anchor: { id: string; position: string; seal: string; at: Date; signature: string };
  audit_key: { id: string; sealed: string };
  outbox_event: {
    id: string;
    type: UnitEvent['type'];
    unit_code: string;
    site_id: string | null;
    data: Json<UnitEvent['data']>;
    at: Date;
    fanned_out_at: Date | null;
    sequence: BigIntText;
  };
  /** Digests only, in these three. */
  used_challenge: { challenge: string; expires_at: Date };
  phone_code: { phone: string; code: string; tries: Generated<number>; expires_at: Date };
  /** `unit_code`: the unit that was registered with it; it is good for no other. */
  phone_proof: { proof: string; expires_at: Date; unit_code: Generated<string | null> };
  registered_unit: { unit_code: string; site_id: string; at: Date };
  signing_key: {
    /** RFC 7638 thumbprint. */
    kid: string;
    /** Encrypted JWK. */
    private_jwk: string;
    created_at: Date;
    /** Null for the newest key. For some minutes the one that it replaced still signs. */
    replaced_at: Date | null;
  };
  /** One row; `sealed`: a constant, encrypted. */
  key_check: { id: string; sealed: string };
  known_key: { id: string };
  site_unit: { unit_code: string; site_id: string };
  webhook_delivery: {
    event_id: string;
    site_id: string;
    tries: Generated<number>;
    next_try_at: Date;
    delivered_at: Date | null;
    dead_at: Date | null;
    /** A status code or a kind of failure; never a body. */
    last_result: string | null;
  };
}
