/**
 * CORS headers. Only an origin of some site gets permission; `guards.ts` checks that it belongs to the token's site.
 *
 * Hono's `cors()` is not used, because it answers the preflight of a foreign origin with 204; this answers a problem that says why.
 */
import type { MiddlewareHandler } from 'hono';
import type { Env } from './env.ts';
import { problem } from './problem.ts';

const METHODS = 'GET, POST, DELETE, OPTIONS';
const HEADERS = 'Authorization, Content-Type, Idempotency-Key';
const EXPOSED = 'Retry-After, RateLimit, RateLimit-Policy';
/** Chromium's maximum; WebKit uses at most 600. Seconds. */
const MAX_AGE = '7200';

/** Headers of every answer about a unit. */
const PRIVATE: readonly (readonly [string, string])[] = [
  ['Cache-Control', 'no-store'],
  ['Vary', 'Origin'],
];

/** `hasOrigin` tells whether any site has the origin. */
export function cors(hasOrigin: (origin: string) => boolean): MiddlewareHandler<Env> {
  return async (c, next) => {
    const origin = c.req.header('Origin');
    const allowed = origin !== undefined && hasOrigin(origin);
    if (c.req.method === 'OPTIONS') return preflight(origin, allowed, c.var.requestId);
    await next();
    const { headers } = c.res;
    for (const [name, value] of PRIVATE) headers.set(name, value);
    if (allowed) {
      headers.set('Access-Control-Allow-Origin', origin);
      headers.set('Access-Control-Expose-Headers', EXPOSED);
    }
    return undefined;
  };
}

function preflight(origin: string | undefined, allowed: boolean, requestId: string): Response {
  if (!allowed || origin === undefined)
    return problem('origin-not-allowed', requestId, { headers: { Vary: 'Origin' } });
  return new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Methods': METHODS,
      'Access-Control-Allow-Headers': HEADERS,
      'Access-Control-Expose-Headers': EXPOSED,
      'Access-Control-Max-Age': MAX_AGE,
      Vary: 'Origin',
    },
  });
}
