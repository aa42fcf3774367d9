/** `import …`: evidence from files of the sources and the social insurance records. */
import { open, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { checkDate } from '../contract/identifiers.ts';
import { SOURCE_IDS, type SourceId } from '../contract/sources.ts';
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
import {
  CommandFailure,
  inParts,
  onDatabase,
  UsageError,
  type AddCommands,
  type CommandResult,
  type Context,
} from './command.ts';

/** The number of bad rows that the terminal shows; `--json` has more. */
const ROWS_NAMED = 20;

const NOTES =
  'CSV with a header line, UTF-8 or GB18030. A bad row is skipped and reported; of two rows with one code the\n' +
  'last counts. All or nothing: when the command fails or is interrupted, nothing was changed.';

interface Options {
  full?: boolean;
  force?: boolean;
}

interface RegistryOptions extends Options {
  source: SourceId;
  asOf?: string;
  dryRun?: boolean;
  report?: string;
}

function importOptions(
  { resources, io, cwd, signal, now, actor }: Context,
  file: string,
  { full = false, force = false }: Options,
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
    io.err(`line ${line}: imported, but a name of ${code} has lost a character, and no claim can match it`);
  const damaged = report.damaged ? `, ${report.damaged.count} with a damaged name` : '';
  const { read, imported, skipped, removed, due, lapsed } = report;
  return {
    json: report,
    text: `${read} rows read, ${imported} imported${damaged}, ${skipped} skipped, ${removed} removed, ${due} certifications due, ${lapsed} lapsed`,
  };
}

/** Spreadsheets run a cell that begins so as a formula (OWASP, CSV Injection); behind an apostrophe it is text. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function cell(given: string): string {
  const text = FORMULA.test(given) ? `'${given}` : given;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Writes what `work` tells into a new file that only its owner may read; never in the place of another one. When `work` fails, there is no
 * file.
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
      `Nothing was written. ${read} rows read${damaged ? `, ${damaged.count} with a damaged name` : ''}, ${skipped} skipped; ${added} units would be added, ${changed} changed, ${removed} removed.`,
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

const FULL = ['--full', 'the file is complete: rows that are missing in it are removed'] as const;
const FORCE = '--force';

export const addImportCommands: AddCommands = (program, plan) => {
  const group = program.command('import').description('Evidence from files.');
  group
    .command('registry')
    .description('Imports units from a source: the register of a class of units.')
    .argument('<FILE>')
    .addOption(
      new Option('--source <ID>', 'whose file it is')
        .choices(SOURCE_IDS)
        .default('market' satisfies SourceId),
    )
    .option('--as-of <DATE>', 'the day as of which the file says so (default: today)', day)
    .option(...FULL)
    .option(
      FORCE,
      'even when more than 1 % would be removed, become due or lapse, or the file is older than the stored one',
    )
    .option(
      '--dry-run',
      'write nothing: say what would be added, changed and removed, and which certifications end',
    )
    .option('--report <FILE>', 'with --dry-run: the units of those certifications, as CSV')
    .addHelpText(
      'after',
      `\n${NOTES} Rows of units that another\nsource has are bad rows. A full file removes rows of its own source only.\n` +
        'Columns of market: 企业名称/单位名称/name, 统一社会信用代码/code, 法定代表人/法人代表/legalRepresentative,\n' +
        '法定代表人证件号码/legalRepresentativeId, 成立日期/注册日期/foundedOn, 登记状态/经营状态/status.\n' +
        'Columns of institutions: 单位名称/机构名称/name, 统一社会信用代码/code, 法定代表人/负责人/legalRepresentative,\n' +
        '法定代表人证件号码/负责人证件号码/legalRepresentativeId, 单位状态/登记状态/status.\n' +
        'Columns of social-organizations: 社会组织名称/单位名称/name, 统一社会信用代码/code, 法定代表人/legalRepresentative,\n' +
        '法定代表人证件号码/legalRepresentativeId, 成立登记日期/成立日期/foundedOn, 登记状态/社会组织状态/status.',
    )
    .action((file: string, { source, asOf, dryRun, report, ...options }: RegistryOptions) => {
      if (report !== undefined && !dryRun) throw new UsageError('--report is for --dry-run.');
      plan(
        onDatabase(async (context) => {
          const { database } = context.resources;
          const importing = { ...importOptions(context, file, options), source, asOf };
          if (!dryRun) return resultOf(await importRegistry(database, importing), context);
          const preview = (onAffected?: OnAffected) => previewRegistry(database, importing, onAffected);
          const previewed =
            report === undefined ? preview() : withReport(resolve(context.cwd, report), preview);
          return previewOf(await previewed, context);
        }),
      );
    });
  group
    .command('handlers')
    .description('Imports the handlers of the units’ social insurance business.')
    .argument('<FILE>')
    .option(...FULL)
    .option(FORCE, 'even when more than 1 % would be removed')
    .addHelpText(
      'after',
      `\n${NOTES}\nColumns: 统一社会信用代码/code, 经办人姓名/name, 经办人证件号码/idNumber, 最近办理日期/lastHandledOn.`,
    )
    .action((file: string, options: Options) =>
      plan(
        onDatabase(async (context) => {
          const importing = importOptions(context, file, options);
          return resultOf(await importHandlers(context.resources.database, importing), context);
        }),
      ),
    );
  group
    .command('test-units')
    .description('Made-up units with fixed outcomes, for trying.')
    .option(FORCE, 'also into a database that has other units')
    .addHelpText(
      'after',
      '\nIt may be repeated. docs/en/test-units.md says what to type, and what comes of it.',
    )
    .action(({ force = false }: Options) =>
      plan(
        inParts(async (context) => {
          const options = importOptions(context, '', { force });
          const imported = await importTestUnits(context.resources.database, options);
          return {
            json: imported,
            text: `${imported.units} test units and ${imported.handlers} handlers imported`,
          };
        }, 'Interrupted: what was imported stays. Run it again.'),
      ),
    );
};
