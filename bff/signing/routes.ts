/** `/.well-known/jwks.json`: the keys with which others verify what the BFF has signed. */
import { Hono, type Context } from 'hono';
import { jwksSchema } from '../contract/answers.ts';
import { describes, json } from '../http/described.ts';
import type { Env } from '../http/env.ts';
import { methodNotAllowed, problem } from '../http/problem.ts';
import { LIST_MAX_AGE, type SigningKeys } from './keys.ts';

/** Verifiers may keep the list for so long. A new key is listed for longer before it signs, so every kept list has it. */
const JWKS_CACHE = `public, max-age=${LIST_MAX_AGE}`;
/** Seconds. Somebody has to put a master key back. */
const KEY_RETRY_AFTER = 60;

/** The answer of whatever needs a signing key when none can be opened. */
export function noSigningKey(c: Context<Env>): Response {
  c.set('note', 'no signing key can be opened: none was made, or its master key is not in MASTER_KEYS');
  return problem('unavailable', c.var.requestId, { retryAfter: KEY_RETRY_AFTER });
}

const KEYS = describes('The keys that assertions are verified with.', { 200: json('The keys.', jwksSchema) });

export function signingKeyRoutes(signingKeys: SigningKeys): Hono<Env> {
  const routes = new Hono<Env>();
  routes.get('/jwks.json', KEYS, async (c) => {
    const keys = await signingKeys.published();
    // Not an empty list: verifiers would keep it.
    return keys.length > 0 ? c.json({ keys }, 200, { 'Cache-Control': JWKS_CACHE }) : noSigningKey(c);
  });
  routes.all('/jwks.json', methodNotAllowed('GET, HEAD'));
  return routes;
}
