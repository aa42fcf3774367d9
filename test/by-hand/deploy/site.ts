/** The machines, and the commands of deploy.md on them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { runAtDesk } from './desk.ts';
import { section } from './document.ts';
import type { Machine } from './machine.ts';

export interface Site {
  /** The desk's: has the folder `kit` and `load.csv`. */
  folder: string;
  machine(name: string): Machine;
  machines: ReadonlyMap<string, Machine>;
}

/** Runs the commands under a heading, block by block and machine by machine, as a reader would; returns their output. */
export async function follow(site: Site, heading: string): Promise<string> {
  console.log(`deploy.md: ${heading}`);
  const said: string[] = [];
  for (const { on, code } of section(heading))
    for (const name of on)
      said.push(await (name === 'desk' ? runAtDesk(site.folder, code) : site.machine(name).run(code)));
  return said.join('\n');
}

/** Looks every half second; throws after a minute with what was looked for. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  seconds = 60,
): Promise<T> {
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; await sleep(500)) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
  }
  throw new Error(`not within ${seconds} s: ${what}`);
}

interface Member {
  Member: string;
  Role: string;
  State: string;
}

/** As Patroni says on a machine that runs. */
const members = async (machine: Machine): Promise<Member[]> =>
  JSON.parse(
    (await machine.tryRun('patronictl -c /etc/patroni/config.yml list -f json')) ?? '[]',
  ) as Member[];

export const leader = async (machine: Machine): Promise<string | undefined> =>
  (await members(machine)).find(({ Role, State }) => Role === 'Leader' && State === 'running')?.Member;

/** True when `name` leads (default: either) and each commit waits for the other machine. */
export async function isHealthy(machine: Machine, name?: string): Promise<boolean> {
  const all = await members(machine);
  return (
    all.some(
      ({ Member, Role, State }) => Role === 'Leader' && State === 'running' && (name ?? Member) === Member,
    ) && all.some(({ Role, State }) => Role === 'Sync Standby' && State === 'streaming')
  );
}
