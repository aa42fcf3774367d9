/**
 * `node bench/requests.ts OLD_DIR NEW_DIR [ROUNDS]`: compares status and submission of two checkouts, or of one under two settings (variables stand
 * behind the folder: `.,CRYPTO_PROFILE=sm`). Each runs its own `serve` on its own database of one
 * PostgreSQL (`TEST_DATABASE_URL`, else one of the tests'), which its own command line has filled. The rounds alternate, so that other load affects
 * both, and `new / old` is the median of the ratios of the rounds. Both checkouts need `node_modules`. It prints a table on standard error and a JSON
 * document on standard output: CPU of the Node process and of its PostgreSQL connections.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createVisitors } from './server/load.ts';
import {
  createMeter,
  runRound,
  startMeasuredPostgres,
  turned,
  WARM_UP,
  WARM_UP_UNITS,
  writeGround,
} from './server/measure.ts';
import { CASES } from './server/requests.ts';
import type { Round } from './server/rounds.ts';
import { type Checkout, type Side, startOurs } from './server/sides.ts';
import { goodUnits } from './server/units.ts';
import { quantile } from './support/statistics.ts';

const ROWS = 100_000;
/** Units that submit a wrong claim and then the right one in a round. */
const UNITS = 300;

function checkout(name: 'old' | 'new', given: string): Checkout {
  const [folder = '', ...settings] = given.split(',');
  const pairs = settings.map((setting) => setting.split('=', 2) as [string, string]);
  return { name, folder: resolve(folder), settings: Object.fromEntries(pairs) };
}

const FIGURES = { node: 'Node', database: 'PostgreSQL' } as const;

function report(rounds: readonly Round[]) {
  const rows = CASES.flatMap((name) =>
    (['node', 'database'] as const).map((figure) => {
      const of = (side: string) =>
        rounds.filter((round) => round.side === side && round.case === name).map((round) => round[figure]);
      const [before, after] = [of('old'), of('new')];
      const sorted = (list: number[]) => list.toSorted((a, b) => a - b);
      const ratios = sorted(after.map((each, round) => each / before[round]!));
      const [low, ratio, high] = [0.25, 0.5, 0.75].map((part) => quantile(ratios, part));
      const [old, now] = [before, after].map((list) => quantile(sorted(list), 0.5));
      return { case: name, figure, old: old!, new: now!, ratio: ratio!, low: low!, high: high! };
    }),
  );
  console.error('µs a request                 old      new    new / old (the middle half)');
  for (const { case: name, figure, old, new: now, ratio, low, high } of rows)
    console.error(
      `${name.padEnd(13)}${FIGURES[figure].padEnd(11)}${old.toFixed(0).padStart(8)}${now.toFixed(0).padStart(9)}` +
        `${ratio.toFixed(3).padStart(10)} (${low.toFixed(3)} to ${high.toFixed(3)})`,
    );
  console.log(JSON.stringify(rows));
}

const [oldFolder, newFolder, given = '11'] = process.argv.slice(2);
if (oldFolder === undefined || newFolder === undefined)
  throw new Error('Usage: node bench/requests.ts OLD_DIR NEW_DIR [ROUNDS]');
const count = Number(given);
const folder = mkdtempSync(join(tmpdir(), 'bench-requests-'));
const postgres = await startMeasuredPostgres();
const visitors = createVisitors();
const sides: Side[] = [];
try {
  const units = [...goodUnits(ROWS, WARM_UP * WARM_UP_UNITS + count * UNITS)];
  const ground = await writeGround(postgres.adminUrl, folder, ROWS, units);
  sides.push(await startOurs(ground, checkout('old', oldFolder)));
  sides.push(await startOurs(ground, checkout('new', newFolder)));
  const meter = createMeter(postgres.admin, visitors);
  const rounds: Round[] = [];
  let submitted: typeof units = [];
  for (let number = -WARM_UP; number < count; number++) {
    const fresh = units.splice(0, number < 0 ? WARM_UP_UNITS : UNITS);
    const round = await runRound(meter, turned(sides, number), submitted, fresh);
    if (number >= 0) rounds.push(...round);
    for (const side of sides) await side.vacuum();
    submitted = fresh;
  }
  report(rounds);
} finally {
  visitors.stop();
  for (const side of sides) await side.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
