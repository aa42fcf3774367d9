/**
 * `node bench/import.ts [ROWS] [OLD_DIR]`: an import of a registry file against a plain COPY of the same rows into a table
 * with the same primary key, by turns on one PostgreSQL (`TEST_DATABASE_URL`, else one of its own). The import
 * runs in a process of its own, whose peak memory is reported. Then: the same file in GB18030 gives the same
 * table, the same file again (nothing to write), and a unit of it is certified.
 * With OLD_DIR, another checkout (with its `node_modules`) imports the same file by turns, into a database of its own.
 * A table goes to standard error, one JSON document to standard output.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { submit } from '../bff/certification/submit.ts';
import { checkIdNumber } from '../bff/contract/identifiers.ts';
import { migrate } from '../bff/database/migrate.ts';
import { openPostgres } from '../bff/database/postgres.ts';
import { importRegistry } from '../bff/evidence/import/registry.ts';
import { createDigester } from '../bff/protection/digest.ts';
import { parseKeyRing } from '../bff/protection/keys.ts';
import { submitterOf, testDependencies } from '../test/support/dependencies.ts';
import { createDatabase, startPostgres } from '../test/support/postgres.ts';
import { registryRow, writeRegistryFiles } from './registry-file.ts';

const ROUNDS = 3;
const MASTER_KEY = `bench:${Buffer.alloc(32, 7).toString('base64')}`;
const digester = createDigester(parseKeyRing(MASTER_KEY));

interface Imported {
  milliseconds: number;
  cpuMilliseconds: number;
  /** Of the whole process, in MB. */
  peakMemory: number;
  imported: number;
  skipped: number;
}

/** What the child does: one import, told on standard output. */
async function importHere(url: string, file: string, full: boolean): Promise<Imported> {
  const database = openPostgres(url);
  const cpu = process.cpuUsage();
  const started = performance.now();
  const actor = 'operator:bench';
  const options = { file, full, force: false, now: Date.now(), actor, digester } as const;
  const report = await importRegistry(database, options);
  const milliseconds = Math.round(performance.now() - started);
  const { user, system } = process.cpuUsage(cpu);
  await database.close();
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
  return {
    milliseconds,
    cpuMilliseconds: Math.round((user + system) / 1000),
    peakMemory: Math.round(Number(peak?.[1]) / 1024),
    imported: report.imported,
    skipped: report.skipped,
  };
}

const THIS_SCRIPT = fileURLToPath(import.meta.url);

