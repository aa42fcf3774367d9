/** A person at a browser: finds things by their text, and uses mouse and keyboard. */
import { answerInPage, type Focus, type Place, type Question } from './in-page.ts';
import type { Key, Remote } from './remote.ts';

/** Long, because the first page of some engines is slow on a busy machine. */
const PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 150;

export interface Person {
  open(url: string): Promise<void>;
  /** Waits until the text can be read. */
  see(words: string): Promise<void>;
  seeNoMore(words: string): Promise<void>;
  address(path: string): Promise<void>;
  press(name: string): Promise<void>;
  /** Clicks the field, and replaces what is in it. */
  fill(label: string, text: string): Promise<void>;
  valueOf(label: string): Promise<string>;
  focus(): Promise<Focus>;
  key(key: Key): Promise<void>;
  type(text: string): Promise<void>;
  reloadAsks(): Promise<boolean>;
}

const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));

export function personAt(remote: Remote): Person {
  const ask = <T>(question: Question) =>
    remote.evaluate(`(${answerInPage})(${JSON.stringify(question)})`) as Promise<T>;

  /** Waits for the first answer. A page that is being replaced answers with errors, which are ignored. */
  async function until<T>(what: string, look: () => Promise<T | undefined | null | false>): Promise<T> {
    let trouble = '';
    for (const deadline = Date.now() + PATIENCE_MS; ; await pause()) {
      const found = await look().catch((error: unknown) => void (trouble = String(error)));
      if (found) return found;
      if (Date.now() < deadline) continue;
      const text = await ask<string>({ ask: 'text' }).catch(String);
      const shown = text.replaceAll(/\s+/g, ' ').slice(-300);
      throw new Error(`${what}${trouble && ` (${trouble})`}; on the page: …${shown}`);
    }
  }

  /** The place of the target, when it does not move and nothing covers it. */
  async function place(question: Question, name: string): Promise<Place> {
    let before: Place | null = null;
    return until(`“${name}” cannot be reached`, async () => {
      const now = await ask<Place | null>(question);
      const still = now?.free && before?.x === now.x && before.y === now.y;
      before = now;
      return still ? now : undefined;
    });
  }

  const read = () => ask<string>({ ask: 'text' });

  return {
    open: (url) => remote.open(url),
    see: async (words) =>
      void (await until(`“${words}” is not seen`, async () => (await read()).includes(words))),
    seeNoMore: async (words) =>
      void (await until(`“${words}” stays`, async () => !(await read()).includes(words))),
    address: async (path) =>
      void (await until(
        `the address is not ${path}`,
        async () => (await remote.evaluate('location.pathname')) === path,
      )),
    async press(name) {
      const { x, y } = await place({ ask: 'control', name }, name);
      await remote.click(x, y);
    },
    async fill(label, text) {
      const { x, y } = await place({ ask: 'field', label }, label);
      await remote.click(x, y);
      await until(`“${label}” does not take the focus`, async () => {
        const { name } = await ask<Focus>({ ask: 'focus' });
        return name === label;
      });
      await remote.evaluate("void document.execCommand('selectAll')");
      await remote.type(text);
    },
    valueOf: async (label) => (await place({ ask: 'field', label }, label)).value,
    focus: () => ask<Focus>({ ask: 'focus' }),
    key: (key) => remote.key(key),
    type: (text) => remote.type(text),
    reloadAsks: () => remote.reloadAsks(),
  };
}
