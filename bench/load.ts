/**
 * `node bench/load.ts [MINUTES]` (10 by default): 200 reads and 30 submissions a second (open loop) to its own `serve` on PostgreSQL
 * (`TEST_DATABASE_URL`, else one of the tests'). It prints a line each minute: time to the answer, answers by status, memory, and the lag of the workers.
 * Exit code 1 when a limit is missed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { startServe } from '../test/support/serve.ts';
import { siteUser } from '../test/support/site-user.ts';
import { createDatabase, startPostgres } from '../test/support/postgres.ts';
import { prepareSite } from './load/site.ts';
import { createTally, verdictOf, type Minute } from './load/tally.ts';
import { watch } from './load/watch.ts';
import { goodUnits, ORIGIN, rightClaim, SITE, wrongClaim } from './server/units.ts';
import { say } from './support/progress.ts';

const READS = 200;
const SUBMISSIONS = 30;

const minutes = Number(process.argv[2] ?? 10);
if (!(minutes > 0)) throw new Error('Usage: node bench/load.ts [MINUTES]');
const seconds = minutes * 60;
const submissions = SUBMISSIONS * seconds;
/** At least two of three rows of the generated registry can be certified. */
const rows = Math.max(100_000, submissions * 2);

/** Calls `ask` `perSecond` times a second with the moment when it was due. */
async function pace(perSecond: number, started: number, ask: (index: number, due: number) => Promise<void>) {
  const asked: Promise<void>[] = [];
  for (let index = 0; index < perSecond * seconds; index++) {
    const due = started + (index / perSecond) * 1000;
    const early = due - performance.now();
    if (early > 0) await rest(early);
    asked.push(ask(index, due));
  }
  await Promise.all(asked);
}

const folder = mkdtempSync(join(tmpdir(), 'bench-load-'));
const postgres = await startPostgres();
const receiver = createServer((request, response) =>
  request.resume().on('end', () => response.writeHead(204).end()),
);
await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
const database = await createDatabase(postgres.adminUrl);
try {
  say(`${rows} units are imported`);
  const webhook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const { env, secret } = await prepareSite({ databaseUrl: database.url, folder, rows: rows, webhook });
  const bff = await startServe(env);
  const user = siteUser({ id: SITE, secret, origin: ORIGIN });
  const units = [...goodUnits(rows, submissions)];
  const tally = createTally();
  const watcher = await watch(database.url, bff);

  async function measured(kind: 'read' | 'submission', due: number, ask: () => Promise<Response>) {
    const status = await ask().then(
      async (answer) => {
        await answer.arrayBuffer();
        return String(answer.status);
      },
      () => 'no answer',
    );
    tally.add(kind, performance.now() - due, status);
  }
  say(`${READS} reads and ${SUBMISSIONS} submissions a second for ${minutes} min`);
  const started = performance.now();
  const table: Minute[] = [];
  const report = () => {
    const minute = { ...tally.take(), ...watcher.take() };
    table.push(minute);
    say(tally.lineOf(minute));
  };
  const reports = setInterval(report, 60_000);
  say(tally.heading);
  await Promise.all([
    pace(READS, started, (index, due) =>
      measured('read', due, () => user.status(bff.url, units[(index * 7919) % units.length]!.code)),
    ),
    pace(SUBMISSIONS, started, (index, due) => {
      const unit = units[index]!;
      const claim = index % 2 === 0 ? wrongClaim(unit) : rightClaim(unit);
      return measured('submission', due, () =>
        user.submit(bff.url, {
          unit: unit.code,
          sub: unit.code,
          claim: { ...claim, applicant: 'legal-representative' },
        }),
      );
    }),
  ]);
  clearInterval(reports);
  if (table.length < minutes) report();
  const idleAfter = await watcher.untilIdle();
  await watcher.close();
  bff.kill('SIGTERM');
  await bff.ended;
  const { lines, isReached } = verdictOf(tally.total(), table, idleAfter);
  for (const line of lines) console.log(line);
  process.exitCode = isReached ? 0 : 1;
} finally {
  receiver.closeAllConnections();
  receiver.close();
  await database.drop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
