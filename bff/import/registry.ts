/**
 * `import registry FILE`: a file of a source into `registry_unit`. docs/en/csv.md tells the rules.
 */
import { chinaDate } from '../contract/identifiers.ts';
import type { SourceId } from '../contract/sources.ts';
import type { DueReason, EndReason } from '../contract/reasons.ts';
import type { Database, Session } from '../database/index.ts';
import { digestOf, REGISTRY } from '../registry/index.ts';
import { registryColumns, type Layout, type RegistryColumns } from './columns.ts';
import { consequenceOf, judge, type Consequence } from './judge.ts';
import { ImportRefused, type ImportReport, type RefusalCode } from './report.ts';
import { createRegistryConverter, REGISTRY_FIELDS, skippedUnit } from './registry-row.ts';
import { markMovedUnits } from './move-units.ts';
import { newRowTally, stagedRows, type RowTally } from './rows.ts';
import { applySoon } from './apply.ts';
import {
  copyRows,
  readCounts,
  dropDuplicates,
  exclusively,
  checkShare,
  nextVersion,
  recordImport,
  reportOf,
  stagingName,
  type ImportOptions,
  type ShareRule,
} from './staging.ts';
import { swapIn } from './swap.ts';
import { sizeOf } from './text.ts';

const REMOVED = { code: 'too-many-removed', admitted: 0, what: 'remove # units' } as const;
/**
 * The table is written anew when it has fewer rows than the file's bytes divided by this. A row
 * takes about a hundred bytes.
 */
const FILE_BYTES_PER_ROW = 1_000;
/** One certification may always end: a single change of a representative is everyday business. */
const LAPSED = {
  code: 'too-many-lapsed',
  admitted: 1,
  what: 'end # certifications, at once or after a time',
} as const;

export interface RegistryImportOptions extends ImportOptions {
  source: SourceId;
  /** `YYYY-MM-DD`: the day as of which the file says so. Default: today. */
  asOf?: string | undefined;
}

/** Called with the certifications that an import would change, some at a time. */
export type OnAffected = (affected: readonly Affected[]) => Promise<void>;

/**
 * All or nothing: throws `ImportRefused`, the signal's reason, or the database's error, and then
 * nothing has changed. Memory does not grow with the file. Nobody waits for its transaction: it
 * locks rows of the registry only, and what follows for users comes after it, in small steps.
 */
export async function importRegistry(
  database: Database,
  options: RegistryImportOptions,
): Promise<ImportReport> {
  const report = await exclusively(database, (session) => writeRegistry(session, options));
  await applySoon(database, options);
  return report;
}

/** A certification that would become due, or end. */
export interface Affected {
  /** The unit's, and the name that the stored row has, else the file's. */
  code: string;
  name: string;
  becomes: 'due' | 'ended';
  reason: DueReason | EndReason;
}

/** The changes that an import would make. */
export interface Preview extends ImportReport {
  /** Units that the file adds, and whose row it changes. */
  added: number;
  changed: number;
  /** Why the import would be refused without `force`. */
  refusals: RefusalCode[];
  /** How many certifications would become due, or end, by `becomes: reason`. */
  certifications: Record<string, number>;
}

/** Undoes the transaction in which all was tried. */
class Previewed extends Error {
  readonly preview: Preview;
  constructor(preview: Preview) {
    super('previewed');
    this.preview = preview;
  }
}

/** As `importRegistry`, and then nothing is written. The 1 % rule is told, not obeyed. */
export async function previewRegistry(
  database: Database,
  options: RegistryImportOptions,
  onAffected: OnAffected = async () => undefined,
): Promise<Preview> {
  try {
    await exclusively(database, (session) => writeRegistry(session, options, onAffected));
  } catch (error) {
    if (error instanceof Previewed) return error.preview;
    throw error;
  }
  throw new Error('a preview never commits');
}

