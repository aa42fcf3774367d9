/** Commands of the page's object until the script has come: they wait in its queue. */
import type { Commands, PageObject, Entry } from './page-object.ts';

/** How long `requireCertified()` waits for the script. Milliseconds. */
export const PATIENCE = 10_000;

/**
 * `failed`: resolves when the script cannot be loaded. Then, and after `PATIENCE`, the business
 * continues: the portal's server decides.
 */
export function stub(page: PageObject, failed: Promise<unknown>): Commands {
  return {
    configure: (settings) => void page.queue.push(['configure', settings]),
    signOut: () => void page.queue.push(['signOut']),
    requireCertified: (business) =>
      new Promise((resolve) => {
        const deadline = Date.now() + PATIENCE;
        const entry: Entry = ['requireCertified', business, resolve as (answer: unknown) => void, deadline];
        const pass = (): void => {
          const place = page.queue.indexOf(entry);
          if (place >= 0) page.queue.splice(place, 1); // so that a script that comes late asks nothing
          resolve(true); // no effect once the script answers
        };
        page.queue.push(entry);
        void failed.then(pass);
        setTimeout(pass, PATIENCE);
      }),
  };
}
