/** What tells at start that the master keys are those of this database. See docs/storage.md. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // One row.
  await sql
    .raw(`create table key_check (id text primary key check (id = 'master-keys'), sealed text not null)`)
    .execute(db);
}
