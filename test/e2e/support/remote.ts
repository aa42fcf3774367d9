/** One window of a browser, with the actions of a person. Each driver implements them. */

export type Key = 'Tab' | 'Escape' | 'Enter' | 'ArrowDown';

export interface Remote {
  version: string;
  open(url: string): Promise<void>;
  /** The value, as JSON, of an expression in the page. */
  evaluate(expression: string): Promise<unknown>;
  /** Presses and releases the left button at a point of the viewport. */
  click(x: number, y: number): Promise<void>;
  /** Types into the focused element. */
  type(text: string): Promise<void>;
  key(key: Key): Promise<void>;
  /** Reloads the page; when the browser asks first, answers “stay”. Resolves to whether it asked. */
  reloadAsks(): Promise<boolean>;
  close(): Promise<void>;
}

export const VIEWPORT = { width: 1366, height: 900 };

/** Resolves to whether a dialog came within 15 s of the reload. `listen` gets a function to call when one came. */
export function askedBeforeReload(
  listen: (asked: () => void) => void,
  reload: () => Promise<unknown>,
): Promise<boolean> {
  return new Promise((resolve) => {
    listen(() => resolve(true));
    setTimeout(resolve, 15_000, false);
    reload().catch(() => undefined); // a “stay” ends the reload with an error
  });
}
