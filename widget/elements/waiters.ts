/** Those who wait for the end of the flow: `requireCertified()`. */
export class Waiters {
  #resolvers: ((certified: boolean) => void)[] = [];

  get any(): boolean {
    return this.#resolvers.length > 0;
  }

  wait(): Promise<boolean> {
    return new Promise((resolve) => this.#resolvers.push(resolve));
  }

  settle(certified: boolean): void {
    for (const resolve of this.#resolvers.splice(0)) resolve(certified);
  }
}
