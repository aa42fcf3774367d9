/**
 * Makes the API's answers. The edge sets the headers that a request's answer will have; here they
 * become one object with the answer's own, which Node.js writes as it is. Hono's `c.json` and the
 * like would make a `Headers` of them first, which costs more than the routing.
 */
import type { Context, MiddlewareHandler } from 'hono';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { AnswerHeaders, Env } from './env.ts';

/**
 * Headers for the answer of this request, whoever makes it. A later value replaces an earlier one.
 */
export function setHeaders(c: Context<Env>, headers: AnswerHeaders): void {
  c.set('headers', { ...c.get('headers'), ...headers });
}

/** `headers`: of this answer alone. */
export const answer = (
  c: Context<Env>,
  body: string | null,
  status: number,
  headers: AnswerHeaders,
): Response => new Response(body, { status, headers: { ...c.get('headers'), ...headers } });

/** A success that says how many requests the user may still send. */
export const answerJson = (c: Context<Env>, value: object, status = 200, headers?: AnswerHeaders): Response =>
  answer(c, JSON.stringify(value), status, {
    'Content-Type': 'application/json',
    ...c.get('rateLimit'),
    ...headers,
  });

export const answerText = (c: Context<Env>, text: string, type = 'text/plain; charset=UTF-8'): Response =>
  answer(c, text, 200, { 'Content-Type': type });

export const answerHtml = (c: Context<Env>, page: HtmlEscapedString, headers?: AnswerHeaders): Response =>
  answer(c, page.toString(), 200, { 'Content-Type': 'text/html; charset=UTF-8', ...headers });

/**
 * No other site may frame or load the answer, its page may not load or submit anything, and it is
 * not cached.
 */
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
