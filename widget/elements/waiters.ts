/** The callers of `requireCertified()` that wait for the dialogs to end. */
export class Waiters {
  #waiting: { business: string; resolve: (certified: boolean) => void }[] = [];

  /** The business of the latest caller. */
  get business(): { name: string } | undefined {
    const last = this.#waiting[this.#waiting.length - 1];
    return last && { name: last.business };
  }

  /** `business`: its name, empty when it has none. */
  wait(business: string): Promise<boolean> {
    return new Promise((resolve) => this.#waiting.push({ business, resolve }));
  }

  answer(certified: boolean): void {
    for (const { resolve } of this.#waiting.splice(0)) resolve(certified);
  }
}
