/** A window of Chromium, by Playwright. */
import type { Browser } from 'playwright-core';
import { askedBeforeReload, VIEWPORT, type Remote } from './remote.ts';

/** `close` closes the window alone. */
export async function openWindow(browser: Browser): Promise<Remote> {
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
    close: () => page.close(),
  };
}
