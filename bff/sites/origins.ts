/**
 * Origins of the pages that may embed a site's widget. They are compared as a whole, never by
 * prefix or suffix.
 */
import type { Purpose } from '../contract/wire.ts';

export type OriginProblem = 'not-a-url' | 'null' | 'not-only-an-origin' | 'not-http' | 'insecure';

/**
 * Hosts that browsers treat as secure without TLS (W3C Secure Contexts, 3.1). On other http pages
 * the widget cannot run, so such an origin is refused when it is added.
 */
const isLoopback = (host: string): boolean =>
  host === 'localhost' ||
  host.endsWith('.localhost') ||
  host === '[::1]' ||
  /^127\.\d+\.\d+\.\d+$/.test(host);

/** True for https, and for http on this machine. */
export const isSecureUrl = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));

/**
 * The origin as browsers send it (RFC 6454, 6.2): `scheme://host[:port]`, lower-case, without the
 * default port, international names as punycode. A trailing slash is allowed, a path is not.
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
 * Whether a request with this `Origin` header may use a token of this site and purpose
 * (docs/en/embedding.md). Browsers omit the header in same-origin GETs only. A status token is for
 * servers, which send none.
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
