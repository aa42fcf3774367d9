/** How often a login may fail: for one account, and for one address. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const WINDOW_SECONDS = 10 * 60;
const FAILURES_AN_ACCOUNT = 5;
const FAILURES_AN_ADDRESS = 50;

export interface LoginLimits {
  /** Seconds to wait before this account or address may try again; 0 when it may. */
  wait(account: string, address: string): Promise<number>;
  failed(account: string, address: string): Promise<void>;
  succeeded(account: string): Promise<void>;
}

export function createLoginLimits(): LoginLimits {
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: WINDOW_SECONDS });
  const accounts = limiter(FAILURES_AN_ACCOUNT);
  const addresses = limiter(FAILURES_AN_ADDRESS);
  const waitOf = async (which: RateLimiterMemory, key: string) => {
    const state = await which.get(key);
    return state && state.remainingPoints <= 0 ? Math.ceil(state.msBeforeNext / 1000) : 0;
  };
  const count = async (which: RateLimiterMemory, key: string) => {
    try {
      await which.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal; // a refusal only says that the limit is reached
    }
  };
  return {
    wait: async (account, address) =>
      Math.max(await waitOf(accounts, account), await waitOf(addresses, address)),
    failed: async (account, address) => {
      await Promise.all([count(accounts, account), count(addresses, address)]);
    },
    succeeded: async (account) => {
      await accounts.delete(account);
    },
  };
}
