/**
 * The typed values, shared by the forms of an account and kept in memory through failures, closing and reconnecting. Document numbers leave it on
 * success, on `pagehide` and after ten idle minutes.
 */
import type { Applicant } from '../../bff/contract/wire.ts';

const IDLE_TIME = 600_000;

const NUMBERS: readonly string[] = ['legalRepresentative.idNumber', 'agent.idNumber'];

export class Draft {
  applicant: Applicant = 'legal-representative';
  /** The claim that was sent last, as JSON text, and its key; it goes with its numbers. */
  sent: { body: string; key: string } | undefined;
  /** Called when the numbers have gone: by each form of the page that shows them. */
  readonly cleared = new Set<() => void>();
  readonly #values = new Map<string, string>();
  /** Numbers that have gone without the user’s doing: the form says so. */
  readonly #expired = new Set<string>();
  /** Fields whose doubtful value the user has confirmed. */
  readonly #meant = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #left = (): void => this.expireNumbers();

  get(path: string): string {
    return this.#values.get(path) ?? '';
  }

  set(path: string, typed: string): void {
    this.#values.set(path, typed);
    this.#expired.delete(path);
    if (!typed.trim()) this.#meant.delete(path);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#left, IDLE_TIME);
    // Only while there is something to clear: a draft that nobody uses any more is not kept by the window.
    addEventListener('pagehide', this.#left);
  }

  /** Whether there is something to lose. */
  get typed(): boolean {
    return [...this.#values.values()].some((value) => value.trim());
  }

  isMeant(path: string): boolean {
    return this.#meant.has(path);
  }

  /** Until the field is emptied. */
  mean(path: string): void {
    this.#meant.add(path);
  }

  /** Whether the field’s number has gone without the user’s doing, and nothing was typed since. */
  hasExpired(path: string): boolean {
    return this.#expired.has(path);
  }

  /** The numbers go because nobody is there: each field remembers that it had one. */
  expireNumbers(): void {
    const typed = NUMBERS.filter((path) => this.get(path).trim());
    this.clearNumbers();
    for (const path of typed) this.#expired.add(path);
  }

  /** The numbers have done their work. */
  clearNumbers(): void {
    clearTimeout(this.#timer);
    this.#expired.clear();
    this.#meant.clear();
    removeEventListener('pagehide', this.#left);
    for (const path of NUMBERS) this.#values.delete(path);
    this.sent = undefined;
    for (const cleared of this.cleared) cleared();
  }

  /** Nothing stays: another user is logged in. */
  clear(): void {
    this.#values.clear();
    this.applicant = 'legal-representative';
    this.clearNumbers();
  }
}

/** The draft that all forms of an account share. */
export const draftOf = (account: { draft: Draft | undefined }): Draft => (account.draft ??= new Draft());