async function writeRegistry(
  session: Session,
  options: RegistryImportOptions,
  onAffected?: OnAffected,
): Promise<ImportReport> {
  const asOf = options.asOf ?? chinaDate(options.now);
  await checkDay(session, asOf, options);
  const staging = stagingName('registry_unit');
  const columns =
    'line bigint not null, skipped boolean not null, like registry_unit including defaults including constraints including generated';
  if (await isMostlyNew(session, options.file)) {
    await session.query(`create table ${staging} (${columns})`);
    await setDefault(session, staging, 'version', await nextVersion(session));
    const tally = await load(session, staging, options);
    return finish(session, staging, tally, { ...options, asOf }, REBUILD, onAffected);
  }
  await session.query(`create temp table ${staging} (${columns})`);
  const tally = await load(session, staging, options);
  const report = await finish(session, staging, tally, { ...options, asOf }, MERGE, onAffected);
  await session.query('analyze registry_unit');
  return report;
}

/**
 * A file of an older day would undo what a newer one has changed; after one of a day to come every
 * file would be older.
 */
async function checkDay(
  session: Session,
  asOf: string,
  { source, force, now }: RegistryImportOptions,
): Promise<void> {
  if (asOf > chinaDate(now))
    throw new ImportRefused('as-of-in-the-future', `${asOf} is a day to come. Nothing was changed.`);
  const [stored] = await session.query<{ as_of: string }>('select as_of from source where id = $1', [source]);
  if (!stored || force || asOf >= stored.as_of) return;
  throw new ImportRefused(
    'older-than-stored',
    `The file is as of ${asOf}, and the stored rows of ${source} are as of ${stored.as_of}. Nothing was changed. ` +
      'If the older file is the right one, run it again with --force.',
  );
}

/**
 * Whether the table is so small beside the file that writing it anew is cheaper: the first import
 * above all.
 */
async function isMostlyNew(session: Session, file: string): Promise<boolean> {
  const fewRows = Math.ceil((await sizeOf(file)) / FILE_BYTES_PER_ROW);
  const [row] = await session.query<{ count: string }>(
    `select count(*) as count from (select from registry_unit limit ${fewRows}) counted`,
  );
  return Number(row?.count) < fewRows;
}

async function load(session: Session, staging: string, options: RegistryImportOptions): Promise<RowTally> {
  const { file, source, full, digester, now } = options;
  const tally = newRowTally();
  const rows = {
    file,
    columns: registryColumns(source),
    converter: (layout: Layout<RegistryColumns>) =>
      createRegistryConverter(layout, { source, digester, today: chinaDate(now) }),
    skippedRow: full ? skippedUnit : null,
  };
  await setDefault(session, staging, 'source', `'${source}'`);
  await copyRows(session, staging, REGISTRY_FIELDS, stagedRows(rows, tally, options));
  await session.query(`analyze ${staging}`);
  return tally;
}

const COLUMNS = ['source', ...REGISTRY_FIELDS.split(', ')];
const list = (table: string) => COLUMNS.map((column) => `${table}.${column}`).join(', ');

/**
 * Sets a column of the rows that COPY brings. `value`: an SQL literal; undefined: COPY has brought
 * them.
 */
const setDefault = (
  session: Session,
  table: string,
  column: 'version' | 'source',
  value: string | undefined,
) =>
  session.query(
    `alter table ${table} alter column ${column} ${value === undefined ? 'drop default' : `set default ${value}`}`,
  );

interface Write {
  source: SourceId;
  full: boolean;
  /** The number of this import. */
  version: string;
}

interface WriteMethod {
  /** Writes the new rows. Returns the table that has them. */
  write(session: Session, staging: string, write: Write): Promise<string>;
  /** Makes it the table that everybody reads; the last thing before the commit. */
  publish(session: Session, table: string, signal: AbortSignal | undefined): Promise<void>;
}

