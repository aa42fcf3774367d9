/** The engines of the table in docs/: where each comes from, and how a window of it is opened. */
import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { CHROMIUM_ARGUMENTS, onPath, resolveChromium } from '../support/chromium.ts';
import { freePorts } from '../e2e/support/demo.ts';
import { openFirefox } from './bidi.ts';
import { openChromium } from './cdp.ts';
import { unpack, type PackedChromium } from './old-chromium.ts';
import { start } from './processes.ts';
import type { Remote } from './remote.ts';
import { openWebKit } from './webdriver.ts';

export interface Engine {
  name: string;
  /** Opens a window that has never been anywhere; rejects when the engine cannot be had, with the reason. */
  open(): Promise<Remote>;
}

/** A window whose programs end with it, also when it does not open. */
async function ending(
  open: (end: () => Promise<void>) => Promise<Remote>,
  end: () => Promise<void>,
): Promise<Remote> {
  try {
    return await open(end);
  } catch (error) {
    await end();
    throw error;
  }
}

/** A folder that lives as long as the window. */
async function profile(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'browser-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

function debian(program: string, packages: string): string {
  const path = onPath(program);
  if (!path) throw new Error(`${program} is not installed (Debian: apt-get install ${packages})`);
  return path;
}

async function startChromium(path: string, env: NodeJS.ProcessEnv): Promise<Remote> {
  const { folder, remove } = await profile();
  const options = [
    ...CHROMIUM_ARGUMENTS,
    '--headless',
    '--disable-dev-shm-usage',
    '--remote-debugging-port=0',
    `--user-data-dir=${folder}`,
    'about:blank',
  ];
  const { said, stop } = await start(path, options, env, /DevTools listening on (\S+)/);
  return ending(
    (end) => openChromium(said, end),
    () => stop().then(remove),
  );
}

const oldChromium = (name: string, packed: PackedChromium): Engine => ({
  name,
  async open() {
    const [folder, { env }] = [await unpack(packed), await resolveChromium()];
    const libraries = [folder, join(folder, 'lib')].join(delimiter);
    return startChromium(join(folder, 'chromium'), { ...env, LD_LIBRARY_PATH: libraries });
  },
});

const currentChromium: Engine = {
  name: 'Chromium',
  async open() {
    const { executablePath, env } = await resolveChromium();
    return startChromium(executablePath, env);
  },
};

const firefox: Engine = {
  name: 'Firefox ESR',
  async open() {
    const path = debian('firefox-esr', 'firefox-esr');
    const { folder, remove } = await profile();
    const options = ['--headless', '--no-remote', '--remote-debugging-port', '0', '--profile', folder];
    const listening = /WebDriver BiDi listening on (\S+)/;
    const { said, stop } = await start(path, options, { ...process.env, HOME: folder }, listening);
    return ending(
      (end) => openFirefox(said, end),
      () => stop().then(remove),
    );
  },
};

const webkit: Engine = {
  name: 'WebKitGTK',
  async open() {
    const driver = debian('WebKitWebDriver', 'webkit2gtk-driver');
    const binary = globSync('/usr/lib/*/webkit2gtk-4.1/MiniBrowser')[0];
    if (!binary) throw new Error('MiniBrowser is not installed (Debian: apt-get install webkit2gtk-driver)');
    const xvfb = debian('Xvfb', 'xvfb');
    const { folder, remove } = await profile();
    const display = await start(
      xvfb,
      ['-displayfd', '1', '-screen', '0', '1600x1200x24'],
      process.env,
      /^(\d+)\n/m,
    );
    const env = {
      ...process.env,
      HOME: folder,
      DISPLAY: `:${display.said}`,
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', // root has none
    };
    const [port] = await freePorts(1);
    const { stop } = await start(driver, [`--port=${port}`], env);
    return ending(
      (end) => openWebKit(`http://127.0.0.1:${port}`, binary, end),
      async () => {
        await stop();
        await display.stop();
        await remove();
      },
    );
  },
};

/** From the oldest. */
export const ENGINES: readonly Engine[] = [
  oldChromium('Chromium 92', {
    specification: 'chrome-aws-lambda@10.1.0',
    sha512: 'NZQVf+J4kqG4sVhRm3WNmOfzY0OtTSm+S8rg77pwePa9RCYHzhnzRs8YvNI6L9tALIW6RpmefWiPURt3vURXcw==',
  }),
  oldChromium('Chromium 109', {
    specification: '@sparticuz/chromium@109.0.6',
    sha512: '9hTE03DXnrWTiGNpfjLfmGhIfmiVAerSPinDb+x5bBdM4KF4PMM1NZ0A+V7WKazoA+CasSX/osHK8K0MuO6uqg==',
  }),
  currentChromium,
  firefox,
  webkit,
];
