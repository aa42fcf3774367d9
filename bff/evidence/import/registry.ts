/** `import registry FILE`: a file of the business registry into `registry_unit`. docs/en/csv.md tells the rules. */
import { chinaDate } from '../../contract/identifiers.ts';
import type { Database, Session } from '../../database/database.ts';
import { REGISTRY_COLUMNS, type Layout } from './columns.ts';
import { consequenceOf, judge } from './judge.ts';
import type { ImportReport } from './refused.ts';
import { createRegistryConverter, REGISTRY_FIELDS, skippedUnit } from './registry-row.ts';
import { markRenamed } from './follow.ts';
import { stagedRows, type Tally } from './rows.ts';
import { settleSoon } from './settle.ts';
import {
  copyRows,
  counts,
  dropDuplicates,
  exclusively,
  holdToShare,
  nextVersion,
  recordImport,
  stagingName,
  type ImportOptions,
} from './staging.ts';
import { swapIn } from './swap.ts';
import { sizeOf } from './text.ts';

const REMOVED = { code: 'too-many-removed', admitted: 0, what: 'remove # units' } as const;
/** A table with fewer rows than one for so many bytes of the file is written anew: a row takes about a hundred bytes. */
const FILE_BYTES_PER_ROW = 1_000;
/** One certification may always end: a single change of a representative is everyday business. */
const LAPSED = {
  code: 'too-many-lapsed',
  admitted: 1,
  what: 'end # certifications, at once or after a time',
} as const;

/**
 * All or nothing: throws `ImportRefused`, the signal's reason, or the database's error, and then nothing has
 * changed. Memory does not grow with the file. Nobody waits for its transaction: it locks rows of the registry only, and what follows
 * for users comes after it, in small steps.
 */
export async function importRegistry(database: Database, options: ImportOptions): Promise<ImportReport> {
  const report = await exclusively(database, (session) => writeRegistry(database, session, options));
  await settleSoon(database, options);
  return report;
}

async function writeRegistry(
  database: Database,
  session: Session,
  options: ImportOptions,
): Promise<ImportReport> {
  const staging = stagingName('registry_unit');
  const columns =
    'line bigint not null, skipped boolean not null, like registry_unit including defaults including constraints';
  if (await isMostlyNew(database, session, options.file))
    return session.transaction(async () => {
      await session.query(`create table ${staging} (${columns})`);
      await setDefaultVersion(session, staging, await nextVersion(session));
      return finish(session, staging, await load(session, staging, options), options, REPLACE);
    });

  await session.query(`create temp table ${staging} (${columns})`);
  try {
    const tally = await load(session, staging, options);
    const report = await session.transaction(() => finish(session, staging, tally, options, MERGE));
    const vacuum = database.kind === 'embedded' ? 'vacuum analyze' : 'analyze'; // the other one does it by itself
    await session.query(`${vacuum} registry_unit`);
    return report;
  } finally {
    await session.query(`drop table if exists ${staging}`).catch(() => undefined); // the connection may be gone
  }
}

/**
 * Whether the table is so small beside the file that writing it anew is cheaper: the first import above all.
 * The embedded database would keep its users waiting for the whole time of that transaction.
 */
async function isMostlyNew(database: Database, session: Session, file: string): Promise<boolean> {
  const fewRows = Math.ceil((await sizeOf(file)) / FILE_BYTES_PER_ROW);
  if (database.kind === 'embedded') return false;
  const [row] = await session.query<{ count: string }>(
    `select count(*) as count from (select from registry_unit limit ${fewRows}) counted`,
  );
  return Number(row?.count) < fewRows;
}

async function load(session: Session, staging: string, options: ImportOptions): Promise<Tally> {
  const { file, full, digester, now } = options;
  const tally: Tally = { read: 0, faults: 0, errors: [] };
  const source = {
    file,
    columns: REGISTRY_COLUMNS,
    converter: (layout: Layout<typeof REGISTRY_COLUMNS>) =>
      createRegistryConverter(layout, digester, chinaDate(now)),
    skippedRow: full ? skippedUnit : null,
  };
  await copyRows(session, staging, REGISTRY_FIELDS, stagedRows(source, tally, options));
  await session.query(`analyze ${staging}`);
  return tally;
}

const COLUMNS = REGISTRY_FIELDS.split(', ');
const list = (table: string) => COLUMNS.map((column) => `${table}.${column}`).join(', ');

