/**
 * `node bench/oracle.ts [ROUNDS]` (2,000 by default): checks that an attacker cannot distinguish refusals that must look alike. Each round sends both requests
 * of a pair, in alternating order, for new units, with all limits on. It compares the answers byte by byte, without instants, ids and references, and their
 * times by the median of the differences with its confidence interval of 99.9 %. Exit code 1 when the whole interval is beyond half a millisecond, or
 * an answer differs.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '../bff/database/postgres.ts';
import { openDataKeys } from '../bff/keys/data-keys.ts';
import { createDigester } from '../bff/keys/digest.ts';
import { parseMasterKeys } from '../bff/keys/keys.ts';
import { createDatabase, startPostgres } from '../test/support/postgres.ts';
import { startServe } from '../test/support/serve.ts';
import { prepareSite } from './load/site.ts';
import { pairsOf, type Request } from './oracle/pairs.ts';
import { registryRow, type RegistryRow } from './registry-file.ts';
import { goodUnits } from './server/units.ts';
import { say } from './support/progress.ts';
import { median } from './support/statistics.ts';

/** Milliseconds. A smaller difference cannot be measured over a network. */
const TOLERATED = 0.5;
/** Standard deviations: 99.9 % of a normal distribution lie within them. */
const DEVIATIONS = 3.29;
const WARM_UP = 100;
const PAIRS = 7;
/** Registrations may use half of it, which is one failure. So one request uses up their half. */
const LIMIT_PERSON_PER_DAY = '2';

const rounds = Number(process.argv[2] ?? 2_000);
if (!(rounds >= 100)) throw new Error('Usage: node bench/oracle.ts [ROUNDS], 100 or more');

/** Status, headers and body, without the parts that differ in any two answers, and without the unit's code and name, which its own user knows. */
async function bytesOf(answer: Response): Promise<string> {
  const headers = [...answer.headers].filter(
    ([name]) => !['date', 'x-request-id', 'content-length'].includes(name),
  );
  const text = `${answer.status} ${JSON.stringify(headers)} ${await answer.text()}`;
  return text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'INSTANT')
    .replaceAll(/"unit":\{[^}]*\}/g, '"unit":"UNIT"')
    .replaceAll(/"reference":"\w{8}"/g, '"reference":"REFERENCE"')
    .replace(/"retry-after","\d+"/, '"retry-after","SECONDS"')
    .replace(/"requestId":"[^"]+"/, '"requestId":"ID"');
}

/** The median of the differences, and the interval in which it lies. */
function judge(differences: readonly number[]) {
  const sorted = differences.toSorted((a, b) => a - b);
  const half = (DEVIATIONS * Math.sqrt(sorted.length)) / 2;
  const at = (rank: number) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(rank)))]!;
  return {
    middle: median(differences),
    low: at(sorted.length / 2 - half),
    high: at(sorted.length / 2 + half),
  };
}

/** The answer, and the time to it in milliseconds. */
async function ask({ send }: Request) {
  const started = performance.now();
  const answer = await send();
  const bytes = await bytesOf(answer);
  return { time: performance.now() - started, bytes };
}

const folder = mkdtempSync(join(tmpdir(), 'bench-oracle-'));
const postgres = await startPostgres();
const { url: databaseUrl, drop } = await createDatabase(postgres.adminUrl);
try {
  const needed = PAIRS * 2 * (rounds + WARM_UP);
  const rows = needed * 3;
  const { env, secret } = await prepareSite({ databaseUrl, folder, rows });
  const units = goodUnits(rows, needed);
  const known = new Set(Array.from({ length: rows }, (_, index) => registryRow(index).code));
  const bff = await startServe({ ...env, LIMIT_PERSON_PER_DAY });
  const database = openPostgres(databaseUrl);
  const { keys } = await openDataKeys(database, parseMasterKeys(env['MASTER_KEYS']!), Date.now());
  const digester = createDigester(keys);
  const isKnown = (code: string) => known.has(code);
  for (const [name, pair] of Object.entries(pairsOf({ url: bff.url, secret, database, digester, isKnown }))) {
    const differences: number[] = [];
    const answers = new Set<string>();
    for (let round = -WARM_UP; round < rounds; round++) {
      const requests = pair.map((make) => make(units.next().value as RegistryRow));
      for (const { prepare } of requests) await prepare?.();
      const order = round % 2 === 0 ? [0, 1] : [1, 0];
      const times = [0, 0];
      for (const which of order) {
        const { time, bytes } = await ask(requests[which]!);
        times[which] = time;
        answers.add(bytes);
      }
      if (round >= 0) differences.push(times[0]! - times[1]!);
    }
    const { middle, low, high } = judge(differences);
    const isAlike = answers.size === 1 && low < TOLERATED && high > -TOLERATED;
    if (!isAlike) process.exitCode = 1;
    const kinds = [...answers].map((text) => text.slice(0, 3)).join(', ');
    console.log(
      `${isAlike ? '✓' : '✗'} ${name}: ${kinds}; ${middle.toFixed(3)} ms apart (${low.toFixed(3)} to ${high.toFixed(3)})`,
    );
    if (answers.size > 1) for (const answer of [...answers].slice(0, 4)) say(answer);
  }
  await database.close();
  bff.kill('SIGTERM');
  await bff.ended;
} finally {
  await drop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
