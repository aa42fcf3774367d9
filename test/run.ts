/**
 * `npm test [-- SUITE… FILTER…]`: builds the widget, runs the suites, some in parallel, and ends with `N passed, N failed`.
 * A filter is part of a test file's path. Each line begins with the seconds since the start and the step.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
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

const SUITE_MINUTES = Number(process.env['SUITE_MINUTES'] ?? 20);
const BUILD = ['node_modules/rollup/dist/bin/rollup', '-c', 'rollup.config.mjs', '--silent'];

const words = process.argv.slice(2);
const named = SUITES.filter(({ name }) => words.includes(name));
const filters = words.filter((word) => !SUITES.some(({ name }) => name === word));
const chosen = (named.length ? named : SUITES).filter((suite) => matches(suite, filters));

const started = performance.now();
const secondsSince = (start: number) => Math.round((performance.now() - start) / 1000);
const say = (step: string, line: string) =>
  console.log(`${String(secondsSince(started)).padStart(4)} s  ${step.padEnd(8)}  ${line}`);

const running = new Set<ChildProcess>();
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    interrupted = true;
    for (const child of running) child.kill(signal);
  });

/** Runs a program of this package and forwards its output; resolves to its exit code. Ends it when it hangs. */
function run(step: string, command: string[]): Promise<number> {
  const child = spawn(process.execPath, command, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) },
  });
  running.add(child);
  const readable = process.stdout.isTTY ? (line: string) => line : stripVTControlCharacters;
  const pass = (stream: Readable) =>
    createInterface(stream).on('line', (line) => line.trim() && say(step, readable(line)));
  pass(child.stdout);
  pass(child.stderr);
  const tooLong = setTimeout(() => {
    say(step, `ended after ${SUITE_MINUTES} minutes`);
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
  }, SUITE_MINUTES * 60_000);
  return new Promise((resolve) => {
    child.on('error', () => resolve(1)).on('close', (code) => resolve(code ?? 1));
  }).finally(() => {
    clearTimeout(tooLong);
    running.delete(child);
  }) as Promise<number>;
}

async function build(): Promise<boolean> {
  const start = performance.now();
  say('build', 'the widget, with Rollup');
  const built = (await run('build', BUILD)) === 0;
  say('build', `${built ? 'done' : 'failed'} in ${secondsSince(start)} s`);
  return built;
}

const results = new Map<string, Result>();

async function runSuite(suite: Suite, built: Promise<boolean>): Promise<void> {
  if (suite.needsBuild && !(await built)) return;
  if (interrupted) return;
  const start = performance.now();
  say(suite.name, 'begins');
  rmSync(reportOf(suite), { force: true });
  const result = resultOf(suite, await run(suite.name, commandOf(suite, filters)));
  results.set(suite.name, result);
  say(suite.name, `${result.passed} passed, ${result.failed} failed in ${secondsSince(start)} s`);
}

mkdirSync(output, { recursive: true });
const built = chosen.some(({ needsBuild }) => needsBuild) ? build() : Promise.resolve(true);
const lanes = LANES.map((names) => names.flatMap((name) => chosen.filter((suite) => suite.name === name)));
await Promise.all(
  lanes.map(async (suites) => {
    for (const suite of suites) await runSuite(suite, built);
  }),
);
if (!(await built)) results.set('build', { passed: 0, failed: 1, failures: ['the widget does not build'] });
if (interrupted) results.set('run', { passed: 0, failed: 1, failures: ['it was interrupted'] });

const total = { passed: 0, failed: 0 };
for (const [name, { passed, failed, failures }] of results) {
  total.passed += passed;
  total.failed += failed;
  for (const failure of failures.slice(0, 50)) say(name, `✗ ${failure}`);
}
if (total.passed + total.failed === 0) console.log('No test matched.');
console.log(`${secondsSince(started)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
