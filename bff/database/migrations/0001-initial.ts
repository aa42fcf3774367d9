/** All tables. docs/storage.md says why each is kept and for how long. */
import { sql, type Kysely } from 'kysely';

const SITES = [
  `create table site (
     id text primary key,
     origins text[] not null,
     jwks jsonb,
     jwks_url text,
     secrets text,
     webhook_url text,
     webhook_secrets text,
     webhook_disabled_at timestamptz,
     open_kinds text[] not null default '{}',
     privacy_notice text,
     revision bigint generated always as identity,
     created_at timestamptz not null,
     constraint site_has_keys check (num_nonnulls(jwks, jwks_url, secrets) = 1)
   )`,
  `create table site_unit (
     unit_code text not null,
     site_id text not null,
     primary key (unit_code, site_id)
   )`,
];

const EVIDENCE = [
  // The sources that files were imported from, each with the day as of which the last file said so.
  `create table source (
     id text primary key,
     as_of date not null,
     imported_at timestamptz not null,
     rows bigint not null
   )`,
  `create table registry_unit (
     code text primary key,
     source text not null,
     organization_code text not null generated always as (right(left(code, 17), 9)) stored,
     name text not null,
     representatives jsonb not null,
     founded_on date,
     state text not null check (state in ('active', 'inactive', 'closed')),
     version bigint not null default 0
   )`,
  `create index registry_unit_organization on registry_unit (organization_code)`,
  // One row: the number of the last import, and of the last one whose consequences are all applied.
  `create table evidence_version (
     version bigint not null,
     applied bigint not null
   )`,
  `insert into evidence_version (version, applied) values (0, 0)`,
  // The old values of rows that an import has changed that is not applied yet. Certifications based
  // on them are compared with the new values.
  `create table replaced_unit (
     code text not null,
     version bigint not null,
     representatives jsonb not null,
     founded_on date,
     primary key (code, version)
   )`,
  `create table handler_record (
     organization_code text not null,
     person text not null,
     last_handled_on date,
     primary key (organization_code, person)
   )`,
];

