/**
 * Answers of the API's listener. `edge.ts` makes the headers of an answer once, as a plain object, and an answer takes them along when it is
 * made. An object of the class `Headers`, which a later change of the answer needs, costs about ten microseconds a request.
 */
import type { Context, MiddlewareHandler } from 'hono';
import type { AnswerHeaders, Env } from './env.ts';

/** `headers` replace those of the edge. */
export const answer = (
  c: Context<Env>,
  body: string | null,
  status: number,
  headers: AnswerHeaders,
): Response => new Response(body, { status, headers: { ...c.get('headers'), ...headers } });

/** A success, with what is left of the request's limit. */
export const answerJson = (c: Context<Env>, value: object, status = 200, headers?: AnswerHeaders): Response =>
  answer(c, JSON.stringify(value), status, {
    ...c.get('rateLimit'),
    'Content-Type': 'application/json',
    ...headers,
  });

export const answerText = (c: Context<Env>, text: string, type = 'text/plain; charset=UTF-8'): Response =>
  answer(c, text, 200, { 'Content-Type': type });

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
  c.set('headers', { ...c.get('headers'), ...STRICT });
  return next();
};
