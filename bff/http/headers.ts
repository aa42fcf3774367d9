/** Headers of every answer, wherever it comes from; a route that needs other ones sets them itself. */
import type { MiddlewareHandler } from 'hono';
import type { Env } from './env.ts';

/** Nothing is guessed to be a script, and nothing runs or loads in a browser. */
const HEADERS: readonly (readonly [string, string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Referrer-Policy', 'no-referrer'],
];

export const secureHeaders: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  const { headers } = c.res;
  for (const [name, value] of HEADERS) if (!headers.has(name)) headers.set(name, value);
};
