/** Redirects to the configured address: 127.0.0.1 instead of localhost is another origin, which the service does not know. */
import type { MiddlewareHandler } from 'hono';

export function oneAddress(url: string): MiddlewareHandler {
  const { host } = new URL(url);
  return async (c, next) => {
    const asked = c.req.header('Host');
    if (c.req.method !== 'GET' || !asked || asked === host) return next();
    return c.redirect(url + c.req.path + new URL(c.req.url).search, 302);
  };
}
