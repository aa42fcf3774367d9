/** A window of Firefox, by Puppeteer over WebDriver BiDi. */
import puppeteer from 'puppeteer-core';
import { askedBeforeReload, VIEWPORT, type Remote } from '../../e2e/support/remote.ts';

export async function openFirefox(executablePath: string): Promise<Remote> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    defaultViewport: VIEWPORT,
    capabilities: { alwaysMatch: { unhandledPromptBehavior: { beforeUnload: 'ignore', default: 'ignore' } } },
  });
  const page = await browser.newPage();
  return {
    version: (await browser.version()).split('/')[1]!,
    open: async (url) => void (await page.goto(url)),
    evaluate: (expression) => page.evaluate(expression),
    click: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text),
    key: (key) => page.keyboard.press(key),
    reloadAsks: () =>
      askedBeforeReload(
        (asked) => page.once('dialog', (dialog) => void dialog.dismiss().then(asked)),
        () => page.evaluate('location.reload()'),
      ),
    close: () => browser.close(),
  };
}
