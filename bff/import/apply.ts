/**
 * The consequences of imports, after their commit: units that got their USCC move to it,
 * certifications that no longer hold get a last day or end, digests go to the newest key, waiting
 * claims are tried at once. Nothing of it is lost with the import's process: `evidence_version`
 * says that it is left to do, and each process of the BFF looks for it; one of them does it
 * (`workers.ts`). The import's process may do it at the same time: each step finds nothing to do
 * the second time.
 *
 * A submission does not wait for an import, so one that began before the commit may certify after
 * it, on the old rows. So these steps wait until all of them are over.
 */
import { setTimeout as rest } from 'node:timers/promises';
import { sql } from 'kysely';
import { type ActorOf, type Database, liftTimeouts, prepareRead, type Session } from '../database/index.ts';
import type { Digester, KeyRing } from '../keys/index.ts';
import { wakeClaims } from '../attempts/index.ts';
import { moveUnits } from './move-units.ts';
import { applyConsequences, consequenceOf, judge, type Grace } from './judge.ts';
import { renewDigests } from './renew.ts';

export interface ApplyOptions extends Grace {
  /** The actor that changes certifications, for the audit. */
  actor: ActorOf<'operator' | 'worker'>;
  digester: Digester;
  keys: KeyRing;
}

/** Longer than any statement that certifies may take. Milliseconds. */
const STATEMENTS_WITHIN = 15_000;
const PAUSE = 10;

const unappliedStatement = prepareRead<object, { version: string; applied: string }>(
  'imports_unapplied',
  () =>
    sql<{
      version: string;
      applied: string;
    }>`select version, applied from evidence_version where applied < version`,
);

/** SQL: whether something is left to do after an import. */
export const isImportUnapplied = sql`exists (select from evidence_version where applied < version)`;

/** The last import, when something is left to do. */
const readUnapplied = async (database: Database): Promise<{ version: string; applied: string } | undefined> =>
  (await database.run(unappliedStatement, {}))[0];

/**
 * Does all that is left to do; true when there was something. It ends early, with an error, at the
 * signal.
 */
export async function applyImports(
  database: Database,
  options: ApplyOptions,
  signal?: AbortSignal,
): Promise<boolean> {
  const unapplied = await readUnapplied(database);
  if (!unapplied) return false;
  const { version, applied: since } = unapplied;
  const { now, actor, digester, keys } = options;
  await database.session(async (session) => {
    const areOver = await earlierStatementsAreOver(session);
    await moveUnits(session, { now, version, actor, keys });
    const question = { table: 'registry_unit', since, moved: [], digester };
    for await (const batch of judge(patient(session), question)) {
      signal?.throwIfAborted();
      const consequences = batch.map((one) => consequenceOf(one, options));
      await applyConsequences(
        session,
        keys,
        consequences.filter((each) => each !== undefined),
        { actor, at: new Date(now) },
      );
    }
    signal?.throwIfAborted();
    await renewDigests(session, { digester, keys, actor, at: new Date(now) });
    await wakeClaims(session, now);
    signal?.throwIfAborted();
    // A transaction that somebody left open may still certify: the old rows stay, and all of this
    // is repeated.
    if (areOver) await close(session, version);
  });
  return true;
}

/** A query through the whole registry may take long. */
const patient = (session: Session): Pick<Session, 'query'> => ({
  query: (text, values) =>
    session.transaction(async () => {
      await liftTimeouts(session);
      return session.query(text, values);
    }),
});

/**
 * After an import's commit. When it fails, the import has been done all the same: a process of the
 * BFF does what is left.
 */
export const applySoon = (database: Database, options: ApplyOptions): Promise<unknown> =>
  applyImports(database, options).catch(() => undefined);

/**
 * Waits for the statements that write certifications now, for some seconds. A statement locks its
 * tables before it takes its snapshot, so one that read the version before the import's commit
 * holds its lock already. Transaction ids would not tell: a statement gets its own with its first
 * row, after its snapshot.
 */
async function earlierStatementsAreOver(session: Session): Promise<boolean> {
  const writers = await session.query<{ id: string }>(
    `select virtualtransaction as id from pg_locks
     where relation = 'certification'::regclass and mode = 'RowExclusiveLock'
       and database = (select oid from pg_database where datname = current_database())`,
  );
  const ids = writers.map(({ id }) => id);
  for (const until = Date.now() + STATEMENTS_WITHIN; Date.now() < until; await rest(PAUSE)) {
    const [one] = await session.query(
      'select from pg_locks where virtualtransaction = any($1::text[]) limit 1',
      [ids],
    );
    if (!one) return true;
  }
  return false;
}

const close = (session: Session, version: string) =>
  session.transaction(async () => {
    await session.query(
      // `not in` reads the due ones once. With `not exists` the planner, whose statistics know of
      // none yet, goes through them for each row.
      `delete from replaced_unit where version <= $1::bigint and code not in (
         select unit_code from certification where ended_at is null and due_at is not null and due_by = 'import')`,
      [version],
    );
    await session.query('update evidence_version set applied = $1::bigint where applied < $1::bigint', [
      version,
    ]);
  });
