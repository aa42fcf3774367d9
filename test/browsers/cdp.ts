/** A window of Chromium, by the DevTools protocol: releases years apart understand these few commands. */
import { connect } from './connection.ts';
import { ASK_MS, type Key, type Remote } from './remote.ts';

interface KeyDescription {
  key: string;
  code: string;
  windowsVirtualKeyCode: number;
  text?: string;
}

const KEY_EVENTS: Record<Key, KeyDescription> = {
  Tab: { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 },
  Escape: { key: 'Escape', code: 'Escape', windowsVirtualKeyCode: 27 },
  Enter: { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
  ArrowDown: { key: 'ArrowDown', code: 'ArrowDown', windowsVirtualKeyCode: 40 },
};

interface Evaluated {
  result: { value?: unknown };
  exceptionDetails?: { text: string; exception?: { description?: string } };
}

/** `url`: where the browser says that DevTools listen. */
export async function openChromium(url: string, end: () => Promise<void>): Promise<Remote> {
  const connection = await connect(url);
  const { targetId } = await connection.send<{ targetId: string }>('Target.createTarget', {
    url: 'about:blank',
    width: 1366,
    height: 900,
  });
  const attached = await connection.send<{ sessionId: string }>('Target.attachToTarget', {
    targetId,
    flatten: true,
  });
  const send = <T>(method: string, params?: object) => connection.send<T>(method, params, attached.sessionId);
  await send('Page.enable');
  const { product } = await connection.send<{ product: string }>('Browser.getVersion');
  const mouse = (type: string, x: number, y: number) =>
    send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });

  return {
    version: product.split('/')[1]!,
    open: (address) => send('Page.navigate', { url: address }),
    async evaluate(expression) {
      const { result, exceptionDetails } = await send<Evaluated>('Runtime.evaluate', {
        expression,
        returnByValue: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    async click(x, y) {
      await mouse('mouseMoved', x, y);
      await mouse('mousePressed', x, y);
      await mouse('mouseReleased', x, y);
    },
    type: (text) => send('Input.insertText', { text }),
    async key(key) {
      const event = KEY_EVENTS[key];
      await send('Input.dispatchKeyEvent', { type: event.text ? 'keyDown' : 'rawKeyDown', ...event });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...event, text: undefined });
    },
    async reloadAsks() {
      const asked = new Promise<boolean>((resolve) => {
        connection.on('Page.javascriptDialogOpening', () => resolve(true));
        setTimeout(resolve, ASK_MS, false);
      });
      const reloading = send('Page.reload').catch(() => undefined); // which a “stay” may refuse
      if (!(await asked)) return false;
      await send('Page.handleJavaScriptDialog', { accept: false });
      await reloading;
      return true;
    },
    async close() {
      connection.close();
      await end();
    },
  };
}
