/** Mistakes that neither the compiler nor Prettier finds. Import directions: `.dependency-cruiser.mjs`. */
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const TESTS = ['test/**/*.ts'];

const onlyAndSkip = ['only', 'skip', 'todo', 'fixme', 'skipIf', 'runIf'].map((property) => ({
  property,
  message: 'Every test runs, always: a skipped test counts as failed.',
}));

/** Newer than Chromium 86, and the page falls apart without it: a shorthand for sides, a list in a selector, a range. */
const NEWER_CSS = String.raw`\s(inset|(border|margin|padding)-(block|inline)):|:(is|where)\(|:not\([^)]*,|@media[^{]*[<>]`;

/** Newer than Chromium 86, and declared by TypeScript's types of the DOM. */
const NEWER_GLOBALS = ['structuredClone', 'reportError', 'scheduler', 'navigation'];
const NEWER_PROPERTIES = [
  ['AbortSignal', 'timeout'],
  ['AbortSignal', 'any'],
  ['AbortSignal', 'abort'],
];
const newer = { message: 'Chromium 86 lacks it.' };

const STORAGE = {
  name: 'localStorage',
  message: 'Personal data stays out of storage; 取消 lives in sessionStorage.',
};

/** The page, the browser and the clock, as a script finds them. */
const PAGE_GLOBALS = [
  ...['window', 'self', 'globalThis', 'parent', 'top', 'frames', 'opener', 'document', 'location', 'history'],
  ...['navigator', 'screen', 'sessionStorage', 'indexedDB', 'caches', 'crypto', 'performance', 'fetch'],
  ...['open', 'close', 'print', 'alert', 'confirm', 'prompt', 'focus', 'postMessage', 'console'],
  ...['matchMedia', 'getComputedStyle', 'getSelection', 'innerWidth', 'innerHeight', 'scrollX', 'scrollY'],
  ...['scroll', 'scrollTo', 'scrollBy', 'addEventListener', 'removeEventListener', 'dispatchEvent'],
  ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'queueMicrotask'],
  ...['requestAnimationFrame', 'cancelAnimationFrame', 'requestIdleCallback'],
  ...['MutationObserver', 'ResizeObserver', 'IntersectionObserver', 'BroadcastChannel', 'Worker'],
];

/** The edge of the widget: elements, controllers, and what begins outside. Views, words and the procedure are pure. */
const WIDGET_EDGE = [
  'widget/*.ts',
  'widget/{api,build,controllers,debug,elements,guard,loading,page,session}/**',
  'widget/**/*-controller.ts',
  'widget/form/{claim-sender,countdown,field-events,leave-guard,login-return,notice-check,slow-notice,submission}.ts',
  'widget/gate/intercepted-action.ts',
  'widget/registration/{proof-of-work,requests}.ts',
  'widget/results/{copying,links}.ts',
];

