/**
 * `npm run test:browsers [-- ENGINE…]`: plays the stories in every engine, or in those whose name contains one of the words,
 * stores the results in `results.json`, and updates the tables of docs/. Fails when a story failed or an engine is missing.
 */
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWidget } from '../../support/build-widget.ts';
import { copyData, startDemo, type DemoPlace, type RunningDemo } from '../../e2e/support/demo.ts';
import { ENGINES, type Engine } from './engines.ts';
import { writeTables } from './docs.ts';
import { personAt } from '../../e2e/support/person.ts';
import { PASSED, readResults, writeResults, type EngineResult, type Results } from './results.ts';
import { STORIES, storiesOf, type StoryName } from '../../e2e/support/stories.ts';

const started = performance.now();
const say = (line: string) =>
  console.log(`${String(Math.round((performance.now() - started) / 1000)).padStart(4)} s  ${line}`);
const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function play(engine: Engine, name: StoryName, demo: RunningDemo): Promise<string> {
  const remote = await engine.open();
  try {
    await STORIES[name](personAt(remote), demo);
    return PASSED;
  } catch (error) {
    return wordsOf(error);
  } finally {
    await remote.close();
  }
}

/** The engine's version, or why it is not available. */
async function find(engine: Engine): Promise<{ version: string } | { missing: string }> {
  try {
    const remote = await engine.open();
    await remote.close();
    return { version: remote.version };
  } catch (error) {
    return { missing: wordsOf(error) };
  }
}

/** Plays every story on fresh data. */
async function examine(engine: Engine, prepared: DemoPlace, dataDir: string): Promise<EngineResult> {
  const on = new Date().toISOString().slice(0, 10);
  const found = await find(engine);
  if ('missing' in found) {
    say(`${engine.name}: cannot be had: ${found.missing}`);
    return { on, ...found };
  }
  say(`${engine.name}: ${found.version}`);
  await mkdir(dataDir);
  await copyData(prepared.dataDir, dataDir);
  const demo = await startDemo({ DATA_DIR: dataDir }, prepared.ports);
  const stories: EngineResult['stories'] = {};
  try {
    for (const name of storiesOf(engine.tooOld)) {
      stories[name] = await play(engine, name, demo).catch(wordsOf);
      say(`${engine.name}: ${name}: ${stories[name]}`);
    }
  } finally {
    await demo.stop();
  }
  return { on, ...found, stories };
}

/** Sorts the results in the order of the engines; removes those of unknown engines. */
const inOrder = (results: Results): Results =>
  Object.fromEntries(ENGINES.flatMap(({ name }) => (results[name] ? [[name, results[name]]] : [])));

process.once('SIGINT', () => process.exit(130));

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = ENGINES.filter(
  ({ name }) => !words.length || words.some((word) => name.toLowerCase().includes(word)),
);
buildWidget();
const folder = await mkdtemp(join(tmpdir(), 'browsers-'));
await chmod(folder, 0o711); // PostgreSQL's user passes through it
try {
  const prepared = await startDemo({ DATA_DIR: join(folder, 'prepared') });
  await prepared.stop();
  let results = readResults();
  for (const [index, engine] of chosen.entries()) {
    const result = await examine(engine, prepared, join(folder, String(index)));
    results = inOrder({ ...results, [engine.name]: result });
    writeResults(results);
  }
  writeTables(results);
  const tried = chosen.flatMap(({ name }) => Object.values(results[name]!.stories ?? { missing: 'missing' }));
  const passed = tried.filter((outcome) => outcome === PASSED).length;
  say(`${passed} passed, ${tried.length - passed} failed`);
  process.exitCode = passed > 0 && passed === tried.length ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
