/** `import …`: evidence from the business registry and the social insurance records. */
import { resolve } from 'node:path';
import { importHandlers } from '../evidence/import/handlers.ts';
import { importRegistry } from '../evidence/import/registry.ts';
import { onDatabase, type AddCommands, type Work } from './command.ts';

/** The number of bad rows that the terminal shows; `--json` has more. */
const ROWS_NAMED = 20;

const NOTES =
  'CSV with a header line, UTF-8 or GB18030. A bad row is skipped and reported; of two rows with one code the\n' +
  'last counts. All or nothing: when the command fails or is interrupted, nothing was changed.';

interface Options {
  full?: boolean;
  force?: boolean;
}

const work =
  (importFile: typeof importRegistry, file: string, { full = false, force = false }: Options): Work =>
  async ({ resources, io, cwd, signal, now, actor }) => {
    let isRead = false;
    const report = await importFile(resources.database, {
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
    });
    for (const { line, reason } of report.errors.slice(0, ROWS_NAMED)) io.err(`line ${line}: ${reason}`);
    if (report.skipped > ROWS_NAMED) io.err(`… ${report.skipped - ROWS_NAMED} more skipped rows`);
    const { read, imported, skipped, removed, due, lapsed } = report;
    return {
      json: report,
      text: `${read} rows read, ${imported} imported, ${skipped} skipped, ${removed} removed, ${due} certifications due, ${lapsed} lapsed`,
    };
  };

export const addImportCommands: AddCommands = (program, plan) => {
  const group = program.command('import').description('Evidence from files.');
  for (const [name, about, importFile, columns] of [
    [
      'registry',
      'Imports units from the business registry.',
      importRegistry,
      'Columns: 企业名称/单位名称/name, 统一社会信用代码/code, 法定代表人/法人代表/legalRepresentative,\n' +
        '法定代表人证件号码/legalRepresentativeId, 成立日期/注册日期/foundedOn, 登记状态/经营状态/status.',
    ],
    [
      'handlers',
      'Imports the handlers of the units’ social insurance business.',
      importHandlers,
      'Columns: 统一社会信用代码/code, 经办人姓名/name, 经办人证件号码/idNumber, 最近办理日期/lastHandledOn.',
    ],
  ] as const)
    group
      .command(name)
      .description(about)
      .argument('<FILE>')
      .option('--full', 'the file is complete: rows that are missing in it are removed')
      .option('--force', 'even when more than 1 % would be removed, become due or lapse')
      .addHelpText('after', `\n${NOTES}\n${columns}`)
      .action((file: string, options: Options) => plan(onDatabase(work(importFile, file, options))));
};
