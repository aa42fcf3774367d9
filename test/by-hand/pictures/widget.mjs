/**
 * `node test/by-hand/pictures/widget.mjs [WORDS]`: takes pictures of every state of the widget in every size, type, scheme and language, for
 * review by a designer, in test/.output/pictures. WORDS: only titles that contain them, such as `dark`, or `laptop certified`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startTestRunner } from '@web/test-runner';
import { bundledTests } from '../../support/browser-bundle.ts';
import settings from '../../wtr.config.mjs';

const FILE = 'test/by-hand/pictures/widget-states.ts';

const folder = fileURLToPath(new URL('../../.output/pictures/', import.meta.url));
mkdirSync(folder, { recursive: true });
const root = fileURLToPath(new URL('../../..', import.meta.url));
const build = ['node_modules/rollup/dist/bin/rollup', '-c', 'rollup.config.mjs', '--silent'];
spawnSync(process.execPath, build, { cwd: root, stdio: 'inherit' });

const camera = {
  name: 'camera',
  async executeCommand({ command, payload, session }) {
    if (command === 'wanted') return process.argv.slice(2);
    if (command !== 'picture' && command !== 'touch') return undefined;
    const page = session.browser.getPage(session.id);
    if (command === 'touch') {
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Emulation.setTouchEmulationEnabled', payload);
      return true;
    }
    const path = `${folder}${payload.name.replace(/[^\w.]+/g, '-')}.png`;
    await page.screenshot({ path, fullPage: payload.whole });
    return true;
  },
};

await startTestRunner({
  config: {
    ...settings,
    files: [FILE],
    plugins: [camera],
    middleware: [await bundledTests(root, [FILE]), ...settings.middleware],
    testsFinishTimeout: 1_800_000,
    testFramework: { config: { ui: 'bdd', timeout: 30_000 } },
    reporters: settings.reporters.slice(0, 1),
  },
  readCliArgs: false,
  readFileConfig: false,
});
