-- The peers' tables: the least that the job needs. ID numbers are stored as plain text, because only the product needs digests.
create table unit (
  code text primary key,
  name text not null,
  legal_name text,
  legal_number text,
  founded_on date,
  active boolean not null
);
create table handler (
  unit_code text not null,
  name text not null,
  number text not null,
  last_handled_on date,
  primary key (unit_code, number)
);
create table certification (
  unit_code text primary key,
  site_id text not null,
  applicant text not null,
  attempt_id uuid not null,
  since timestamptz not null
);
create table attempt (
  id uuid primary key,
  unit_code text not null,
  site_id text not null,
  user_id text not null,
  applicant text not null,
  reason text,
  at timestamptz not null
);
create index attempt_unit on attempt (unit_code, at desc);
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  unit_code text not null,
  site_id text not null,
  attempt_id uuid not null,
  detail jsonb not null
);
create table outbox (
  id uuid primary key,
  type text not null,
  unit_code text not null,
  site_id text not null,
  data jsonb not null,
  at timestamptz not null
);
