/**
 * All that belongs to one user of one unit at one site, shared by the elements of a page. Another user has another account: nothing
 * of the former one can be left over.
 */
import type { CertificationStatus } from '../../bff/contract/wire.ts';
import type { Draft } from './draft.ts';

export type StatusListener = (status: CertificationStatus) => void;

export const isCertified = ({ kinds }: CertificationStatus): boolean =>
  kinds.some(({ kind, status }) => kind === 'real-name' && status === 'certified');

export class Account {
  /** The last status that came, with the history. */
  status: CertificationStatus | undefined;
  /** The typed values, once a form has asked for them. */
  draft: Draft | undefined;
  readonly #listeners = new Set<StatusListener>();

  /** Calls the listener with every status that comes, until the signal aborts. */
  follow(listener: StatusListener, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener));
  }

  learn(status: CertificationStatus): void {
    this.status = status;
    if (isCertified(status)) this.draft?.clearNumbers();
    for (const listener of this.#listeners) listener(status);
  }

  /** Takes over what was typed before a token said by whom. */
  adopt({ draft }: Account): void {
    if (!draft?.typed) return;
    this.draft?.clear();
    this.draft = draft;
  }

  /** Another user is logged in, or nobody. */
  end(): void {
    this.draft?.clear();
    this.status = this.draft = undefined;
  }
}
