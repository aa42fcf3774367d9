/** `import …`: evidence from files of the sources and the social insurance records. */
import { open, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { checkDate } from '../contract/identifiers.ts';
import { SOURCE_IDS } from '../contract/sources.ts';
import {
  importHandlers,
  type ImportOptions,
  importRegistry,
  type ImportReport,
  type OnAffected,
  importTestUnits,
  type Preview,
  previewRegistry,
} from '../import/index.ts';
import { CommandFailure, type CommandResult, type Context } from './context.ts';
import { argument, asGiven, choice, command, flag, type Group, optional } from './table.ts';

/** The number of bad rows that the terminal shows; `--json` has more. */
const ROWS_NAMED = 20;

const NOTES =
  'CSV with a header line, UTF-8 or GB18030. A bad row is skipped and reported; of two rows with one code the\n' +
  'last counts. All or nothing: when the command fails or is interrupted, nothing was changed.';

function importOptions(
  { resources, io, cwd, signal, now, actor }: Context,
  file: string,
  { full, force }: { full: boolean; force: boolean },
): ImportOptions {
  let isRead = false;
  return {
    file: resolve(cwd, file),
    full,
    force,
    now: now(),
    graceDays: resources.config.lapseGraceDays,
    actor,
    digester: resources.digester,
    keys: resources.keys,
    onProgress(done, total) {
      io.progress(done, total, 'bytes');
      if (done >= total && !isRead) io.err('The file is read; the table is being written.');
      isRead ||= done >= total;
    },
    signal,
  };
}

function resultOf(report: ImportReport, { io }: Context): CommandResult {
  for (const { line, reason } of report.errors.slice(0, ROWS_NAMED)) io.err(`line ${line}: ${reason}`);
  if (report.skipped > ROWS_NAMED) io.err(`… ${report.skipped - ROWS_NAMED} more skipped rows`);
  for (const { line, code } of report.damaged?.rows.slice(0, ROWS_NAMED) ?? [])
    io.err(
      `line ${line}: imported, but a name or a document number of ${code} is damaged, and no claim can match it`,
    );
  const damaged = report.damaged ? `, ${report.damaged.count} with a damaged name or number` : '';
  const { read, imported, skipped, removed, due, lapsed } = report;
  return {
    json: report,
    text: `${read} rows read, ${imported} imported${damaged}, ${skipped} skipped, ${removed} removed, ${due} certifications due, ${lapsed} lapsed`,
  };
}

/**
 * Spreadsheets run a cell that begins so as a formula (OWASP, CSV Injection); behind an apostrophe
 * it is text.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function cell(given: string): string {
  const text = FORMULA.test(given) ? `'${given}` : given;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Writes what `work` tells into a new file that only its owner may read; never in the place of
 * another one. When `work` fails, there is no file.
 */
async function withReport<T>(file: string, work: (write: OnAffected) => Promise<T>): Promise<T> {
  const handle = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure(
      `${file} was not written (${error.code}). Give the name of a new file in a folder that exists.`,
    );
  });
  const writeRows = (rows: readonly (readonly string[])[]) =>
    handle.write(rows.map((row) => `${row.map(cell).join(',')}\n`).join(''));
  try {
    await writeRows([['code', 'name', 'becomes', 'reason']]);
    return await work(async (affected) => {
      await writeRows(affected.map(({ code, name, becomes, reason }) => [code, name, becomes, reason]));
    });
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

function previewOf(preview: Preview, context: Context): CommandResult {
  resultOf(preview, context);
  const { read, skipped, damaged, added, changed, removed, refusals, certifications } = preview;
  return {
    json: preview,
    text: [
      `Nothing was written. ${read} rows read${damaged ? `, ${damaged.count} with a damaged name or number` : ''}, ${skipped} skipped; ${added} units would be added, ${changed} changed, ${removed} removed.`,
      ...Object.entries(certifications).map(([key, count]) => `${count} certifications would be ${key}`),
      ...refusals.map((code) => `It would be refused without --force: ${code}.`),
    ].join('\n'),
  };
}

/** Parser of a day. A day to come is refused where the clock is: by the import. */
function day(given: string): string {
  const checked = checkDate(given, '9999-12-31');
  if (!checked.ok) throw new InvalidArgumentError('It must be a date such as 2026-11-20.');
  return checked.value;
}

const FILE = argument('', asGiven);
const FULL = flag('the file is complete: rows that are missing in it are removed');

const registry = command({
  name: 'registry',
  about: 'Imports units from a source: the register of a class of units.',
  notes:
    `${NOTES} Rows of units that another\nsource has are bad rows. A full file removes rows of its own source only.\n` +
    'Columns of market: 企业名称/单位名称/name, 统一社会信用代码/code, 法定代表人/法人代表/legalRepresentative,\n' +
    '法定代表人证件号码/legalRepresentativeId, 成立日期/注册日期/foundedOn, 登记状态/经营状态/status.\n' +
    'Columns of institutions: 单位名称/机构名称/name, 统一社会信用代码/code, 法定代表人/负责人/legalRepresentative,\n' +
    '法定代表人证件号码/负责人证件号码/legalRepresentativeId, 单位状态/登记状态/status.\n' +
    'Columns of social-organizations: 社会组织名称/单位名称/name, 统一社会信用代码/code, 法定代表人/legalRepresentative,\n' +
    '法定代表人证件号码/legalRepresentativeId, 成立登记日期/成立日期/foundedOn, 登记状态/社会组织状态/status.',
  arguments: { file: FILE },
  options: {
    source: choice('ID', 'whose file it is', SOURCE_IDS, 'market'),
    asOf: optional('DATE', 'the day as of which the file says so (default: today)', day),
    full: FULL,
    force: flag(
      'even when more than 1 % would be removed, become due or lapse, or the file is older than the stored one',
    ),
    dryRun: flag('write nothing: say what would be added, changed and removed, and which certifications end'),
    report: optional('FILE', 'with --dry-run: the units of those certifications, as CSV', asGiven),
  },
  mistakeIn: ({ report, dryRun }) =>
    report !== undefined && !dryRun ? '--report is for --dry-run.' : undefined,
  async run(context, { file, source, asOf, dryRun, report, ...options }) {
    const { database } = context.resources;
    const importing = { ...importOptions(context, file, options), source, asOf };
    if (!dryRun) return resultOf(await importRegistry(database, importing), context);
    const preview = (onAffected?: OnAffected) => previewRegistry(database, importing, onAffected);
    const previewed = report === undefined ? preview() : withReport(resolve(context.cwd, report), preview);
    return previewOf(await previewed, context);
  },
});

const handlers = command({
  name: 'handlers',
  about: 'Imports the handlers of the units’ social insurance business.',
  notes: `${NOTES}\nColumns: 统一社会信用代码/code, 经办人姓名/name, 经办人证件号码/idNumber, 最近办理日期/lastHandledOn.`,
  arguments: { file: FILE },
  options: { full: FULL, force: flag('even when more than 1 % would be removed') },
  async run(context, { file, ...options }) {
    const importing = importOptions(context, file, options);
    return resultOf(await importHandlers(context.resources.database, importing), context);
  },
});

const testUnits = command({
  name: 'test-units',
  about: 'Made-up units with fixed outcomes, for trying.',
  notes: 'It may be repeated. docs/en/test-units.md says what to type, and what comes of it.',
  options: { force: flag('also into a database that has other units') },
  interrupted: 'Interrupted: what was imported stays. Run it again.',
  async run(context, { force }) {
    const options = importOptions(context, '', { full: false, force });
    const imported = await importTestUnits(context.resources.database, options);
    return {
      json: imported,
      text: `${imported.units} test units and ${imported.handlers} handlers imported`,
    };
  },
});

export const IMPORT: Group = {
  name: 'import',
  about: 'Evidence from files.',
  commands: [registry, handlers, testUnits],
};
