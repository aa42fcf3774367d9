/** The suites that run in Node, started by `test/run.ts`. The widget's tests run in a browser. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const withPostgres = fileURLToPath(new URL('support/postgres-setup.ts', import.meta.url));
const withDemo = fileURLToPath(new URL('e2e/support/demo-host.ts', import.meta.url));
const storeTests = 'test/**/*.store.test.ts';

export default defineConfig({
  root,
  test: {
    pool: 'forks',
    maxWorkers: 2,
    allowOnly: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{contract,bff,demo,architecture,docs}/**/*.test.ts'],
          exclude: [storeTests],
          isolate: false, // no modules are mocked, so the files of a worker can share them
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'store',
          include: [storeTests],
          globalSetup: withPostgres,
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: withDemo,
          fileParallelism: false, // the files share a demo, or its ports
          maxConcurrency: 3, // for `concurrent` tests of a file
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 25_000 } }, // as long as the browser waits for an element
        },
      },
    ],
  },
});
