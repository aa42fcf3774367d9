/** Notices that the user has signed out, also while the element was out of the page. */
import type { ReactiveController } from 'lit';
import type { Host } from '../controllers/host.ts';
import { whenLeft } from '../page/left.ts';
import type { Session } from '../session/session.ts';

export class SignOuts implements ReactiveController {
  readonly #host: Host;
  readonly #signedOut: () => void;
  #session: Session | undefined;
  /** The session's count when it was last looked at. */
  #seen: number | undefined;
  /** Aborted when the element leaves the page or asks another BFF. */
  #following = new AbortController();

  constructor(host: Host, signedOut: () => void) {
    this.#host = host;
    this.#signedOut = signedOut;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const { session, isConnected } = this.#host;
    if (!isConnected || session === this.#session) return;
    this.#following.abort();
    this.#following = new AbortController();
    this.#session = session;
    session?.subscribe((account) => account || this.#look(), this.#following.signal);
    this.#seen ??= session?.signOuts;
    this.#look();
  }

  hostDisconnected(): void {
    whenLeft(this.#host, () => {
      this.#following.abort();
      this.#session = undefined;
    });
  }

  #look(): void {
    const { signOuts } = this.#session ?? {};
    if (signOuts === undefined || signOuts === this.#seen) return;
    this.#seen = signOuts;
    this.#signedOut();
  }
}
