/**
 * `npm run verify:fast`, or `node test/verify.ts fast`: all checks that are no tests, side by side, where ESLint reads again only the files that have
 * changed. `npm run verify` and CI read all: a rule that needs types can find something in a file that has not changed. `node test/verify.ts NAME…`
 * runs these checks alone, such as `types`.
 */
import { availableParallelism } from 'node:os';
import { BUILD_WIDGET } from './support/build-widget.ts';
import { runChecks, type Check } from './support/checks.ts';

const CACHE = 'node_modules/.cache/unit-certification';
const TYPES = ['node_modules/typescript/bin/tsc', '--noEmit', '--incremental', '--tsBuildInfoFile'];
const LINT = ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'];
const LINT_CACHE = ['--cache', '--cache-strategy', 'content', '--cache-location', `${CACHE}/eslint.json`];

/** The longest first. All caches but ESLint's are right: they hold what a file depends on, or the check looks at one file alone. */
const CHECKS: Record<string, Check> = {
  lint: [LINT],
  types: [[...TYPES, `${CACHE}/types.json`]],
  architecture: [
    [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      ...['--config', '.dependency-cruiser.mjs'],
      ...['widget', 'bff', 'demo', 'test', 'bench'],
    ],
  ],
  size: [BUILD_WIDGET, ['test/size.ts']],
  unused: [['node_modules/knip/bin/knip.js', '--config', '.knip.json']],
  'package-types': ['widget', 'bff', 'bff/portal-client'].map((folder) => [
    ...TYPES,
    `${CACHE}/types-of-${folder.replace('/', '-')}.json`,
    '-p',
    `${folder}/tsconfig.build.json`,
  ]),
  format: [
    [
      'node_modules/prettier/bin/prettier.cjs',
      '--check',
      ...['--cache', '--cache-strategy', 'content', '--cache-location', `${CACHE}/prettier.json`],
      '.',
    ],
  ],
};
const FAST = { ...CHECKS, lint: [[...LINT, ...LINT_CACHE]] };

const words = process.argv.slice(2);
const isFast = words.includes('fast');
const names = words.filter((word) => word !== 'fast');
const unknown = names.filter((name) => !Object.hasOwn(CHECKS, name));
if (unknown.length > 0) {
  console.error(`There is no check ${unknown.join(', ')}; there are ${Object.keys(CHECKS).join(', ')}.`);
  process.exit(1);
}
const chosen = Object.entries(isFast ? FAST : CHECKS).filter(
  ([name]) => names.length === 0 || names.includes(name),
);

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());

const started = performance.now();
const failed = await runChecks(chosen, availableParallelism(), console.log, interrupted.signal);
const seconds = Math.round((performance.now() - started) / 1000);
const which = failed.length > 0 ? ` (${failed.join(', ')})` : '';
console.log(
  `${chosen.length - failed.length} checks passed, ${failed.length} failed${which}, in ${seconds} s`,
);
process.exitCode = failed.length > 0 || interrupted.signal.aborted ? 1 : 0;