const CERTIFICATION = [
  // A certification is a term: it ends once, and is never overwritten. It is named by the
  // submission that made it.
  `create table certification (
     unit_code text not null,
     submission_id uuid not null,
     site_id text not null,
     since timestamptz not null,
     by text not null check (by in ('legal-representative', 'agent')),
     method text not null check (method in ('registry', 'partner', 'counter')),
     source text not null,
     evidence_as_of date not null,
     evidence_version bigint not null default 0,
     representative text not null,
     agent text,
     due_at timestamptz,
     due_reason text,
     due_by text check (due_by in ('import', 'agent')),
     due_set_at timestamptz,
     ended_at timestamptz,
     end_reason text,
     ended_by text,
     seen jsonb,
     primary key (unit_code, submission_id),
     constraint certification_at_the_counter_by_what_was_seen check ((method = 'counter') = (seen is not null)),
     constraint certification_is_due_or_not check (num_nonnulls(due_at, due_reason, due_by, due_set_at) in (0, 4)),
     constraint certification_has_ended_or_not check (num_nonnulls(ended_at, end_reason, ended_by) in (0, 3))
   )`,
  `create unique index certification_open on certification (unit_code) where ended_at is null`,
  `create index certification_due on certification (due_at) where ended_at is null and due_at is not null`,
  `create index certification_lapsed on certification (ended_at) where end_reason not in ('revoked', 'replaced')`,
  `create table submission (
     id uuid primary key,
     reference text not null constraint submission_reference unique,
     key text constraint submission_key unique,
     body text,
     flow text not null check (flow in ('certification', 'registration', 'withdrawal')),
     unit_code text not null,
     site_id text not null,
     user_digest text not null,
     applicant text not null,
     outcome text not null check (outcome in ('certified', 'rejected', 'pending', 'replaced', 'already-certified', 'expired', 'withdrawn',
                                                'agent-differs')),
     finding text,
     evidence_version bigint,
     claim text not null,
     remaining int,
     resets_at timestamptz,
     at timestamptz not null,
     decided_at timestamptz,
     recheck_id uuid,
     rechecks int not null default 0,
     recheck_reference text,
     recheck_expired_at timestamptz,
     recheck_superseded_at timestamptz,
     constraint submission_recheck_has_its_reference check ((recheck_id is null) = (recheck_reference is null)),
     constraint submission_rejected_for_a_finding check ((outcome = 'rejected') = (finding is not null))
   )`,
  // A constraint would have an entry for each submission.
  `create unique index submission_recheck_reference on submission (recheck_reference) where recheck_reference is not null`,
  `create index submission_unit on submission (unit_code, at desc)`,
  `create index submission_age on submission (at)`,
  // Retention looks for pending submissions whose time is over. There are few at any time.
  `create index submission_pending on submission (id) where outcome = 'pending'`,
  // An import looks for units that are stored by their organization code.
  `create index submission_organization on submission (unit_code) where length(unit_code) = 9`,
  `create table kept_claim (
     unit_code text not null,
     purpose text not null check (purpose in ('pending', 'recheck')),
     submission_id uuid not null,
     site_id text not null,
     claim text not null,
     tries int not null default 0,
     next_try_at timestamptz not null,
     waits_for text not null default '' check (waits_for in ('', 'registry', 'insurance')),
     expires_at timestamptz not null,
     primary key (unit_code, purpose)
   )`,
  `create index kept_claim_due on kept_claim (waits_for, purpose, next_try_at)`,
  `create index kept_claim_age on kept_claim (expires_at)`,
  // A claim that is kept until somebody comes to the counter. It is forgotten when the case ends,
  // which takes two people or the unit.
  `create table counter_case (
     id uuid primary key,
     reference text not null constraint counter_case_reference unique,
     unit_code text not null,
     site_id text not null,
     applicant text not null check (applicant in ('legal-representative', 'agent')),
     claim text,
     opened_at timestamptz not null,
     until timestamptz not null,
     state text not null check (state in ('open', 'proposed', 'certified', 'refused', 'withdrawn', 'expired')),
     proposal uuid,
     decided text generated always as (case when state in ('certified', 'refused') then state end) stored,
     ended_at timestamptz,
     ended_by text,
     constraint counter_case_keeps_its_claim_while_open check ((claim is not null) = (state in ('open', 'proposed'))),
     constraint counter_case_is_proposed_or_not check (
       case when state in ('proposed', 'certified', 'refused') then proposal is not null else proposal is null or state = 'open' end),
     constraint counter_case_has_ended_or_not check (
       num_nonnulls(ended_at, ended_by) = case when state in ('open', 'proposed') then 0 else 2 end)
   )`,
  `create unique index counter_case_open on counter_case (unit_code) where state in ('open', 'proposed')`,
  `create index counter_case_queue on counter_case (until, opened_at, id) where state in ('open', 'proposed')`,
  `create index counter_case_unit on counter_case (unit_code, opened_at desc)`,
  `create index counter_case_age on counter_case (ended_at) where ended_at is not null`,
  `create index counter_case_proposal on counter_case (proposal) where proposal is not null`,
  // A unit that may not be certified until two officers lift it. By its organization code, so that
  // it holds whichever of its codes a unit comes by.
  `create table unit_hold (
     organization_code text primary key,
     unit_code text not null,
     placed_at timestamptz not null,
     placed_by text not null
   )`,
  // The last proposal of an officer about a case, a certification or a hold. Nobody confirms their
  // own.
  `create table proposal (
     kind text not null check (kind in ('case', 'revocation', 'hold')),
     subject uuid not null,
     id uuid not null,
     unit_code text not null,
     case_id uuid generated always as (case kind when 'case' then subject end) stored
       constraint proposal_of_case unique references counter_case (id) on delete cascade,
     content json not null,
     proposed_by text not null,
     proposed_at timestamptz not null,
     until timestamptz,
     mac text not null,
     outcome text check (outcome in ('certified', 'refused', 'revoked', 'placed', 'lifted', 'returned')),
     decided_by text,
     seen_again jsonb,
     note text,
     returned_note text,
     primary key (kind, subject),
     constraint proposal_names_its_outcome unique (id, outcome),
     constraint proposal_is_decided_or_not check ((outcome is null) = (decided_by is null)),
     constraint proposal_decided_as_proposed check (
       outcome = 'returned' or outcome = case kind when 'revocation' then 'revoked' else content ->> 'decision' end),
     constraint proposal_decided_by_two check (outcome = 'returned' or decided_by <> proposed_by),
     constraint proposal_of_papers_seen_by_two check (
       (seen_again is not null) = (kind = 'case' and coalesce(outcome, 'returned') <> 'returned')),
     constraint proposal_refuses_for_a_reason check (
       kind <> 'case' or (content ->> 'decision' = 'refused') = (content ->> 'reason' is not null))
   )`,
  `create index proposal_age on proposal (until) where until is not null`,
  `alter table counter_case add constraint counter_case_decided_by_two
     foreign key (proposal, decided) references proposal (id, outcome)`,
  // The columns behind `ends_at` are of units alone: the failures of 30 days, and those of each
  // user, as `{ user: [failures, when they are over] }`. A statement that finds no room writes -1,
  // which undoes the whole statement: nothing of the submission is written, and its decision is not
  // told.
  `create table limit_counter (
     kind text collate "C" not null,
     key text collate "C" not null,
     used int not null,
     ends_at timestamptz not null,
     month_used int,
     month_ends_at timestamptz,
     users jsonb,
     primary key (kind, key),
     constraint limit_counter_has_room check (used >= 0),
     constraint limit_counter_of_a_unit_or_not check (
       num_nonnulls(month_used, month_ends_at, users) = case kind when 'unit' then 3 else 0 end)
   )`,
  `create index limit_counter_age on limit_counter (greatest(ends_at, month_ends_at))`,
  // Refusals by hour; `audited` of them are in an audit entry.
  `create table limit_refusal (
     hour timestamptz not null,
     flow text not null,
     limit_name text not null,
     unit_code text not null,
     site_id text not null,
     tries int not null,
     audited int not null default 0,
     primary key (hour, flow, limit_name, unit_code, site_id)
   )`,
  `create index limit_refusal_waiting on limit_refusal (hour) where audited < tries`,
];