async function finish(
  session: Session,
  staging: string,
  tally: RowTally,
  options: RegistryImportOptions & { asOf: string },
  method: WriteMethod,
  onAffected: OnAffected | undefined,
): Promise<ImportReport> {
  const { source, full, signal } = options;
  const { check, refusals } = shareChecks(options, onAffected !== undefined);
  const version = await nextVersion(session);
  await dropDuplicates(session, staging, 'code', 'line desc', tally);
  const write = { source, full, version };
  const { units, removed } = await countRemoved(session, staging, write);
  check(removed, units, REMOVED);

  const preview = onAffected && (await startPreview(session, staging, write, onAffected));
  await keepOldRows(session, staging, write);
  const table = await method.write(session, staging, write);
  const { due, ends } = await countConsequences(session, table, version, options, preview?.tell);
  check(ends + due, await countCertified(session, table, source), LAPSED);
  signal?.throwIfAborted();

  const report = reportOf(tally, { removed, due, lapsed: ends });
  if (preview) {
    const { difference, certifications } = preview;
    throw new Previewed({ ...report, ...difference, refusals, certifications });
  }
  await record(session, table, report, options);
  await method.publish(session, table, signal);
  return report;
}

/**
 * `check` throws `ImportRefused` where a rule is broken; in a preview it remembers the refusal
 * instead.
 */
function shareChecks(options: RegistryImportOptions, isPreview: boolean) {
  const refusals: RefusalCode[] = [];
  const check = (changed: number, total: number, rule: ShareRule) => {
    try {
      checkShare(options, changed, total, rule);
    } catch (error) {
      if (!isPreview || !(error instanceof ImportRefused)) throw error;
      refusals.push(error.code);
    }
  };
  return { check, refusals };
}

/** How many units the source has, and how many of them a full file leaves out. */
const countRemoved = (session: Session, staging: string, { source, full }: Write) =>
  readCounts<'units' | 'removed'>(
    session,
    `select (select count(*) from registry_unit where source = '${source}') as units,
            (select count(*) from registry_unit old
             where ${full} and source = '${source}'
               and not exists (select from ${staging} new where new.code = old.code)) as removed`,
  );

/**
 * How many certifications become due, end, or are no longer due. `tell` is called with them, some
 * at a time.
 */
async function countConsequences(
  session: Session,
  table: string,
  version: string,
  options: RegistryImportOptions,
  tell?: (table: string, consequences: readonly Consequence[]) => Promise<void>,
): Promise<Record<Consequence['kind'], number>> {
  const moved = await markMovedUnits(session, table, version);
  const counts = { due: 0, ends: 0, restored: 0 };
  const question = { table, since: versionBefore(version), moved, digester: options.digester };
  for await (const batch of judge(session, question)) {
    const consequences = batch
      .map((one) => consequenceOf(one, options))
      .filter((consequence) => consequence !== undefined);
    for (const { kind } of consequences) counts[kind]++;
    await tell?.(table, consequences);
  }
  return counts;
}

/** How many certifications rest on the source, or are of its units. */
async function countCertified(session: Session, table: string, source: SourceId): Promise<number> {
  const { certified } = await readCounts<'certified'>(
    session,
    `select count(*) as certified from certification
     where ended_at is null and (source = '${source}' or exists (
       select from ${table} unit where unit.code = unit_code and unit.source = '${source}'))`,
  );
  return certified;
}

/** The event of the import, and what is known of its source. */
async function record(
  session: Session,
  table: string,
  report: ImportReport,
  options: RegistryImportOptions & { asOf: string },
): Promise<void> {
  const { source, asOf, keys } = options;
  const digest = await digestOf(session, table, REGISTRY, keys.macs[0]);
  await recordImport(session, 'registry.imported', report, options, { source, asOf, digest });
  await recordSource(session, table, options);
}

const differenceOf = (session: Session, staging: string) =>
  readCounts<'added' | 'changed'>(
    session,
    `select (select count(*) from ${staging} new
             where not skipped and not exists (select from registry_unit old where old.code = new.code)) as added,
            (select count(*) from ${staging} new join registry_unit old using (code)
             where not new.skipped and (${list('old')}) is distinct from (${list('new')})) as changed`,
  );