async function importInChild(
  url: string,
  file: string,
  full = false,
  script = THIS_SCRIPT,
): Promise<Imported> {
  const args = [script, '--child', url, file, String(full)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  return JSON.parse(text) as Imported;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** The first import of a file by another checkout, as often as it is called. */
async function createOldImport(adminUrl: string, checkout: string, file: string) {
  const { url, drop } = await createDatabase(adminUrl);
  const env = { ...process.env, DATABASE_URL: url, MASTER_KEYS: MASTER_KEY };
  const cwd = resolve(checkout);
  execFileSync(process.execPath, ['bff/cli/main.ts', 'migrate'], { cwd, env, stdio: 'ignore' });
  return {
    async run(): Promise<Imported> {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query('truncate registry_unit');
      await client.query('checkpoint');
      await client.end();
      return importInChild(url, file, false, join(cwd, 'bench/import.ts'));
    },
    drop,
  };
}

/** New over old, of the medians. */
function versus(old: readonly Imported[], now: readonly Imported[]) {
  const ratio = (figure: 'milliseconds' | 'cpuMilliseconds') =>
    Number((median(now.map((one) => one[figure])) / median(old.map((one) => one[figure]))).toFixed(3));
  return { time: ratio('milliseconds'), cpu: ratio('cpuMilliseconds'), all: old };
}

async function measure(rows: number, oldCheckout: string | undefined): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-import-'));
  const server = await startPostgres();
  const { url, drop } = await createDatabase(server.adminUrl);
  const database = openPostgres(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let old: Awaited<ReturnType<typeof createOldImport>> | undefined;
  try {
    await migrate(database);
    const files = { utf8: join(folder, 'utf8.csv'), gb18030: join(folder, 'gb18030.csv') };
    await writeRegistryFiles(rows, files);
    if (oldCheckout !== undefined) old = await createOldImport(server.adminUrl, oldCheckout, files.utf8);

    const plainCopy = async (): Promise<number> => {
      await client.query('drop table if exists plain');
      await client.query(
        `create table plain (name text, code text primary key, representative text, id_number text,
                             founded_on date, status text)`,
      );
      await client.query('checkpoint');
      const started = performance.now();
      const into = client.query(copyFrom('copy plain from stdin with (format csv, header true)'));
      await pipeline(createReadStream(files.utf8, { highWaterMark: 256 * 1024 }), into);
      return Math.round(performance.now() - started);
    };
    const firstImport = async (file: string): Promise<Imported> => {
      await client.query('truncate registry_unit');
      await client.query('checkpoint');
      return importInChild(url, file);
    };

    const copies: number[] = [];
    const imports: Imported[] = [];
    const oldImports: Imported[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      copies.push(await plainCopy());
      if (old) oldImports.push(await old.run());
      imports.push(await firstImport(files.utf8));
    }
    await client.query('create table from_utf8 as table registry_unit');
    const sameFile = await importInChild(url, files.utf8, true);
    const gb18030 = await firstImport(files.gb18030);
    const differing = await client.query<{ count: string }>(
      `select (select count(*) from (table from_utf8 except table registry_unit) a)
            + (select count(*) from (table registry_unit except table from_utf8) b) as count`,
    );

    const importing = median(imports.map(({ milliseconds }) => milliseconds));
    const result = {
      rows,
      megabytes: Math.round(statSync(files.utf8).size / 1e6),
      plainCopy: { median: median(copies), all: copies },
      import: { median: importing, all: imports },
      /** Speed of the import over that of the plain COPY: 1 is as fast. */
      ratio: Number((median(copies) / importing).toFixed(2)),
      peakMemory: Math.max(...imports.map(({ peakMemory }) => peakMemory)),
      sameFileAgain: sameFile,
      ...(old && { old: versus(oldImports, imports) }),
      gb18030: { ...gb18030, rowsThatDiffer: Number(differing.rows[0]!.count) },
      certified: await certifyOneOf(database, rows),
    };
    console.error(
      [
        `${rows} rows, ${result.megabytes} MB           ms      MB RSS`,
        `plain COPY            ${String(result.plainCopy.median).padStart(12)}`,
        `import                ${String(importing).padStart(12)} ${String(result.peakMemory).padStart(11)}`,
        `the same file again   ${String(sameFile.milliseconds).padStart(12)} ${String(sameFile.peakMemory).padStart(11)}`,
        `the file in GB18030   ${String(gb18030.milliseconds).padStart(12)} ${String(gb18030.peakMemory).padStart(11)}`,
        `speed of the import over plain COPY: ${result.ratio} (at least 0.33; goal 0.5); memory under 300 MB`,
        `rows that differ between the encodings: ${result.gb18030.rowsThatDiffer}; one unit of it: ${result.certified}`,
        ...(result.old ? [`beside the old checkout (1 is the same): ${JSON.stringify(result.old)}`] : []),
      ].join('\n'),
    );
    console.log(JSON.stringify(result));
  } finally {
    await client.end();
    await database.close();
    await drop();
    await old?.drop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The outcome for a unit from the middle of the file, whose representative claims it. */
async function certifyOneOf(database: ReturnType<typeof openPostgres>, rows: number): Promise<string> {
  let index = Math.floor(rows / 2);
  while (registryRow(index).representative === '' || registryRow(index).status === '注销') index--;
  const { code, representative, idNumber, foundedOn } = registryRow(index);
  const number = checkIdNumber(idNumber);
  if (!number.ok) throw new Error('the made-up number is not valid');
  const result = await submit(
    { ...testDependencies(database), digester },
    submitterOf(code),
    '00000000-0000-4000-8000-000000000001',
    {
      legalRepresentative: { name: representative, idNumber: number.value },
      foundedOn,
      applicant: 'legal-representative',
    },
  );
  return result.kind === 'answered' ? result.answer.outcome : result.kind;
}

const [mode, url, file, full] = process.argv.slice(2);
if (mode === '--child' && url !== undefined && file !== undefined)
  console.log(JSON.stringify(await importHere(url, file, full === 'true')));
else await measure(Number(mode ?? 1_000_000), url);
