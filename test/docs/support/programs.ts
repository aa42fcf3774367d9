/** Examples of `docs` that are programs, each run by its language. CI has every language; elsewhere the run says which is missing. */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { basename, extname } from 'node:path';

/** For programs that end after seconds: they start in half the time. */
export const JVM = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
export const COMPILER = JVM.map((option) => `-J${option}`);

/** The command for a program, by its extension. */
const COMMANDS: Record<string, (program: string) => [command: string, ...words: string[]]> = {
  '.mjs': (program) => [process.execPath, program],
  '.java': (program) => ['java', ...JVM, basename(program, '.java')],
  '.php': (program) => ['php', program],
  '.py': (program) => ['python3', program],
};

/** A command that succeeds where the program can run. */
const needOf = (program: string): [command: string, ...words: string[]] => {
  if (program === 'assertion.py') return ['python3', '-c', 'import cryptography'];
  if (program.endsWith('.java')) return ['javac', '--version'];
  const [command] = COMMANDS[extname(program)]!(program);
  return [command, '--version'];
};

const canRun = (program: string): boolean => {
  const [command, ...words] = needOf(program);
  return spawnSync(command, words).status === 0;
};

/** Those programs that this machine can run. */
export function runnable(programs: string[]): string[] {
  const present = programs.filter(canRun);
  const missing = programs.filter((program) => !present.includes(program));
  if (missing.length > 0 && process.env['CI']) throw new Error(`CI has nothing to run ${missing.join(', ')}`);
  for (const program of missing) console.warn(`${program} is not run: this machine lacks what it needs`);
  return present;
}

/** Compiles the Java programs once, for JDK 8. `java FILE` would compile at each start. */
export function compile(folder: string, programs: string[]): void {
  const sources = programs.filter((program) => program.endsWith('.java'));
  if (sources.length > 0)
    execFileSync(
      'javac',
      [...COMPILER, '--release', '8', '-Xlint:-options', '-encoding', 'UTF-8', ...sources],
      { cwd: folder },
    );
}

export interface Run {
  folder: string;
  args?: string[];
  env: Record<string, string>;
  input?: string;
}

/** Resolves to the program's output. */
export const runProgram = (program: string, { folder, args = [], env, input }: Run): Promise<string> =>
  new Promise((resolve, reject) => {
    const settings = { cwd: folder, env: { ...process.env, ...env } };
    const [command, ...words] = COMMANDS[extname(program)]!(program);
    const child = execFile(command, [...words, ...args], settings, (error, stdout) =>
      error ? reject(error) : resolve(stdout.trim()),
    );
    child.stdin!.end(input);
  });
