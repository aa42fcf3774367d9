/** One log line and one measurement for each request. The line has the route's pattern, never the requested path. */
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Logger } from 'pino';
import type { Env } from './env.ts';
import { newRequestId } from './request-id.ts';

/** Called for each request that was answered. */
export type Measure = (request: { method: string; route: string; status: number }, seconds: number) => void;

export function observe(log: Logger, measure: Measure): MiddlewareHandler<Env> {
  return async (c, next) => {
    const started = performance.now();
    const requestId = newRequestId();
    c.set('requestId', requestId);
    await next();
    const ms = performance.now() - started;
    const { method } = c.req;
    const { status } = c.res;
    const route = routeOf(c);
    c.res.headers.set('X-Request-Id', requestId);
    measure({ method, route, status }, ms / 1000);
    const site = (c.var.token as { site: { id: string } } | undefined)?.site.id;
    const { note, reference } = c.var;
    log.info(
      { requestId, method, route, status, ms: Math.round(ms * 10) / 10, site, reference, note },
      'request',
    );
  };
}

/** The most specific pattern that matched. Unknown paths share one, so that they cannot fill the metrics. */
const routeOf = (c: Parameters<MiddlewareHandler<Env>>[0]): string =>
  matchedRoutes(c)
    .filter(({ path, method }) => !path.endsWith('/*') || method !== 'ALL')
    .at(-1)?.path ?? 'none';
