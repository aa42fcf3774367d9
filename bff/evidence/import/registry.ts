/** `import registry FILE`: a file of the business registry into `registry_unit`. docs/en/csv.md tells the rules. */
import { chinaDate } from '../../contract/identifiers.ts';
import type { Database, Session } from '../../database/database.ts';
import { REGISTRY_COLUMNS, type Layout } from './columns.ts';
import { followUnits } from './follow.ts';
import { lapse } from './lapse.ts';
import type { ImportReport } from './refused.ts';
import { createRegistryConverter, REGISTRY_FIELDS, skippedUnit } from './registry-row.ts';
import { renewDigests } from './renew.ts';
import { stagedRows, type Tally } from './rows.ts';
import {
  concludeImport,
  copyRows,
  counts,
  dropDuplicates,
  exclusively,
  holdToShare,
  stagingName,
  type ImportOptions,
} from './staging.ts';
import { sizeOf } from './text.ts';

const REMOVED = { code: 'too-many-removed', admitted: 0, what: 'remove # units' } as const;
/** A table with fewer rows than one for so many bytes of the file is written anew: a row takes about a hundred bytes. */
const FILE_BYTES_PER_ROW = 1_000;
/** One certification may always lapse: a single change of a representative is everyday business. */
const LAPSED = { code: 'too-many-lapsed', admitted: 1, what: 'end # certifications' } as const;

/**
 * All or nothing: throws `ImportRefused`, the signal's reason, or the database's error, and then nothing has
 * changed. Memory does not grow with the file.
 */
export const importRegistry = (database: Database, options: ImportOptions): Promise<ImportReport> =>
  exclusively(database, async (session) => {
    const staging = stagingName('registry_unit');
    const columns = 'line bigint not null, skipped boolean not null, like registry_unit';
    if (await isMostlyNew(database, session, options.file))
      return session.transaction(async () => {
        await session.query(`create table ${staging} (${columns})`);
        return finish(session, staging, await load(session, staging, options), options, replaceTable);
      });

    await session.query(`create temp table ${staging} (${columns})`);
    try {
      const tally = await load(session, staging, options);
      const report = await session.transaction(() => finish(session, staging, tally, options, mergeRows));
      const vacuum = database.kind === 'embedded' ? 'vacuum analyze' : 'analyze'; // the other one does it by itself
      await session.query(`${vacuum} registry_unit`);
      return report;
    } finally {
      await session.query(`drop table if exists ${staging}`).catch(() => undefined); // the connection may be gone
    }
  });

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

type Install = (session: Session, staging: string, full: boolean) => Promise<void>;

async function finish(
  session: Session,
  staging: string,
  tally: Tally,
  options: ImportOptions,
  install: Install,
): Promise<ImportReport> {
  const duplicates = await dropDuplicates(session, staging, 'code', 'line desc', tally);
  const { units, removed, certified } = await counts<'units' | 'removed' | 'certified'>(
    session,
    `select (select count(*) from registry_unit) as units,
            (select count(*) from registry_unit old
             where ${options.full} and not exists (select from ${staging} new where new.code = old.code)) as removed,
            (select count(*) from certification where status = 'certified') as certified`,
  );
  holdToShare(options, removed, units, REMOVED);
  await session.query('update registry_version set version = version + 1');
  await followUnits(session, staging, options);
  const lapsed = await lapse(session, staging, options);
  holdToShare(options, lapsed, certified, LAPSED);

  await install(session, staging, options.full);
  await renewDigests(session, options.digester);
  options.signal?.throwIfAborted();
  const skipped = tally.faults + duplicates;
  const report = {
    read: tally.read,
    imported: tally.read - skipped,
    skipped,
    removed,
    lapsed,
    errors: tally.errors,
  };
  await concludeImport(session, 'registry.imported', report, options);
  return report;
}

/**
 * The staging table becomes the table. Its indexes are built in one go, which is three times as fast as row by
 * row, and readers are only kept waiting for the renaming.
 */
async function replaceTable(session: Session, staging: string, full: boolean): Promise<void> {
  for (const statement of [
    `insert into ${staging} (line, skipped, ${COLUMNS.join(', ')})
     select 0, false, ${list('old')} from registry_unit old
     where not exists (select from ${staging} new where new.code = old.code and not new.skipped)
       and (not ${full} or exists (select from ${staging} new where new.code = old.code))`,
    `delete from ${staging} where skipped`,
    `alter table ${staging} drop column line, drop column skipped`,
    `alter table ${staging} add constraint ${staging}_pkey primary key (code)`,
    `create index ${staging}_organization on ${staging} (organization_code)`,
    `drop table registry_unit`,
    `alter table ${staging} rename to registry_unit`,
    `alter table registry_unit rename constraint ${staging}_pkey to registry_unit_pkey`,
    `alter index ${staging}_organization rename to registry_unit_organization`,
    `analyze registry_unit`,
  ])
    await session.query(statement);
}

/** Writes only what differs, so that a daily file of the same million rows writes a few. */
async function mergeRows(session: Session, staging: string, full: boolean): Promise<void> {
  if (full)
    await session.query(
      `delete from registry_unit old where not exists (select from ${staging} new where new.code = old.code)`,
    );
  await session.query(
    `update registry_unit old set (${COLUMNS.join(', ')}) = row(${list('new')})
     from ${staging} new
     where new.code = old.code and not new.skipped and (${list('old')}) is distinct from (${list('new')})`,
  );
  await session.query(
    `insert into registry_unit (${COLUMNS.join(', ')})
     select ${list('new')} from ${staging} new
     where not new.skipped and not exists (select from registry_unit old where old.code = new.code)
     order by new.code`,
  );
}
