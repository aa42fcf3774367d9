/** The suites, their commands and their reports. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const output = `${root}test/.output`;

export interface Suite {
  name: string;
  files: string;
  needsBuild?: true;
}

export const SUITES: readonly Suite[] = [
  { name: 'unit', files: 'test/{contract,bff,demo,architecture,docs}/**/*.test.ts' },
  { name: 'store', files: 'test/**/*.store.test.ts' },
  { name: 'widget', files: 'test/widget/**/*.test.ts', needsBuild: true },
  { name: 'e2e', files: 'test/e2e/**/*.test.ts', needsBuild: true },
];

/**
 * Lanes run in parallel, the suites of a lane one after the other. Suites mostly wait, so three lanes use two cores; with a fourth
 * the demo's service was at times too slow for its own limits.
 */
export const LANES: readonly (readonly string[])[] = [['unit', 'store'], ['widget'], ['e2e']];

const filesOf = ({ files }: Suite, filters: readonly string[]): string[] =>
  globSync(files, { cwd: root }).filter((path) => filters.some((part) => path.includes(part)));

export const matches = (suite: Suite, filters: readonly string[]): boolean =>
  !filters.length || filesOf(suite, filters).length > 0;

export const reportOf = ({ name }: Suite): string => `${output}/${name}.json`;

/** The program and its arguments, for Node. */
export function commandOf(suite: Suite, filters: readonly string[]): string[] {
  if (suite.name === 'widget') {
    const files = filesOf(suite, filters);
    const chosen = files.length ? ['--files', ...files] : [];
    return ['node_modules/@web/test-runner/dist/bin.js', '--config', 'test/wtr.config.mjs', ...chosen];
  }
  return [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config=test/vitest.config.ts',
    `--project=${suite.name}`,
    '--reporter=minimal', // shows the failures
    '--reporter=./test/support/file-reporter.ts',
    '--reporter=json',
    `--outputFile.json=${reportOf(suite)}`,
    ...filters,
  ];
}

/** The result of a suite: counts, and the failed tests, each with its title and the first line of its error. */
export interface Result {
  passed: number;
  failed: number;
  failures: string[];
}

/** The used part of Vitest's JSON report (Jest's format); the widget's reporter writes the same. */
interface Report {
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] }[];
  }[];
}

/** A skipped test and a crashed suite count as failed. */
export function resultOf(suite: Suite, exitCode: number): Result {
  const result: Result = { passed: 0, failed: 0, failures: [] };
  const fail = (what: string) => {
    result.failed++;
    result.failures.push(what);
  };
  const file = reportOf(suite);
  if (!existsSync(file)) {
    fail(`the runner crashed (exit ${exitCode})`);
    return result;
  }
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  for (const testFile of report.testResults) {
    const path = testFile.name.replace(root, '');
    for (const test of testFile.assertionResults) {
      if (test.status === 'passed') result.passed++;
      else
        fail(
          `${path} › ${test.fullName}: ${test.failureMessages?.[0]?.trim().split('\n')[0] ?? test.status}`,
        );
    }
    const explained = testFile.assertionResults.some(({ status }) => status === 'failed');
    if (testFile.status === 'failed' && !explained)
      fail(`${path}: ${testFile.message?.split('\n')[0] || 'did not run'}`);
  }
  if (exitCode !== 0 && result.failed === 0) fail(`an error outside of the tests (exit ${exitCode})`);
  return result;
}
