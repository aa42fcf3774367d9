import { EventEmitter } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestSession } from '@web/test-runner';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { browserReport } from '../support/browser-report.ts';
import { startProgram } from '../support/program.ts';
import { readReport } from '../support/report.ts';
import { SUITES, commandOf, output, resultOf, root } from '../support/suites.ts';

const widget = SUITES.find(({ name }) => name === 'widget')!;

const chosenBy = (filter: string): string[] =>
  commandOf(widget, [filter]).filter((part) => part.startsWith('test/widget/'));

it('a filter chooses the widget’s tests with it anywhere in the path, and nothing else', () => {
  expect(chosenBy('modules')).toContain('test/widget/modules/session.test.ts');
  expect(chosenBy('pinned')).toEqual(['test/widget/page/pinned.test.ts']);
  expect(chosenBy('logins')).toEqual(['test/widget/login/logins.test.ts']);
});

describe('a suite that is stopped keeps the results of the files that had ended, and names the others', () => {
  const folder = join(output, 'stopped');
  const report = join(folder, 'report.jsonl');
  const at = 'test/.output/stopped';
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('in Vitest', async () => {
    const files = {
      quick: `it('passes', () => undefined);
        it('fails', () => { throw new Error('it is wrong\\nand more'); });
        it.skip('is skipped', () => undefined);`,
      broken: `throw new Error('it does not load');`,
      stuck: `it('never ends', () => new Promise(() => undefined));`,
      waiting: `it('waits for its turn', () => undefined);`,
    };
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(folder, `${name}.test.js`), `import { it } from 'vitest';\n${text}`);
    writeFileSync(
      join(folder, 'vitest.config.js'),
      `const order = ${JSON.stringify(Object.keys(files))};
       const placeOf = ({ moduleId }) => order.findIndex((name) => moduleId.endsWith(name + '.test.js'));
       class InOrder { sort(all) { return all.toSorted((one, other) => placeOf(one) - placeOf(other)); } }
       export default { test: { maxWorkers: 1, testTimeout: 600_000, sequence: { sequencer: InOrder } } };`,
    );
    const lines: string[] = [];
    const program = startProgram(
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        '--root',
        folder,
        `--reporter=${root}test/support/file-reporter.ts`,
      ],
      { TEST_REPORT: report },
      (line) => lines.push(line),
    );
    onTestFinished(() => program.end('the test is over'));
    await vi.waitFor(
      () => expect([...readReport(report).began].at(-1), lines.join('\n')).toContain('stuck'),
      {
        timeout: 25_000,
      },
    );
    program.end('stopped after 60 minutes');
    const { code, why } = await program.ended;
    expect(resultOf(report, code, why)).toEqual({
      passed: 1,
      failed: 5,
      failures: [
        `${at}/quick.test.js › fails: it is wrong`,
        `${at}/quick.test.js › is skipped: skipped`,
        `${at}/broken.test.js: it does not load`,
        `${at}/stuck.test.js had not ended: stopped after 60 minutes`,
        `${at}/waiting.test.js had not begun: stopped after 60 minutes`,
      ],
      failedFiles: [`${at}/quick.test.js`, `${at}/broken.test.js`],
    });
  });

  it('in the browser', () => {
    vi.stubEnv('TEST_REPORT', report);
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.spyOn(console, 'log').mockReturnValue();
    onTestFinished(() => void vi.restoreAllMocks());
    const [quick, stuck, waiting] = ['quick', 'stuck', 'waiting'].map((name) =>
      join(folder, `${name}.test.ts`),
    );
    const sessions = Object.assign(new EventEmitter(), { all: () => [] });
    const reporter = browserReport(root);
    const session = { errors: [] as object[], status: 'STARTED' } as TestSession;
    void reporter.start!({ testFiles: [quick, stuck, waiting], sessions } as never);
    for (const testFile of [quick, stuck]) sessions.emit('session-status-updated', { ...session, testFile });
    const error = { message: 'it is wrong\nand more' };
    const tests = [
      { name: 'passes', passed: true, skipped: false },
      { name: 'fails', passed: false, skipped: false, error },
      { name: 'is skipped', passed: false, skipped: true },
    ];
    const suites = [{ name: 'a group', tests, suites: [] }];
    const ended = { ...session, passed: false, testResults: { name: '', suites, tests: [] } };
    reporter.reportTestFileResults!({ sessionsForTestFile: [ended], testFile: quick!, testRun: 0 } as never);
    expect(resultOf(report, 1, 'stopped after 60 minutes')).toEqual({
      passed: 1,
      failed: 4,
      failures: [
        `${at}/quick.test.ts › a group > fails: it is wrong`,
        `${at}/quick.test.ts › a group > is skipped: skipped`,
        `${at}/stuck.test.ts had not ended: stopped after 60 minutes`,
        `${at}/waiting.test.ts had not begun: stopped after 60 minutes`,
      ],
      failedFiles: [`${at}/quick.test.ts`],
    });
  });
});

it('a suite whose runner ends at once has failed', () => {
  expect(resultOf(join(output, 'no-report'), 137).failures).toEqual([
    'no test began: the runner ended (exit 137)',
  ]);
});

it('of a file that ran twice, the last run counts', () => {
  const file = join(output, 'twice.jsonl');
  mkdirSync(output, { recursive: true });
  onTestFinished(() => rmSync(file));
  const ended = (path: string, status: string) => ({
    ended: path,
    tests: [{ name: 'is in time', status, milliseconds: 1 }],
  });
  const lines = (events: object[]) => events.map((event) => `${JSON.stringify(event)}\n`).join('');
  const first = [
    { files: ['a', 'b'] },
    { began: 'a' },
    ended('a', 'failed'),
    { began: 'b' },
    ended('b', 'passed'),
  ];
  writeFileSync(file, lines(first));
  expect(resultOf(file, 1)).toMatchObject({ passed: 1, failed: 1, failedFiles: ['a'] });
  const again = [{ files: ['a'] }, { began: 'a' }, ended('a', 'passed')];
  writeFileSync(file, lines([...first, ...again]));
  expect(resultOf(file, 0)).toEqual({ passed: 2, failed: 0, failures: [], failedFiles: [] });
});
