/**
 * The package as a customer uses it: packed, then imported by Node, checked by a strict compiler, built with Vite and webpack, and used in
 * a real browser from plain modules, React and Vue. The customer's files are the examples of `docs`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import webpack from 'webpack';
import { fieldsOf } from '../../bff/contract/forms.ts';
import type { CertificationAnswer, CertificationStatus } from '../../bff/contract/wire.ts';
import { readExample } from '../docs/support/examples.ts';
import { launchBrowser } from '../support/chromium.ts';
import { TITLES, WORDS, labelOf } from '../support/words.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Inside the repository, so that the customer's project finds lit without a registry. */
const project = join(root, 'test/.output/package');
const installed = join(project, 'node_modules/unit-certification');

const UNIT = { code: '91320100MA1DEM015L', name: '江苏示例科技有限公司' };
const statusOf = (submitted: boolean): CertificationStatus => ({
  unit: UNIT,
  canSubmit: true,
  kinds: [{ kind: 'real-name', status: submitted ? 'certified' : 'uncertified' }],
  attempts: { remaining: 5, resetsAt: null },
  form: { fields: fieldsOf('market').map(({ id }) => id), source: 'market' },
});
const answer: CertificationAnswer = {
  outcome: 'certified',
  reference: 'K7M29QXH',
  attempts: { remaining: 5, resetsAt: null },
};

const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript' };

