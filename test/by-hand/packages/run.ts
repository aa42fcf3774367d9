/**
 * `npm run test:packages [-- KIND…]`: packs, then makes a project of each kind in a fresh folder outside the repository, with the real tools
 * from the registry: installs the archive, builds, and certifies a unit in Chromium. Writes the record and the tables of the guides.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readExample } from '../../docs/support/examples.ts';
import { launchBrowser } from '../../support/chromium.ts';
import { KINDS, type Kind } from './kinds.ts';
import { archiveOf, product, readJson, root } from './packed.ts';
import { checksumsOf, readRecord, writeRecord, writeTables, type KindRecord } from './record.ts';
import { certify, startSite } from './site.ts';

const MINUTE = 60_000;

const run = (cwd: string, command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe', timeout: 10 * MINUTE });
const npm = (cwd: string, ...args: string[]) =>
  run(cwd, 'npm', ...args, '--no-audit', '--no-fund', '--loglevel=error');

/** The elements' own packages. */
const ELEMENTS = ['lit', '@lit/task'];
/** Packages that a portal's front end must not get. */
const SERVER = Object.keys(product.dependencies).filter((name) => !ELEMENTS.includes(name));

/** Installs the elements alone. Returns how many packages that were. */
function installElements(project: string): number {
  const started = performance.now();
  npm(project, 'install', archiveOf('unit-certification'));
  const seconds = Math.round((performance.now() - started) / 1000);
  const installed = Object.keys(
    (readJson(join(project, 'node_modules/.package-lock.json')) as { packages: object }).packages,
  ).map((path) => path.replace(/^.*node_modules\//, ''));
  console.log(`  ${installed.length} packages in ${seconds} s`);
  const foreign = installed.filter((name) => SERVER.includes(name));
  if (foreign.length > 0) throw new Error(`server code is installed: ${foreign.join(', ')}`);
  return installed.length;
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

async function whenServed(url: string): Promise<void> {
  const until = Date.now() + MINUTE;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > until) throw new Error(`${url} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const browser = await launchBrowser();

async function use(project: string, { front }: Kind): Promise<void> {
  if ('folder' in front) {
    const site = await startSite(join(project, front.folder));
    return certify(browser, site, true).finally(site.close);
  }
  const port = String(await freePort());
  const [program, ...args] =
    'script' in front
      ? [process.execPath, front.script]
      : [join(project, 'node_modules/.bin', front.program[0]!), ...front.program.slice(1)];
  const server = spawn(
    program,
    args.map((part) => (part === 'PORT' ? port : part)),
    { cwd: project, env: { ...process.env, PORT: port, HOST: '127.0.0.1' }, stdio: 'ignore' },
  );
  try {
    const url = `http://127.0.0.1:${port}`;
    await whenServed(url);
    const site = await startSite(url);
    await certify(browser, site, true).finally(site.close);
  } finally {
    server.kill();
  }
}

async function tryKind(kind: Kind, project: string): Promise<KindRecord> {
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'portal', private: true }));
  const packages = installElements(project);
  const own = Object.entries(kind.packages).map(([name, version]) => `${name}@${version}`);
  npm(project, 'install', '--save-dev', '--save-exact', ...own);
  const examples = Object.entries(kind.examples ?? {}).map(([path, name]) => [
    path,
    readExample(name).replaceAll('https://bff.example', ''),
  ]);
  for (const [path, content] of [...Object.entries(kind.files), ...examples] as [string, string][]) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), content);
  }
  const versions = Object.fromEntries(
    kind.shown.map((name) => {
      const { version } = readJson(join(project, 'node_modules', name, 'package.json')) as {
        version: string;
      };
      return [name, version];
    }),
  );
  const record = {
    on: new Date().toISOString().slice(0, 10),
    versions,
    packages,
    ...(kind.examples && { examples: checksumsOf(Object.values(kind.examples)) }),
  };
  try {
    const [program, ...args] = kind.build;
    run(project, join(project, 'node_modules/.bin', program!), ...args);
    await use(project, kind);
    return record;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    console.log([String(error), stdout, stderr].join('\n'));
    return { ...record, fault: String(error).split('\n')[0]! };
  }
}

execFileSync('npm', ['run', '--silent', 'pack'], { cwd: root, stdio: 'inherit' });

const names = process.argv.slice(2);
const chosen = KINDS.filter(({ name }) => !names.length || names.includes(name));
const results = readRecord();
let failed = 0;
try {
  for (const kind of chosen) {
    console.log(kind.name);
    const project = mkdtempSync(join(tmpdir(), `${kind.name}-`));
    try {
      const record = await tryKind(kind, project);
      results[kind.name] = record;
      if (record.fault !== undefined) failed++;
      console.log(`  ${record.fault === undefined ? '✓' : '✗'}`);
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  }
} finally {
  await browser.close();
}
writeRecord(Object.fromEntries(KINDS.flatMap(({ name }) => (results[name] ? [[name, results[name]]] : []))));
writeTables(readRecord());
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
