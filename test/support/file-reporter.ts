/** Vitest reporter: a line for each finished test file, and the report. Vitest's own reporter shows the failures at the end. */
import { relative } from 'node:path';
import type { Reporter, TestCase, TestModule, TestSpecification } from 'vitest/node';
import { firstLine, report, type TestResult } from './report.ts';
import { root } from './suites.ts';

const pathOf = ({ moduleId }: { moduleId: string }) => relative(root, moduleId);

function resultOf(test: TestCase): TestResult {
  const { state, errors } = test.result();
  return {
    name: test.fullName,
    status: state === 'pending' ? 'skipped' : state,
    error: firstLine(errors?.[0]?.message),
    milliseconds: Math.round(test.diagnostic()?.duration ?? 0),
  };
}

export default class FileReporter implements Reporter {
  onTestRunStart(specifications: readonly TestSpecification[]): void {
    report({ files: specifications.map(pathOf) });
  }

  onTestModuleQueued(module: TestModule): void {
    report({ began: pathOf(module) });
  }

  onTestModuleEnd(module: TestModule): void {
    const tests = [...module.children.allTests()].map(resultOf);
    const outside = [module, ...module.children.allSuites()].flatMap((suite) => suite.errors());
    const error = outside.length || tests.length ? firstLine(outside[0]?.message) : 'it has no tests';
    report({ ended: pathOf(module), tests, error });
    const failed = tests.filter(({ status }) => status === 'failed').length;
    const seconds = (module.diagnostic().duration / 1000).toFixed(1);
    console.log(
      `${module.ok() ? '✓' : '✗'} ${pathOf(module)}  ${tests.length} tests${failed ? `, ${failed} failed` : ''}, ${seconds} s`,
    );
  }
}
