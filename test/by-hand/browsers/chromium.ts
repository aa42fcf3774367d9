/** Any Chromium, by Playwright. */
import { chromium } from 'playwright-core';
import { openWindow } from '../../e2e/support/chromium-window.ts';
import type { Remote } from '../../e2e/support/remote.ts';
import { CHROMIUM_ARGUMENTS } from '../../support/chromium.ts';

export async function openChromium(executablePath: string, env: Record<string, string>): Promise<Remote> {
  const browser = await chromium.launch({ executablePath, env, args: CHROMIUM_ARGUMENTS });
  return { ...(await openWindow(browser)), close: () => browser.close() };
}
