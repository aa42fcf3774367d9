import { describe, expect, it } from 'vitest';
import { runChecks, type Check } from '../support/checks.ts';

const script = (text: string): Check => [['-e', text]];
const lines: string[] = [];
const run = (checks: Record<string, Check>, signal?: AbortSignal) => {
  lines.length = 0;
  return runChecks(Object.entries(checks), 2, (line) => lines.push(line), signal);
};

describe('checks', () => {
  it('all run, also after a failure, and the output of those that failed is shown', async () => {
    const failed = await run({
      wrong: script('console.log("it is wrong"); process.exitCode = 1'),
      right: script('console.log("it is right")'),
      late: script('process.exitCode = 2'),
    });
    expect(failed.toSorted()).toEqual(['late', 'wrong']);
    expect(lines.filter((line) => /^[✓✗]/.test(line))).toHaveLength(3);
    expect(lines.join('\n')).toContain('it is wrong');
    expect(lines.join('\n')).not.toContain('it is right');
  });

  it('with several programs end at the first that fails', async () => {
    const [wrong] = script('process.exitCode = 1');
    const [unreached] = script('console.log("it was reached")');
    expect(await run({ size: [wrong!, unreached!] })).toEqual(['size']);
    expect(lines.join('\n')).not.toContain('it was reached');
  });

  it('are ended by the signal, and no other begins', async () => {
    const endless = script('setInterval(() => undefined, 1_000)');
    const interrupted = new AbortController();
    const failed = run({ one: endless, other: endless, waiting: script('') }, interrupted.signal);
    interrupted.abort();
    expect((await failed).toSorted()).toEqual(['one', 'other']);
  });
});
