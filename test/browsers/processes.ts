/** Programs that a browser's run needs: started, waited for, and ended with everything that they started. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const START_MS = 60_000;

/** Leaders of the groups that run: an interrupted run leaves no browser behind. */
const groups = new Set<number>();
process.once('exit', () => groups.forEach(end));

/** The whole group: browsers leave their own children behind when they are killed. */
function end(group: number): void {
  groups.delete(group);
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // Nobody of it is left.
  }
}

export interface Started {
  /** What the pattern caught in the program's words. */
  said: string;
  stop(): Promise<void>;
}

/**
 * Resolves when the program has said what the pattern matches, on either stream, or runs at all when there is none; rejects with
 * its words when it ends first.
 */
export async function start(
  command: string,
  options: string[],
  env: NodeJS.ProcessEnv,
  pattern?: RegExp,
): Promise<Started> {
  const child = spawn(command, options, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const ended = once(child, 'close').catch(() => undefined);
  if (child.pid) groups.add(child.pid);
  const stop = async () => {
    if (child.pid) end(child.pid);
    await ended;
  };
  let words = '';
  const said = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      words += chunk.toString();
      const match = pattern?.exec(words);
      if (match) resolve(match[1] ?? match[0]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    if (!pattern) child.once('spawn', () => resolve(''));
    child.once('exit', (code) => reject(new Error(`${command} ended (${code}): ${words.slice(-400)}`)));
    setTimeout(() => reject(new Error(`${command} did not start: ${words.slice(-400)}`)), START_MS).unref();
  });
  try {
    return { said: await said, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
