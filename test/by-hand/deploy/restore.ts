/** The drill of deploy.md: tables are emptied, and the database is put back to the moment before. */
import { auditIsWhole, settle } from './audit.ts';
import { startLoad } from './load.ts';
import type { Row } from './report.ts';
import { follow, isHealthy, until, type Site } from './site.ts';

const SUBMISSIONS = 100;
/** The unit that deploy.md imports. */
const TRIAL = '91320199MA1DEM023W';

export async function restore(site: Site, secret: string): Promise<Row[]> {
  const before = startLoad(secret, 2);
  await before.more(SUBMISSIONS);
  await before.finish();
  await auditIsWhole(site);
  const destroyed = await follow(site, '演练：毁掉数据');
  if (!destroyed.includes('核对没有通过') || !destroyed.includes('"inRegistry": false'))
    throw new Error(`audit verify did not see it: ${destroyed}`);

  const begun = performance.now();
  await follow(site, '恢复到一个时间点');
  const seconds = (performance.now() - begun) / 1_000;
  const shown = await site.machine('app1').run(`certification unit show ${TRIAL}`);
  if (!shown.includes('"inRegistry": true')) throw new Error(`not restored: ${shown}`);
  await until('db2 follows', () => isHealthy(site.machine('db1'), 'db1'));

  const after = startLoad(secret, 3);
  await after.more(1);
  await after.finish();
  return [
    { event: 'restore to a point in time', seconds },
    { event: 'submissions before that point', ...(await settle(site, before)) },
  ];
}
