/**
 * The widget's tests, in a real Chromium. Tests of the elements use the built scripts, as they are shipped. Tests in `modules/` import
 * single modules from source, whose TypeScript is compiled by the test server.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { browserReport } from './support/browser-report.ts';
import { launchOptions } from './support/chromium.ts';

const rootDir = fileURLToPath(new URL('..', import.meta.url));

/** Koa middlewares that answer for the BFF and the portal. */
const middlewareFile = new URL('widget/support/middleware.mjs', import.meta.url);
const middleware = existsSync(middlewareFile) ? (await import(middlewareFile.href)).default : [];

/** Replaces the scripts that portals include by the built ones. */
const builtScripts = {
  name: 'built-scripts',
  resolveImport({ source }) {
    const [, script] = /\/widget\/(unit-(?:certification(?:-center)?|registration))\.ts$/.exec(source) ?? [];
    return script && `/built/widget/${script}.js`;
  },
};

const { args, ...chromium } = await launchOptions();

export default {
  rootDir,
  files: ['test/widget/**/*.test.ts'],
  // "production": Lit without its development warnings, as shipped.
  nodeResolve: { exportConditions: ['production', 'default'] },
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      // The leak test triggers garbage collections.
      launchOptions: { ...chromium, args: [...args, '--js-flags=--expose-gc'] },
      createBrowserContext: ({ browser }) =>
        browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }),
    }),
  ],
  concurrency: 1, // one page at a time, because focus and dialogs are real
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 300_000, // `ways-out` opens thousands of dialogs
  testFramework: { config: { ui: 'bdd', timeout: 10_000, forbidOnly: true } },
  plugins: [builtScripts, esbuildPlugin({ ts: true, target: 'es2022', tsconfig: `${rootDir}tsconfig.json` })],
  middleware,
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: process.stdout.isTTY }),
    browserReport(rootDir, `${rootDir}test/.output/widget.json`),
  ],
};
