/** The desk: the machine from which an operator reaches the others by ssh. Here it stands in the hall, and ssh is `desk/ssh`. */
import { execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { machinesIn } from './machine.ts';

const PROGRAMS = fileURLToPath(new URL('desk', import.meta.url));

const environmentOf = (folder: string) => ({
  ...process.env,
  PATH: `${PROGRAMS}:${process.env['PATH']}`,
  MACHINES: machinesIn(folder),
});

/** Runs bash in the folder, with `-eu`; returns its output. */
export async function runAtDesk(folder: string, code: string): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['-euc', code], {
    cwd: folder,
    env: environmentOf(folder),
  });
  return stdout.trim();
}

/** Gives the desk to somebody, in the folder that they prepared; resolves when they leave. */
export const sitAtDesk = (folder: string, prepared: string): Promise<void> =>
  new Promise((resolve) => {
    const options = { cwd: prepared, env: environmentOf(folder), stdio: 'inherit' } as const;
    spawn('bash', [], options).on('close', () => resolve());
  });
