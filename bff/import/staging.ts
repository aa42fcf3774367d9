/** The steps that both imports share: one import at a time, a staging table, the 1 % rule. */
import { Readable } from 'node:stream';
import { randomBytes } from 'node:crypto';
import { type ActorOf, type Database, liftTimeouts, type Session } from '../database/index.ts';
import { writeEvents } from '../events/index.ts';
import type { Digester, KeyRing } from '../keys/index.ts';
import type { Grace } from './judge.ts';
import { ERRORS_KEPT, ImportRefused, type ImportReport, type RefusalCode } from './report.ts';
import type { RowTally } from './rows.ts';

export interface ImportOptions extends Grace {
  /** Path of a CSV file, UTF-8 or GB18030. */
  file: string;
  /** Also removes what the file does not hold. */
  full: boolean;
  /** Admits removing units, or ending certifications, of more than 1 %. */
  force: boolean;
  /** The importing actor, for the audit. */
  actor: ActorOf<'operator'>;
  digester: Digester;
  keys: KeyRing;
  /** Called for each block that was read. */
  onProgress?: ((bytesDone: number, bytesTotal: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** The advisory lock of an import that runs: a number that no other lock has. */
const LOCK = 7_401_320_951;

/** Memory for one sort or hash of a merge, in the database. */
const WORK_MEMORY = '64MB';

/**
 * Runs `work` while no other import runs; waits for one that does. All of it is one transaction, so
 * that the lock and the settings end with it. Those of a session would stay, behind a pooler, with
 * a connection that others get.
 */
export const exclusively = <T>(database: Database, work: (session: Session) => Promise<T>): Promise<T> =>
  database.session((session) =>
    session.transaction(async () => {
      await liftTimeouts(session);
      await session.query(
        `select set_config('work_mem', $1, true), set_config('maintenance_work_mem', $1, true)`,
        [WORK_MEMORY],
      );
      await session.query('select pg_advisory_xact_lock($1)', [LOCK]);
      return work(session);
    }),
  );

/** Lets no import run until the transaction ends; false when one is running. */
export async function lockImports({ query }: Pick<Session, 'query'>): Promise<boolean> {
  const [row] = await query<{ held: boolean }>('select pg_try_advisory_xact_lock($1) as held', [LOCK]);
  return row!.held;
}

/** A name that no other table has. */
export const stagingName = (table: string): string => `${table}_import_${randomBytes(4).toString('hex')}`;

export async function copyRows(
  session: Session,
  staging: string,
  fields: string,
  rows: AsyncGenerator<Buffer>,
): Promise<void> {
  await session.copyIn(`${staging} (line, skipped, ${fields})`, Readable.from(rows, { objectMode: false }));
}

/**
 * Deletes all but one of the staged rows that are for the same `key`: the one that comes first in
 * `order`. They are reported like bad rows, one for each line.
 */
export async function dropDuplicates(
  session: Session,
  staging: string,
  key: string,
  order: string,
  tally: RowTally,
): Promise<void> {
  const [row] = await session.query<{ count: string; lines: string[] | null }>(
    `with doubled as (
       select ${key} from ${staging} where not skipped group by ${key} having count(*) > 1
     ), ranked as (
       select line, row_number() over (partition by ${key} order by ${order}) as rank
       from ${staging} join doubled using (${key}) where not skipped
     ), dropped as (
       delete from ${staging} using ranked
       where ranked.line = ${staging}.line and ranked.rank > 1 and not ${staging}.skipped
       returning ${staging}.line
     )
     select (select count(distinct line) from dropped) as count,
            (select array_agg(line::text) from (select distinct line from dropped order by line limit ${ERRORS_KEPT}) reported) as lines`,
  );
  for (const line of row?.lines ?? []) tally.errors.push({ line: Number(line), reason: 'duplicate' });
  tally.errors.sort((a, b) => a.line - b.line);
  tally.errors.splice(ERRORS_KEPT);
  tally.skipped += Number(row?.count ?? 0);
}

export const reportOf = (
  { read, skipped, errors, damaged }: RowTally,
  changes: Pick<ImportReport, 'removed' | 'due' | 'lapsed'>,
): ImportReport => ({
  read,
  imported: read - skipped,
  skipped,
  ...changes,
  errors,
  ...(damaged.count > 0 && { damaged }),
});

export interface ShareRule {
  code: RefusalCode;
  /** A number that always passes, whatever the share. */
  admitted: number;
  what: string;
}

/**
 * The 1 % rule.
 * Throws `ImportRefused`, which undoes the transaction that it is thrown in.
 */
export function checkShare(
  options: { force: boolean },
  changed: number,
  total: number,
  rule: ShareRule,
): void {
  if (options.force || changed <= rule.admitted || changed * 100 <= total) return;
  throw new ImportRefused(
    rule.code,
    `This import would ${rule.what.replace('#', `${changed} of ${total}`)}, which is more than 1 %. ` +
      'Nothing was changed. Is the file whole? If it is, run it again with --force.',
  );
}

/**
 * Version of the running import. Only one import runs at a time, so the number is its own when it
 * commits.
 */
export async function nextVersion(session: Session): Promise<string> {
  const [row] = await session.query<{ next: string }>(
    'select (version + 1)::text as next from evidence_version',
  );
  return row!.next;
}

/**
 * The event of an import, and its version: what follows from it is due with its commit
 * (`apply.ts`).
 */
export async function recordImport(
  session: Session,
  type: 'registry.imported' | 'handlers.imported',
  report: ImportReport,
  options: ImportOptions,
  more: object = {},
): Promise<void> {
  const { errors: _, damaged, ...counts } = report;
  const { full, force, keys, actor } = options;
  await session.query('update evidence_version set version = version + 1');
  const detail = { ...more, ...counts, ...(damaged && { damaged: damaged.count }), full, force };
  await writeEvents(session, keys, [{ at: new Date(options.now), actor, type, detail }]);
}

/** Numbers of one row, which come as text. */
export async function readCounts<Names extends string>(
  session: Session,
  text: string,
): Promise<Record<Names, number>> {
  const [row] = await session.query<Record<string, string>>(text);
  return Object.fromEntries(
    Object.entries(row ?? {}).map(([name, value]) => [name, Number(value)]),
  ) as Record<Names, number>;
}
