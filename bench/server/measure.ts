/** Shared by the measurements of the server: PostgreSQL, input files, and a round of requests on some sides. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres, type PostgresServer } from '../../test/support/postgres.ts';
import { writeRegistryFiles, type RegistryRow } from '../registry-file.ts';
import { cpuOf } from '../support/processes.ts';
import type { Visitors } from './load.ts';
import { CASES, EXPECTED, isSubmission, requestsOf, visitorsOf } from './requests.ts';
import type { Round } from './rounds.ts';
import { databaseCpu, type Ground, type Side } from './sides.ts';
import { handlerOf } from './units.ts';

/** Rounds that are not counted, until compilers and caches are warm. */
export const WARM_UP = 2;
/** Units that submit in such a round. V8 compiles what runs often: the 1,000th submission costs our server nearly twice as much as the 10,000th. */
export const WARM_UP_UNITS = 3_000;
export const CONNECTIONS = 32;
/** How often each unit's status is asked in a round. */
export const REPEATS = 4;

export interface MeasuredPostgres extends PostgresServer {
  admin: pg.Client;
  /** The version of PostgreSQL. */
  version: string;
}

/** Has memory for every side's registry, and no checkpoint or vacuum in the middle of a turn. */
export async function startMeasuredPostgres(
  settings: Record<string, string> = {},
): Promise<MeasuredPostgres> {
  const server = await startPostgres({
    shared_buffers: '2GB',
    max_wal_size: '8GB',
    checkpoint_timeout: '1h',
    autovacuum: 'off',
    ...settings,
  });
  const admin = new pg.Client({ connectionString: server.adminUrl, application_name: 'bench' });
  try {
    await admin.connect();
    const version = await checkDurable(admin);
    const stop = async () => {
      await admin.end();
      await server.stop();
    };
    return { adminUrl: server.adminUrl, admin, version, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Throws unless PostgreSQL is durable: without fsync it is faster, but nobody runs it so. Returns its version. */
async function checkDurable(admin: pg.Client): Promise<string> {
  const setting = async (name: string) =>
    (await admin.query<{ value: string }>(`select current_setting($1) as value`, [name])).rows[0]!.value;
  for (const name of ['fsync', 'synchronous_commit'])
    if ((await setting(name)) !== 'on') throw new Error(`PostgreSQL must be durable: ${name} is off`);
  return (await setting('server_version')).split(' ')[0]!;
}

/** Writes the registry and handler files for all sides. `units` will submit. */
export async function writeGround(
  adminUrl: string,
  folder: string,
  rows: number,
  units: readonly RegistryRow[],
): Promise<Ground> {
  const ground = {
    adminUrl,
    folder,
    registryFile: join(folder, 'registry.csv'),
    handlerFile: join(folder, 'handlers.csv'),
  };
  await writeRegistryFiles(rows, { utf8: ground.registryFile });
  const handlers = units.map((unit) => `${unit.code},${Object.values(handlerOf(unit)).join()},2026-01-15`);
  await writeFile(ground.handlerFile, ['code,name,idNumber,lastHandledOn', ...handlers, ''].join('\n'));
  return ground;
}

/** Rotates the list, so that another side is first in each round. */
export function turned<T>(list: readonly T[], by: number): T[] {
  const at = ((by % list.length) + list.length) % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

/** Sends requests to a side, and returns the cost of one. */
export type Meter = (side: Side, name: Round['case'], requests: readonly string[]) => Promise<Round>;

export const createMeter =
  (admin: pg.Client, visitors: Visitors): Meter =>
  async (side, name, requests) => {
    const [node, database] = [cpuOf(side.server.pid), await databaseCpu(admin, side.database)];
    const served = await visitors.run({
      port: Number(new URL(side.server.url).port),
      requests,
      expected: EXPECTED[name],
      connections: CONNECTIONS,
    });
    await side.untilIdle();
    const after = await databaseCpu(admin, side.database);
    const spent = [...after].reduce((sum, [pid, cpu]) => sum + cpu - (database.get(pid) ?? 0), 0);
    return {
      side: side.name,
      case: name,
      node: (cpuOf(side.server.pid) - node) / requests.length,
      database: spent / requests.length,
      p50: served.p50,
      perSecond: requests.length / served.seconds,
    };
  };

/** `submitted` have submitted in the round before, so half of the units whose status is asked are certified and have a history. */
export async function runRound(
  meter: Meter,
  sides: readonly Side[],
  submitted: readonly RegistryRow[],
  fresh: readonly RegistryRow[],
): Promise<Round[]> {
  const results: Round[] = [];
  for (const name of CASES) {
    for (const side of sides) {
      if (!isSubmission(name) && !side.answersStatus) continue;
      const asking = await visitorsOf(isSubmission(name) ? fresh : [...submitted, ...fresh], side.secret);
      const requests = await requestsOf(name, asking, side.secret);
      if (name === 'status') await meter(side, name, requests); // a page's first request, which fills the cache of tokens
      results.push(
        await meter(
          side,
          name,
          isSubmission(name) ? requests : Array.from({ length: REPEATS }, () => requests).flat(),
        ),
      );
    }
  }
  return results;
}
