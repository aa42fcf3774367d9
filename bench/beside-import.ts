/**
 * `node bench/beside-import.ts [ROWS]` (1,000,000 by default): 100 submissions a second (open loop) while another process imports a registry file in
 * which every unit has another name. By turns the import goes into the service's database, into another database of the same server, which takes
 * the same processors and the same disk, and nowhere. Exit code 1 when the p99 beside the import is more than 1.3 times that beside an import
 * into the other database.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { createDatabase, startPostgres } from '../test/support/postgres.ts';
import { startServe } from '../test/support/serve.ts';
import { siteUser } from '../test/support/site-user.ts';
import { prepareSite } from './load/site.ts';
import { root } from './server/sides.ts';
import { goodUnits, ORIGIN, rightClaim, SITE, wrongClaim } from './server/units.ts';
import { say } from './support/progress.ts';
import { quantile } from './support/statistics.ts';

const PER_SECOND = 100;
const TURNS = 2;
/** Seconds of a turn without an import. */
const ALONE = 30;
const SLOWER = 1.3;

const rows = Number(process.argv[2] ?? 1_000_000);
if (!(rows >= 10_000)) throw new Error('Usage: node bench/beside-import.ts [ROWS], 10,000 or more');

const folder = mkdtempSync(join(tmpdir(), 'bench-beside-'));
const postgres = await startPostgres();
const [database, another] = [
  await createDatabase(postgres.adminUrl),
  await createDatabase(postgres.adminUrl),
];
try {
  say(`${rows} units are imported, twice`);
  const other = await prepareSite({ databaseUrl: another.url, folder, rows });
  const { env, secret } = await prepareSite({ databaseUrl: database.url, folder, rows });
  const first = join(folder, 'registry.csv');
  const second = join(folder, 'renamed.csv');
  writeFileSync(second, readFileSync(first, 'utf8').replaceAll('示例', '样例'));
  const bff = await startServe(env);
  const user = siteUser({ id: SITE, secret, origin: ORIGIN });
  const units = goodUnits(rows, rows / 4);
  /** Other answers than 200: there must be none. */
  const refusals: number[] = [];

  const importBy = async (place: Record<string, string>, file: string) => {
    const words = ['bff/cli/main.ts', 'import', 'registry', file, '--force'];
    const child = spawn(process.execPath, words, {
      cwd: root,
      env: { PATH: process.env['PATH'], ...place },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`the import ended with ${code}`);
  };

  /** Submits until `work` is done; adds the times from when each was due. */
  async function submitBeside(work: Promise<void>, times: number[]): Promise<void> {
    let isDone = false;
    const done = work.finally(() => (isDone = true));
    const asked: Promise<void>[] = [];
    const started = performance.now();
    for (let index = 0; !isDone; index++) {
      const due = started + (index / PER_SECOND) * 1000;
      const early = due - performance.now();
      if (early > 0) await rest(early);
      const { value: unit } = units.next();
      if (!unit) throw new Error('there are no more units to submit');
      const claim = {
        ...(index % 2 === 0 ? wrongClaim(unit) : rightClaim(unit)),
        applicant: 'legal-representative',
      } as const;
      const answered = user
        .submit(bff.url, { unit: unit.code, sub: unit.code, claim })
        .then(async (answer) => {
          await answer.arrayBuffer();
          if (answer.status !== 200) refusals.push(answer.status);
          times.push(performance.now() - due);
        });
      asked.push(answered);
    }
    await Promise.all([done, ...asked]);
  }

  await submitBeside(rest(5_000), []); // warm up
  const times = { alone: [] as number[], besideAnother: [] as number[], beside: [] as number[] };
  for (let turn = 0; turn < TURNS; turn++) {
    const file = turn % 2 === 0 ? second : first;
    await submitBeside(rest(ALONE * 1000), times.alone);
    await submitBeside(importBy(other.env, file), times.besideAnother);
    await submitBeside(importBy(env, file), times.beside);
    say(`turn ${turn + 1} of ${TURNS}`);
  }
  bff.kill('SIGTERM');
  await bff.ended;

  const p99s = Object.entries(times).map(([kind, all]) => {
    const sorted = all.toSorted((a, b) => a - b);
    const [middle, high] = [0.5, 0.99].map((part) => quantile(sorted, part)!) as [number, number];
    const figures = `p50 ${middle.toFixed(1)} ms, p99 ${high.toFixed(1)} ms, longest ${sorted.at(-1)!.toFixed(0)} ms`;
    console.log(`${kind.padEnd(26)} ${sorted.length} submissions, ${figures}`);
    return high;
  });
  const [alone, besideAnother, beside] = p99s as [number, number, number];
  const ratio = beside / besideAnother;
  console.log(
    `p99 beside the import / beside one into another database: ${ratio.toFixed(2)}, at most ${SLOWER}; / alone: ${(beside / alone).toFixed(2)}`,
  );
  console.log(`other answers than 200: ${refusals.length} ${[...new Set(refusals)].join(', ')}`);
  process.exitCode = ratio <= SLOWER && refusals.length === 0 ? 0 : 1;
} finally {
  await database.drop();
  await another.drop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
