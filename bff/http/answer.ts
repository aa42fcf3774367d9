/** The headers of the API's answers. They are set before the answer is made, so each way of Hono to make one takes them along. */
import type { Context, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AnswerHeaders, Env } from './env.ts';

/** A later value replaces an earlier one. */
export function setHeaders(c: Context, headers: AnswerHeaders): void {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
}

/** A success that says how many requests the user may still send. */
export const answerJson = (
  c: Context<Env>,
  value: object,
  status: ContentfulStatusCode = 200,
  headers?: AnswerHeaders,
): Response => c.json(value, status, { ...c.get('rateLimit'), ...headers });

/** No other site may frame or load the answer, its page may not load or submit anything, and it is not cached. */
const STRICT: AnswerHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** For answers to operators and developers. */
export const strictHeaders: MiddlewareHandler<Env> = (c, next) => {
  setHeaders(c, STRICT);
  return next();
};
