/** A window of WebKitGTK's MiniBrowser, by Selenium's WebDriver. */
import { Builder, Capabilities, Key as Keys } from 'selenium-webdriver';
import { VIEWPORT, type Key, type Remote } from '../../e2e/support/remote.ts';

const KEYS: Record<Key, string> = {
  Tab: Keys.TAB,
  Escape: Keys.ESCAPE,
  Enter: Keys.ENTER,
  ArrowDown: Keys.ARROW_DOWN,
};

/** `url`: where WebKitWebDriver answers; `binary`: MiniBrowser, which it starts; `end`: ends both. */
export async function openWebKit(url: string, binary: string, end: () => Promise<void>): Promise<Remote> {
  const driver = await new Builder()
    .usingServer(url)
    .withCapabilities(
      new Capabilities({
        browserName: 'MiniBrowser',
        unhandledPromptBehavior: 'ignore',
        'webkitgtk:browserOptions': { binary, args: ['--automation'] },
      }),
    )
    .build();
  await driver
    .manage()
    .window()
    .setRect({ ...VIEWPORT, x: 0, y: 0 });
  const version = (await driver.getCapabilities()).getBrowserVersion() ?? '';
  const actions = () => driver.actions({ async: true });
  return {
    version,
    open: (address) => driver.get(address),
    evaluate: (expression) => driver.executeScript(`return ${expression}`),
    click: (x, y) =>
      actions()
        .move({ x: Math.round(x), y: Math.round(y), duration: 0 })
        .click()
        .perform(),
    type: (text) => actions().sendKeys(text).perform(),
    key: (key) => actions().sendKeys(KEYS[key]).perform(),
    // The driver accepts the browser's question at once, so dispatch `beforeunload` as the browser does.
    reloadAsks: async () =>
      (await driver.executeScript(
        "return dispatchEvent(new Event('beforeunload', { cancelable: true }))",
      )) === false,
    async close() {
      await driver.quit().catch(() => undefined);
      await end();
    },
  };
}
