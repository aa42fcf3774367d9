/** Obtains the site token, and reads its lifetime, unit and user. */
import { withDeadline, within } from '../api/deadline.ts';
import { type Result, fail, succeed } from '../api/result.ts';

/** One of the two; `getToken` wins. */
export interface TokenSource {
  /** Same-site URL of the portal, asked by GET with its cookies, answers `{"token": "…"}`. */
  tokenUrl?: string | undefined;
  /** Throws or returns nothing without a login. As in `fetch`, a `TypeError` is the network's. */
  getToken?: (() => Promise<string>) | undefined;
}

export interface TokenFacts {
  /** Seconds from issue to expiry; 0 when the token does not say. */
  lifetime: number;
  /** The code of the unit that the token speaks for. */
  unit: string;
  /**
   * Site, unit and user. For a registration token only the site, because its `sub` is an anonymous
   * session, which portals renew.
   */
  account: string;
  /** Distinguishes two logins of the account, if the portal's tokens have `auth_time` or `sid`. */
  login: string;
}

interface Claims {
  iss?: string;
  sub?: string;
  purpose?: string;
  iat?: number;
  exp?: number;
  unit?: { code?: string };
  auth_time?: number;
  sid?: string;
}

/** How long to wait for the portal's token. Milliseconds. */
const TOKEN_DEADLINE = 10_000;

/** How long the page's script may take to set `getToken`. Milliseconds. */
export const GRACE = 500;

/** Reads the payload without verifying it; the BFF verifies it. */
export function readToken(token: string): TokenFacts {
  let claims: Claims | null = null;
  try {
    const payload = atob(token.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = Uint8Array.from(payload, (byte) => byte.charCodeAt(0));
    claims = JSON.parse(new TextDecoder().decode(bytes)) as Claims | null;
  } catch {
    // An opaque token works too. It is renewed when the BFF says that it has expired.
  }
  const { iss, sub, purpose, iat = 0, exp = iat, unit, auth_time, sid } = claims ?? {};
  const code = unit?.code ?? '';
  const account = [iss, purpose === 'registration' ? purpose : sub, code].join();
  return { lifetime: exp - iat, unit: code, account, login: [account, auth_time ?? sid].join() };
}

/**
 * Asks the portal for a token. A redirect, HTML or 401 is a session that has ended
 * (docs/en/tokens.md, "The token endpoint").
 */
export async function obtainToken({ tokenUrl, getToken }: TokenSource): Promise<Result<string>> {
  if (getToken) {
    try {
      const token = await within(TOKEN_DEADLINE, Promise.resolve(getToken()));
      return token ? succeed(token) : fail('session-expired');
    } catch (error) {
      console.warn('unit-certification: getToken', error);
      // Not `instanceof`: the error may be from a frame's script.
      return fail((error as Error | undefined)?.name === 'TypeError' ? 'network' : 'session-expired');
    }
  }
  if (!tokenUrl) return fail('misconfigured');
  try {
    return await withDeadline((signal) => fetchToken(tokenUrl, signal), undefined, TOKEN_DEADLINE);
  } catch (error) {
    console.warn('unit-certification: token-url', error);
    return fail(error instanceof SyntaxError ? 'misconfigured' : 'network');
  }
}

async function fetchToken(url: string, signal: AbortSignal): Promise<Result<string>> {
  const response = await fetch(url, {
    credentials: 'include',
    redirect: 'manual',
    cache: 'no-store',
    headers: { Accept: 'application/json' },
    signal,
  });
  const { status, ok, type, headers } = response;
  if (status > 428) return fail('unavailable'); // too many requests, and all 5xx
  if (type === 'opaqueredirect' || status === 401) return fail('session-expired');
  if (!ok) return fail('misconfigured');
  if (headers.get('content-type')?.includes('html')) return fail('session-expired');
  const { token, code } = ((await response.json()) ?? {}) as { token?: string; code?: unknown };
  if (token) return succeed(token);
  // Many portals answer every request with 200, and without a login put 401 into the body.
  return fail(Number(code) === 401 ? 'session-expired' : 'misconfigured');
}
