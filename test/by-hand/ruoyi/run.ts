/**
 * `RUOYI_VUE3=… RUOYI_VUE=… npm run test:ruoyi`: RuoYi's two front ends at the release of the patches, each built without the widget and with
 * each patch, beside a real BFF. Walks through each, and starts it while the service is away. Writes `record.json` and the table of `docs/zh/ruoyi.md`.
 */
import { execFileSync } from 'node:child_process';
import type { Browser, BrowserContext, Route } from 'playwright-core';
import { migrate } from '../../../bff/database/migrate.ts';
import { openPostgres } from '../../../bff/database/postgres.ts';
import { startBff } from '../../support/bff.ts';
import { launchBrowser } from '../../support/chromium.ts';
import { FOUNDED, registerUnit, uscc, ZHANG } from '../../support/people.ts';
import { createDatabase, startPostgres } from '../../support/postgres.ts';
import { root } from '../packages/packed.ts';
import { startPortal, type Portal } from './portal.ts';
import { buildFrontEnd, checksumOf, FRONT_ENDS, WAYS, type FrontEnd, type Way } from './projects.ts';
import { readRecord, ROUNDS, writeRecord, writeTable, type Result } from './record.ts';
import { OUTAGES, passes, prompts, start, STEPS, type Outage } from './walk.ts';

/** Longer than a step takes on a slow machine, and than the ten seconds after which the guard lets pass. */
const PATIENCE = 60_000;

execFileSync('npm', ['run', '--silent', 'pack'], { cwd: root, stdio: 'inherit' });

const postgres = await startPostgres();
const { url } = await createDatabase(postgres.adminUrl);
const database = openPostgres(url);
await migrate(database);
const portal: Portal = await startPortal((unit) => bff.token(unit, { sub: `user of ${unit}` }));
const bff = await startBff(database, 'portal', {
  widgetDir: `${root}/dist/widget`,
  origins: [portal.url],
});
const browser: Browser = await launchBrowser();

let units = 0;
async function newUnit(): Promise<string> {
  const unit = uscc(++units);
  await registerUnit(bff.deps, unit);
  return unit;
}

async function inContext<T>(use: (context: BrowserContext) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 900 } });
  context.setDefaultTimeout(PATIENCE);
  return use(context).finally(() => context.close());
}

const firstLineOf = (error: unknown): string => String(error).split('\n')[0]!;

/** Walks all steps in one browser. Returns the faults. */
const walk = (): Promise<string[]> =>
  inContext(async (context) => {
    const page = await context.newPage();
    const visited = {
      page,
      address: portal.url,
      unit: await newUnit(),
      other: await newUnit(),
      claim: { ...ZHANG, foundedOn: FOUNDED },
    };
    for (const [name, step] of Object.entries(STEPS)) {
      try {
        await step(visited);
      } catch (error) {
        return [`${name}: ${firstLineOf(error)}`];
      }
    }
    return [];
  });

/** Milliseconds to the main page. With the widget, what follows is tried too. */
const meet = (way: Way, outage: Outage): Promise<number> =>
  inContext(async (context) => {
    const unit = await newUnit();
    await context.addCookies([{ name: 'Admin-Token', value: portal.logIn(unit), url: portal.url }]);
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const answer: Record<Outage, (route: Route) => Promise<void>> = {
      usual: (route) => route.continue(),
      refused: (route) => route.abort('connectionrefused'),
      late: (route) => released.then(() => route.continue()),
      hanging: (route) => released.then(() => route.abort()),
    };
    await context.route(`${bff.url}/**`, answer[outage]);
    const page = await context.newPage();
    try {
      const took = await start(page, portal.url);
      if (way === 'without') return took;
      switch (outage) {
        case 'usual':
          await prompts(page);
          return took;
        case 'late':
          release();
          await prompts(page);
          return took;
        case 'refused':
        case 'hanging':
          await passes(page, portal.url);
          return took;
      }
    } finally {
      release();
    }
  });

const median = (numbers: readonly number[]): number =>
  Math.round([...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)]!);

/** The ways take turns, because the machine's own speed changes. */
async function measure(folders: ReadonlyMap<Way, string>, results: ReadonlyMap<Way, Result>): Promise<void> {
  for (const outage of OUTAGES) {
    const took = new Map([...folders.keys()].map((way) => [way, [] as number[]]));
    for (let round = 0; round < ROUNDS; round++)
      for (const [way, folder] of folders) {
        portal.serve(folder);
        await meet(way, outage).then(
          (milliseconds) => took.get(way)!.push(milliseconds),
          (error: unknown) => results.get(way)!.faults.push(`${outage}: ${firstLineOf(error)}`),
        );
      }
    for (const [way, times] of took) if (times.length > 0) results.get(way)!.starts[outage] = median(times);
  }
}

const record = readRecord();
let failed = 0;

async function tryFrontEnd(front: FrontEnd, repository: string): Promise<void> {
  const built = WAYS.map((way) => ({ way, ...buildFrontEnd(front, way, repository, bff.url) }));
  try {
    const results = new Map<Way, Result>();
    for (const { way, folder } of built) {
      portal.serve(folder);
      results.set(way, { faults: way === 'without' ? [] : await walk(), starts: {} });
    }
    await measure(new Map(built.map(({ way, folder }) => [way, folder])), results);
    for (const [way, result] of results) {
      const name = `${front.name}-${way}`;
      if (result.faults.length > 0) failed++;
      record.results[name] = result;
      if (way !== 'without') record.patches[name] = checksumOf(front, way);
      console.log(`${name} ${JSON.stringify(result)}`);
    }
  } finally {
    for (const { remove } of built) remove();
  }
}

try {
  const chosen = FRONT_ENDS.filter(({ repository }) => process.env[repository]);
  if (chosen.length === 0) throw new Error('give RUOYI_VUE3 and RUOYI_VUE, paths of Git repositories');
  for (const front of chosen) await tryFrontEnd(front, process.env[front.repository]!);
  writeRecord({ ...record, on: new Date().toISOString().slice(0, 10), chromium: browser.version() });
  writeTable(readRecord());
} finally {
  await browser.close();
  portal.close();
  await bff.close();
  await database.close();
  await postgres.stop();
}
console.log(failed === 0 ? 'all passed' : `${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
