/**
 * Brings the schema up to date in one transaction. Several processes may start at once: the
 * transaction takes an advisory lock, so one process migrates and the others wait.
 *
 * A release has at most one migration, and the release before runs on its schema: so replicas are
 * replaced one by one, and a release can be taken back. A migration therefore adds, and removes
 * only what the release before no longer uses (decision 0032).
 */
import { sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { Database } from './database.ts';
import * as initial from './migrations/0001-initial.ts';

/** The number of the advisory lock. No other lock may use it. */
const LOCK = 7_401_320_952;

/** In the order in which they run. A released migration is never changed; add a new one. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-initial': initial,
};

/** Migrations of later versions that a database may have. */
const NEWER = 1;

/**
 * The schema does not fit this version, and this process cannot change that. The message is for the
 * operator.
 */
export class SchemaMismatch extends Error {
  override name = 'SchemaMismatch';
}

const tooNew = (newer: readonly string[]) =>
  new SchemaMismatch(
    `The database was brought up to date by later versions (${newer.join(', ')}). This version runs on its own schema and on the next one only: ` +
      'install the version before the latest, or put back the backup of before the upgrade.',
  );

const notAllowed = (missing: readonly string[]) =>
  new SchemaMismatch(
    `The database is not up to date (${missing.join(', ')}), and the role in DATABASE_URL may not change it: ` +
      'run `unit-certification migrate` with the role that owns the tables, then start again.',
  );

/** Returns the names of the migrations that it ran. Throws `SchemaMismatch`. */
export const migrate = (
  { kysely }: Database,
  migrations: Record<string, Migration> = MIGRATIONS,
): Promise<string[]> =>
  kysely.transaction().execute(async (db) => {
    await sql`select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true)`.execute(
      db,
    );
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(db);
    const { done, mayMigrate } = await readState(db);
    const newer = done.filter((name) => !(name in migrations));
    if (newer.length > NEWER) throw tooNew(newer);
    const missing = Object.keys(migrations).filter((name) => !done.includes(name));
    if (missing.length === 0) return [];
    if (!mayMigrate) throw notAllowed(missing);
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
    const { error, results } = await migrator.migrateToLatest();
    if (error) throw error;
    return (results ?? []).map((result) => result.migrationName);
  });

/**
 * The migrations that were run, and whether this process's role owns the schema. A role that owns
 * nothing can still read which were run.
 */
async function readState(db: Database['kysely']): Promise<{ done: string[]; mayMigrate: boolean }> {
  const { rows: states } = await sql<{ isEmpty: boolean; mayMigrate: boolean }>`
    select migrations is null as "isEmpty",
           has_schema_privilege(current_schema(), 'create') and coalesce(
             (select pg_has_role(relowner, 'usage') from pg_class where oid = migrations), true) as "mayMigrate"
    from to_regclass('kysely_migration') as migrations`.execute(db);
  const { isEmpty, mayMigrate } = states[0]!;
  if (isEmpty) return { done: [], mayMigrate };
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return { done: rows.map(({ name }) => name), mayMigrate };
}