/** The customer's site with a BFF behind it. `missing`: addresses that answer 404. */
function serve(folder: string, missing: string[]): Server {
  let submitted = false;
  return createServer((request, response) => {
    submitted ||= request.method === 'POST';
    const { pathname } = new URL(request.url!, 'http://localhost');
    const json = {
      '/token': { token: 'opaque' },
      '/session/certification-token': { token: 'opaque' },
      '/v1/certification': request.method === 'POST' ? answer : statusOf(submitted),
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

const page = (content: string): string =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>门户</title>${content}</html>`;

const element = '<unit-certification bff="" token-url="/token"></unit-certification>';

/** The files around the examples: `main` of each project, and its page. */
const PROJECTS: Record<string, { main: string; source: string; content: string }> = {
  plain: { main: 'plain.js', content: element, source: "import 'unit-certification/define';" },
  typescript: {
    main: 'typescript.ts',
    content: '<unit-certification></unit-certification><output></output>',
    source: `import { onCertified, mayProceed } from './certification';
onCertified((certified) => { document.querySelector('output')!.textContent = String(certified); });
export const proceed = mayProceed;`,
  },
  react: {
    main: 'react.tsx',
    content: '<div id="app"></div><output></output>',
    source: `import { createRoot } from 'react-dom/client';
import { Certification } from './Certification';
createRoot(document.getElementById('app')!).render(<Certification onStatus={({ kinds }) => {
  document.querySelector('output')!.textContent = String(kinds[0]?.status === 'certified');
}} />);`,
  },
  vue: {
    main: 'vue.ts',
    content: '<div id="app"></div><output></output>',
    source: `import { createApp, h } from 'vue';
import Certification from './Certification.vue';
createApp({ render: () => h(Certification, { onStatus: ({ kinds }) => {
  document.querySelector('output')!.textContent = String(kinds[0]?.status === 'certified');
} }) }).mount('#app');`,
  },
};

const withVite = async (name: string, outDir: string) => {
  const { main, content } = PROJECTS[name]!;
  writeFileSync(
    join(project, 'index.html'),
    page(`${content}<script type="module" src="./${main}"></script>`),
  );
  await build({
    root: project,
    configFile: false,
    logLevel: 'warn',
    base: './',
    build: { outDir, emptyOutDir: true },
    plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('unit-') } } })],
  });
};

const withWebpack = async (name: string, path: string) => {
  const { main, content } = PROJECTS[name]!;
  const compiler = webpack({
    mode: 'production',
    context: project,
    entry: `./${main}`,
    output: { path, publicPath: 'auto', filename: 'main.js', clean: true },
  });
  const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) =>
    compiler.run((error, result) => (error ? reject(error) : resolve(result))),
  );
  expect(stats?.toJson({ all: false, errors: true, warnings: true })).toMatchObject({
    errors: [],
    warnings: [],
  });
  writeFileSync(join(path, 'index.html'), page(`${content}<script src="main.js"></script>`));
};

const run = (cwd: string, command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd, encoding: 'utf8' });
const tool = (path: string) => join(root, 'node_modules', path);

beforeAll(() => {
  rmSync(project, { recursive: true, force: true });
  mkdirSync(installed, { recursive: true });
  // The remains of an older build.
  for (const folder of ['package', 'bff']) {
    mkdirSync(join(root, 'dist', folder), { recursive: true });
    writeFileSync(join(root, 'dist', folder, 'stale.js'), '');
  }
  for (const part of ['package', 'server']) run(root, 'npm', 'run', '--silent', `build:${part}`);
  run(root, 'npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', project);
  const [archive = ''] = readdirSync(project).filter((name) => name.endsWith('.tgz'));
  run(project, 'tar', '-xzf', archive, '--strip-components=1', '-C', installed);

  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  for (const example of ['certification.ts', 'Certification.tsx', 'Certification.vue'])
    writeFileSync(join(project, example), readExample(example).replaceAll('https://bff.example', ''));
  for (const { main, source } of Object.values(PROJECTS)) writeFileSync(join(project, main), source);
});

const browser = await launchBrowser();

afterAll(async () => {
  await browser.close();
  rmSync(project, { recursive: true, force: true });
});

it('can be imported by Node, which has no custom elements', () => {
  const script = `
    const [widget, server] = await Promise.all([import('unit-certification'), import('unit-certification/server')]);
    const { default: manifest } = await import('unit-certification/custom-elements.json', { with: { type: 'json' } });
    console.log(typeof widget.configure, typeof server.createPortalClient, manifest.modules.length > 0);`;
  const output = run(project, process.execPath, '--input-type=module', '--eval', script);
  expect(output.trim()).toBe('function function true');
});

it('has no file of an older build', () => {
  for (const [folder, file] of Object.entries({ package: 'widget', bff: 'server.js' })) {
    const files = readdirSync(join(installed, 'dist', folder));
    expect(files).toContain(file);
    expect(files).not.toContain('stale.js');
  }
});

it('describes its elements by the paths that it exports', () => {
  const json = (path: string): unknown => JSON.parse(readFileSync(join(installed, path), 'utf8'));
  const { exports, customElements } = json('package.json') as {
    exports: Record<string, { default: string }>;
    customElements: string;
  };
  const { modules } = json(customElements) as { modules: { path: string; exports: { name: string }[] }[] };
  const described = modules.map(({ path, exports: names }) => [`./${path}`, names.map(({ name }) => name)]);
  expect(described).toEqual([
    [exports['.']!.default, ['UnitCertification', 'UnitCertificationCenter', 'UnitRegistration']],
    [exports['./define']!.default, ['unit-certification']],
    [exports['./center']!.default, ['unit-certification-center']],
    [exports['./registration']!.default, ['unit-registration']],
  ]);
  for (const { path } of modules) expect(existsSync(join(installed, path)), path).toBe(true);
});

it('has a command', () => {
  const bin = join(project, 'node_modules/unit-certification/dist/bff/cli/main.js');
  expect(run(project, process.execPath, bin, '--help')).toContain('Usage: unit-certification');
});

it('has types for a strict compiler: elements, events, JSX and Vue’s templates', { timeout: 240_000 }, () => {
  const compilerOptions = {
    ...{ strict: true, noEmit: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler' },
    ...{ jsx: 'react-jsx', lib: ['es2023', 'dom', 'dom.iterable'], types: [], skipLibCheck: false },
  };
  const check = (): string => {
    try {
      return run(project, process.execPath, tool('vue-tsc/bin/vue-tsc.js'), '-p', '.');
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  };
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['*.ts', '*.tsx', '*.vue'] }),
  );
  const wrong = readFileSync(join(project, 'Certification.tsx'), 'utf8').replace('tokenUrl=', 'tokenUlr=');
  writeFileSync(join(project, 'Wrong.tsx'), wrong);
  // The only error is the misspelled attribute.
  expect(check()).toMatch(/^Wrong\.tsx[^\n]*error[^\n]*tokenUlr[^\n]*\n(?: [^\n]*\n)*$/);
  rmSync(join(project, 'Wrong.tsx'));
});

it.each([
  ['plain', 'Vite', withVite],
  ['plain', 'webpack', withWebpack],
  ['typescript', 'Vite', withVite],
  ['react', 'Vite', withVite],
  ['vue', 'Vite', withVite],
] as const)('%s, built with %s: prompt, form, result', async (name, bundler, bundle) => {
  const out = join(project, `out-${name}-${bundler}`);
  await bundle(name, out);
  const missing: string[] = [];
  const server = serve(out, missing);
  await new Promise((resolve) => server.once('listening', resolve));
  const customer = await browser.newPage();
  try {
    await customer.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await customer.getByRole('button', { name: WORDS.prompt.confirm }).click();
    await customer.getByLabel(labelOf('legalRepresentative.name')).fill('张三');
    await customer.getByLabel(labelOf('legalRepresentative.idNumber')).fill('11010519491231002X');
    await customer.getByLabel(labelOf('foundedOn')).fill('2001-05-18');
    await customer.getByRole('button', { name: WORDS.form.submit }).click();
    await customer.getByRole('heading', { name: TITLES.certified }).waitFor();
    if (PROJECTS[name]!.content.includes('output'))
      await customer.getByText('true', { exact: true }).waitFor();
    expect(missing).toEqual([]);
  } finally {
    await customer.close();
    server.closeAllConnections();
    server.close();
  }
});
