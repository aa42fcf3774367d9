/** What all sites' apps do alike: nothing about a unit stays in a cache, and one spelling of the address. */
import type { MiddlewareHandler } from 'hono';

/** Pages name the unit, tokens speak for it: neither stays in a cache. */
export const notStored: MiddlewareHandler = async (c, next) => {
  await next();
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
};

/** Another spelling of this machine (127.0.0.1 for localhost) is another origin, unknown to the service. */
export function oneAddress(url: string): MiddlewareHandler {
  const { host } = new URL(url);
  return async (c, next) => {
    const asked = c.req.header('Host');
    if (c.req.method === 'GET' && asked && asked !== host)
      return c.redirect(url + c.req.path + new URL(c.req.url).search, 302);
    return next();
  };
}
