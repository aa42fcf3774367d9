/** A window of Chromium, by Playwright. */
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGUMENTS } from '../../support/chromium.ts';
import { askedBeforeReload, VIEWPORT, type Remote } from './remote.ts';

export async function openChromium(executablePath: string, env: Record<string, string>): Promise<Remote> {
  const browser = await chromium.launch({ executablePath, env, args: CHROMIUM_ARGUMENTS });
  const page = await browser.newPage({ viewport: VIEWPORT });
  return {
    version: browser.version(),
    open: async (url) => void (await page.goto(url)),
    evaluate: (expression) => page.evaluate(expression),
    click: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.insertText(text),
    key: (key) => page.keyboard.press(key),
    reloadAsks: () =>
      askedBeforeReload(
        (asked) => page.once('dialog', (dialog) => void dialog.dismiss().then(asked)),
        () => page.evaluate('location.reload()'),
      ),
    close: () => browser.close(),
  };
}
