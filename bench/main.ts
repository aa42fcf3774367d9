/**
 * `npm run bench [NAME…] [-- --quick]`: runs all measurements or the named ones (`--large`: `scale` with ten million units). Each prints a table, and writes
 * `results/NAME.json`, `results/NAME.svg` and every round to `.rounds/NAME.json`. Without `--quick` it also updates the READMEs. See README.md here.
 */
import { cpus, loadavg, totalmem } from 'node:os';
import { mkdirSync, writeFileSync } from 'node:fs';
import { benchImport } from './import.ts';
import { benchScale } from './scale.ts';
import { benchServer } from './server.ts';
import { benchWidget } from './widget.ts';
import { benchStart } from './start.ts';
import { root } from './server/sides.ts';
import { drawChart } from './support/chart.ts';
import { benchFolder } from './support/peers.ts';
import { say, type Say } from './support/progress.ts';
import { updateReadmes } from './support/readme.ts';
import { tell, type Measured, type Result } from './support/result.ts';

type Bench = (options: { quick: boolean; large: boolean }, say: Say) => Promise<Measured>;

const BENCHES: Record<string, Bench> = {
  server: benchServer,
  widget: benchWidget,
  import: benchImport,
  scale: benchScale,
  start: benchStart,
};

const words = process.argv.slice(2);
const options = { quick: words.includes('--quick'), large: words.includes('--large') };
const { quick } = options;
const named = words.filter((word) => !word.startsWith('--'));
const unknown = [
  ...named.filter((word) => !(word in BENCHES)),
  ...words.filter((w) => w.startsWith('--') && w !== '--quick' && w !== '--large'),
];
if (unknown.length > 0) {
  console.error(
    `Unknown: ${unknown.join(' ')}. Usage: npm run bench [${Object.keys(BENCHES).join('|')}] [-- --quick | --large]`,
  );
  process.exit(1);
}

for (const folder of ['results', '.rounds']) mkdirSync(benchFolder + folder, { recursive: true });
async function run(name: string): Promise<void> {
  say(`bench ${name}${quick ? ' --quick' : ''}`);
  const load = Number(loadavg()[0]!.toFixed(1));
  const { rounds, ...measured } = await BENCHES[name]!(options, say);
  const result: Result = {
    bench: name,
    at: new Date().toISOString(),
    quick,
    machine: {
      cores: cpus().length,
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      memoryGb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      load,
    },
    ...measured,
  };
  console.log(tell(result));
  const called = `${name}${quick ? '.quick' : ''}`;
  const file = `${benchFolder}results/${called}`;
  writeFileSync(`${benchFolder}.rounds/${called}.json`, JSON.stringify(rounds));
  writeFileSync(`${file}.json`, `${JSON.stringify(result, null, 1)}\n`);
  writeFileSync(`${file}.svg`, drawChart(result.chart));
  if (!quick) updateReadmes(root, Object.keys(BENCHES));
}

for (const name of named.length > 0 ? named : Object.keys(BENCHES))
  await run(name).catch((error: unknown) => {
    console.error(`bench ${name} failed:`, error);
    process.exitCode = 1;
  });
