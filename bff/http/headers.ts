/** Security headers of every answer, and stricter ones. A route that needs other values sets them itself. */
import type { MiddlewareHandler } from 'hono';
import type { Env } from './env.ts';

type Headers = readonly (readonly [name: string, value: string])[];

/** A browser must not guess the media type, and must not run, load or frame anything. */
const SECURE: Headers = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Referrer-Policy', 'no-referrer'],
];

/** Sets the headers that the route has not set. */
export const secureHeaders: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  const { headers } = c.res;
  for (const [name, value] of SECURE) if (!headers.has(name)) headers.set(name, value);
};

/** No other site may frame or load the answer, its page may not load or submit anything, and it is not cached. */
const STRICT: Headers = [
  [
    'Content-Security-Policy',
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ],
  ['X-Frame-Options', 'DENY'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Cache-Control', 'no-store'],
];

/** For answers to operators and developers. */
export const strictHeaders: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  for (const [name, value] of STRICT) c.res.headers.set(name, value);
};
