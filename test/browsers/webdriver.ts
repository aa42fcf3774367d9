/** A window of WebKitGTK's MiniBrowser, by WebDriver. */
import { clickActions, keyActions, WEBDRIVER_KEYS, type Remote } from './remote.ts';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** `url`: where WebKitWebDriver answers; `binary`: MiniBrowser, which it starts. */
export async function openWebKit(url: string, binary: string, end: () => Promise<void>): Promise<Remote> {
  const command = async <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body: object = {}) => {
    const answer = await fetch(url + path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(method === 'POST' && { body: JSON.stringify(body) }),
    });
    const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } };
    if (!answer.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value as T;
  };
  // It says nothing when it has started.
  for (let tries = 0; ; tries++) {
    const ready = await command('GET', '/status').catch((error: unknown) => error);
    if (!(ready instanceof Error)) break;
    if (tries === 100) throw ready;
    await wait(200);
  }
  const { sessionId, capabilities } = await command<{
    sessionId: string;
    capabilities: { browserVersion: string };
  }>('POST', '/session', {
    capabilities: {
      alwaysMatch: {
        unhandledPromptBehavior: 'ignore',
        'webkitgtk:browserOptions': { binary, args: ['--automation'] },
      },
    },
  });
  const session = `/session/${sessionId}`;
  const execute = (script: string) =>
    command<unknown>('POST', `${session}/execute/sync`, { script, args: [] });
  const perform = async (actions: object[]) => {
    await command('POST', `${session}/actions`, { actions });
  };
  await command('POST', `${session}/window/rect`, { width: 1366, height: 900 });

  return {
    version: capabilities.browserVersion,
    open: (address) => command('POST', `${session}/url`, { url: address }),
    evaluate: (expression) => execute(`return ${expression}`),
    click: (x, y) => perform(clickActions(x, y)),
    type: (text) => perform(keyActions(text)),
    key: (key) => perform(keyActions([WEBDRIVER_KEYS[key]])),
    // Its driver agrees to leave before anybody can see the question, so the page is asked as the browser asks it.
    reloadAsks: async () =>
      (await execute("return dispatchEvent(new Event('beforeunload', { cancelable: true }))")) === false,
    async close() {
      await command('DELETE', session).catch(() => undefined);
      await end();
    },
  };
}
