/** What proves a registering unit's phone: used challenges, codes, proofs. See docs/storage.md. */
import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  // Solved once, never again, whichever process is asked.
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
     expires_at timestamptz not null
   )`,
  `create index phone_proof_age on phone_proof (expires_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
