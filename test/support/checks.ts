/** Checks that are no tests, and their run side by side. */
import { startProgram, type Program } from './program.ts';

/** Programs that run one after the other, each a script with its arguments, for Node. */
export type Check = readonly (readonly string[])[];

/** One check's programs up to the first that fails. Its output comes in one piece. */
async function runCheck(check: Check, running: Set<Program>): Promise<{ passed: boolean; output: string[] }> {
  const output: string[] = [];
  for (const command of check) {
    const program = startProgram(command, {}, (line) => output.push(line));
    running.add(program);
    const { code } = await program.ended;
    running.delete(program);
    if (code !== 0) return { passed: false, output };
  }
  return { passed: true, output };
}

/**
 * Runs all, so many at a time, the first of the list first, also after a failure. `say` gets a line for each, with its output when it has failed.
 * Resolves to the names of those that have failed. At the signal what runs is ended, and nothing more begins.
 */
export async function runChecks(
  checks: readonly (readonly [name: string, check: Check])[],
  atATime: number,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<string[]> {
  const waiting = [...checks];
  const failed: string[] = [];
  const running = new Set<Program>();
  signal?.addEventListener('abort', () => {
    for (const program of running) program.end('interrupted');
  });
  async function lane(): Promise<void> {
    for (let next = waiting.shift(); next && !signal?.aborted; next = waiting.shift()) {
      const [name, check] = next;
      const started = performance.now();
      const { passed, output } = await runCheck(check, running);
      const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(5);
      say(`${passed ? '✓' : '✗'} ${name.padEnd(14)}${seconds} s`);
      if (passed) continue;
      failed.push(name);
      for (const line of output) say(`    ${line}`);
    }
  }
  await Promise.all(Array.from({ length: atATime }, lane));
  return failed;
}
