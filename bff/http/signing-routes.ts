/** `/.well-known/jwks.json`: the public keys that verify assertions. */
import { Hono, type Context } from 'hono';
import type { JwkSet } from '../contract/wire.ts';
import { answerJson } from './answer.ts';
import { describes, json } from './described.ts';
import type { Env } from './env.ts';
import { problem } from './problem.ts';
import { LIST_MAX_AGE, type SigningKeys } from '../signing/index.ts';

const JWKS_CACHE = `public, max-age=${LIST_MAX_AGE}`;
/** Seconds, for the operator to restore a key. */
const KEY_RETRY_AFTER = 60;

/** The answer of routes that need a signing key when none can be opened. */
export function noSigningKey(c: Context<Env>): Response {
  c.set('note', 'no signing key can be opened: there is none, or the key that encrypts it is not there');
  return problem(c, 'unavailable', { retryAfter: KEY_RETRY_AFTER });
}

const KEYS = describes('The keys that assertions are verified with.', { 200: json('The keys.', 'JwkSet') });

export function signingKeyRoutes(signingKeys: SigningKeys): Hono<Env> {
  const routes = new Hono<Env>();
  routes.get('/jwks.json', KEYS, async (c) => {
    const keys = await signingKeys.published();
    // Verifiers would cache an empty list.
    return keys.length > 0
      ? answerJson(c, { keys } satisfies JwkSet, 200, { 'Cache-Control': JWKS_CACHE })
      : noSigningKey(c);
  });
  return routes;
}
