/** The two replicas behind nginx, data, a site, monitoring: the second half of deploy.md, and what must be true then. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runAtDesk } from './desk.ts';
import { follow, until, type Site } from './site.ts';

const SECRET = /^Secret: (.+)$/m;

/** Starts the service; resolves to the secret of the site `portal`. */
export async function startService(site: Site): Promise<string> {
  const app1 = site.machine('app1');
  await follow(site, '认证服务');
  await follow(site, '反向代理');
  const said = await follow(site, '数据和站点');
  await importLoad(site);
  await follow(site, '监控');

  await app1.run('systemd-analyze verify unit-certification.service');
  await site.machine('backup').run('systemd-analyze verify backup@full.timer backup@diff.timer');
  await follow(site, '收尾');
  await until(
    'both replicas are ready',
    async () => (await isReady(site, 'app1')) && (await isReady(site, 'app2')),
  );
  await owned(site);
  published(site);
  await until('Prometheus sees both replicas', async () => (await targets(site)) === 2, 90);
  return SECRET.exec(said)![1]!;
}

/** Imports the units of the loads. */
async function importLoad(site: Site): Promise<void> {
  await runAtDesk(site.folder, "ssh app1 'cat >/srv/load.csv' <load.csv");
  await site.machine('app1').run('certification import registry /srv/load.csv --source market');
}

const isReady = (site: Site, name: string): Promise<string | undefined> =>
  site.machine(name).tryRun('curl -fs http://127.0.0.1:8787/readyz');

/** The service's role owns nothing, and may not change the schema. */
async function owned(site: Site): Promise<void> {
  const ask = (sql: string) =>
    site.machine('db1').run(`runuser -u postgres -- psql -Atd certification -c "${sql}"`);
  const count = await ask("select count(*) from pg_class where relowner = 'certification_service'::regrole");
  const create = await ask("select has_schema_privilege('certification_service', 'public', 'create')");
  const extensions = await ask("select count(*) from pg_extension where extname <> 'plpgsql'");
  if (count !== '0' || create !== 'f' || extensions !== '0')
    throw new Error(`certification_service owns ${count}, may create: ${create}; extensions: ${extensions}`);
}

/** nginx speaks HTTP/2, sends from http to https, answers by its own name alone, and hides what is for operators. */
function published(site: Site): void {
  const ask = (path: string) =>
    spawnSync(
      'curl',
      [
        '-s',
        '-o',
        '/dev/null',
        '-w',
        '%{http_version} %{http_code} %{redirect_url}',
        '--cacert',
        join(site.folder, 'kit/tls/ca.crt'),
        path,
      ],
      { encoding: 'utf8' },
    ).stdout.trim();
  const expected = {
    'https://certification.example/livez': '2 200',
    'https://certification.example/widget/unit-certification.js': '2 200',
    'https://certification.example/metrics': '2 404',
    'https://certification.example/readyz': '2 404',
    'http://certification.example/': '1.1 301 https://certification.example/',
    'http://web/': '0 000',
  };
  for (const [path, answer] of Object.entries(expected))
    if (ask(path) !== answer) throw new Error(`${path}: ${ask(path)} instead of ${answer}`);
}

/** Replicas that Prometheus reads. */
async function targets(site: Site): Promise<number> {
  const query =
    'curl -fsG http://127.0.0.1:9090/api/v1/query --data-urlencode query=unit_certification_audit_seal_lag_seconds';
  const answer = await site.machine('backup').tryRun(query);
  return answer ? (JSON.parse(answer) as { data: { result: unknown[] } }).data.result.length : 0;
}