/** Sets the version of the rows that COPY brings. */
const setDefaultVersion = (session: Session, table: string, version: string) =>
  session.query(`alter table ${table} alter column version set default ${version}`);

interface Way {
  /** Writes the new rows. Returns the table that has them. `version`: of this import. */
  write(session: Session, staging: string, full: boolean, version: string): Promise<string>;
  /** Makes it the table that everybody reads; the last thing before the commit. */
  publish(session: Session, table: string, signal: AbortSignal | undefined): Promise<void>;
}

async function finish(
  session: Session,
  staging: string,
  tally: Tally,
  options: ImportOptions,
  way: Way,
): Promise<ImportReport> {
  const { full, digester, signal } = options;
  const version = await nextVersion(session);
  const duplicates = await dropDuplicates(session, staging, 'code', 'line desc', tally);
  const { units, removed } = await counts<'units' | 'removed'>(
    session,
    `select (select count(*) from registry_unit) as units,
            (select count(*) from registry_unit old
             where ${full} and not exists (select from ${staging} new where new.code = old.code)) as removed`,
  );
  holdToShare(options, removed, units, REMOVED);
  await keepOldRows(session, staging, full, version);
  const table = await way.write(session, staging, full, version);

  const renamed = await markRenamed(session, table, version);
  const changed = { due: 0, ends: 0, restored: 0 };
  for await (const batch of judge(session, { table, renamed, digester }))
    for (const one of batch) {
      const consequence = consequenceOf(one, options);
      if (consequence) changed[consequence.kind]++;
    }
  const { certified } = await counts<'certified'>(
    session,
    `select count(*) as certified from certification where ended_at is null`,
  );
  holdToShare(options, changed.ends + changed.due, certified, LAPSED);
  signal?.throwIfAborted();
  const skipped = tally.faults + duplicates;
  const report = {
    read: tally.read,
    imported: tally.read - skipped,
    skipped,
    removed,
    due: changed.due,
    lapsed: changed.ends,
    errors: tally.errors,
  };
  await recordImport(session, 'registry.imported', report, options);
  await way.publish(session, table, signal);
  return report;
}

/**
 * Keeps what certifications are compared with once the row has changed. A row whose date stays and whose people all stand in the new one
 * needs no keeping: no certification by it ends.
 */
const keepOldRows = (session: Session, staging: string, full: boolean, version: string) =>
  session.query(
    `insert into replaced_unit (code, version, representatives, founded_on)
     select old.code, $1::bigint, old.representatives, old.founded_on
     from registry_unit old left join ${staging} new on new.code = old.code
     where case when new.code is null then ${full}
                else not new.skipped and (old.founded_on is distinct from new.founded_on
                                          or not new.representatives @> old.representatives) end`,
    [version],
  );

/**
 * The staging table becomes the table. Its indexes are built in one go, which is three times as fast as row by
 * row.
 */
const REPLACE: Way = {
  async write(session, staging, full) {
    await setDefaultVersion(session, staging, '0');
    for (const statement of [
      `insert into ${staging} (line, skipped, version, ${COLUMNS.join(', ')})
       select 0, false, old.version, ${list('old')} from registry_unit old
       where not exists (select from ${staging} new where new.code = old.code and not new.skipped)
         and (not ${full} or exists (select from ${staging} new where new.code = old.code))`,
      `delete from ${staging} where skipped`,
      `alter table ${staging} drop column line, drop column skipped`,
      `alter table ${staging} add constraint ${staging}_pkey primary key (code)`,
      `create index ${staging}_organization on ${staging} (organization_code)`,
      `analyze ${staging}`,
    ])
      await session.query(statement);
    return staging;
  },
  publish: swapIn,
};

/** Writes only what differs, so that a daily file of the same million rows writes a few. */
const MERGE: Way = {
  async write(session, staging, full, version) {
    if (full)
      await session.query(
        `delete from registry_unit old where not exists (select from ${staging} new where new.code = old.code)`,
      );
    await session.query(
      `update registry_unit old set (version, ${COLUMNS.join(', ')}) = row($1::bigint, ${list('new')})
       from ${staging} new
       where new.code = old.code and not new.skipped and (${list('old')}) is distinct from (${list('new')})`,
      [version],
    );
    await session.query(
      `insert into registry_unit (version, ${COLUMNS.join(', ')})
       select $1::bigint, ${list('new')} from ${staging} new
       where not new.skipped and not exists (select from registry_unit old where old.code = new.code)
       order by new.code`,
      [version],
    );
    return 'registry_unit';
  },
  publish: async () => undefined,
};
