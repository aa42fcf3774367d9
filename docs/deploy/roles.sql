\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv service_password SERVICE_PASSWORD

-- Owns the tables: `migrate` and imports, which replace tables.
create role certification_owner login password :'owner_password';

-- The service: reads and writes rows, and owns nothing.
create role certification_service login password :'service_password';
alter role certification_service set statement_timeout = '10s';
alter role certification_service set lock_timeout = '1s';
alter role certification_service set idle_in_transaction_session_timeout = '60s';
alter role certification_service set plan_cache_mode = force_generic_plan;
-- Compiling the statement of a submission takes a second at each call.
alter role certification_service set jit = off;

create database certification owner certification_owner;
revoke all on database certification from public;
grant connect on database certification to certification_service;

\connect certification
alter schema public owner to certification_owner;
revoke all on schema public from public;
grant usage on schema public to certification_service;
alter default privileges for role certification_owner in schema public
  grant select, insert, update, delete on tables to certification_service;
alter default privileges for role certification_owner in schema public
  grant select, usage on sequences to certification_service;
