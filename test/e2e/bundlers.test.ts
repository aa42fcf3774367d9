/** The package as a customer's bundler takes it: packed, built with Vite and with webpack, and used in a real browser. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import webpack from 'webpack';
import type { CertificationAnswer, CertificationStatus } from '../../bff/contract/wire.ts';
import { launchBrowser } from '../support/chromium.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Inside the repository, so that the customer's project finds lit without a registry. */
const project = join(root, 'test/.output/bundlers');
const installed = join(project, 'node_modules/unit-certification');

const UNIT = { code: '91320100MA1DEM015L', name: '江苏示例科技有限公司' };
const status: CertificationStatus = {
  unit: UNIT,
  canSubmit: true,
  kinds: [{ kind: 'real-name', status: 'uncertified' }],
  attempts: { remaining: 5, resetsAt: null },
};
const answer: CertificationAnswer = { outcome: 'certified', attempts: { remaining: 5, resetsAt: null } };

const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript' };

/** The customer's site with a BFF behind it; `missing` are the addresses that it does not have. */
function serve(folder: string, missing: string[]): Server {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost');
    const json = {
      '/token': { token: 'opaque' },
      '/v1/certification': request.method === 'POST' ? answer : status,
    };
    const body = json[pathname as keyof typeof json];
    if (body) {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
      return;
    }
    try {
      const file = join(folder, pathname === '/' ? 'index.html' : pathname);
      response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain').end(readFileSync(file));
    } catch {
      if (pathname !== '/favicon.ico') missing.push(pathname);
      response.writeHead(404).end();
    }
  }).listen(0, '127.0.0.1');
}

const page = (
  script: string,
): string => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>门户</title>
<unit-certification bff="" token-url="/token"></unit-certification>${script}</html>`;

const BUNDLERS: Record<string, (out: string) => Promise<void>> = {
  Vite: async (outDir) => {
    await build({
      root: project,
      configFile: false,
      logLevel: 'warn',
      base: './',
      build: { outDir, emptyOutDir: true },
    });
  },
  webpack: async (path) => {
    const compiler = webpack({
      mode: 'production',
      context: project,
      entry: './main.js',
      output: { path, publicPath: 'auto', clean: true },
    });
    const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) =>
      compiler.run((error, result) => (error ? reject(error) : resolve(result))),
    );
    expect(stats?.toJson({ all: false, errors: true, warnings: true })).toMatchObject({
      errors: [],
      warnings: [],
    });
    writeFileSync(join(path, 'index.html'), page('<script src="main.js"></script>'));
  },
};

beforeAll(() => {
  rmSync(project, { recursive: true, force: true });
  mkdirSync(installed, { recursive: true });
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: root, encoding: 'utf8' });
  // What an older build has left.
  mkdirSync(join(root, 'dist/package'), { recursive: true });
  writeFileSync(join(root, 'dist/package/stale.js'), '');
  run('npm', 'run', '--silent', 'build:package');
  run('npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', project);
  run('tar', '-xzf', join(project, 'unit-certification-0.1.0.tgz'), '--strip-components=1', '-C', installed);
  writeFileSync(join(project, 'index.html'), page('<script type="module" src="./main.js"></script>'));
  writeFileSync(join(project, 'main.js'), "import 'unit-certification/define';\n");
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

it('has no file of an older build', () => {
  const files = readdirSync(join(installed, 'dist/package'));
  expect(files).toContain('widget');
  expect(files).not.toContain('stale.js');
});

it('describes its elements by the paths that it exports', () => {
  const json = (path: string) => JSON.parse(readFileSync(join(installed, path), 'utf8'));
  const { exports, customElements } = json('package.json') as {
    exports: Record<string, { default: string }>;
    customElements: string;
  };
  const { modules } = json(customElements) as { modules: { path: string; exports: { name: string }[] }[] };
  const described = modules.map(({ path, exports: names }) => [`./${path}`, names.map(({ name }) => name)]);
  expect(described).toEqual([
    [exports['.']!.default, ['UnitCertification', 'UnitRegistration']],
    [exports['./define']!.default, ['unit-certification']],
    [exports['./registration']!.default, ['unit-registration']],
  ]);
  for (const { path } of modules) expect(existsSync(join(installed, path)), path).toBe(true);
});

it.each(Object.keys(BUNDLERS))('%s follows its modules: prompt, form, result', async (name) => {
  const out = join(project, `out-${name}`);
  await BUNDLERS[name]!(out);
  const missing: string[] = [];
  const server = serve(out, missing);
  await new Promise((resolve) => server.once('listening', resolve));
  const browser = await launchBrowser();
  try {
    const customer = await browser.newPage();
    await customer.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await customer.getByRole('button', { name: '确认' }).click();
    await customer.getByLabel('法人姓名').fill('张三');
    await customer.getByLabel('法人证件号').fill('11010519491231002X');
    await customer.getByLabel('成立日期').fill('2001-05-18');
    await customer.getByRole('button', { name: '提交' }).click();
    await customer.getByRole('heading', { name: '认证成功' }).waitFor();
    expect(missing).toEqual([]);
  } finally {
    await browser.close();
    server.close();
  }
});
