/**
 * The login in another tab or window. When the user comes back from it, what waited for it is tried
 * again. The tab of the login, whose page prompts, asks whether a tab waits, and then leads back
 * there. The messages contain no data.
 */
import type { ReactiveController } from 'lit';
import type { Host } from '../controllers/host.ts';
import type { CertificationProcedure } from '../procedure/state.ts';
import { isPrompting } from '../procedure/dialogs.ts';

const NAME = 'unit-certification-login';

/**
 * `logged-in`: a page prompts after a login. `waits`: another tab, in which the same user is logged
 * in now, waited for it.
 */
type Message = 'logged-in' | 'waits';

export class LoginReturn implements ReactiveController {
  readonly #host: Host;
  readonly #procedure: CertificationProcedure;
  /** Open while it asks or waits. */
  #channel: BroadcastChannel | undefined;

  constructor(host: Host, procedure: CertificationProcedure) {
    this.#host = host;
    this.#procedure = procedure;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#cameBack);
    addEventListener('focus', this.#cameBack);
  }

  hostUpdated(): void {
    const asks = isPrompting(this.#procedure.state);
    if (!this.#host.isConnected || !(asks || this.#waits)) return this.#close();
    if (this.#channel) return;
    this.#channel = new BroadcastChannel(NAME);
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => void this.#hear(data);
    if (asks) this.#tell('logged-in');
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#cameBack);
    removeEventListener('focus', this.#cameBack);
    this.#close();
  }

  /** Until the user has logged in again. */
  get #waits(): boolean {
    const { dialog } = this.#procedure.state;
    return dialog.name === 'trouble' && dialog.failure.code === 'session-expired';
  }

  #tell(message: Message): void {
    this.#channel?.postMessage(message);
  }

  #close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  async #hear(message: Message): Promise<void> {
    if (message === 'waits') return this.#procedure.dispatch({ type: 'awaited-elsewhere' });
    if (!this.#waits) return;
    // Another user who is logged in now has nothing to come back to: the token says who it is.
    const token = await this.#host.session?.token(0);
    if (token?.ok && this.#waits) this.#tell('waits');
  }

  readonly #cameBack = (): void => {
    if (document.visibilityState === 'visible' && this.#waits) this.#procedure.dispatch({ type: 'retry' });
  };
}
