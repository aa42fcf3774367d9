/**
 * The hall: namespaces in which the machines stand, with a switch that connects them. Every process in it ends with the first one, so nothing
 * is left however the run ends.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmdirSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';

/** The words before a command that shall be the hall's first process. */
export const ENTER_HALL = ['unshare', '--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** The address from which visitors and portals come. */
const VISITOR = '10.0.0.1/24';

const run = (command: string, ...words: string[]): void =>
  void execFileSync(command, words, { stdio: ['ignore', 'ignore', 'inherit'] });

/** Makes the switch. `hosts`: lines for this hall's /etc/hosts. */
export function openHall(folder: string, hosts: string): void {
  run('mount', '-t', 'tmpfs', 'tmpfs', '/run'); // for /run/netns
  execFileSync('sh', ['-c', 'cat /etc/hosts - >"$0/hosts" && mount --bind "$0/hosts" /etc/hosts', folder], {
    input: hosts,
  });
  run('ip', 'link', 'set', 'lo', 'up');
  run('ip', 'link', 'add', 'switch', 'type', 'bridge');
  run('ip', 'address', 'add', VISITOR, 'dev', 'switch');
  run('ip', 'link', 'set', 'switch', 'up');
}

/** Connects a new network namespace to the switch. */
export function connect(name: string, address: string): void {
  run('ip', 'netns', 'add', name);
  run('ip', 'link', 'add', `to-${name}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
  run('ip', 'link', 'set', `to-${name}`, 'master', 'switch');
  run('ip', '-n', name, 'address', 'add', `${address}/24`, 'dev', 'eth0');
  run('ip', '-n', name, 'link', 'set', 'lo', 'up');
  run('ip', '-n', name, 'link', 'set', 'eth0', 'up');
  plugIn(name);
}

export const plugIn = (name: string): void => run('ip', 'link', 'set', `to-${name}`, 'up');
export const pullPlug = (name: string): void => run('ip', 'link', 'set', `to-${name}`, 'down');

/** The folder of this run's control groups (version 2, mounted anywhere). */
function cgroups(): string {
  const mounts = readFileSync('/proc/mounts', 'utf8');
  const mounted = /^\S+ (\S+) cgroup2 /m.exec(mounts)?.[1];
  if (!mounted) throw new Error('This machine has no control groups of version 2, which systemd needs.');
  return join(mounted, 'unit-certification-deploy');
}

/** A control group for a machine, whose systemd makes others below it. */
export function cgroupFor(name: string): string {
  const folder = join(cgroups(), name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

export function removeCgroups(folder = cgroups()): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) removeCgroups(join(folder, entry.name));
  rmdirSync(folder);
}
