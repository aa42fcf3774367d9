/**
 * The packages as a customer uses them: packed, then imported by Node, checked by a strict compiler, built with Vite and webpack, and used in
 * a real browser from plain modules, React and Vue. The customer's files are the examples of `docs`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import vue from '@vitejs/plugin-vue';
import { transformSync } from 'esbuild';
import { publint } from 'publint';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import webpack from 'webpack';
import { readExample } from '../docs/support/examples.ts';
import { proseOf } from '../docs/support/pages.ts';
import {
  archiveOf,
  billOf,
  NAMES,
  pack,
  packed,
  product,
  readJson,
  root,
  unpackInto,
  type Manifest,
  type Name,
} from '../by-hand/packages/packed.ts';
import { certify, startSite } from '../by-hand/packages/site.ts';
import { launchBrowser } from '../support/chromium.ts';

/** Inside the repository, so that the customer's project finds lit without a registry. */
const project = join(root, 'test/.output/package');
const installed = (name: Name, path = '') => join(project, 'node_modules', name, path);
const manifestOf = (name: Name) => readJson(installed(name, 'package.json')) as Manifest;
const filesOf = (name: Name, pattern: string): string[] => globSync(pattern, { cwd: installed(name) });

const run = (cwd: string, command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd, encoding: 'utf8' });
const tool = (path: string) => join(root, 'node_modules', path);

const page = (content: string): string =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>门户</title>${content}</html>`;

const element = '<unit-certification bff="" token-url="/token"></unit-certification>';

/** The files around the examples: `main` of each project, and its page. */
const PROJECTS: Record<string, { main: string; source: string; content: string }> = {
  plain: { main: 'plain.js', content: element, source: "import 'unit-certification/define';" },
  loaded: {
    main: 'loaded.ts',
    content: '<unit-certification></unit-certification><output></output>',
    source: `import { load, requireCertified } from 'unit-certification/load';
