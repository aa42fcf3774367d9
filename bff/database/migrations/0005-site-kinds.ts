/** Which kinds of certification a site has opened beyond those that every site has. See docs/storage.md. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table site add open_kinds text[] not null default '{}'`).execute(db);
}
