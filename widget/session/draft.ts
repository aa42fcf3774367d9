/**
 * The typed values, shared by the forms of an account. They stay in memory through failures,
 * closing and reconnecting. Document numbers are deleted on success, on `pagehide` and after ten
 * idle minutes.
 */
import type { FormBody } from '../../bff/contract/wire.ts';
import { notify } from '../api/result.ts';

const IDLE_TIME = 600_000;

export class Draft {
  /**
   * The claim of the form, as it was checked when the user submitted it. It is sent from here, also
   * after a consent, in a retry and when the element is back: the state of the procedure would keep
   * it longer. Deleted with the document numbers.
   */
  claim: FormBody | undefined;
  /** The last claim sent, as JSON text, and its key. Deleted with the document numbers. */
  sent: { body: string; key: string } | undefined;
  /** Listeners of the forms that show the numbers, called when the numbers are deleted. */
  readonly cleared = new Set<() => void>();
  readonly #values = new Map<string, string>();
  readonly #chosen = new Map<string, string>();
  /** Fields with the number of a document. */
  readonly #numbers = new Set<string>();
  /** Fields whose number was deleted without the user’s action; the form says so. */
  readonly #expired = new Set<string>();
  /** Fields whose doubtful value the user has confirmed. */
  readonly #confirmed = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #left = (): void => this.expireNumbers();

  /** The value that was typed or chosen in a field. */
  get(path: string): string {
    return this.#values.get(path) ?? this.#chosen.get(path) ?? '';
  }

  choose(path: string, value: string): void {
    this.#chosen.set(path, value);
  }

  /** `isNumber`: it is a document's, and deleted earlier than the others. */
  set(path: string, typed: string, isNumber = false): void {
    this.#values.set(path, typed);
    if (isNumber) this.#numbers.add(path);
    this.#expired.delete(path);
    if (!typed.trim()) this.#confirmed.delete(path);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#left, IDLE_TIME);
    // While there is something to clear, so that the window keeps no unused draft in memory.
    addEventListener('pagehide', this.#left);
  }

  /** Whether anything was typed. */
  get typed(): boolean {
    return [...this.#values.values()].some((value) => value.trim());
  }

  isConfirmed(path: string): boolean {
    return this.#confirmed.has(path);
  }

  /** The user confirms the doubtful value. Valid until the field is emptied. */
  confirm(path: string): void {
    this.#confirmed.add(path);
  }

  /** The field’s number was deleted, not by the user, who has typed nothing since. */
  hasExpired(path: string): boolean {
    return this.#expired.has(path);
  }

  /** Deletes the numbers of an idle user, and marks their fields. */
  expireNumbers(): void {
    const typed = [...this.#numbers].filter((path) => this.get(path).trim());
    this.clearNumbers();
    for (const path of typed) this.#expired.add(path);
  }

  /** Deletes the numbers after a success. */
  clearNumbers(): void {
    clearTimeout(this.#timer);
    this.#expired.clear();
    this.#confirmed.clear();
    removeEventListener('pagehide', this.#left);
    for (const path of this.#numbers) this.#values.delete(path);
    this.claim = this.sent = undefined;
    notify(this.cleared, undefined);
  }

  /** Deletes everything, because another user is logged in. */
  clear(): void {
    this.#values.clear();
    this.#chosen.clear();
    this.clearNumbers();
  }
}
