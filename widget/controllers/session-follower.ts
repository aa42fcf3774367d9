/**
 * Follows the session of an element while it is in the page. When the element comes back, it hears
 * of a sign-out that it has missed.
 */
import type { ReactiveController } from 'lit';
import { whenLeft } from '../page/left.ts';
import type { Account } from '../session/account.ts';
import type { Session } from '../session/session.ts';
import type { Host } from './host.ts';

export interface SessionListeners {
  /** The element has come to the page, or asks elsewhere than before. */
  changed?: (session: Session | undefined) => void;
  /** A token has named the user: another one, or the first. */
  named?: (account: Account) => void;
  signedOut: () => void;
}

export class SessionFollower implements ReactiveController {
  readonly #host: Host;
  readonly #on: SessionListeners;
  /** Undefined while the element is out of the page. */
  #session: Session | undefined;
  /** Aborted when the element leaves the page or gets another session. */
  #following = new AbortController();
  /** The page's count of sign-outs when the element last heard of one. */
  #signOuts: number | undefined;

  constructor(host: Host, listeners: SessionListeners) {
    this.#host = host;
    this.#on = listeners;
    host.addController(this);
  }

  /** False for an element that has just come back to the page, and without a session. */
  get follows(): boolean {
    return !!this.#session;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const { session, isConnected } = this.#host;
    // An update can run after the element has left the page.
    if (isConnected && session !== this.#session) this.#follow(session);
  }

  hostDisconnected(): void {
    whenLeft(this.#host, () => this.#end());
  }

  #follow(session: Session | undefined): void {
    this.#end();
    this.#session = session;
    this.#on.changed?.(session);
    if (!session) return;
    session.subscribe(
      (account) => (account ? this.#on.named?.(account) : this.#signedOut(session)),
      this.#following.signal,
    );
    this.#signOuts ??= session.signOuts;
    if (session.signOuts !== this.#signOuts) this.#signedOut(session);
  }

  #signedOut({ signOuts }: Session): void {
    this.#signOuts = signOuts;
    this.#on.signedOut();
  }

  #end(): void {
    this.#following.abort();
    this.#following = new AbortController();
    this.#session = undefined;
  }
}