export default defineConfig(
  // The example in TypeScript belongs to a portal's project: test/e2e/package.test.ts compiles it there.
  { ignores: ['node_modules/', 'dist/', 'data/', 'coverage/', 'test/.output/', 'docs/examples/*.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,mjs,js}'],
    rules: {
      'array-callback-return': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-async-promise-executor': 'error',
      'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
      'no-control-regex': 'off', // names are checked for control characters
      'no-debugger': 'error',
      'no-duplicate-imports': ['error', { allowSeparateTypeImports: true }],
      'no-empty': 'error',
      'no-eval': 'error',
      'no-fallthrough': 'error',
      'no-implied-eval': 'error',
      'no-irregular-whitespace': ['error', { skipTemplates: true, skipRegExps: true }],
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-throw-literal': 'error',
      'no-unreachable': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-escape': 'error',
      'no-var': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'prefer-const': 'error',
      'require-atomic-updates': 'off',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      // Libraries' types are extended by such interfaces.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }],
      '@typescript-eslint/no-non-null-assertion': 'off', // with noUncheckedIndexedAccess it states what is known
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // These need types; the dearer rest of `strictTypeChecked` finds little that the compiler does not.
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, allowDefaultCaseForExhaustiveSwitch: true },
      ],
    },
  },
  {
    files: ['{bff,widget}/**/*.{ts,mjs}'],
    rules: {
      // Prettier wraps code, and no comments. An element's attributes and events are one line each.
      'max-len': [
        'error',
        { code: 10_000, comments: 100, ignoreUrls: true, ignorePattern: '@(attr|cssprop|fires|slot)' },
      ],
    },
  },
  { files: ['bff/**/*.ts'], ignores: ['bff/cli/**'], rules: { 'no-console': 'error' } },
  {
    files: ['bff/**/*.ts'],
    rules: {
      // The widget's events and problems have many members that most switches do not mean; the service's few have one meaning each.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false, allowDefaultCaseForExhaustiveSwitch: false },
      ],
    },
  },
  // The console is for a portal's developer: problems to solve (error), dialogs that cannot open (warn), and `debug` (info).
  { files: ['widget/**/*.ts'], rules: { 'no-console': ['error', { allow: ['error', 'warn', 'info'] }] } },
  {
    files: ['bff/**/*.ts'],
    ignores: ['bff/server/server.ts', 'bff/server/config.ts', 'bff/cli/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'bff/server/config.ts reads the environment; take what you need as an argument.',
        },
      ],
    },
  },
  {
    files: ['widget/**/*.ts'],
    extends: [lit.configs['flat/recommended'], litA11y.configs.recommended],
    rules: {
      'lit/no-template-bind': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/no-native-attributes': 'error',
      'no-restricted-globals': ['error', STORAGE, ...NEWER_GLOBALS.map((name) => ({ name, ...newer }))],
      'no-restricted-properties': [
        'error',
        ...NEWER_PROPERTIES.map(([object, property]) => ({ object, property, ...newer })),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]',
          message: 'Host pages require Trusted Types: render with Lit.',
        },
        {
          selector: 'ChainExpression > CallExpression[optional=true] > SpreadElement',
          message: 'Chromium before 91 passes the wrong arguments (see widget/build/oldest.mjs).',
        },
        {
          selector: 'CallExpression[callee.property.name="addEventListener"] Property[key.name="signal"]',
          message: 'Chromium before 88 ignores it: use listen().',
        },
        {
          selector: `TaggedTemplateExpression[tag.name='css'] TemplateElement[value.raw=/${NEWER_CSS}/]`,
          message: 'Chromium 86 lacks it, and the npm package has its CSS as it is written here.',
        },
      ],
    },
  },
  {
    files: ['widget/**/*.ts'],
    ignores: WIDGET_EDGE,
    rules: {
      'no-restricted-globals': [
        'error',
        ...PAGE_GLOBALS.map((name) => ({
          name,
          message: 'A view shows its model: read it, or do it, in a controller, and pass it in.',
        })),
        STORAGE,
        ...NEWER_GLOBALS.map((name) => ({ name, ...newer })),
      ],
      'no-restricted-properties': [
        'error',
        ...[
          ['Date', 'now'],
          ['Math', 'random'],
        ].map(([object, property]) => ({ object, property, message: 'Pass it in with the model.' })),
      ],
    },
  },
  // It runs in browsers that know nothing newer.
  { files: ['widget/browser-check.ts', 'docs/examples/queue.js'], rules: { 'no-var': 'off' } },
  {
    files: TESTS,
    rules: {
      'no-restricted-properties': [
        'error',
        ...['it', 'test', 'describe', 'suite', 'context'].flatMap((object) =>
          onlyAndSkip.map((ban) => ({ object, ...ban })),
        ),
      ],
      'no-restricted-globals': ['error', 'xit', 'xdescribe', 'fit', 'fdescribe', 'xcontext'],
      '@typescript-eslint/no-unused-expressions': 'off', // chai: expect(x).to.be.true
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },
  {
    // @open-wc/semantic-dom-diff types every chai `equal` as a promise, which it is for snapshots only.
    files: ['test/widget/**/*.ts'],
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
);
