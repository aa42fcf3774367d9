/** Every state of the widget in every setting, for review by a designer: test/.output/pictures/widget. */
import { writeFile } from 'node:fs/promises';
import { startTestRunner, type TestRunnerConfig, type TestRunnerPlugin } from '@web/test-runner';
import type { Page } from 'playwright-core';
import { bundledTests } from '../../support/browser-bundle.ts';
import { root } from '../../support/suites.ts';
import type { Setting } from './settings.ts';
import { folderOf, type Wanted } from './stage.ts';

const FILE = 'test/by-hand/pictures/widget-states.ts';
const CONFIG = new URL('../../wtr.config.mjs', import.meta.url).href;

/** The commands of `widget-states.ts`. `select`: of these titles, the ones that are wanted. `touch`: with or without a touch screen from now on. */
interface Payloads {
  select: string[];
  touch: Pick<Setting, 'touch'>;
  /** `before`: the text before the first button. */
  picture: { name: string; whole: boolean; before: string };
}
type Command = { [Name in keyof Payloads]: { command: Name; payload: Payloads[Name] } }[keyof Payloads];

/** The text before the first button, by the picture's name. */
type Before = Map<string, string>;

/** The longest first. */
const tableOf = (before: Before): string =>
  [...before]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([name, text]) => `| ${name} | ${text.length} | ${text} |\n`)
    .join('');

const cameraIn = (folder: string, isWanted: Wanted, before: Before): TestRunnerPlugin => ({
  name: 'camera',
  async executeCommand({ command, payload, session }) {
    const given = { command, payload } as Command;
    const page = (session.browser as unknown as { getPage(id: string): Page }).getPage(session.id);
    switch (given.command) {
      case 'select':
        return given.payload.filter(isWanted);
      case 'touch': {
        const devtools = await page.context().newCDPSession(page);
        const enabled = given.payload.touch ?? false;
        await devtools.send('Emulation.setTouchEmulationEnabled', { enabled });
        return true;
      }
      case 'picture': {
        const path = `${folder}${given.payload.name.replace(/[^\w.]+/g, '-')}.png`;
        await page.screenshot({ path, fullPage: given.payload.whole });
        before.set(given.payload.name, given.payload.before);
        return true;
      }
      default:
        return undefined; // a command of another plugin
    }
  },
});

export async function takeWidget(isWanted: Wanted): Promise<void> {
  const { default: settings } = (await import(CONFIG)) as { default: Required<TestRunnerConfig> };
  const folder = folderOf('widget');
  const before: Before = new Map();
  const runner = await startTestRunner({
    config: {
      ...settings,
      files: [FILE],
      plugins: [cameraIn(folder, isWanted, before)],
      middleware: [await bundledTests(root, [FILE]), ...settings.middleware],
      testsFinishTimeout: 1_800_000,
      testFramework: { config: { ui: 'bdd', timeout: 30_000 } },
      reporters: settings.reporters.slice(0, 1),
    },
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
  });
  if (!runner) return; // it has said why, and ends the program
  const passed = await new Promise<boolean>((resolve) => runner.on('stopped', resolve));
  if (!passed) process.exitCode = 1;
  await writeFile(
    `${folder}characters.md`,
    `| picture | characters before the first button | |\n|---|---|---|\n${tableOf(before)}`,
  );
  console.log(`widget: ${before.size} pictures, in ${folder}`);
}
