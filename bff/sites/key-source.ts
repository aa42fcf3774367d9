/** The source of a site's keys: its row (inline JWKS, secrets) or its own server (JWKS by URL). */
import { DAY, MINUTE } from '../contract/time.ts';
import { LARGEST_ANSWER, request } from '../network/index.ts';
import { parseJwks, secretKeySet, type KeySet } from './key-set.ts';
import { liveSecrets, type Secret } from './secrets.ts';

export interface KeySource {
  /** The valid keys; undefined until the first ones were read. Does not wait. */
  current(): KeySet | undefined;
  /**
   * Reads the keys again at the site's server, if the last request is long enough ago, and returns
   * the current ones. Never throws.
   */
  renew(): Promise<KeySet | undefined>;
}

/** Keys of the site's row, which only a change of the row replaces. */
export const fixedKeys = (keySet: KeySet): KeySource => ({
  current: () => keySet,
  renew: () => Promise.resolve(keySet),
});

/** `now` in milliseconds. The previous secret leaves the set when its time is over. */
export function secretKeys(secrets: readonly Secret[], now: () => number): KeySource {
  const read = () => {
    const live = liveSecrets(secrets, now());
    return {
      keySet: secretKeySet(live.map(({ secret }) => secret)),
      ends: Math.min(...live.map(({ until }) => (until ? Date.parse(until) : Infinity))),
    };
  };
  let held = read();
  const current = (): KeySet => {
    if (now() >= held.ends) held = read();
    return held.keySet;
  };
  return { current, renew: () => Promise.resolve(current()) };
}

/**
 * Reads a JWKS document. The message of its error continues a sentence that begins with the URL.
 */
export type FetchJwks = (url: string) => Promise<unknown>;

const FETCH_TIMEOUT = 5_000;

/** Follows no redirect, which could lead to a host that nobody registered. */
export const fetchJwks: FetchJwks = async (url) => {
  const headers = { accept: 'application/jwk-set+json, application/json' };
  const answer = await request(url, { headers, timeout: FETCH_TIMEOUT });
  switch (answer.kind) {
    case 'timeout':
      throw new Error(`did not answer within ${FETCH_TIMEOUT / 1000} s`);
    case 'unreachable':
      throw new Error(`not reachable (${answer.reason})`);
    case 'too-large':
      throw new Error(`answered more than ${LARGEST_ANSWER} bytes`);
    case 'answered':
      if (answer.status !== 200) throw new Error(`answered ${answer.status || 'with a redirect'}`);
      return JSON.parse(answer.body.toString('utf8'));
  }
};

/** Milliseconds after which the URL is read again in the background. */
const FRESH = 10 * MINUTE;
/** Milliseconds for which old keys stay good while the URL cannot be read. */
const STALE = DAY;
/**
 * Milliseconds between two requests, so that strangers' tokens cannot cause many. Shorter while
 * users wait for the first keys.
 */
const COOLDOWN = { withKeys: 30_000, withoutKeys: 5_000 };

export interface UrlKeysOptions {
  url: string;
  now: () => number;
  fetchJwks: FetchJwks;
  /** Called for each failed request. */
  report: (message: string) => void;
}

export function urlKeys({ url, now, fetchJwks, report }: UrlKeysOptions): KeySource {
  let keySet: KeySet | undefined;
  let fetchedAt = -Infinity;
  let triedAt = -Infinity;
  let running: Promise<void> | undefined;

  /** An absolute difference: after a clock was set back, old keys are not used for longer. */
  const since = (instant: number): number => Math.abs(now() - instant);
  const usable = (): KeySet | undefined => (since(fetchedAt) < STALE ? keySet : undefined);
  const load = async (): Promise<void> => {
    triedAt = now();
    try {
      const fetched = parseJwks(await fetchJwks(url), false).keySet;
      if (fetched.fingerprint !== keySet?.fingerprint) keySet = fetched;
      fetchedAt = now();
    } catch (error) {
      report(`${url}: ${describe(error)}`);
    }
  };
  /** Starts a request, or joins the running one; undefined when it is too soon. */
  const ask = (): Promise<void> | undefined => {
    if (!running && since(triedAt) >= (usable() ? COOLDOWN.withKeys : COOLDOWN.withoutKeys)) {
      running = load().finally(() => (running = undefined));
    }
    return running;
  };
  const current = (): KeySet | undefined => {
    if (since(fetchedAt) >= FRESH) void ask();
    return usable();
  };
  return {
    current,
    async renew() {
      await ask();
      return current();
    },
  };
}

export const describe = (error: unknown): string =>
  error instanceof SyntaxError ? 'did not answer JSON' : (error as Error).message;
