/** The next version, one process at a time, under load: the schema first, which the old processes go on with; and back. */
import { settle } from './audit.ts';
import { runAtDesk } from './desk.ts';
import { AFTER_NEXT, NEXT } from './kit.ts';
import { startLoad } from './load.ts';
import type { Row } from './report.ts';
import { follow, type Site } from './site.ts';

export async function upgrade(site: Site, secret: string): Promise<Row[]> {
  const rows: Row[] = [];
  const load = startLoad(secret, 1);
  await load.more(100);

  const forward = await load.longestPause(() => follow(site, '升级'));
  await expectVersion(site, NEXT);
  rows.push({ event: 'upgrade, one process at a time', seconds: forward });

  const back = await load.longestPause(() => follow(site, '回退'));
  await expectVersion(site, '0.1.0');
  rows.push({ event: 'rollback, on the new schema', seconds: back });

  await skipAVersion(site);
  await load.more(100);
  rows.push({ event: 'both of these', ...(await settle(site, load)) });
  console.log('refused meanwhile, and sent again with the same key:', Object.fromEntries(load.refused));
  return rows;
}

/** Two versions ahead the old code refuses to start, and says why. Then both machines run that version. */
async function skipAVersion(site: Site): Promise<void> {
  const install = `
    install -d /opt/unit-certification/${AFTER_NEXT}
    tar -xzf /srv/later.tar.gz -C /opt/unit-certification/${AFTER_NEXT} --no-same-owner`;
  const [app1, app2] = [site.machine('app1'), site.machine('app2')];
  for (const name of ['app1', 'app2'])
    await runAtDesk(
      site.folder,
      `ssh ${name} 'cat >/srv/later.tar.gz' <kit/unit-certification-${AFTER_NEXT}.tar.gz`,
    );
  await app1.run(`${install}\nRELEASE=${AFTER_NEXT} certification migrate`);
  const said = await app1.run('certification source list 2>&1 || true');
  if (!said.includes('later versions')) throw new Error(`a version runs that is two behind: ${said}`);
  const change = `
    ln -sfn ${AFTER_NEXT} /opt/unit-certification/current
    restart-certification`;
  await app1.run(change);
  await app2.run(install + change);
}

async function expectVersion(site: Site, version: string): Promise<void> {
  for (const name of ['app1', 'app2']) {
    const program = 'readlink /proc/$(systemctl show -P MainPID unit-certification)/exe';
    const running = await site.machine(name).run(program);
    if (!running.startsWith(`/opt/unit-certification/${version}/`))
      throw new Error(`${name} runs ${running}`);
  }
}
