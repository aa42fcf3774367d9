/** Web Test Runner reporter: a line for each finished test file, and the report. */
import { relative } from 'node:path';
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner';
import { firstLine, report, type TestResult } from './report.ts';

const flatten = (suite: TestSuiteResult, path: string[]): TestResult[] => [
  ...suite.tests.map(({ name, passed, skipped, error, duration = 0 }): TestResult => ({
    name: [...path, name].join(' > '),
    status: skipped ? 'skipped' : passed ? 'passed' : 'failed',
    error: firstLine(error?.message),
    milliseconds: Math.round(duration),
  })),
  ...suite.suites.flatMap((inner) => flatten(inner, [...path, inner.name])),
];

/** Why a file failed, apart from its tests. */
function errorOf({ passed, errors, testResults }: TestSession, tests: readonly TestResult[]) {
  if (!testResults || errors.length) return firstLine(errors[0]?.message) || 'it did not run to its end';
  return passed || tests.some(({ status }) => status === 'failed') ? undefined : 'it failed';
}

/** One browser runs each file once. */
export function browserReport(root: string): Reporter {
  const began = new Map<string, number>();
  return {
    start({ testFiles, sessions }) {
      report({ files: testFiles.map((file) => relative(root, file)) });
      const begin = ({ testFile, status }: TestSession) => {
        if (began.has(testFile) || status === 'SCHEDULED') return;
        began.set(testFile, performance.now());
        report({ began: relative(root, testFile) });
      };
      for (const session of sessions.all()) begin(session); // the first ones began before the reporters
      sessions.on('session-status-updated', begin);
    },
    reportTestFileResults({ sessionsForTestFile, testFile }) {
      const [session] = sessionsForTestFile;
      const tests = session!.testResults ? flatten(session!.testResults, []) : [];
      const path = relative(root, testFile);
      report({ ended: path, tests, error: errorOf(session!, tests) });
      const failed = tests.filter(({ status }) => status === 'failed').length;
      const seconds = ((performance.now() - began.get(testFile)!) / 1000).toFixed(1);
      console.log(
        `${session!.passed ? '✓' : '✗'} ${path}  ${tests.length} tests${failed ? `, ${failed} failed` : ''}, ${seconds} s`,
      );
    },
  };
}
