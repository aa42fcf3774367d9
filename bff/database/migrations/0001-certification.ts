/** Sites, imported evidence, certifications and what a submission writes. See docs/storage.md. */
import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  `create table site (
     id text primary key,
     origins text[] not null,
     jwks jsonb,
     jwks_url text,
     secrets text,
     webhook_url text,
     revision bigint generated always as identity,
     created_at timestamptz not null,
     constraint site_has_keys check (num_nonnulls(jwks, jwks_url, secrets) = 1)
   )`,
  `create table registry_unit (
     code text primary key,
     organisation_code text not null,
     name text not null,
     representatives text[] not null,
     numbers text[] not null,
     founded_on date,
     active boolean not null
   )`,
  `create index registry_unit_organisation on registry_unit (organisation_code)`,
  `create table handler_record (
     organisation_code text not null,
     person text not null,
     last_handled_on date,
     primary key (organisation_code, person)
   )`,
  `create table certification (
     unit_code text primary key,
     status text not null check (status in ('certified', 'lapsed')),
     reason text,
     since timestamptz not null,
     site_id text not null,
     applicant text not null,
     attempt_id uuid not null,
     representative text not null
   )`,
  `create table attempt (
     id uuid primary key,
     unit_code text not null,
     site_id text not null,
     user_digest text not null,
     applicant text not null,
     outcome text not null check (outcome in ('certified', 'rejected', 'pending', 'replaced', 'already-certified')),
     finding text,
     claim text not null,
     remaining int not null,
     resets_at timestamptz,
     at timestamptz not null,
     decided_at timestamptz
   )`,
  `create index attempt_unit on attempt (unit_code, at desc)`,
  `create index attempt_age on attempt (at)`,
  `create table idempotency_key (
     key text primary key,
     body text not null,
     attempt_id uuid not null,
     expires_at timestamptz not null
   )`,
  `create index idempotency_key_age on idempotency_key (expires_at)`,
  `create table kept_claim (
     unit_code text not null,
     purpose text not null check (purpose in ('pending', 'recheck')),
     attempt_id uuid not null,
     site_id text not null,
     claim text not null,
     tries int not null default 0,
     next_try_at timestamptz not null,
     expires_at timestamptz not null,
     primary key (unit_code, purpose)
   )`,
  `create index kept_claim_due on kept_claim (next_try_at)`,
  // A move that a limit does not admit breaks the constraint, and with it the whole statement: nothing of
  // the submission is written and nothing of its decision is told.
  `create table limit_bucket (
     key text primary key,
     used int not null,
     cap int not null,
     resets_at timestamptz not null,
     admits boolean not null,
     constraint limit_bucket_admits check (admits)
   )`,
  `create index limit_bucket_age on limit_bucket (resets_at)`,
  `create table audit_entry (
     id bigint generated always as identity primary key,
     at timestamptz not null,
     action text not null,
     unit_code text,
     site_id text,
     attempt_id uuid,
     detail jsonb not null,
     position bigint unique,
     seal text
   )`,
  `create index audit_entry_unsealed on audit_entry (id) where position is null`,
  `create table outbox_event (
     id uuid primary key,
     kind text not null,
     unit_code text not null,
     site_id text,
     payload jsonb not null,
     at timestamptz not null,
     fanned_out_at timestamptz
   )`,
  `create index outbox_event_waiting on outbox_event (at) where fanned_out_at is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