const REGISTRATION = [
  // Each challenge can be used once, over all processes.
  `create table used_challenge (
     challenge text primary key,
     expires_at timestamptz not null
   )`,
  `create index used_challenge_age on used_challenge (expires_at)`,
  // One for each site and number: a newer code replaces the older.
  `create table phone_code (
     phone text primary key,
     code text not null,
     tries int not null default 0,
     expires_at timestamptz not null
   )`,
  `create index phone_code_age on phone_code (expires_at)`,
  `create table phone_proof (
     proof text primary key,
     expires_at timestamptz not null,
     unit_code text
   )`,
  `create index phone_proof_age on phone_proof (expires_at)`,
  `create table registered_unit (
     unit_code text not null,
     site_id text not null,
     at timestamptz not null,
     primary key (unit_code, site_id)
   )`,
  `create table signing_key (
     kid text primary key,
     private_jwk text not null,
     created_at timestamptz not null,
     replaced_at timestamptz
   )`,
  // There is one newest key. If several replicas make one at once, the first succeeds.
  `create unique index signing_key_current on signing_key ((replaced_at is null)) where replaced_at is null`,
];

const EVENTS = [
  // An event is audit entry and message to portals in one row. `position`: the order in which
  // events happened; webhooks may arrive in another order. `detail` is `json`, which keeps its text
  // as it was written: `mac` is of that text.
  `create table event (
     position bigint generated always as identity primary key,
     id uuid not null,
     at timestamptz not null,
     actor text collate "C" not null,
     type text not null,
     unit_code text,
     site_id text,
     submission_id uuid,
     detail json not null,
     mac text not null
   )`,
  // Auditors ask for a unit's events, and for those of staff and operators. Users and workers, who
  // make nearly all, are left out.
  `create index event_unit on event (unit_code, position)`,
  `create index event_people on event (actor, position) where actor < 'user:'`,
  // They also ask for the number of a submission that is no longer kept, so that its unit is not
  // known. All events are in it: PostgreSQL does not use statistics of a part of them.
  `create index event_reference on event ((detail ->> 'reference'))`,
  // The fan-out asks whether the site of an event was removed after it.
  `create index event_removal on event (site_id, position) where type = 'site.removed'`,
  // How many days a change needs to arrive is measured by these.
  `create index event_recheck on event (at) where type = 'recheck.requested'`,
  // A seal covers the positions after `previous` up to `position`. Two seals never follow the same
  // one. Rows are only appended.
  `create table seal (
     previous bigint primary key,
     position bigint not null,
     count int not null,
     digest text not null,
     at timestamptz not null,
     signature text not null
   )`,
  // One row after the first deletion.
  `create table audit_anchor (
     id text primary key check (id = 'audit'),
     position bigint not null,
     seal text not null,
     at timestamptz not null,
     signature text not null
   )`,
];

const DELIVERY = [
  // One row after the first event: the position up to which deliveries were made.
  `create table fan_out (
     id text primary key check (id = 'webhooks'),
     position bigint not null
   )`,
  `create table webhook_delivery (
     event bigint not null references event (position) on delete cascade,
     site_id text not null,
     tries int not null default 0,
     next_try_at timestamptz not null,
     delivered_at timestamptz,
     dead_at timestamptz,
     last_result text,
     voucher text,
     primary key (event, site_id)
   )`,
  `create index webhook_delivery_due on webhook_delivery (site_id, next_try_at)
   where delivered_at is null and dead_at is null`,
  `create index webhook_delivery_delivered on webhook_delivery (delivered_at) where delivered_at is not null`,
  `create index webhook_delivery_dead on webhook_delivery (dead_at) where dead_at is not null`,
];

const DESK = [
  `create table desk_session (
     id text primary key,
     subject text not null,
     sealed text not null,
     began_at timestamptz not null,
     ends_at timestamptz not null
   )`,
  `create index desk_session_subject on desk_session (subject)`,
  `create index desk_session_age on desk_session (ends_at)`,
];

const WORKERS = [
  // Which process does the work of a name, until when, and how many did before it.
  `create table worker_lease (
     name text primary key,
     fence bigint not null,
     until timestamptz not null
   )`,
];

/**
 * Master keys wrap data keys. All columns but `made_at` are bound in `wrapped`
 * (`keys/data-keys.ts`).
 */
const KEYS = [
  `create table data_key (
     id text primary key,
     use text not null check (use in ('encryption', 'digests', 'macs')),
     number int not null,
     profile text not null check (profile in ('standard', 'sm')),
     wrapped text not null,
     made_at timestamptz not null,
     state text not null check (state in ('reads', 'writes', 'sole', 'replaced')),
     up_to bigint,
     unique (use, number),
     constraint data_key_verifies_up_to_a_position check ((up_to is not null) = (use = 'macs' and state = 'replaced'))
   )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  const tables = [SITES, EVIDENCE, CERTIFICATION, REGISTRATION, EVENTS, DELIVERY, DESK, WORKERS, KEYS];
  for (const statement of tables.flat()) await sql.raw(statement).execute(db);
}
