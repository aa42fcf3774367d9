/** A window of Firefox, by WebDriver BiDi, which it speaks itself. */
import { connect } from './connection.ts';
import { ASK_MS, clickActions, keyActions, WEBDRIVER_KEYS, type Remote } from './remote.ts';

interface Evaluated {
  type: 'success' | 'exception';
  result?: { value?: string };
  exceptionDetails?: { text: string };
}

/** `url`: where the browser says that WebDriver BiDi listens. */
export async function openFirefox(url: string, end: () => Promise<void>): Promise<Remote> {
  const connection = await connect(`${url}/session`);
  const { capabilities } = await connection.send<{ capabilities: { browserVersion: string } }>(
    'session.new',
    { capabilities: { alwaysMatch: { unhandledPromptBehavior: { beforeUnload: 'ignore' } } } },
  );
  await connection.send('session.subscribe', { events: ['browsingContext.userPromptOpened'] });
  const { context } = await connection.send<{ context: string }>('browsingContext.create', { type: 'tab' });
  await connection.send('browsingContext.setViewport', { context, viewport: { width: 1366, height: 900 } });
  const perform = async (actions: object[]) => {
    await connection.send('input.performActions', { context, actions });
  };

  return {
    version: capabilities.browserVersion,
    open: (address) =>
      connection.send('browsingContext.navigate', { context, url: address, wait: 'complete' }),
    async evaluate(expression) {
      const { result, exceptionDetails } = await connection.send<Evaluated>('script.evaluate', {
        expression: `JSON.stringify(${expression})`,
        target: { context },
        awaitPromise: false,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return result?.value === undefined ? undefined : (JSON.parse(result.value) as unknown);
    },
    click: (x, y) => perform(clickActions(x, y)),
    type: (text) => perform(keyActions(text)),
    key: (key) => perform(keyActions([WEBDRIVER_KEYS[key]])),
    async reloadAsks() {
      const asked = new Promise<boolean>((resolve) => {
        connection.on('browsingContext.userPromptOpened', () => resolve(true));
        setTimeout(resolve, ASK_MS, false);
      });
      const reloading = connection.send('browsingContext.reload', { context }).catch(() => undefined);
      if (!(await asked)) return false;
      await connection.send('browsingContext.handleUserPrompt', { context, accept: false });
      await reloading;
      return true;
    },
    async close() {
      connection.close();
      await end();
    },
  };
}
