/**
 * The edge of the API's listener, one middleware: the request's id, the headers of its answer,
 * CORS, one log line and one measurement. The line has the route's pattern, never the requested
 * path.
 *
 * Only an origin of some site gets permission; `guards.ts` checks that it belongs to the token's
 * site. Hono's `cors()` is not used, because it answers the preflight of a foreign origin with 204;
 * this answers a problem that says why.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import { answer } from './answer.ts';
import type { AnswerHeaders, Env } from './env.ts';
import { problem } from './problem.ts';
import { newRequestId } from './request-id.ts';
import type { VerifiedToken } from '../sites/index.ts';

/**
 * A browser must not guess the media type, and must not run, load or frame anything. A route that
 * needs other values sets them itself.
 */
const SECURE: AnswerHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
};

const ID = 'X-Request-Id';

/** The names of the headers that every answer has. */
export const EVERYWHERE: readonly string[] = [...Object.keys(SECURE), ID];

/** The further headers of an answer about a unit. */
const PRIVATE: AnswerHeaders = { 'Cache-Control': 'no-store', Vary: 'Origin' };

const EXPOSED = 'Retry-After, RateLimit, RateLimit-Policy';
const PREFLIGHT: AnswerHeaders = {
  'Access-Control-Allow-Methods': 'GET, POST, DELETE, OPTIONS',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key',
  // Chromium's maximum; WebKit uses at most 600. Seconds.
  'Access-Control-Max-Age': '7200',
  Vary: 'Origin',
};

/** Called for each request that was answered. */
export type Measure = (request: { method: string; route: string; status: number }, seconds: number) => void;

export interface EdgeParts {
  log: Logger;
  measure: Measure;
  /** Whether any site has the origin. */
  hasOrigin: (origin: string) => boolean;
}

export function edge({ log, measure, hasOrigin }: EdgeParts): MiddlewareHandler<Env> {
  /** Sets the headers of the answer. Returns the answer to a preflight. */
  const begin = (c: Context<Env>, requestId: string): Response | undefined => {
    const headers = { ...SECURE, [ID]: requestId };
    c.set('headers', headers);
    if (!isAboutUnits(c.req.path)) return undefined;
    const origin = c.req.header('Origin');
    const permission = origin !== undefined &&
      hasOrigin(origin) && {
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Expose-Headers': EXPOSED,
      };
    if (c.req.method !== 'OPTIONS') {
      c.set('headers', { ...headers, ...PRIVATE, ...permission });
      return undefined;
    }
    if (!permission) return problem(c, 'origin-not-allowed', { headers: { Vary: 'Origin' } });
    return answer(c, null, 204, { ...PREFLIGHT, ...permission });
  };

  return async (c, next) => {
    const started = performance.now();
    const requestId = newRequestId();
    c.set('requestId', requestId);
    const preflight = begin(c, requestId);
    if (!preflight) await next();
    const ms = performance.now() - started;
    const { method } = c.req;
    const { status } = preflight ?? c.res;
    const route = routeOf(c);
    measure({ method, route, status }, ms / 1000);
    const token: VerifiedToken | undefined = c.get('token'); // none of a request that was refused before
    log.info(
      {
        requestId,
        method,
        route,
        status,
        ms: Math.round(ms * 10) / 10,
        site: token?.site.id,
        reference: c.get('reference'),
        note: c.get('note'),
      },
      'request',
    );
    return preflight;
  };
}

const isAboutUnits = (path: string): boolean => path === '/v1' || path.startsWith('/v1/');

/**
 * The most specific pattern that matched. Unknown paths share one, so that they cannot fill the
 * metrics.
 */
function routeOf(c: Context<Env>): string {
  const path = routePath(c, -1);
  return path.endsWith('/*') ? 'none' : path;
}
