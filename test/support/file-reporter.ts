/** Vitest reporter: a line for each finished test file. Vitest's own reporter shows the failures at the end. */
import type { Reporter, TestModule } from 'vitest/node';

export default class FileReporter implements Reporter {
  onTestModuleEnd(module: TestModule): void {
    const tests = [...module.children.allTests()];
    const failed = tests.filter((test) => test.result().state === 'failed').length;
    const seconds = (module.diagnostic().duration / 1000).toFixed(1);
    const mark = module.ok() ? '✓' : '✗';
    console.log(
      `${mark} ${module.relativeModuleId}  ${tests.length} tests${failed ? `, ${failed} failed` : ''}, ${seconds} s`,
    );
  }
}
