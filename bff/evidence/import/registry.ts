/** `import registry FILE`: a file of the business registry into `registry_unit`. docs/import.md tells the rules. */
import { chinaDate } from '../../contract/identifiers.ts';
import type { Database, Session } from '../../database/database.ts';
import { REGISTRY_COLUMNS } from './columns.ts';
import { lapse, renewDigests } from './lapse.ts';
import type { ImportReport } from './refused.ts';
import { createRegistryConverter, REGISTRY_FIELDS } from './registry-row.ts';
import { nulls, stagedRows, type Tally } from './rows.ts';
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

const REMOVED = { code: 'too-many-removed', admitted: 0, what: 'remove # units' } as const;
/** One certification may always lapse: a single change of a representative is everyday business. */
const LAPSED = { code: 'too-many-lapsed', admitted: 1, what: 'end # certifications' } as const;

/**
 * All or nothing: throws `ImportRefused`, the signal's reason, or the database's error, and then nothing has
 * changed. Memory does not grow with the file.
 */
export const importRegistry = (database: Database, options: ImportOptions): Promise<ImportReport> =>
  exclusively(database, async (session) => {
    const staging = stagingName('registry_unit');
    const load = async (keepSkipped: boolean): Promise<Tally> => {
      const tally: Tally = { read: 0, faults: 0, errors: [] };
      const rows = stagedRows(
        {
          file: options.file,
          columns: REGISTRY_COLUMNS,
          converter: (layout) => createRegistryConverter(layout, options.digester, chinaDate(options.now)),
          keeper: keepSkipped ? (code) => code + nulls(6) : null,
        },
        tally,
        options,
      );
      await copyRows(session, staging, REGISTRY_FIELDS, rows);
      await session.query(`analyze ${staging}`);
      return tally;
    };
    const columns = 'line bigint not null, skipped boolean not null, like registry_unit';

    if (database.kind === 'postgres' && (await isEmpty(session)))
      return session.transaction(async () => {
        await session.query(`create table ${staging} (${columns})`);
        return finish(session, staging, await load(false), options, replaceTable);
      });

    await session.query(`create temp table ${staging} (${columns})`);
    try {
      for (const column of ['organisation_code', 'name', 'representatives', 'numbers', 'active'])
        await session.query(`alter table ${staging} alter column ${column} drop not null`);
      const tally = await load(options.full);
      const report = await session.transaction(() => finish(session, staging, tally, options, mergeRows));
      await session.query(
        database.kind === 'embedded' ? 'vacuum analyze registry_unit' : 'analyze registry_unit',
      );
      return report;
    } finally {
      await session.query(`drop table if exists ${staging}`).catch(() => undefined); // the connection may be gone
    }
  });

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

const isEmpty = async (session: Session): Promise<boolean> =>
  (await session.query('select from registry_unit limit 1')).length === 0;

/**
 * The first import: the staging table becomes the table, with its indexes built in one go (three times as fast
 * as row by row), and readers are only kept waiting for the renaming.
 */
async function replaceTable(session: Session, staging: string): Promise<void> {
  for (const statement of [
    `alter table ${staging} drop column line, drop column skipped`,
    `alter table ${staging} add constraint ${staging}_pkey primary key (code)`,
    `create index ${staging}_organisation on ${staging} (organisation_code)`,
    `drop table registry_unit`,
    `alter table ${staging} rename to registry_unit`,
    `alter table registry_unit rename constraint ${staging}_pkey to registry_unit_pkey`,
    `alter index ${staging}_organisation rename to registry_unit_organisation`,
    `analyze registry_unit`,
  ])
    await session.query(statement);
}

const VALUES = ['organisation_code', 'name', 'representatives', 'numbers', 'founded_on', 'active'];
const list = (table: string) => VALUES.map((column) => `${table}.${column}`).join(', ');

/** Writes only what differs, so that a daily file of the same million rows writes a few. */
async function mergeRows(session: Session, staging: string, full: boolean): Promise<void> {
  if (full)
    await session.query(
      `delete from registry_unit old where not exists (select from ${staging} new where new.code = old.code)`,
    );
  await session.query(
    `update registry_unit old set (${VALUES.join(', ')}) = row(${list('new')})
     from ${staging} new
     where new.code = old.code and not new.skipped and (${list('old')}) is distinct from (${list('new')})`,
  );
  await session.query(
    `insert into registry_unit (code, ${VALUES.join(', ')})
     select new.code, ${list('new')} from ${staging} new
     where not new.skipped and not exists (select from registry_unit old where old.code = new.code)
     order by new.code`,
  );
}
