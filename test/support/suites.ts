/** The suites, their commands and their reports. */
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readReport } from './report.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const output = `${root}test/.output`;

export interface Suite {
  name: string;
  files: string;
  except?: string;
  needsBuild?: true;
}

const STORE = 'test/**/*.store.test.ts';

export const SUITES: readonly Suite[] = [
  { name: 'unit', files: 'test/{contract,bff,demo,architecture,docs}/**/*.test.ts', except: STORE },
  { name: 'store', files: STORE },
  { name: 'widget', files: 'test/widget/**/*.test.ts', needsBuild: true },
  { name: 'e2e', files: 'test/e2e/**/*.test.ts', needsBuild: true },
];

/**
 * Lanes run in parallel, the suites of a lane one after the other. Suites mostly wait, so three lanes use two cores; with a fourth
 * the demo's service was at times too slow for its own limits.
 */
export const LANES: readonly (readonly string[])[] = [['unit', 'store'], ['widget'], ['e2e']];

const filesOf = ({ files, except }: Suite, filters: readonly string[]): string[] =>
  globSync(files, { cwd: root, exclude: except ? [except] : [] }).filter((path) =>
    filters.some((part) => path.includes(part)),
  );

export const matches = (suite: Suite, filters: readonly string[]): boolean =>
  !filters.length || filesOf(suite, filters).length > 0;

export const reportOf = ({ name }: Suite): string => `${output}/${name}.jsonl`;

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
    ...filters,
  ];
}

/** The result of a suite: counts, and the failed tests, each with its title and the first line of its error. */
export interface Result {
  passed: number;
  failed: number;
  failures: string[];
  /** The files that ran to their end with a failure. */
  failedFiles: string[];
}

/**
 * Reads the report of a suite. A skipped test counts as failed, and so does a file that did not run to its end; `why` it did not is
 * part of the message. `exitCode`: the runner's.
 */
export function resultOf(
  file: string,
  exitCode: number,
  why = `the runner ended (exit ${exitCode})`,
): Result {
  const result: Result = { passed: 0, failed: 0, failures: [], failedFiles: [] };
  const fail = (what: string) => {
    result.failed++;
    result.failures.push(what);
  };
  const { files, began, ended } = readReport(file);
  if (!files) fail(`no test began: ${why}`);
  for (const [path, { tests, error }] of ended) {
    const before = result.failed;
    for (const test of tests) {
      if (test.status === 'passed') result.passed++;
      else fail(`${path} › ${test.name}: ${test.error ?? test.status}`);
    }
    if (error !== undefined) fail(`${path}: ${error}`);
    if (result.failed > before) result.failedFiles.push(path);
  }
  const missing = (files ?? []).filter((path) => !ended.has(path));
  for (const path of missing.filter((one) => began.has(one))) fail(`${path} had not ended: ${why}`);
  for (const path of missing.filter((one) => !began.has(one))) fail(`${path} had not begun: ${why}`);
  if (exitCode !== 0 && result.failed === 0) fail(`an error outside of the tests (exit ${exitCode})`);
  return result;
}
