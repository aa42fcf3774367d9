/** The job in named statements, over pipelined connections. Shared by the floor and the lean server. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { CAP } from './answers.mjs';

const open = async () => {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL, pipeline: true });
  await client.connect();
  return client;
};

const reader = await open();
/** A transaction waits for the disk: eight at once share one wait. */
const writers = await Promise.all(Array.from({ length: 8 }, open));
let turn = 0;

const STATUS = {
  name: 'status',
  text: `
  select unit.name, certification.since, certification.applicant,
         (select json_agg(last) from (
            select reason, applicant, user_id, at from attempt
            where unit_code = $1 and site_id = $2 order by at desc limit 5) last) as history
  from (select 1) one
  left join unit on unit.code = $1
  left join certification on certification.unit_code = $1`,
};

const UNIT_STATUS = {
  name: 'unit-status',
  text: `
  select unit.name, certification.since
  from (select 1) one
  left join unit on unit.code = $1
  left join certification on certification.unit_code = $1`,
};

const SUBMIT = {
  name: 'submit',
  text: `
  with evidence as (
    select coalesce(unit.legal_name = $2 and unit.legal_number = $3 and unit.founded_on = $4::date, false) as matches,
           unit.active,
           $5::text <> 'agent' or exists (
             select from handler where handler.unit_code = $1 and handler.number = $7 and handler.name = $6) as handled
    from (select 1) one left join unit on unit.code = $1
  ),
  past as (
    select count(*)::int as failures, min(at) as first from attempt
    where unit_code = $1 and user_id = $9 and reason is not null and at > $12::timestamptz - interval '1 day'
  ),
  verdict as (
    select case when not matches then 'registry-mismatch'
                when not active then 'unit-not-active'
                when not handled then 'agent-without-record' end as reason
    from evidence, past where past.failures < ${CAP}
  ),
  certified as (
    insert into certification (unit_code, site_id, applicant, attempt_id, since)
    select $1::text, $8::text, $5::text, $10::uuid, $12::timestamptz from verdict where reason is null
    on conflict do nothing
    returning unit_code
  ),
  attempted as (
    insert into attempt (id, unit_code, site_id, user_id, applicant, reason, at)
    select $10::uuid, $1::text, $8::text, $9::text, $5::text, reason, $12::timestamptz
    from verdict where reason is not null or exists (select from certified)
    returning reason
  ),
  audited as (
    insert into audit (at, actor, action, unit_code, site_id, attempt_id, detail)
    select $12::timestamptz, $9::text, case when reason is null then 'certified' else 'rejected' end,
           $1::text, $8::text, $10::uuid, jsonb_build_object('applicant', $5::text, 'reason', reason)
    from attempted
  ),
  announced as (
    insert into outbox (id, type, unit_code, site_id, data, at)
    select $11::uuid, case when reason is null then 'unit.certified' else 'unit.rejected' end, $1::text, $8::text,
           jsonb_build_object('unit', $1::text, 'kind', 'real-name', 'reason', reason, 'at', $12::timestamptz),
           $12::timestamptz
    from attempted
  )
  select past.failures, past.first, verdict.reason, exists (select from attempted) as recorded
  from past left join verdict on true`,
};

export const readStatus = async (code, site) =>
  (await reader.query({ ...STATUS, values: [code, site] })).rows[0];

export const readUnitStatus = async (code) =>
  (await reader.query({ ...UNIT_STATUS, values: [code] })).rows[0];

/** `recorded` is false for a unit that is certified, and for a user who has no attempts left. */
export async function submit(token, { legalRepresentative: legal, foundedOn, applicant, agent }, now) {
  const values = [token.unit.code, legal.name, legal.idNumber, foundedOn, applicant];
  values.push(agent?.name ?? null, agent?.idNumber ?? null, token.iss, token.sub);
  values.push(randomUUID(), randomUUID(), now);
  const writer = writers[turn++ % writers.length];
  return (await writer.query({ ...SUBMIT, values })).rows[0];
}
