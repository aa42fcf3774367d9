/**
 * `npm test [-- SUITE… FILTER…]`: builds the widget, runs the suites, some in parallel, and ends with `N passed, N failed`.
 * A filter is part of a test file's path. Each line begins with the seconds since the start and the step.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { BUILD_WIDGET } from './support/build-widget.ts';
import { memoryFolder } from './support/memory-folder.ts';
import { startProgram, type Ending, type Program } from './support/program.ts';
import {
  commandOf,
  LANES,
  matches,
  output,
  reportOf,
  resultOf,
  root,
  SUITES,
  type Result,
  type Suite,
} from './support/suites.ts';

const SUITE_MINUTES = Number(process.env['SUITE_MINUTES'] ?? 60);
const TOO_LONG = `stopped after ${SUITE_MINUTES} minutes`;
/** More failed files than this come from a fault and not from a busy machine. */
const AGAIN_AT_MOST = 8;

const words = process.argv.slice(2);
const named = SUITES.filter(({ name }) => words.includes(name));
const filters = words.filter((word) => !SUITES.some(({ name }) => name === word));
const chosen = (named.length ? named : SUITES).filter((suite) => matches(suite, filters));

const started = performance.now();
const secondsSince = (start: number) => Math.round((performance.now() - start) / 1000);
const say = (step: string, line: string) =>
  console.log(`${String(secondsSince(started)).padStart(4)} s  ${step.padEnd(8)}  ${line}`);

const temporary = process.env['TMPDIR'] ? undefined : memoryFolder();
/** Node's cache of compiled modules halves the start of a process. */
const places: Record<string, string> = {
  NODE_COMPILE_CACHE: `${root}node_modules/.cache/unit-certification/node`,
  ...(temporary && { TMPDIR: temporary }),
};

const running = new Set<Program>();
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    interrupted = true;
    for (const program of running) program.end('interrupted');
  });

/** Runs a program and forwards its output. Ends it when it takes too long. */
async function run(step: string, command: string[], env: Record<string, string> = {}): Promise<Ending> {
  const { isTTY } = process.stdout;
  const colors: Record<string, string> = isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  const program = startProgram(command, { ...colors, ...places, ...env }, (line) =>
    say(step, isTTY ? line : stripVTControlCharacters(line)),
  );
  running.add(program);
  const tooLong = setTimeout(() => {
    say(step, TOO_LONG);
    program.end(TOO_LONG);
  }, SUITE_MINUTES * 60_000);
  const ending = await program.ended;
  clearTimeout(tooLong);
  running.delete(program);
  return ending;
}

async function build(): Promise<boolean> {
  const start = performance.now();
  say('build', 'the widget, with Rollup');
  const built = (await run('build', BUILD_WIDGET)).code === 0;
  say('build', `${built ? 'done' : 'failed'} in ${secondsSince(start)} s`);
  return built;
}

const results = new Map<string, Result>();

async function runFiles(suite: Suite, files: readonly string[]): Promise<void> {
  const report = reportOf(suite);
  const { code, why } = await run(suite.name, commandOf(suite, files), { TEST_REPORT: report });
  results.set(suite.name, resultOf(report, code, why));
}

async function runSuite(suite: Suite, built: Promise<boolean>): Promise<void> {
  if (suite.needsBuild && !(await built)) return;
  if (interrupted) return;
  const start = performance.now();
  say(suite.name, 'begins');
  rmSync(reportOf(suite), { force: true });
  await runFiles(suite, filters);
  const { passed, failed } = results.get(suite.name)!;
  say(suite.name, `${passed} passed, ${failed} failed in ${secondsSince(start)} s`);
}

/**
 * Runs the files that failed once more, now that no other lane takes the machine's time: the second result counts. A file that needs
 * it is said, because its tests depend on time.
 */
async function runAgainAlone(suite: Suite): Promise<void> {
  const first = results.get(suite.name);
  if (interrupted || !first?.failedFiles.length || first.failedFiles.length > AGAIN_AT_MOST) return;
  say(suite.name, `again, alone: ${first.failedFiles.join(' ')}`);
  await runFiles(suite, first.failedFiles);
  const { failures } = results.get(suite.name)!;
  for (const failure of first.failures.filter((one) => !failures.includes(one)))
    say(suite.name, `failed beside the other suites, not alone: ${failure}`);
}

mkdirSync(output, { recursive: true });
const built = chosen.some(({ needsBuild }) => needsBuild) ? build() : Promise.resolve(true);
const lanes = LANES.map((names) => names.flatMap((name) => chosen.filter((suite) => suite.name === name)));
await Promise.all(
  lanes.map(async (suites) => {
    for (const suite of suites) await runSuite(suite, built);
  }),
);
for (const suite of chosen) await runAgainAlone(suite);
if (temporary) rmSync(temporary, { recursive: true, force: true });
if (!(await built))
  results.set('build', { passed: 0, failed: 1, failures: ['the widget does not build'], failedFiles: [] });
if (interrupted)
  results.set('run', { passed: 0, failed: 1, failures: ['it was interrupted'], failedFiles: [] });

const total = { passed: 0, failed: 0 };
for (const [name, { passed, failed, failures }] of results) {
  total.passed += passed;
  total.failed += failed;
  for (const failure of failures.slice(0, 50)) say(name, `✗ ${failure}`);
  if (failures.length > 50) say(name, `… and ${failures.length - 50} more in ${output}/${name}.jsonl`);
}
if (total.passed + total.failed === 0) console.log('No test matched.');
console.log(`${secondsSince(started)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
