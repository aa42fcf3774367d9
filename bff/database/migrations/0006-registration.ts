/** Registrations of units, and the keys that sign their assertions. See docs/storage.md. */
import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  // A registration's attempts are kept with the others, and told to nobody by the status.
  `alter table attempt add kind text not null default 'certification'
     check (kind in ('certification', 'registration'))`,
  // The unit that was registered with the proof: from then on it is good for no other.
  `alter table phone_proof add unit_code text`,
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
  // One key signs: of replicas that start at once, the first one's.
  `create unique index signing_key_current on signing_key ((replaced_at is null)) where replaced_at is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
