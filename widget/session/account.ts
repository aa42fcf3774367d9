/**
 * The data of one user of one unit at one site, shared by the elements of a page. Another user has
 * another account, so nothing of the former user can remain.
 */
import type { CertificationStatus } from '../../bff/contract/wire.ts';
import { notify } from '../api/result.ts';
import type { Draft } from './draft.ts';

export type StatusListener = (status: CertificationStatus) => void;

export class Account {
  /** The latest status, with the history. */
  status: CertificationStatus | undefined;
  /** The typed values, once a form has asked for them. */
  draft: Draft | undefined;
  readonly #listeners = new Set<StatusListener>();

  /** Calls the listener with every new status, until the signal aborts. */
  subscribe(listener: StatusListener, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener));
  }

  update(status: CertificationStatus): void {
    this.status = status;
    notify(this.#listeners, status);
  }

  /** Takes over the values that were typed before a token named the user. */
  adopt({ draft }: Account): void {
    if (!draft?.typed) return;
    this.draft?.clear();
    this.draft = draft;
  }

  /** Deletes the account's data, because another user is logged in, or none. */
  end(): void {
    this.draft?.clear();
    this.status = this.draft = undefined;
  }
}
