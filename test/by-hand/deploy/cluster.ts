/** The machines, the database with its standby, and its backup: the first half of deploy.md. */
import type { Row } from './report.ts';
import { follow, isHealthy, until, type Site } from './site.ts';

export async function setUp(site: Site): Promise<Row[]> {
  const begun = performance.now();
  await Promise.all([...site.machines.values()].map((machine) => machine.start()));
  const db1 = site.machine('db1');

  await follow(site, '复制到各台机器');
  await follow(site, '每台机器');
  await follow(site, 'etcd');
  const health = 'etcdctl --endpoints db1:2379,db2:2379,backup:2379 endpoint health';
  await until('etcd is healthy', async () => (await db1.tryRun(health)) !== undefined);
  await follow(site, 'PostgreSQL 主备');
  await until('db1 leads, db2 follows', () => isHealthy(db1, 'db1'), 120);
  await follow(site, '备份仓库');
  await follow(site, '角色和权限');
  return [
    { event: 'six machines: database with standby and backup', seconds: (performance.now() - begun) / 1_000 },
  ];
}
