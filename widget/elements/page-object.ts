/**
 * The page's object `UnitCertification`: what a page may call, before and after the script has
 * come. What was called before waits in its queue (docs/en/embedding.md, "The script, late or
 * never").
 */
import type { Settings } from './configuration.ts';

export interface Commands {
  configure: (settings: Settings) => void;
  signOut: () => void;
  /** `business`: its name, for the dialog. */
  requireCertified: (business?: string, deadline?: number) => Promise<boolean>;
}

/**
 * A command's name and argument. `resolve`: takes its answer. `deadline`: of `requireCertified`, in
 * milliseconds like `Date.now()`.
 */
export type Entry = [
  name: keyof Commands,
  argument?: unknown,
  resolve?: (answer: unknown) => void,
  deadline?: number,
];

type Command = (argument?: unknown, deadline?: number) => unknown;

export interface PageObject extends Partial<Commands> {
  queue: Entry[];
  /** A module could not be loaded. Browsers remember that for its address. */
  failed?: true;
}

/** The page's own; with an empty queue where it has none. */
export function pageObject(): PageObject {
  const page = ((globalThis as { UnitCertification?: PageObject }).UnitCertification ??= { queue: [] });
  if (!Array.isArray(page.queue)) page.queue = [];
  return page;
}

/**
 * Runs the commands that wait in the queue, and each one that is pushed later. An entry that cannot
 * be run stops nothing. It stays for a script that may have its command: a page may have two.
 */
export function serve(commands: Partial<Commands>, page = pageObject()): void {
  const { queue } = page;
  const { push } = queue;
  Object.assign(page, commands);
  const run: typeof push = (...entries) => {
    for (const entry of entries)
      try {
        const [name, argument, resolve, deadline] = entry;
        const answer = (commands[name] as Command)(argument, deadline);
        resolve?.(answer);
      } catch (error) {
        console.warn('unit-certification: no command', entry, error);
        push.call(queue, entry);
      }
    return queue.length;
  };
  // An assignment would throw where the page has frozen `Array.prototype`.
  Object.defineProperty(queue, 'push', { value: run, configurable: true, writable: true });
  run(...queue.splice(0));
}
