/**
 * The widget's tests, in a real Chromium. Tests of the elements get the built scripts, so that what ships is what is tested; tests in
 * `modules/` get the modules that they name from source, TypeScript compiled on the way.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { browserReport } from './support/browser-report.ts';
import { launchOptions } from './support/chromium.ts';

const rootDir = fileURLToPath(new URL('..', import.meta.url));

/** Koa middlewares that answer for the BFF and the portal, when the tests have some. */
const middlewareFile = new URL('widget/support/middleware.mjs', import.meta.url);
const middleware = existsSync(middlewareFile) ? (await import(middlewareFile.href)).default : [];

/** The scripts that portals include are those of the build. */
const builtScripts = {
  name: 'built-scripts',
  resolveImport({ source }) {
    const [, script] = /\/widget\/(unit-(?:certification|registration))\.ts$/.exec(source) ?? [];
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
      // The leak test asks for a garbage collection.
      launchOptions: { ...chromium, args: [...args, '--js-flags=--expose-gc'] },
      createBrowserContext: ({ browser }) =>
        browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }),
    }),
  ],
  concurrency: 1, // focus and dialogs are real: one page at a time
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 180_000,
  testFramework: { config: { ui: 'bdd', timeout: 10_000, forbidOnly: true } },
  plugins: [builtScripts, esbuildPlugin({ ts: true, target: 'es2022', tsconfig: `${rootDir}tsconfig.json` })],
  middleware,
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: process.stdout.isTTY }),
    browserReport(rootDir, `${rootDir}test/.output/widget.json`),
  ],
};
