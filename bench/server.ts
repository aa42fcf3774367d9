/** Status and submissions: ours beside the floor and the peers, by turns, under the same load, on the same PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../test/support/postgres.ts';
import { writeRegistryFiles, type RegistryRow } from './registry-file.ts';
import { createVisitors, type Served, type Visitors } from './server/load.ts';
import { reportOf, type Round } from './server/report.ts';
import {
  CASES,
  EXPECTED,
  isSubmission,
  requestsOf,
  visitorsOf,
  type Case,
  type Visitor,
} from './server/requests.ts';
import { checkSameAnswers } from './server/same-answers.ts';
import {
  createPeerTemplate,
  databaseCpu,
  PEERS,
  startOurs,
  startPeer,
  type Ground,
  type Side,
} from './server/sides.ts';
import { goodUnits, handlerOf } from './server/units.ts';
import { installPeers } from './support/peers.ts';
import { cpuOf } from './support/processes.ts';
import type { Say } from './support/progress.ts';
import type { Measured } from './support/result.ts';

/** Rounds before anything is kept: compilers and caches are warm then. */
const WARM_UP = 2;
const CONNECTIONS = 32;
/** A connection more than the open loop ever needs, so that it is the server that makes visitors wait. */
const OPEN_CONNECTIONS = 64;
/** Each unit's status is asked as often in a round. */
const REPEATS = 4;

const SIZES = {
  quick: { rows: 100_000, rounds: 3, units: 300, openSeconds: 0 },
  full: { rows: 1_000_000, rounds: 9, units: 500, openSeconds: 5 },
};
const RATES = { status: 3_000, certified: 600 } as const;
const OPEN_ROUNDS = 3;

export async function benchServer({ quick }: { quick: boolean }, say: Say): Promise<Measured> {
  installPeers(say);
  const size = quick ? SIZES.quick : SIZES.full;
  const folder = mkdtempSync(join(tmpdir(), 'bench-server-'));
  // Large enough for every side's registry; no checkpoint and no vacuum in the middle of one side's turn.
  const postgres = await startPostgres({
    shared_buffers: quick ? '512MB' : '2GB',
    max_wal_size: '8GB',
    checkpoint_timeout: '1h',
    autovacuum: 'off',
  });
  const admin = new pg.Client({ connectionString: postgres.adminUrl, application_name: 'bench' });
  await admin.connect();
  const visitors = createVisitors();
  const sides: Side[] = [];
  try {
    const version = await checkDurable(admin);
    const openUnits = size.openSeconds * RATES.certified * OPEN_ROUNDS;
    const units = [...goodUnits(size.rows, 2 + (WARM_UP + size.rounds) * size.units + openUnits)];
    say(`${size.rows} registry rows, for ours and for the peers`);
    const ground = await prepare(postgres.adminUrl, folder, size.rows, units);
    sides.push(await startOurs(ground));
    const template = await createPeerTemplate(ground);
    for (const name of PEERS)
      sides.push(await startPeer(name, ground, new URL(template.url).pathname.slice(1), sides[0]!.secret));
    await template.drop();
    await checkSameAnswers(sides, [units.shift()!, units.shift()!]);
    say('all sides give the same answers');

    const meter = createMeter(admin, visitors);
    const rounds: Round[] = [];
    for (let number = -WARM_UP; number < size.rounds; number++) {
      const before = units.slice(0, number === -WARM_UP ? 0 : size.units);
      if (before.length > 0) units.splice(0, size.units);
      const round = await runRound(meter, turned(sides, number), before, units.slice(0, size.units));
      if (number >= 0) rounds.push(...round);
      for (const side of sides) await side.vacuum();
      say(number < 0 ? 'warmed up' : `round ${number + 1} of ${size.rounds}`);
    }
    units.splice(0, size.units);
    const open = [];
    for (let number = 0; size.openSeconds > 0 && number < OPEN_ROUNDS; number++) {
      open.push(...(await runOpenRound(visitors, turned(sides, number), units, size.openSeconds)));
      say(`open loop ${number + 1} of ${OPEN_ROUNDS}`);
    }
    return reportOf(rounds, open, {
      'registry rows': size.rows,
      rounds: size.rounds,
      connections: CONNECTIONS,
      'requests a round': `${2 * size.units * REPEATS} status, ${size.units} submissions`,
      PostgreSQL: `${version}, durable`,
    });
  } finally {
    visitors.stop();
    for (const side of sides) await side.stop();
    await admin.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A database that forgets is faster, and is not what anybody runs. Answers its version. */
async function checkDurable(admin: pg.Client): Promise<string> {
  const setting = async (name: string) =>
    (await admin.query<{ value: string }>(`select current_setting($1) as value`, [name])).rows[0]!.value;
  for (const name of ['fsync', 'synchronous_commit'])
    if ((await setting(name)) !== 'on') throw new Error(`PostgreSQL must be durable: ${name} is off`);
  return (await setting('server_version')).split(' ')[0]!;
}

async function prepare(
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

/** Who is first changes with each round. */
function turned<T>(list: readonly T[], by: number): T[] {
  const at = ((by % list.length) + list.length) % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

/** Runs requests on a side, and says what one of them cost. */
type Meter = (side: Side, name: Case, requests: readonly string[]) => Promise<Round>;

const createMeter =
  (admin: pg.Client, visitors: Visitors): Meter =>
  async (side, name, requests) => {
    const [node, database] = [cpuOf(side.server.pid), await databaseCpu(admin, side.database)];
    const served = await visitors.run({
      port: Number(new URL(side.server.url).port),
      requests,
      expected: EXPECTED[name],
      connections: CONNECTIONS,
    });
    await side.settle();
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

/** `known` have submitted in the round before: half of those whose status is asked are certified, and have a history. */
async function runRound(
  meter: Meter,
  sides: readonly Side[],
  known: readonly RegistryRow[],
  fresh: readonly RegistryRow[],
): Promise<Round[]> {
  const results: Round[] = [];
  const secret = sides[0]!.secret;
  const all = await visitorsOf([...known, ...fresh], secret);
  const submitters = all.slice(known.length);
  for (const name of CASES) {
    const asking: readonly Visitor[] = isSubmission(name) ? submitters : all;
    for (const side of sides) {
      if (!isSubmission(name) && !side.answersStatus) continue;
      const requests = await requestsOf(name, asking, secret);
      if (name === 'status') await meter(side, name, requests); // a page's first request: tokens are remembered then
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

export type OpenRound = Served & { side: string; case: keyof typeof RATES };

/** Requests come when they come, whether or not the earlier ones are answered. */
async function runOpenRound(
  visitors: Visitors,
  sides: readonly Side[],
  units: RegistryRow[],
  seconds: number,
): Promise<OpenRound[]> {
  const results: OpenRound[] = [];
  const secret = sides[0]!.secret;
  const asking = await visitorsOf(units.splice(0, RATES.certified * seconds), secret);
  for (const name of ['status', 'certified'] as const) {
    const wanted = RATES[name] * seconds;
    for (const side of sides.filter(({ name: of }) => of !== 'express')) {
      const once = await requestsOf(name, asking, secret);
      const requests = Array.from({ length: wanted }, (_, index) => once[index % once.length]!);
      const port = Number(new URL(side.server.url).port);
      const job = { port, expected: EXPECTED[name], connections: OPEN_CONNECTIONS, rate: RATES[name] };
      await side.settle();
      const served = await visitors.run({ ...job, requests });
      results.push({ ...served, side: side.name, case: name });
    }
  }
  return results;
}
