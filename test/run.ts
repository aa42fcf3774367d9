/**
 * `npm test [-- SUITE… FILTER…]`: builds the widget, runs the suites, and ends with `N passed, N failed`.
 * A filter is part of a test file's path. A skipped test is a failed one, and so is a suite that crashed.
 */
import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const output = `${root}test/.output`;
const SUITE_MINUTES = 20;

interface Suite {
  name: string;
  /** The suite runs when one of these folders exists. */
  folders: string[];
  files: string;
  needsBuild?: boolean;
}

const SUITES: Suite[] = [
  { name: 'unit', folders: ['test/contract', 'test/bff'], files: 'test/**/*.test.ts' },
  { name: 'store', folders: ['test/bff'], files: 'test/**/*.store.test.ts' },
  { name: 'widget', folders: ['test/widget'], files: 'test/widget/**/*.test.ts', needsBuild: true },
  { name: 'e2e', folders: ['test/e2e'], files: 'test/e2e/**/*.test.ts', needsBuild: true },
  { name: 'faults', folders: ['test/faults'], files: 'test/faults/**/*.test.ts', needsBuild: true },
];

/** What a runner reports: counts, and titles of what failed. */
interface Result {
  passed: number;
  failed: number;
  failures: string[];
}

/** The part of Vitest's JSON report (Jest's format) that is read; the widget's reporter writes the same. */
interface Report {
  success: boolean;
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

/** Runs a program of this package in the foreground; resolves to its exit code, and ends it when it hangs. */
const run = (script: string, args: string[]): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [root + script, ...args], { cwd: root, stdio: 'inherit' });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGINT', forward).on('SIGTERM', forward);
    const tooLong = setTimeout(() => {
      console.error(`Ended after ${SUITE_MINUTES} minutes.`);
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
    }, SUITE_MINUTES * 60_000);
    const done = (code: number) => {
      clearTimeout(tooLong);
      process.off('SIGINT', forward).off('SIGTERM', forward);
      resolve(code);
    };
    child.on('error', () => done(1)).on('exit', (code) => done(code ?? 1));
  });

function read(file: string, exitCode: number): Result {
  const result: Result = { passed: 0, failed: 0, failures: [] };
  const fail = (what: string) => {
    result.failed++;
    result.failures.push(what);
  };
  if (!existsSync(file)) {
    fail(`the runner crashed (exit ${exitCode})`);
    return result;
  }
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  for (const testFile of report.testResults) {
    const path = testFile.name.replace(root, '');
    for (const test of testFile.assertionResults) {
      if (test.status === 'passed') result.passed++;
      else fail(`${path} › ${test.fullName}${test.status === 'failed' ? '' : ` (${test.status})`}`);
    }
    const explained = testFile.assertionResults.some(({ status }) => status === 'failed');
    if (testFile.status === 'failed' && !explained) {
      fail(`${path}: ${testFile.message?.split('\n')[0] || 'did not run'}`);
    }
  }
  if (exitCode !== 0 && result.failed === 0) fail(`an error outside of the tests (exit ${exitCode})`);
  return result;
}

async function runSuite({ name }: Suite, filters: string[]): Promise<Result> {
  const report = `${output}/${name}.json`;
  rmSync(report, { force: true });
  let exitCode: number;
  if (name === 'widget') {
    const files = filters.length ? filters.map((part) => `test/widget/**/*${part}*`) : [];
    const args = files.length ? ['--files', ...files] : [];
    exitCode = await run('node_modules/@web/test-runner/dist/bin.js', [
      '--config',
      'test/wtr.config.mjs',
      ...args,
    ]);
  } else {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    exitCode = await run('node_modules/vitest/vitest.mjs', [
      'run',
      '--config=test/vitest.config.ts',
      `--project=${name}`,
      ...reporters,
      ...filters,
    ]);
  }
  return read(report, exitCode);
}

const words = process.argv.slice(2);
const named = SUITES.filter(({ name }) => words.includes(name));
const filters = words.filter((word) => !SUITES.some(({ name }) => name === word));
const chosen = (named.length ? named : SUITES).filter(({ folders, files }) => {
  if (!folders.some((folder) => existsSync(root + folder))) return false;
  return (
    !filters.length ||
    globSync(files, { cwd: root }).some((path) => filters.some((part) => path.includes(part)))
  );
});

mkdirSync(output, { recursive: true });
const results = new Map<string, Result>();
const started = performance.now();

if (chosen.some(({ needsBuild }) => needsBuild)) {
  const code = await run('node_modules/rollup/dist/bin/rollup', ['-c', 'rollup.config.mjs', '--silent']);
  if (code !== 0) results.set('build', { passed: 0, failed: 1, failures: ['the widget does not build'] });
}
for (const suite of chosen) {
  console.log(`\n── ${suite.name} ${'─'.repeat(60)}`);
  results.set(suite.name, await runSuite(suite, filters));
}

const total = { passed: 0, failed: 0 };
console.log(`\n── summary ${'─'.repeat(57)}`);
for (const [name, { passed, failed, failures }] of results) {
  total.passed += passed;
  total.failed += failed;
  console.log(`${name.padEnd(8)} ${String(passed).padStart(5)} passed ${String(failed).padStart(5)} failed`);
  for (const failure of failures.slice(0, 50)) console.log(`         ✗ ${failure}`);
}
if (total.passed + total.failed === 0) console.log('No test matched.');
console.log(`${Math.round((performance.now() - started) / 1000)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
