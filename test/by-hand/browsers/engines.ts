/** The engines of the table in docs/: the source of each, and how to open a window. */
import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onPath, resolveChromium } from '../../support/chromium.ts';
import { freePorts } from '../../e2e/support/demo.ts';
import { openChromium } from './chromium.ts';
import { openFirefox } from './firefox.ts';
import { unpack, type PackedChromium } from './old-chromium.ts';
import { start } from './processes.ts';
import type { Remote } from '../../e2e/support/remote.ts';
import { openWebKit } from './webkit.ts';

export interface Engine {
  name: string;
  /** The widget does not run in it. */
  tooOld?: boolean;
  /** Opens a window with a new profile. Rejects with the reason when the engine is not available. */
  open(): Promise<Remote>;
}

function debian(program: string, packages: string): string {
  const path = onPath(program);
  if (!path) throw new Error(`${program} is not installed (Debian: apt-get install ${packages})`);
  return path;
}

const oldChromium = (name: string, packed: PackedChromium): Engine => ({
  name,
  async open() {
    const [folder, { env }] = [await unpack(packed), await resolveChromium()];
    const libraries = [folder, join(folder, 'lib')].join(delimiter);
    return openChromium(join(folder, 'chromium'), { ...env, LD_LIBRARY_PATH: libraries });
  },
});

const currentChromium: Engine = {
  name: 'Chromium',
  async open() {
    const { executablePath, env } = await resolveChromium();
    return openChromium(executablePath, env);
  },
};

const firefox: Engine = {
  name: 'Firefox ESR',
  open: async () => openFirefox(debian('firefox-esr', 'firefox-esr')),
};

const webkit: Engine = {
  name: 'WebKitGTK',
  async open() {
    const driver = debian('WebKitWebDriver', 'webkit2gtk-driver');
    const binary = globSync('/usr/lib/*/webkit2gtk-4.1/MiniBrowser')[0];
    if (!binary) throw new Error('MiniBrowser is not installed (Debian: apt-get install webkit2gtk-driver)');
    const xvfb = debian('Xvfb', 'xvfb');
    const home = await mkdtemp(join(tmpdir(), 'browser-'));
    const display = await start(
      xvfb,
      ['-displayfd', '1', '-screen', '0', '1600x1200x24'],
      process.env,
      /^(\d+)\n/m,
    );
    const env = {
      ...process.env,
      HOME: home,
      DISPLAY: `:${display.said}`,
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', // root cannot use the sandbox
    };
    const [port] = await freePorts(1);
    const server = await start(driver, [`--port=${port}`], env);
    const end = async () => {
      await server.stop();
      await display.stop();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    };
    try {
      await answers(`http://127.0.0.1:${port}/status`);
      return await openWebKit(`http://127.0.0.1:${port}`, binary, end);
    } catch (error) {
      await end();
      throw error;
    }
  },
};

/** Waits until the driver answers, because it prints nothing at its start. */
async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if ((await fetch(url).catch(() => undefined))?.ok) return;
    await sleep(200);
  }
  throw new Error(`no answer from ${url}`);
}

/** Oldest first. */
export const ENGINES: readonly Engine[] = [
  {
    ...oldChromium('Chromium 83', {
      specification: 'chrome-aws-lambda@3.1.1',
      sha512: 'ikOcpFgobiiUvDXtBft+jxVz2CsauRV58owDtVyF1ocl/YN+/eqdIrrmbItm3yeJGnb9RtKxzFAqGcpBTQbTCA==',
    }),
    tooOld: true,
  },
  oldChromium('Chromium 86', {
    specification: 'chrome-aws-lambda@5.3.1',
    sha512: 'KklZTy2p2U/86cCh1hKL3PGDqoirQCAg7uejvNIn0rDBkWj4Su4GOjYMRVB3kthLwmnWhh3x63RDBTCAaQ9Q3Q==',
  }),
  oldChromium('Chromium 88', {
    specification: 'chrome-aws-lambda@5.5.0',
    sha512: 'nYSDzTsVEVsvIFaUUAUN53ulXBLKSRXFS+eVYZOLZD5SA1If59rqBAiy4raMgorQwXWqjSsjK1SF4As+qzPLqA==',
  }),
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