void load({ bff: '', tokenUrl: '/token' });
export const passes = (): Promise<boolean> => requireCertified('社保缴费');
document.addEventListener('certification-status', ({ detail }) => {
  const certified = detail.kinds.some(({ kind, status }) => kind === 'real-name' && status === 'certified');
  document.querySelector('output')!.textContent = String(certified);
});`,
  },
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

const withWebpack =
  (configuration: webpack.Configuration = {}) =>
  async (name: string, path: string) => {
    const { main, content } = PROJECTS[name]!;
    const compiler = webpack({
      mode: 'production',
      context: project,
      entry: `./${main}`,
      output: { path, publicPath: 'auto', filename: 'main.js', clean: true },
      ...configuration,
    });
    const stats = await new Promise<webpack.Stats | undefined>((done, reject) =>
      compiler.run((error, result) => (error ? reject(error) : done(result))),
    );
    expect(stats?.toJson({ all: false, errors: true, warnings: true })).toMatchObject({
      errors: [],
      warnings: [],
    });
    writeFileSync(join(path, 'index.html'), page(`${content}<script src="main.js"></script>`));
  };

/** webpack 4 does not know `exports`, and finds `define.js` by `define`. */
const LIKE_4: webpack.Configuration = {
  resolve: { exportsFields: [] },
  module: { rules: [{ test: /\.js$/, resolve: { fullySpecified: false } }] },
};

beforeAll(() => {
  rmSync(project, { recursive: true, force: true });
  // The remains of an older build.
  for (const name of NAMES) {
    mkdirSync(join(packed, name), { recursive: true });
    writeFileSync(join(packed, name, 'stale.js'), '');
  }
  pack();
  unpackInto(project);

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

/** Names of packages in a module's imports. */
const IMPORTED = /(?:\bfrom |\bimport |\bimport\(|\brequire\()['"]((?:@[\w.-]+\/)?[\w-][\w.-]*)[^'"]*['"]/g;

/** Files and folders of a package that a page links to. */
const linksOf = (path: string, text: string): string[] =>
  [...proseOf(text).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, to]) => to!)
    .filter((to) => !/^\w+:/.test(to))
    .map((to) => posix.join(posix.dirname(path), to));

describe.each(NAMES)('%s', (name) => {
  const read = (path: string) => readFileSync(installed(name, path), 'utf8');

  it('has the version of the repository, and no file of an older build', () => {
    expect(manifestOf(name)).toMatchObject({ name, version: product.version });
    expect(filesOf(name, '*')).toContain('README.md');
    expect(filesOf(name, '*')).not.toContain('stale.js');
  });

  it('depends on the packages that it imports, and on no others', () => {
    const { dependencies, peerDependencies } = manifestOf(name);
    const declared = Object.keys({ ...dependencies, ...peerDependencies });
    const imported = filesOf(name, '{*,{lib,bff,chunks}/**/*}.{js,d.ts}').flatMap((path) =>
      [...read(path).matchAll(IMPORTED)].map(([, specifier]) => specifier!),
    );
    const known = imported.filter((specifier) =>
      Object.hasOwn({ ...product.dependencies, react: '', vue: '' }, specifier),
    );
    expect([...new Set(known)].sort()).toEqual(declared.sort());
  });

  it('has the files that its pages link to', () => {
    const missing = filesOf(name, '**/*.md').flatMap((path) =>
      linksOf(path, read(path)).filter((to) => !existsSync(installed(name, to))),
    );
    expect(missing).toEqual([]);
  });

  it('leaves publint nothing to improve', async () => {
    const { buffer } = new Uint8Array(readFileSync(archiveOf(name)));
    const { messages } = await publint({ pack: { tarball: buffer }, strict: true });
    expect(messages).toEqual([]);
  });

  it('has a bill of materials: itself, and each dependency', () => {
    const bill = readJson(billOf(name)) as {
      metadata: { component: { name: string; version: string } };
      components: { name: string }[];
    };
    expect(bill.metadata.component).toMatchObject({ name, version: product.version });
    expect(bill.components.map((component) => component.name)).toEqual(
      expect.arrayContaining(Object.keys(manifestOf(name).dependencies)),
    );
    // With itself at most ten packages in a portal's front end.
    if (name === 'unit-certification') expect(bill.components.length).toBeLessThan(10);
  });
});

it('packs to the same bytes again', () => {
  const bytes = () =>
    NAMES.flatMap((name) => [archiveOf(name), billOf(name)].map((path) => readFileSync(path)));
  const before = bytes();
  pack();
  expect(bytes().map((data, index) => data.equals(before[index]!))).toEqual(before.map(() => true));
});

it.each(['unit-certification', 'unit-certification-server'] as const)(
  '%s: types lead to modules in every way of resolving',
  async (name) => {
    const { types, ...result } = await checkPackage(
      createPackageFromTarballData(readFileSync(archiveOf(name))),
    );
    expect(types).toMatchObject({ kind: 'included' });
    // `require` of an ES module is what Node.js has since 20.19 and 22.12.
    const problems = 'problems' in result ? result.problems : [];
    expect(problems.filter(({ kind }) => kind !== 'CJSResolvesToESM')).toEqual([]);
  },
);

it('can be imported by Node, which has no custom elements', () => {
  const script = `
    const [widget, server] = await Promise.all([import('unit-certification'), import('unit-certification-server')]);
    const { default: manifest } = await import('unit-certification/custom-elements.json', { with: { type: 'json' } });
    for (const name of ['define', 'center', 'registration', 'load']) await import('unit-certification/' + name);
    console.log(typeof widget.configure, typeof server.createPortalClient, manifest.modules.length > 0);`;
  const output = run(project, process.execPath, '--input-type=module', '--eval', script);
  expect(output.trim()).toBe('function function true');
});

it('describes its elements by the paths that it exports', () => {
  const { exports, customElements } = manifestOf('unit-certification');
  const { modules } = readJson(installed('unit-certification', customElements)) as {
    modules: { path: string; exports: { name: string }[] }[];
  };
  const described = modules.map(({ path, exports: names }) => [`./${path}`, names.map(({ name }) => name)]);
  expect(described).toEqual([
    [exports['.']!.default, ['UnitCertification', 'UnitCertificationCenter', 'UnitRegistration']],
    [exports['./define']!.default, ['unit-certification']],
    [exports['./center']!.default, ['unit-certification-center']],
    [exports['./registration']!.default, ['unit-registration']],
  ]);
  for (const { path } of modules) expect(existsSync(installed('unit-certification', path)), path).toBe(true);
});

it('has for each export a bundled file in the syntax of ES2019, where tools without `exports` look', () => {
  const { exports } = manifestOf('unit-certification');
  const bundled = filesOf('unit-certification', '{*,chunks/*}.js');
  const entries = Object.keys(exports).filter((name) => !name.endsWith('.json'));
  expect(bundled).toEqual(
    expect.arrayContaining(
      entries.map((name) => (name === '.' ? 'index.js' : `${name.replace('./', '')}.js`)),
    ),
  );
  for (const path of bundled) {
    const code = readFileSync(installed('unit-certification', path), 'utf8');
    const [lowered, same] = ['es2019', 'esnext'].map((target) => transformSync(code, { target }).code);
    expect(lowered, path).toBe(same);
  }
});

it('has a command', () => {
  const bin = installed('unit-certification-bff', 'bff/cli/main.js');
  expect(run(project, process.execPath, bin, '--help')).toContain('Usage: unit-certification');
});

const compilerOptions = {
  ...{ strict: true, noEmit: true, target: 'es2022', jsx: 'react-jsx' },
  ...{ lib: ['es2023', 'dom', 'dom.iterable'], types: [], skipLibCheck: false },
};

it('has types for a strict compiler: elements, events, JSX and Vue’s templates', { timeout: 240_000 }, () => {
  const options = { ...compilerOptions, module: 'esnext', moduleResolution: 'bundler' };
  const check = (): string => {
    try {
      return run(project, process.execPath, tool('vue-tsc/bin/vue-tsc.js'), '-p', '.');
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  };
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options, include: ['*.ts', '*.tsx', '*.vue'] }),
  );
  const wrong = readFileSync(join(project, 'Certification.tsx'), 'utf8').replace('tokenUrl=', 'tokenUlr=');
  writeFileSync(join(project, 'Wrong.tsx'), wrong);
  // The only error is the misspelled attribute.
  expect(check()).toMatch(/^Wrong\.tsx[^\n]*error[^\n]*tokenUlr[^\n]*\n(?: [^\n]*\n)*$/);
  rmSync(join(project, 'Wrong.tsx'));
});

it.each([
  ['node10', { module: 'esnext', moduleResolution: 'node10', ignoreDeprecations: '6.0' }],
  ['nodenext', { module: 'nodenext', moduleResolution: 'nodenext' }],
])('has types for a compiler that resolves by %s', (_, options) => {
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { ...compilerOptions, ...options, types: ['node'], skipLibCheck: true },
      files: ['certification.ts', 'Certification.tsx', 'server.ts'],
    }),
  );
  writeFileSync(
    join(project, 'server.ts'),
    `import { statusOfKind, type UnitStatus } from 'unit-certification-server';
export const isCertified = (unit: UnitStatus): boolean => statusOfKind(unit) === 'certified';`,
  );
  expect(run(project, process.execPath, tool('typescript/bin/tsc'), '-p', '.')).toBe('');
});

it.each([
  ['plain', 'Vite', withVite],
  ['plain', 'webpack', withWebpack()],
  ['plain', 'webpack without `exports`, as webpack 4', withWebpack(LIKE_4)],
  ['loaded', 'Vite', withVite],
  ['typescript', 'Vite', withVite],
  ['react', 'Vite', withVite],
  ['vue', 'Vite', withVite],
] as const)('%s, built with %s: prompt, form, result', async (name, bundler, bundle) => {
  const out = join(project, `out-${name}-${bundler.replaceAll(/\W+/g, '-')}`);
  await bundle(name, out);
  const site = await startSite(out);
  try {
    await certify(browser, site, PROJECTS[name]!.content.includes('output'));
  } finally {
    site.close();
  }
});
