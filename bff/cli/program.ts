/** The command line as a process. Exit code: 0 done, 1 failed, 2 wrong usage. */
import { runCommandLine } from './run.ts';
import { createTerminal, firstLine } from './terminal.ts';

/** Aborted by the first SIGINT or SIGTERM. The second one ends the process. */
function interruption(): AbortSignal {
  const interrupted = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => (interrupted.signal.aborted ? process.exit(130) : interrupted.abort()));
  return interrupted.signal;
}

// The reader has closed the pipe (`… | head`).
process.stdout.on('error', () => process.exit(1));
process.exitCode = await runCommandLine(process.argv.slice(2), {
  io: createTerminal(process.stdout, process.stderr, Date.now, process.env['LOG_LEVEL'] === 'debug'),
  environment: process.env,
  cwd: process.cwd(),
  readLine: () => firstLine(process.stdin),
  interruption,
});
