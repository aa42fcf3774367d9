/**
 * The login in another tab or window. When the user comes back from it, what waited for it is tried
 * again. The tab of the login, whose page prompts, asks whether a tab waits, and then leads back
 * there.
 */
import type { ReactiveController } from 'lit';
import type { Host } from '../controllers/host.ts';
import type { CertificationProcedure } from '../procedure/state.ts';
import { isPrompting } from '../procedure/dialogs.ts';
import type { News, OtherTabs } from '../session/tabs.ts';

export class LoginReturn implements ReactiveController {
  readonly #host: Host;
  readonly #procedure: CertificationProcedure;
  readonly #tabs: OtherTabs;
  /** It has asked the other tabs, for the prompt that is open. */
  #asks = false;

  constructor(host: Host, procedure: CertificationProcedure, tabs: OtherTabs) {
    this.#host = host;
    this.#procedure = procedure;
    this.#tabs = tabs;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#cameBack);
    addEventListener('focus', this.#cameBack);
    this.#tabs.addListener(this.#heard);
  }

  hostUpdated(): void {
    const asks = this.#host.isConnected && isPrompting(this.#procedure.state);
    if (asks && !this.#asks) this.#tabs.post('prompts');
    this.#asks = asks;
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#cameBack);
    removeEventListener('focus', this.#cameBack);
    this.#tabs.removeListener(this.#heard);
    this.#asks = false;
  }

  /** Until the user has logged in again. */
  get #waits(): boolean {
    const { dialog } = this.#procedure.state;
    return dialog.name === 'trouble' && dialog.failure.code === 'session-expired';
  }

  readonly #cameBack = (): void => {
    if (document.visibilityState === 'visible' && this.#waits) this.#procedure.dispatch({ type: 'retry' });
  };

  readonly #heard = (news: News): void => {
    if (news === 'waits') this.#procedure.dispatch({ type: 'awaited-elsewhere' });
    if (news === 'prompts') void this.#answer();
  };

  async #answer(): Promise<void> {
    if (!this.#waits) return;
    // Another user who is logged in now has nothing to come back to: the token says who it is.
    const token = await this.#host.session?.token(0);
    if (token?.ok && this.#waits) this.#tabs.post('waits');
  }
}
