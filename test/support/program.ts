/** Programs of this package as processes. A program can be ended with all that it started. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from './suites.ts';

/** Milliseconds from SIGTERM to SIGKILL. */
const GRACE = 5_000;

export interface Ending {
  code: number;
  /** Why it was ended before it was done. */
  why?: string;
}

export interface Program {
  /** Sends SIGTERM, and SIGKILL to what is left. `why` is in the ending. */
  end(why: string): void;
  ended: Promise<Ending>;
}

/** Sends a signal to the process and to all that it started. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it has ended
  }
}

/** `command`: the script and its arguments, for Node. `say` gets the lines of its output that are not empty. */
export function startProgram(
  command: readonly string[],
  env: Record<string, string>,
  say: (line: string) => void,
): Program {
  const child = spawn(process.execPath, command, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a process group of its own
    env: { ...process.env, ...env },
  });
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', (line) => line.trim() && say(line));
  let reason: string | undefined;
  return {
    end(why) {
      reason ??= why;
      signal(child, 'SIGTERM');
      setTimeout(signal, GRACE, child, 'SIGKILL').unref();
    },
    ended: new Promise((resolve) => {
      child
        .on('error', () => resolve({ code: 1 }))
        .on('close', (code) => resolve({ code: code ?? 1, ...(reason !== undefined && { why: reason }) }));
    }),
  };
}
