/** The demo and the browser of a test file, from its first test to its last. */
import { afterAll, expect } from 'vitest';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../support/chromium.ts';
import { freshDemo, sharedDemo, type Demo, type RunningDemo } from './demo.ts';

/** The shared demo, for files that do not change its accounts. */
export async function sharedStage(): Promise<{ demo: RunningDemo; browser: Browser }> {
  const [demo, browser] = await Promise.all([sharedDemo(), launchBrowser()]);
  afterAll(() => browser.close());
  return { demo, browser };
}

/** A new demo with fresh accounts; it must end in order. */
export async function freshStage(): Promise<{ demo: Demo; browser: Browser }> {
  const [demo, browser] = await Promise.all([freshDemo(), launchBrowser()]);
  afterAll(async () => {
    await browser.close();
    expect(await demo.stop()).toBe(0);
  });
  return { demo, browser };
}
