/**
 * `import handlers FILE`: who handled social insurance business at which unit, into
 * `handler_record`. Removing a handler lapses nothing.
 */
import { chinaDate } from '../contract/identifiers.ts';
import type { Database, Session } from '../database/index.ts';
import { HANDLER_COLUMNS } from './columns.ts';
import { digestOf, HANDLERS } from '../registry/index.ts';
import { createHandlerConverter, HANDLER_FIELDS, skippedHandlers } from './handler-row.ts';
import type { ImportReport } from './report.ts';
import { newRowTally, stagedRows, type RowTally } from './rows.ts';
import { applySoon } from './apply.ts';
import {
  copyRows,
  readCounts,
  dropDuplicates,
  exclusively,
  checkShare,
  recordImport,
  reportOf,
  stagingName,
  type ImportOptions,
} from './staging.ts';

const REMOVED = { code: 'too-many-removed', admitted: 0, what: 'remove # handlers' } as const;

/**
 * As `importRegistry`. Of several rows for one person at one unit, the one with the latest date
 * counts.
 */
export async function importHandlers(database: Database, options: ImportOptions): Promise<ImportReport> {
  const report = await exclusively(database, (session) => writeHandlers(session, options));
  await applySoon(database, options);
  return report;
}

async function writeHandlers(session: Session, options: ImportOptions): Promise<ImportReport> {
  const staging = stagingName('handler_record');
  const tally = newRowTally();
  await session.query(
    `create temp table ${staging} (line bigint not null, skipped boolean not null,
         organization_code text not null, person text not null, older text[] not null, last_handled_on date)`,
  );
  const rows = stagedRows(
    {
      file: options.file,
      columns: HANDLER_COLUMNS,
      converter: (layout) => createHandlerConverter(layout, options.digester, chinaDate(options.now)),
      skippedRow: options.full ? skippedHandlers : null,
    },
    tally,
    options,
  );
  await copyRows(session, staging, HANDLER_FIELDS, rows);
  await session.query(`analyze ${staging}`);
  const report = await merge(session, staging, tally, options);
  await session.query('analyze handler_record');
  return report;
}

async function merge(
  session: Session,
  staging: string,
  tally: RowTally,
  options: ImportOptions,
): Promise<ImportReport> {
  const order = 'last_handled_on desc nulls last, line desc';
  await dropDuplicates(session, staging, 'organization_code, person', order, tally);
  const missing = `from handler_record old where ${options.full} and not exists (
    select from ${staging} new where new.organization_code = old.organization_code
      and (new.skipped or new.person = old.person or old.person = any(new.older)))`;
  const { handlers, removed } = await readCounts<'handlers' | 'removed'>(
    session,
    `select (select count(*) from handler_record) as handlers, (select count(*) ${missing}) as removed`,
  );
  checkShare(options, removed, handlers, REMOVED);
  if (removed > 0) await session.query(`delete ${missing}`);
  // The same people under the keys before the newest: they are written anew.
  await session.query(
    `delete from handler_record old using ${staging} new
     where old.organization_code = new.organization_code and old.person = any(new.older)`,
  );
  await session.query(
    `update handler_record old set last_handled_on = new.last_handled_on
     from ${staging} new
     where old.organization_code = new.organization_code and old.person = new.person
       and old.last_handled_on is distinct from new.last_handled_on`,
  );
  await session.query(
    `insert into handler_record (organization_code, person, last_handled_on)
     select organization_code, person, last_handled_on from ${staging} new
     where not skipped and not exists (
       select from handler_record old
       where old.organization_code = new.organization_code and old.person = new.person)
     order by organization_code, person`,
  );
  options.signal?.throwIfAborted();
  const report = reportOf(tally, { removed, due: 0, lapsed: 0 });
  const digest = await digestOf(session, 'handler_record', HANDLERS, options.keys.macs[0]);
  await recordImport(session, 'handlers.imported', report, options, { digest });
  return report;
}
