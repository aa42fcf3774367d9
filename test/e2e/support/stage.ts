/** What a file of the suite plays on, from its first line to its last: a demo and a browser. */
import { afterAll, expect } from 'vitest';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../support/chromium.ts';
import { freshDemo, sharedDemo, type Demo, type RunningDemo } from './demo.ts';

/** The run's demo: for files that leave its accounts as they are. */
export async function sharedStage(): Promise<{ demo: RunningDemo; browser: Browser }> {
  const [demo, browser] = await Promise.all([sharedDemo(), launchBrowser()]);
  afterAll(() => browser.close());
  return { demo, browser };
}

/** A demo to whose accounts nothing has happened; it must end in order. */
export async function freshStage(): Promise<{ demo: Demo; browser: Browser }> {
  const [demo, browser] = await Promise.all([freshDemo(), launchBrowser()]);
  afterAll(async () => {
    await browser.close();
    expect(await demo.stop()).toBe(0);
  });
  return { demo, browser };
}
