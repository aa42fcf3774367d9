/** Origins of the pages that may embed a site's widget: whole values, never prefixes or suffixes. */
import type { Purpose } from '../contract/wire.ts';

export type OriginProblem = 'not-a-url' | 'null' | 'not-only-an-origin' | 'not-http' | 'insecure';

/**
 * Hosts that browsers treat as secure without TLS (W3C Secure Contexts, 3.1). Anywhere else the widget cannot
 * run in a plain http page at all, so such an origin is refused when it is added, not when it fails.
 */
const isLoopback = (host: string): boolean =>
  host === 'localhost' ||
  host.endsWith('.localhost') ||
  host === '[::1]' ||
  /^127\.\d+\.\d+\.\d+$/.test(host);

/** True for https, and for http on this very machine: what keys may be fetched from and widgets run on. */
export const isSecureUrl = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));

/**
 * The origin as browsers send it (RFC 6454, 6.2): `scheme://host[:port]`, lower-case, default port left
 * out, international names as punycode. A trailing slash is forgiven, a path is not.
 */
export function normalizeOrigin(
  text: string,
): { ok: true; value: string } | { ok: false; problem: OriginProblem } {
  const typed = text.trim();
  if (typed.toLowerCase() === 'null') return { ok: false, problem: 'null' };
  if (!URL.canParse(typed)) return { ok: false, problem: 'not-a-url' };
  const url = new URL(typed);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { ok: false, problem: 'not-http' };
  const rest = url.pathname + url.search + url.hash + url.username + url.password;
  if (rest !== '/' || /[?#@*]/.test(typed)) return { ok: false, problem: 'not-only-an-origin' };
  if (!isSecureUrl(url)) return { ok: false, problem: 'insecure' };
  return { ok: true, value: url.origin };
}

/**
 * Whether a request with this `Origin` header may use a token of this site and purpose (docs/integration.md).
 * Browsers leave the header out of same-origin GETs only; a status token belongs to a server, which has none.
 */
export function originAllowed(
  site: { origins: ReadonlySet<string> },
  purpose: Purpose,
  method: string,
  origin: string | undefined,
): boolean {
  if (purpose === 'status') return origin === undefined;
  return origin === undefined ? method === 'GET' : site.origins.has(origin);
}
