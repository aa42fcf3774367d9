/**
 * The widget's tests, in a real Chromium. Tests of the elements use the built scripts, as they are shipped. Tests in `modules/` import
 * single modules from source.
 */
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { bundledTests } from './support/browser-bundle.ts';
import { browserReport } from './support/browser-report.ts';
import { launchOptions } from './support/chromium.ts';
import middleware from './widget/support/middleware.mjs';

const rootDir = fileURLToPath(new URL('..', import.meta.url));

const FILES = 'test/widget/**/*.test.ts';
const bundled = await bundledTests(rootDir, globSync(FILES, { cwd: rootDir }));
const { args, ...chromium } = await launchOptions();

export default {
  rootDir,
  files: [FILES],
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
  testsFinishTimeout: 300_000,
  testFramework: { config: { ui: 'bdd', timeout: 60_000, forbidOnly: true } },
  middleware: [bundled, ...middleware],
  // A warning is for the portal that sets too little, as most tests do. Those of a warning read it from the console themselves.
  filterBrowserLogs: ({ type }) => type !== 'warn',
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: process.stdout.isTTY }),
    browserReport(rootDir),
  ],
};
