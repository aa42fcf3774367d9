/**
 * Compares the import of a registry file with a plain COPY of the same rows into a table with the same primary key, by turns on one PostgreSQL.
 * The import runs in its own process, whose peak memory is reported. Then it imports the same file in GB18030, which must give the same table,
 * imports the same file again, which has nothing to write, and certifies a unit.
 */
import { spawn } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { submit } from '../bff/attempts/submit.ts';
import { checkIdNumber } from '../bff/contract/identifiers.ts';
import { migrate } from '../bff/database/migrate.ts';
import { openPostgres } from '../bff/database/postgres.ts';
import { submitterOf, testDependencies } from '../test/support/dependencies.ts';
import { createDatabase, startPostgres } from '../test/support/postgres.ts';
import { digester, type Imported } from './import/child.ts';
import { registryRow, writeRegistryFiles } from './registry-file.ts';
import type { Say } from './support/progress.ts';
import type { Measured } from './support/result.ts';
import { median, rounded } from './support/statistics.ts';

const ROWS = { quick: 100_000, full: 1_000_000 };
const ROUNDS = 3;
/** All columns but the number of the import that wrote the row. */
const COMPARED = 'code, source, organization_code, name, representatives, founded_on, state';

async function importInChild(url: string, file: string, full = false): Promise<Imported> {
  const script = fileURLToPath(new URL('./import/child.ts', import.meta.url));
  const child = spawn(process.execPath, [script, url, file, String(full)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  return JSON.parse(text) as Imported;
}

export async function benchImport({ quick }: { quick: boolean }, say: Say): Promise<Measured> {
  const rows = quick ? ROWS.quick : ROWS.full;
  const folder = mkdtempSync(join(tmpdir(), 'bench-import-'));
  const server = await startPostgres();
  const { url, drop } = await createDatabase(server.adminUrl);
  const database = openPostgres(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await migrate(database);
    const files = { utf8: join(folder, 'utf8.csv'), gb18030: join(folder, 'gb18030.csv') };
    await writeRegistryFiles(rows, files);
    say(`a file of ${rows} rows`);

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
    for (let round = 0; round < ROUNDS; round++) {
      copies.push(await plainCopy());
      imports.push(await firstImport(files.utf8));
      say(`round ${round + 1} of ${ROUNDS}`);
    }
    await client.query('create table from_utf8 as table registry_unit');
    const again = await importInChild(url, files.utf8, true);
    const gb18030 = await firstImport(files.gb18030);
    say('the same file again, and in GB18030');
    const differing = await client.query<{ count: string }>(
      `select (select count(*) from (select ${COMPARED} from from_utf8 except select ${COMPARED} from registry_unit) a)
            + (select count(*) from (select ${COMPARED} from registry_unit except select ${COMPARED} from from_utf8) b) as count`,
    );
    if (differing.rows[0]!.count !== '0')
      throw new Error('the file in GB18030 gave another table than the file in UTF-8');
    const outcome = await certifyOneOf(database, rows);
    if (outcome !== 'certified') throw new Error(`a unit of the file is ${outcome}`);

    const copy = median(copies);
    const importing = median(imports.map(({ milliseconds }) => milliseconds));
    const peak = Math.max(...imports.map(({ peakMemory }) => peakMemory));
    const cpu = median(imports.map(({ cpuMilliseconds }) => cpuMilliseconds));
    return {
      table: {
        columns: ['', 'ms', 'rows a second', 'CPU of Node ms', 'peak memory MB'],
        rows: [
          ['plain COPY', copy, Math.round((rows / copy) * 1000), null, null],
          ['import', importing, Math.round((rows / importing) * 1000), cpu, peak],
          ...Object.entries({ 'the same file again': again, 'the file in GB18030': gb18030 }).map(
            ([name, one]) => [
              name,
              one.milliseconds,
              Math.round((rows / one.milliseconds) * 1000),
              one.cpuMilliseconds,
              one.peakMemory,
            ],
          ),
        ],
      },
      goals: [
        { what: 'speed of the import / plain COPY', value: rounded(copy / importing), atLeast: 0.5 },
        { what: 'peak memory of the import, MB', value: peak, atMost: 300 },
      ],
      chart: {
        title: `${rows} registry rows`,
        unit: 'ms, less is better',
        groups: [
          {
            label: 'into the database',
            bars: [
              { label: 'plain COPY', value: copy },
              { label: 'import', value: importing, ours: true },
              { label: 'the same file again', value: again.milliseconds, ours: true },
            ],
          },
        ],
      },
      rounds: { copies, imports, again, gb18030 },
      conditions: { rows, 'file MB': Math.round(statSync(files.utf8).size / 1e6), rounds: ROUNDS },
    };
  } finally {
    await client.end();
    await database.close();
    await drop();
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
