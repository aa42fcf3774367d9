/**
 * `node bench/oracle.ts [ROUNDS]` (2,000 otherwise): can an attacker tell refusals apart that must look alike? Each round asks both of a pair, by turns which
 * is first, on units that nobody asked for before, with all limits on. Compared are the answers byte by byte, instants and ids aside, and the
 * time to them: the median of the differences, with its confidence interval of 99.9 %. Exit code 1 when the interval lies wholly beyond
 * half a millisecond, or an answer differs.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServe } from '../test/support/serve.ts';
import { residentId, uscc } from '../test/support/people.ts';
import { createDatabase, startPostgres } from '../test/support/postgres.ts';
import { siteUser } from '../test/support/site-user.ts';
import type { CertificationRequest } from '../bff/contract/wire.ts';
import { prepareSite } from './load/site.ts';
import type { RegistryRow } from './registry-file.ts';
import { goodUnits, ORIGIN, rightClaim, SITE } from './server/units.ts';
import { say } from './support/progress.ts';
import { median } from './support/statistics.ts';

/** Milliseconds between two medians that nobody on a network can use. */
const TOLERATED = 0.5;
/** Of the normal distribution: 99.9 % lie within. */
const DEVIATIONS = 3.29;
const WARM_UP = 100;

const rounds = Number(process.argv[2] ?? 2_000);
if (!(rounds >= 100)) throw new Error('Usage: node bench/oracle.ts [ROUNDS], 100 or more');

interface Asked {
  unit: string;
  claim: CertificationRequest;
}

const WRONG_NUMBER = residentId(8_000_001);
const claimOf = (row: RegistryRow, change: { name?: string; idNumber?: string }): CertificationRequest => ({
  ...rightClaim(row),
  applicant: 'legal-representative',
  legalRepresentative: { name: row.representative, idNumber: row.idNumber, ...change },
});

/** The two of a pair, for a unit of the registry each. */
const PAIRS: Record<string, readonly [(row: RegistryRow) => Asked, (row: RegistryRow) => Asked]> = {
  'unit in the registry / not': [
    (row) => ({ unit: row.code, claim: claimOf(row, { idNumber: WRONG_NUMBER }) }),
    (row) => ({ unit: unknownUnit(), claim: claimOf(row, { idNumber: WRONG_NUMBER }) }),
  ],
  'right name, wrong number / wrong name': [
    (row) => ({ unit: row.code, claim: claimOf(row, { idNumber: WRONG_NUMBER }) }),
    (row) => ({ unit: row.code, claim: claimOf(row, { name: '欧阳无名' }) }),
  ],
  'right person, wrong date / wrong number': [
    (row) => ({ unit: row.code, claim: { ...claimOf(row, {}), foundedOn: '1984-02-03' } }),
    (row) => ({ unit: row.code, claim: claimOf(row, { idNumber: WRONG_NUMBER }) }),
  ],
};

const known = new Set<string>();
let unknowns = 50_000_000;
function unknownUnit(): string {
  let code = uscc(++unknowns);
  while (known.has(code)) code = uscc(++unknowns);
  return code;
}

/** Status, body and headers without what differs in any two answers. */
async function bytesOf(answer: Response): Promise<string> {
  const headers = [...answer.headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
  const text = `${answer.status} ${JSON.stringify(headers)} ${await answer.text()}`;
  return text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'INSTANT');
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

const folder = mkdtempSync(join(tmpdir(), 'bench-oracle-'));
const postgres = await startPostgres();
const database = await createDatabase(postgres.adminUrl);
try {
  const needed = Object.keys(PAIRS).length * 2 * (rounds + WARM_UP);
  const rows = needed * 3;
  const { env, secret } = await prepareSite({ databaseUrl: database.url, folder, rows });
  const units = goodUnits(rows, needed);
  for (const { code } of goodUnits(rows, rows)) known.add(code);
  const bff = await startServe(env);
  const user = siteUser({ id: SITE, secret, origin: ORIGIN });

  async function ask({ unit, claim }: Asked) {
    const started = performance.now();
    const answer = await user.submit(bff.url, { unit, sub: unit, claim });
    const bytes = await bytesOf(answer);
    return { time: performance.now() - started, bytes };
  }
  for (const [name, makers] of Object.entries(PAIRS)) {
    const differences: number[] = [];
    const answers = new Set<string>();
    for (let round = -WARM_UP; round < rounds; round++) {
      const asked = makers.map((make) => make(units.next().value as RegistryRow));
      const order = round % 2 === 0 ? [0, 1] : [1, 0];
      const times = [0, 0];
      for (const which of order) {
        const { time, bytes } = await ask(asked[which]!);
        times[which] = time;
        answers.add(bytes);
      }
      if (round >= 0) differences.push(times[0]! - times[1]!);
    }
    const { middle, low, high } = judge(differences);
    const isAlike = answers.size === 1 && low < TOLERATED && high > -TOLERATED;
    if (!isAlike) process.exitCode = 1;
    console.log(
      `${isAlike ? '✓' : '✗'} ${name}: ${answers.size} kinds of answer; ${middle.toFixed(3)} ms apart (${low.toFixed(3)} to ${high.toFixed(3)})`,
    );
    if (answers.size > 1) for (const answer of answers) say(answer);
  }
  bff.kill('SIGTERM');
  await bff.ended;
} finally {
  await database.drop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
