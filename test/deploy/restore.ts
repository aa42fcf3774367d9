/** Rows are destroyed; the database is put back to the moment before. */
import { setTimeout as sleep } from 'node:timers/promises';
import { auditIsWhole, settle } from './audit.ts';
import { startLoad } from './load.ts';
import { isReady } from './replicas.ts';
import type { Row } from './report.ts';
import { follow, isHealthy, until, type Site } from './site.ts';

const SUBMISSIONS = 100;

export async function restore(site: Site, secret: string): Promise<Row[]> {
  const db1 = site.machine('db1');
  const before = startLoad(secret, 2);
  await before.more(SUBMISSIONS);
  await before.finish();
  await auditIsWhole(site);
  await sleep(2_000);
  const target = await db1.run("date '+%F %T%:z'");
  await sleep(2_000);

  // The head is written down, and then somebody deletes certifications.
  const head = await site.machine('app1').run('certification audit head');
  const sql = 'delete from certification; delete from event where position > 100';
  await db1.run(`runuser -u postgres -- psql -d certification -c '${sql}'`);
  const found = await site.machine('app1').run('certification audit verify 2>&1 || true');
  if (found.includes('are whole')) throw new Error(`audit verify did not see the deletion: ${found}`);

  const begun = performance.now();
  await follow(site, '恢复到一个时间点', { TARGET: target });
  await until('the service is ready', () => isReady(site, 'app1'));
  const seconds = (performance.now() - begun) / 1_000;
  await until('db2 follows', () => isHealthy(db1, 'db1'), 180);

  await site.machine('app1').run(`echo '${head}' >heads; certification audit verify --heads heads`);
  const after = startLoad(secret, 3);
  await after.more(1);
  await after.finish();
  return [
    { event: 'restore to a point in time', seconds },
    { event: 'submissions before that point', ...(await settle(site, before)) },
  ];
}
