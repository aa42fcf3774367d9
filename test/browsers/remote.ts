/** One window of a browser, as far as a person's hands reach; each protocol has its own way of moving them. */

export type Key = 'Tab' | 'Escape' | 'Enter' | 'ArrowDown';

export interface Remote {
  version: string;
  open(url: string): Promise<void>;
  /** The value, as JSON, of an expression in the page. */
  evaluate(expression: string): Promise<unknown>;
  /** Presses and releases the left button at a point of the viewport. */
  click(x: number, y: number): Promise<void>;
  /** Types into what has the focus. */
  type(text: string): Promise<void>;
  key(key: Key): Promise<void>;
  /** Reloads the page; when the browser asks first, answers “stay”. Resolves to whether it asked. */
  reloadAsks(): Promise<boolean>;
  close(): Promise<void>;
}

/** How long a browser has to ask before it leaves a page. */
export const ASK_MS = 15_000;

/** Code points of WebDriver for keys that are not characters. */
export const WEBDRIVER_KEYS: Record<Key, string> = {
  Tab: '\uE004',
  Escape: '\uE00C',
  Enter: '\uE007',
  ArrowDown: '\uE015',
};

/** WebDriver's actions, the same in both of its protocols. */
export const clickActions = (x: number, y: number) => [
  {
    type: 'pointer',
    id: 'mouse',
    parameters: { pointerType: 'mouse' },
    actions: [
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ],
  },
];

export const keyActions = (characters: Iterable<string>) => [
  {
    type: 'key',
    id: 'keyboard',
    actions: [...characters].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]),
  },
];
