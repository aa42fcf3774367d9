create role certification_owner login password 'owner-password';
create role certification_service login password 'service-password';
revoke create on schema public from public;
grant usage, create on schema public to certification_owner;
grant usage on schema public to certification_service;
alter default privileges for role certification_owner in schema public
  grant select, insert, update, delete on tables to certification_service;
alter default privileges for role certification_owner in schema public
  grant select on sequences to certification_service;
