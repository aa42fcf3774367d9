/**
 * `npm run bench [WORD…] [-- --quick]`: the measurements, all or those that are named. Each prints a table, and writes
 * `results/NAME.json` and `results/NAME.svg`; a full one also brings the READMEs up to date. See README.md here.
 */
import { cpus, loadavg, totalmem } from 'node:os';
import { mkdirSync, writeFileSync } from 'node:fs';
import { benchServer } from './server.ts';
import { benchWidget } from './widget.ts';
import { drawChart } from './support/chart.ts';
import { benchFolder } from './support/peers.ts';
import { say, type Say } from './support/progress.ts';
import { tell, type Measured, type Result } from './support/result.ts';

type Bench = (options: { quick: boolean }, say: Say) => Promise<Measured>;

const BENCHES: Record<string, Bench> = { server: benchServer, widget: benchWidget };

const words = process.argv.slice(2);
const quick = words.includes('--quick');
const named = words.filter((word) => !word.startsWith('--'));
const unknown = [
  ...named.filter((word) => !(word in BENCHES)),
  ...words.filter((w) => w.startsWith('--') && w !== '--quick'),
];
if (unknown.length > 0) {
  console.error(
    `Unknown: ${unknown.join(' ')}. Usage: npm run bench [${Object.keys(BENCHES).join('|')}] [-- --quick]`,
  );
  process.exit(1);
}

mkdirSync(`${benchFolder}results`, { recursive: true });
for (const name of named.length > 0 ? named : Object.keys(BENCHES)) {
  say(`bench ${name}${quick ? ' --quick' : ''}`);
  const result: Result = {
    bench: name,
    at: new Date().toISOString(),
    quick,
    machine: {
      cores: cpus().length,
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      memoryGb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      load: Number(loadavg()[0]!.toFixed(1)),
    },
    ...(await BENCHES[name]!({ quick }, say)),
  };
  console.log(tell(result));
  const file = `${benchFolder}results/${name}${quick ? '.quick' : ''}`;
  writeFileSync(`${file}.json`, `${JSON.stringify(result, null, 1)}\n`);
  writeFileSync(`${file}.svg`, drawChart(result.chart));
}
