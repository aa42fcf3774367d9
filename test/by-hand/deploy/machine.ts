/** A machine of the hall: starts, runs commands, dies, starts again with what it had written. */
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cgroupFor, connect, plugIn, pullPlug } from './hall.ts';

const BOOT = fileURLToPath(new URL('machine.sh', import.meta.url));

/** The folder with a folder for each machine: its disk, and `pid`, its first process. */
export const machinesIn = (folder: string): string => join(folder, 'machines');

export interface Machine {
  readonly name: string;
  readonly address: string;
  start(): Promise<void>;
  /** Runs bash as root, with `-eu`; returns its output. Throws with everything that it said. */
  run(code: string): Promise<string>;
  /** The same; undefined when it fails, or the machine does not run. */
  tryRun(code: string): Promise<string | undefined>;
  /** Ends the machine as a power cut does: its network first, then every process at once. */
  kill(): void;
}

export function createMachine(name: string, address: string, image: string, folder: string): Machine {
  const own = join(machinesIn(folder), name);
  mkdirSync(own, { recursive: true });
  connect(name, address);
  let first: number | undefined;

  const execute = (code: string) => {
    if (first === undefined) throw new Error(`${name} does not run`);
    const enter = ['--target', String(first), '--all', '--', 'bash', '-euc', `cd /root\n${code}`];
    const env = {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin',
      HOME: '/root',
      LC_ALL: 'C.UTF-8',
    };
    return new Promise<{ said: string; out: string; failed: boolean }>((resolve) =>
      execFile('nsenter', enter, { env, timeout: 300_000 }, (error, stdout, stderr) =>
        resolve({ said: stdout + stderr, out: stdout.trim(), failed: error !== null }),
      ),
    );
  };

  const machine: Machine = {
    name,
    address,
    async start() {
      plugIn(name);
      const cgroup = cgroupFor(name);
      const enter = `echo $$ >${cgroup}/cgroup.procs; exec ip netns exec ${name} unshare --mount --pid --uts --ipc --cgroup --fork --kill-child sh ${BOOT} "$@"`;
      const child = spawn('sh', ['-c', enter, 'sh', name, image, own], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      for (let tries = 0; tries < 600; tries++) {
        await sleep(100);
        const [pid] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').split(' ');
        first = Number(pid) || undefined;
        if (first && (await machine.tryRun('systemctl is-active multi-user.target'))) {
          writeFileSync(join(own, 'pid'), String(first));
          return;
        }
      }
      throw new Error(`${name} does not start`);
    },
    async run(code) {
      const { said, out, failed } = await execute(code);
      if (failed) throw new Error(`${name}: ${code}\n${said}`);
      return out;
    },
    async tryRun(code) {
      if (first === undefined) return undefined;
      const { out, failed } = await execute(code);
      return failed ? undefined : out;
    },
    kill() {
      pullPlug(name);
      process.kill(first!, 'SIGKILL');
      first = undefined;
    },
  };
  return machine;
}
