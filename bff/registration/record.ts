/**
 * The write of a registration: one statement, made of the same parts as a submission's. The phone proof and the
 * idempotency key come first; when either does not admit it, nothing is written.
 */
import { sql } from 'kysely';
import {
  withBuckets,
  write,
  type Entry,
  type RecordResult,
  type Row,
  type Values,
} from '../certification/record.ts';
import {
  attemptCte,
  bucketCte,
  certificationCte,
  consequencesCte,
  keyCte,
} from '../certification/record-sql.ts';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';

export interface Registration extends Entry {
  /** `already-certified` in the answer: the unit was, and is now this site's too. */
  outcome: 'certified' | 'rejected';
  key: string;
  body: string;
  keyExpiresAt: Date;
  /** `phoneProofDigests` */
  proofs: readonly string[];
  /** JSON without personal data: the payload of `unit.registered`. */
  registered: string;
  registeredId: string;
}

/**
 * A proof that has registered a unit is good for that unit alone: in a retry under another key, and for no second
 * unit. A unit is told to a site as registered once, however often its users come.
 */
const registerStatement = prepare<Values<Registration>, Row>(
  'registration_record',
  (p) => sql<Row>`
  with proven as (
    update phone_proof
    set unit_code = case when ${p('outcome')}::text = 'certified' then ${p('unitCode')}::text else unit_code end
    where proof = any(${p('proofs')}::text[]) and expires_at > ${p('now')}::timestamptz
      and (unit_code is null or unit_code = ${p('unitCode')}::text)
    returning proof
  ),
  ${keyCte(p, sql`from proven`)},
  ${certificationCte(p)},
  ${bucketCte(p)},
  ${attemptCte(p, 'registration')},
  ${consequencesCte(p, 'registration')},
  succeeded as (select outcome from attempted where outcome <> 'rejected'),
  dropped as (
    delete from kept_claim using succeeded where unit_code = ${p('unitCode')}::text returning unit_code
  ),
  met as (
    insert into site_unit (unit_code, site_id)
    select ${p('unitCode')}::text, ${p('siteId')}::text from succeeded
    on conflict do nothing
  ),
  registered as (
    insert into registered_unit (unit_code, site_id, at)
    select ${p('unitCode')}::text, ${p('siteId')}::text, ${p('now')}::timestamptz from succeeded
    on conflict do nothing
    returning unit_code
  ),
  announced_registration as (
    insert into outbox_event (id, kind, unit_code, site_id, payload, at)
    select ${p('registeredId')}::uuid, 'unit.registered', ${p('unitCode')}::text, ${p('siteId')}::text,
           ${p('registered')}::jsonb, ${p('now')}::timestamptz
    from registered
  )
  select outcome, remaining, resets_at from attempted`,
);

/** `gone`: the key was used already, or the proof is over or was used for another unit. */
export const recordRegistration = (database: Database, registration: Registration): Promise<RecordResult> =>
  write(() => database.run(registerStatement, withBuckets(registration)));
