/**
 * Runs in the hall: `story.ts FOLDER IMAGE`. Sets all up by deploy.md, then kills, upgrades, restores, changes keys. Ends with a table.
 * With a third word, a folder that somebody prepared by deploy.md, it only starts the machines, empty, and a shell at the desk.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setUp } from './cluster.ts';
import { sitAtDesk } from './desk.ts';
import { failOver } from './failover.ts';
import { openHall } from './hall.ts';
import { changeKeys } from './keys.ts';
import { createMachine, type Machine } from './machine.ts';
import { printTable, type Row } from './report.ts';
import { restore } from './restore.ts';
import { startService } from './replicas.ts';
import { upgrade } from './upgrade.ts';

const [folder, image, prepared] = process.argv.slice(2) as [string, string, string?];
const hosts = readFileSync(join(prepared ?? folder, 'kit/hosts'), 'utf8');
const addresses = hosts
  .trim()
  .split('\n')
  .map((line) => line.split(' ') as [address: string, name: string]);
const web = addresses.find(([, name]) => name === 'web')![0];

openHall(folder, `${hosts}${web} certification.example\n`);
const machines = new Map<string, Machine>(
  addresses.map(([address, name]) => [name, createMachine(name, address, image, folder)]),
);
const site = { folder, machines, machine: (name: string) => machines.get(name)! };
/** The first process of a namespace has no signal handlers of its own: without these nothing could end it politely. */
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

if (prepared) {
  await Promise.all([...machines.values()].map((machine) => machine.start()));
  console.log('The six machines run. ssh reaches them: ssh db1 COMMAND. All ends with this shell.');
  await sitAtDesk(folder, prepared);
  process.exit();
}
const rows: Row[] = [];
try {
  rows.push(...(await setUp(site)));
  const secret = await startService(site);
  rows.push(...(await failOver(site, secret)));
  rows.push(...(await upgrade(site, secret)));
  rows.push(...(await restore(site, secret)));
  rows.push(...(await changeKeys(site, secret)));
} catch (error) {
  process.exitCode = 1;
  console.error(error);
  for (const machine of machines.values())
    console.error(
      `${machine.name}:\n${(await machine.tryRun('journalctl -p warning -n 10 --no-pager; journalctl -u unit-certification -u patroni -n 12 --no-pager')) ?? 'does not run'}`,
    );
}
printTable(rows);
process.exit();