function affectedBy(consequence: Consequence): Omit<Affected, 'name'>[] {
  if (consequence.kind === 'ends') {
    const { term, reason } = consequence.ending;
    return [{ code: term.unitCode, becomes: 'ended', reason }];
  }
  const { term, due } = consequence.change;
  return due ? [{ code: term.unitCode, becomes: 'due', reason: due.reason }] : [];
}

const versionBefore = (version: string): string => (BigInt(version) - 1n).toString();

/**
 * Call it before anything is written. `tell` hands on the consequences that the import would have.
 */
async function startPreview(
  session: Session,
  staging: string,
  { source, full }: Write,
  onAffected: OnAffected,
) {
  const difference = await differenceOf(session, staging);
  const certifications: Record<string, number> = {};
  const names = `${staging}_names`;
  await session.query(
    `create temp table ${names} on commit drop as
     select old.code, old.name from registry_unit old left join ${staging} new on new.code = old.code
     where case when new.code is null then ${full} and old.source = '${source}'
                else not new.skipped and old.name is distinct from new.name end`,
  );
  await session.query(`analyze ${names}`);
  const tell = async (table: string, consequences: readonly Consequence[]) => {
    const affected = consequences.flatMap(affectedBy);
    for (const { becomes, reason } of affected) {
      const key = `${becomes}: ${reason}`;
      certifications[key] = (certifications[key] ?? 0) + 1;
    }
    const rows = await session.query<{ code: string; name: string }>(
      `select code, coalesce(old.name, new.name, '') as name
       from unnest($1::text[]) as asked (code) left join ${names} old using (code) left join ${table} new using (code)`,
      [affected.map(({ code }) => code)],
    );
    const named = new Map(rows.map(({ code, name }) => [code, name]));
    if (affected.length > 0)
      await onAffected(affected.map((one) => ({ ...one, name: named.get(one.code) ?? '' })));
  };
  return { difference, certifications, tell };
}

const recordSource = (
  session: Session,
  table: string,
  { source, asOf, now }: RegistryImportOptions & { asOf: string },
) =>
  session.query(
    `insert into source (id, as_of, imported_at, rows)
     select $1, $2::date, $3::timestamptz, count(*) from ${table} where source = $1
     on conflict (id) do update
       set as_of = excluded.as_of, imported_at = excluded.imported_at, rows = excluded.rows`,
    [source, asOf, new Date(now).toISOString()],
  );

/**
 * Keeps what certifications are compared with once the row has changed. A row whose date stays and
 * whose people all stand in the new one needs no keeping: no certification by it ends.
 */
const keepOldRows = (session: Session, staging: string, { source, full, version }: Write) =>
  session.query(
    `insert into replaced_unit (code, version, representatives, founded_on)
     select old.code, $1::bigint, old.representatives, old.founded_on
     from registry_unit old left join ${staging} new on new.code = old.code
     where case when new.code is null then ${full} and old.source = '${source}'
                else not new.skipped and (old.founded_on is distinct from new.founded_on
                                          or not new.representatives @> old.representatives) end`,
    [version],
  );

/**
 * The staging table becomes the table. Its indexes are built in one go, which is three times as
 * fast as row by row.
 */
const REBUILD: WriteMethod = {
  async write(session, staging, { source, full }) {
    await setDefault(session, staging, 'version', '0');
    await setDefault(session, staging, 'source', undefined);
    for (const statement of [
      `insert into ${staging} (line, skipped, version, ${COLUMNS.join(', ')})
       select 0, false, old.version, ${list('old')} from registry_unit old
       where not exists (select from ${staging} new where new.code = old.code and not new.skipped)
         and (not ${full} or old.source <> '${source}' or exists (select from ${staging} new where new.code = old.code))`,
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
const MERGE: WriteMethod = {
  async write(session, staging, { source, full, version }) {
    if (full)
      await session.query(
        `delete from registry_unit old
         where source = '${source}' and not exists (select from ${staging} new where new.code = old.code)`,
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
