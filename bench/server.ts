/** Compares status and submissions of our server with the floor and the peers, by turns, under the same load, on the same PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegistryRow } from './registry-file.ts';
import { createVisitors, type Visitors } from './server/load.ts';
import {
  CONNECTIONS,
  createMeter,
  REPEATS,
  runRound,
  startMeasuredPostgres,
  turned,
  WARM_UP,
  WARM_UP_UNITS,
  writeGround,
} from './server/measure.ts';
import { startReceiver } from './server/receiver.ts';
import { reportOf } from './server/report.ts';
import { EXPECTED, requestsOf, visitorsOf, type Visitor } from './server/requests.ts';
import { RATES, type OpenCase, type OpenRound, type Round } from './server/rounds.ts';
import { checkSameAnswers } from './server/same-answers.ts';
import { createPeerTemplate, PEERS, startOurs, startPeer, type Side } from './server/sides.ts';
import { goodUnits, userToken } from './server/units.ts';
import { installPeers } from './support/peers.ts';
import type { Say } from './support/progress.ts';
import type { Measured } from './support/result.ts';

/** More connections than the open loop needs, so that only the server makes visitors wait. */
const OPEN_CONNECTIONS = 64;

const SIZES = {
  quick: { rows: 100_000, rounds: 3, units: 300, warmUp: 300, openSeconds: 1 },
  full: { rows: 1_000_000, rounds: 9, units: 500, warmUp: WARM_UP_UNITS, openSeconds: 5 },
};
const OPEN_ROUNDS = 3;

export async function benchServer({ quick }: { quick: boolean }, say: Say): Promise<Measured> {
  installPeers(say);
  const size = quick ? SIZES.quick : SIZES.full;
  const folder = mkdtempSync(join(tmpdir(), 'bench-server-'));
  const postgres = await startMeasuredPostgres();
  const visitors = createVisitors();
  const portal = await startReceiver();
  const sides: Side[] = [];
  try {
    const openUnits = size.openSeconds * RATES.certified * OPEN_ROUNDS;
    const units = [...goodUnits(size.rows, 2 + WARM_UP * size.warmUp + size.rounds * size.units + openUnits)];
    say(`${size.rows} registry rows, for ours and for the peers`);
    const ground = await writeGround(postgres.adminUrl, folder, size.rows, units);
    const ours = await startOurs(ground);
    sides.push(ours);
    ours.sendWebhooksTo(portal.url);
    const template = await createPeerTemplate(ground);
    for (const name of PEERS)
      sides.push(await startPeer(name, ground, new URL(template.url).pathname.slice(1), sides[0]!.secret));
    await template.drop();
    await checkSameAnswers(sides, [units.shift()!, units.shift()!]);
    say('all sides give the same answers');

    const meter = createMeter(postgres.admin, visitors);
    const rounds: Round[] = [];
    let submitted: RegistryRow[] = [];
    for (let number = -WARM_UP; number < size.rounds; number++) {
      const fresh = units.splice(0, number < 0 ? size.warmUp : size.units);
      const round = await runRound(meter, turned(sides, number), submitted, fresh);
      if (number >= 0) rounds.push(...round);
      for (const side of sides) await side.vacuum();
      submitted = fresh;
      say(number < 0 ? 'warmed up' : `round ${number + 1} of ${size.rounds}`);
    }
    const open = [];
    for (let number = 0; number < OPEN_ROUNDS; number++) {
      open.push(...(await runOpenRound(visitors, turned(sides, number), units, size.openSeconds)));
      say(`open loop ${number + 1} of ${OPEN_ROUNDS}`);
    }
    return reportOf(rounds, open, {
      'registry rows': size.rows,
      rounds: size.rounds,
      connections: CONNECTIONS,
      'requests a round': `${2 * size.units * REPEATS} status, ${size.units} submissions`,
      PostgreSQL: `${postgres.version}, durable`,
    });
  } finally {
    visitors.stop();
    for (const side of sides) await side.stop();
    portal.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Open loop: requests are sent at a fixed rate, whether or not earlier ones are answered. */
async function runOpenRound(
  visitors: Visitors,
  sides: readonly Side[],
  units: RegistryRow[],
  seconds: number,
): Promise<OpenRound[]> {
  const results: OpenRound[] = [];
  const secret = sides[0]!.secret;
  const asking = await visitorsOf(units.splice(0, RATES.certified * seconds), secret);
  const requests: Record<OpenCase, readonly string[]> = {
    known: repeated(await requestsOf('status', asking, secret), RATES.known * seconds),
    new: await requestsOf('status', await newcomers(asking, RATES.new * seconds, secret), secret),
    certified: await requestsOf('certified', asking, secret),
  };
  for (const name of Object.keys(requests) as OpenCase[]) {
    const expected = EXPECTED[name === 'certified' ? 'certified' : 'status'];
    for (const side of sides.filter(({ name: of }) => of !== 'express')) {
      const port = Number(new URL(side.server.url).port);
      const job = { port, expected, connections: OPEN_CONNECTIONS, requests: requests[name] };
      if (name === 'known') await visitors.run(job); // fills the server's cache of tokens
      await side.untilIdle();
      const served = await visitors.run({ ...job, rate: RATES[name] });
      results.push({ ...served, side: side.name, case: name });
    }
  }
  return results;
}

const repeated = (requests: readonly string[], count: number): string[] =>
  Array.from({ length: count }, (_, index) => requests[index % requests.length]!);

/** New users of the same units, so that each token is new to the server. */
const newcomers = (visitors: readonly Visitor[], count: number, secret: string): Promise<Visitor[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const { unit } = visitors[index % visitors.length]!;
      return { unit, token: await userToken(unit.code, secret, `newcomer-${index}-${Date.now()}`) };
    }),
  );
