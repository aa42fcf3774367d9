/** `node child.ts DATABASE_URL FILE FULL`: runs one import in its own process, so that the process's peak memory is the import's. Prints a JSON document. */
import { readFileSync } from 'node:fs';
import { openPostgres } from '../../bff/database/postgres.ts';
import { importRegistry } from '../../bff/import/registry.ts';
import { createDigester } from '../../bff/keys/digest.ts';
import { keysOf } from '../../test/support/keys.ts';

const keys = keysOf(`bench:${Buffer.alloc(32, 7).toString('base64')}`);
export const digester = createDigester(keys);

export interface Imported {
  milliseconds: number;
  cpuMilliseconds: number;
  /** Peak memory of the process in MB. */
  peakMemory: number;
  imported: number;
  skipped: number;
}

async function importHere(url: string, file: string, full: boolean): Promise<Imported> {
  const database = openPostgres(url);
  const cpu = process.cpuUsage();
  const started = performance.now();
  const actor = 'operator:bench';
  const options = {
    file,
    source: 'market',
    full,
    force: false,
    graceDays: 0,
    now: Date.now(),
    actor,
    digester,
    keys,
  } as const;
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

if (import.meta.main) {
  const [url, file, full] = process.argv.slice(2);
  console.log(JSON.stringify(await importHere(url!, file!, full === 'true')));
}
