/** Status and submissions: ours beside the floor and the peers, by turns, under the same load, on the same PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegistryRow } from './registry-file.ts';
import { createVisitors, type Served, type Visitors } from './server/load.ts';
import {
  CONNECTIONS,
  createMeter,
  REPEATS,
  runRound,
  startMeasuredPostgres,
  turned,
  WARM_UP,
  writeGround,
} from './server/measure.ts';
import { reportOf, type Round } from './server/report.ts';
import { EXPECTED, requestsOf, visitorsOf } from './server/requests.ts';
import { checkSameAnswers } from './server/same-answers.ts';
import { createPeerTemplate, PEERS, startOurs, startPeer, type Side } from './server/sides.ts';
import { goodUnits } from './server/units.ts';
import { installPeers } from './support/peers.ts';
import type { Say } from './support/progress.ts';
import type { Measured } from './support/result.ts';

/** More connections than the open loop ever needs, so that it is the server that makes visitors wait. */
const OPEN_CONNECTIONS = 64;

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
  const postgres = await startMeasuredPostgres();
  const visitors = createVisitors();
  const sides: Side[] = [];
  try {
    const openUnits = size.openSeconds * RATES.certified * OPEN_ROUNDS;
    const units = [...goodUnits(size.rows, 2 + (WARM_UP + size.rounds) * size.units + openUnits)];
    say(`${size.rows} registry rows, for ours and for the peers`);
    const ground = await writeGround(postgres.adminUrl, folder, size.rows, units);
    sides.push(await startOurs(ground));
    const template = await createPeerTemplate(ground);
    for (const name of PEERS)
      sides.push(await startPeer(name, ground, new URL(template.url).pathname.slice(1), sides[0]!.secret));
    await template.drop();
    await checkSameAnswers(sides, [units.shift()!, units.shift()!]);
    say('all sides give the same answers');

    const meter = createMeter(postgres.admin, visitors);
    const rounds: Round[] = [];
    let known: RegistryRow[] = [];
    for (let number = -WARM_UP; number < size.rounds; number++) {
      const fresh = units.splice(0, size.units);
      const round = await runRound(meter, turned(sides, number), known, fresh);
      if (number >= 0) rounds.push(...round);
      for (const side of sides) await side.vacuum();
      known = fresh;
      say(number < 0 ? 'warmed up' : `round ${number + 1} of ${size.rounds}`);
    }
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
      PostgreSQL: `${postgres.version}, durable`,
    });
  } finally {
    visitors.stop();
    for (const side of sides) await side.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
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
