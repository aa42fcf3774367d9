/**
 * Cross-origin answers and fixed headers, precomputed: the header objects are made once an origin. An origin
 * that no site has gets no permission; `guards.ts` checks that it belongs to the token's site.
 *
 * Why not Hono's `cors()`: it lets a preflight of a foreign origin pass without a word; ours answers a problem.
 */
import type { MiddlewareHandler } from 'hono';
import type { Env } from './env.ts';
import { problem } from './problem.ts';

const METHODS = 'GET, POST, DELETE, OPTIONS';
const HEADERS = 'Authorization, Content-Type, Idempotency-Key';
const EXPOSED = 'Retry-After, RateLimit, RateLimit-Policy';
/** Chromium's cap; WebKit caps at 600 by itself. Seconds. */
const MAX_AGE = '7200';

/** Headers of every answer about a unit. */
const PRIVATE: readonly (readonly [string, string])[] = [
  ['Cache-Control', 'no-store'],
  ['Vary', 'Origin'],
];

/** `knows` tells whether any site has the origin. */
export function cors(knows: (origin: string) => boolean): MiddlewareHandler<Env> {
  return async (c, next) => {
    const origin = c.req.header('Origin');
    const allowed = origin !== undefined && knows(origin);
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
