/** deploy.md names every file of docs/deploy, and what these say together. */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DEFAULT_TIMEOUTS } from '../../bff/database/timeouts.ts';
import { VARIABLES } from '../../bff/server/config.ts';
import { docs, readPage, snippetsIn } from './support/pages.ts';

const page = readPage('zh', 'deploy.md');

it('the page has commands, which `npm run test:deploy` runs', () => {
  expect(snippetsIn(page).filter(({ on }) => on).length).toBeGreaterThan(20);
});

it('the commands run scripts that are there', () => {
  const scripts = snippetsIn(page).flatMap(({ code }) => code.match(/[\w-]+\.sh\b/g) ?? []);
  expect(scripts.length).toBeGreaterThan(1);
  expect(scripts.filter((name) => !readdirSync(join(docs, 'deploy')).includes(name))).toEqual([]);
});

const fileOf = (name: string) => readFileSync(join(docs, 'deploy', name), 'utf8');

it('nginx redirects to the configured name, and answers by no other', () => {
  const conf = fileOf('nginx.conf');
  const targets = [...conf.matchAll(/return 30\d ([^;]+);/g)].map(([, target]) => target);
  expect(targets).toEqual(['https://certification.example$request_uri']);
  const servers = conf.split(/^server \{$/m).slice(1);
  const others = servers.filter((server) => server.includes('default_server'));
  expect(others).toHaveLength(1);
  for (const line of [
    'listen 80 default_server;',
    'listen [::]:80 default_server;',
    'listen 443 ssl default_server;',
    'listen [::]:443 ssl default_server;',
    'ssl_reject_handshake on;',
    'return 444;',
  ])
    expect(others[0]).toContain(line);
});

it('the ports that the page opens are those of the files', () => {
  const [, table = ''] = /^\| 机器 \| 运行什么 \|.*?\n(.*?)^$/ms.exec(page) ?? [];
  const ports = [...new Set(table.match(/\b\d{4}\b/g))];
  expect(ports.length).toBeGreaterThan(5);
  const PGBACKREST = '8432'; // where no file says another
  const files = [PGBACKREST, ...readdirSync(join(docs, 'deploy')).map(fileOf)].join('\n');
  expect(ports.filter((port) => !new RegExp(`\\b${port}\\b`).test(files))).toEqual([]);
});

it('the environment of the service names variables that it reads', () => {
  const names = ['environment', 'unit-certification.service'].flatMap((name) =>
    [...fileOf(name).matchAll(/^(?:Environment=)?([A-Z][A-Z\d_]+)=/gm)].map(([, variable]) => variable!),
  );
  expect(names.length).toBeGreaterThan(4);
  expect(names.filter((name) => !VARIABLES.includes(name) && !name.startsWith('NODE_'))).toEqual([]);
});

it('the role of the service has the timeouts that the service sets without a pooler', () => {
  const { statement, lock, idleTransaction } = DEFAULT_TIMEOUTS;
  const set = [...fileOf('roles.sql').matchAll(/ set (\w+_timeout) = '(\d+)s'/g)];
  expect(Object.fromEntries(set.map(([, name, seconds]) => [name, Number(seconds) * 1_000]))).toEqual({
    statement_timeout: statement,
    lock_timeout: lock,
    idle_in_transaction_session_timeout: idleTransaction,
  });
});

it('PgBouncer takes the certificate of no machine but those of the database', () => {
  const pooler = fileOf('pgbouncer.ini');
  expect(pooler).toMatch(/^server_tls_sslmode = verify-full$/m);
  const hosts = new Set([...pooler.matchAll(/ host=(\S+)/g)].map(([, host]) => host));
  expect([...hosts]).toEqual(['127.0.0.1']);
  expect(fileOf('certificates.sh')).toContain('case $machine in db*) names="$names,IP:127.0.0.1" ;; esac');
});

it('PgBouncer remembers as many statements as the service has names', () => {
  const sources = globSync('bff/**/*.ts', { cwd: join(docs, '..') });
  const names = sources.flatMap(
    (path) =>
      readFileSync(join(docs, '..', path), 'utf8').match(/\bprepare(Read|Queued)?(<.*?>)?\(\s*['`]\w+/gs) ??
      [],
  );
  expect(names.length).toBeGreaterThan(90);
  const [, remembered] = /^max_prepared_statements = (\d+)$/m.exec(fileOf('pgbouncer.ini'))!;
  expect(Number(remembered)).toBeGreaterThan(names.length);
});

it.each(readdirSync(join(docs, 'deploy')))('the page says where %s goes', (file) => {
  expect(page).toContain(`[${file}](../deploy/${file})`);
});
