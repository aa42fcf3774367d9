/**
 * How many tokens for registration one address gets. Behind each may stand another visitor, whom the certification
 * service counts apart; so the portal, which alone sees who asks, keeps somebody from being many.
 */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const WINDOW_SECONDS = 10 * 60;
/** A page asks for one in five minutes; many people may share an office's address. */
const TOKENS_AN_ADDRESS = 300;

export interface TokenLimit {
  /** Counts a token for this address: seconds to wait before it gets one again; 0 when it gets this one. */
  take(address: string): Promise<number>;
}

export function createTokenLimit(): TokenLimit {
  const addresses = new RateLimiterMemory({ points: TOKENS_AN_ADDRESS, duration: WINDOW_SECONDS });
  return {
    async take(address) {
      try {
        await addresses.consume(address);
        return 0;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      }
    },
  };
}
