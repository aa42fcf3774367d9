/** Under load: a replica of the service is killed, then the primary's PostgreSQL, then its machine, which comes back. */
import { settle } from './audit.ts';
import { startLoad } from './load.ts';
import type { Row } from './report.ts';
import { follow, isHealthy, leader, until, type Site } from './site.ts';

const POSTMASTER = '/var/lib/postgresql/17/unit-certification/postmaster.pid';

export async function failOver(site: Site, secret: string): Promise<Row[]> {
  const rows: Row[] = [];
  const load = startLoad(secret, 0);
  const [db1, db2, app2] = [site.machine('db1'), site.machine('db2'), site.machine('app2')];
  const event = async (name: string, happen: () => Promise<unknown>) => {
    console.log(name);
    rows.push({ event: name, seconds: await load.longestPause(happen) });
  };
  /** Makes `db1` the primary, by the commands of deploy.md. */
  const switchBack = () => follow(site, '主备切换');

  await load.more(100);
  await event('kill -9 of a replica', () => app2.run('systemctl kill --signal=KILL unit-certification'));

  await event('kill -9 of the primary’s PostgreSQL', () => db1.run(`kill -9 $(head -n 1 ${POSTMASTER})`));
  await until('primary and standby', () => isHealthy(db2), 180);
  if ((await leader(db2)) === 'db2') await switchBack();
  await until('db1 leads', () => isHealthy(db2, 'db1'), 180);

  await event('power cut of the primary’s machine', async () => db1.kill());
  const dead = performance.now();
  await db1.start();
  await until('db1 is the standby', () => isHealthy(db2, 'db2'), 180);
  const seconds = (performance.now() - dead) / 1_000;

  await event('planned switchover', switchBack);
  await until('db1 leads', () => isHealthy(db2, 'db1'), 180);

  rows.push({ event: 'all of these', ...(await settle(site, load)) });
  rows.push({ event: 'the dead machine, from its start until it is the synchronous standby', seconds });
  console.log('refused meanwhile, and sent again with the same key:', Object.fromEntries(load.refused));
  return rows;
}
