/**
 * Has the browser ask before the page is left with something typed that was not sent. It listens
 * only while there is something to lose: a page with such a listener is not kept for the way back.
 */
import type { ReactiveController } from 'lit';
import type { Host } from '../controllers/host.ts';

export class LeaveGuard implements ReactiveController {
  readonly #host: Host;
  readonly #unsent: () => boolean;
  readonly #ask = (event: BeforeUnloadEvent): void => {
    if (!this.#unsent()) return; // After `close()` or `signOut()` the page may leave before the next update.
    event.preventDefault();
    event.returnValue = true; // Chromium before 119
  };

  constructor(host: Host, unsent: () => boolean) {
    this.#host = host;
    this.#unsent = unsent;
    host.addController(this);
  }

  hostUpdated(): void {
    if (!this.#host.isConnected) return; // An update may come after the element has left the page.
    if (this.#unsent()) addEventListener('beforeunload', this.#ask);
    else removeEventListener('beforeunload', this.#ask);
  }

  hostDisconnected(): void {
    removeEventListener('beforeunload', this.#ask);
  }
}
