/** The demo and the browser that pictures are taken of, from the first picture to the last. */
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { startDemo, type Demo } from '../../e2e/support/demo.ts';
import { launchBrowser } from '../../support/chromium.ts';

/** Whether a picture with this title is to be taken. */
export type Wanted = (title: string) => boolean;

/** Makes the folder of pictures for a designer; it ends with a slash. */
export function folderOf(name: string): string {
  const folder = fileURLToPath(new URL(`../../.output/pictures/${name}/`, import.meta.url));
  mkdirSync(folder, { recursive: true });
  return folder;
}

export async function inBrowser(take: (browser: Browser) => Promise<void>): Promise<void> {
  const browser = await launchBrowser();
  try {
    await take(browser);
  } finally {
    await browser.close();
  }
}

/** `environment`: variables of the demo. */
export async function atDemo(
  take: (demo: Demo, browser: Browser) => Promise<void>,
  environment: Record<string, string> = {},
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pictures-'));
  try {
    const demo = await startDemo({ ...environment, DATA_DIR: dataDir });
    try {
      await inBrowser((browser) => take(demo, browser));
    } finally {
      await demo.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
