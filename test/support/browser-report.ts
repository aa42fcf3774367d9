/** Web Test Runner reporter with the output of Vitest's JSON reporter, so that `test/run.ts` reads both. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner';

interface Assertion {
  fullName: string;
  status: 'passed' | 'failed' | 'skipped';
  failureMessages: string[];
}

const flatten = (suite: TestSuiteResult, path: string[]): Assertion[] => [
  ...suite.tests.map(({ name, passed, skipped, error }): Assertion => ({
    fullName: [...path, name].join(' '),
    status: skipped ? 'skipped' : passed ? 'passed' : 'failed',
    failureMessages: error ? [error.message] : [],
  })),
  ...suite.suites.flatMap((inner) => flatten(inner, [...path, inner.name])),
];

const describeFile = (root: string, { testFile, testResults, passed, errors }: TestSession) => ({
  name: relative(root, testFile),
  status: passed ? 'passed' : 'failed',
  message: errors[0]?.message ?? (testResults ? '' : 'did not run to its end'),
  assertionResults: testResults ? flatten(testResults, []) : [],
});

/** Prints a line for each finished test file, and writes the report to `file` at the end of the run. */
export function browserReport(root: string, file: string): Reporter {
  let ended = performance.now();
  return {
    reportTestFileResults({ sessionsForTestFile, testFile }) {
      const now = performance.now();
      const tests = sessionsForTestFile.reduce(
        (sum, session) => sum + describeFile(root, session).assertionResults.length,
        0,
      );
      const mark = sessionsForTestFile.every(({ passed }) => passed) ? '✓' : '✗';
      console.log(
        `${mark} ${relative(root, testFile)}  ${tests} tests, ${((now - ended) / 1000).toFixed(1)} s`,
      );
      ended = now; // they run one after the other
    },
    onTestRunFinished({ sessions }) {
      const testResults = sessions.map((session) => describeFile(root, session));
      const success = testResults.every(({ status }) => status === 'passed');
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify({ success, testResults }));
    },
  };
}
