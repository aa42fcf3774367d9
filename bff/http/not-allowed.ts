/** For the methods that a path does not have. */
import type { Context } from 'hono';
import type { Env } from './env.ts';
import { problem } from './problem.ts';

/** `allow`: the methods that it has, as the `Allow` header lists them. */
export const notAllowed = (allow: string) => (c: Context<Env>) =>
  problem('method-not-allowed', c.var.requestId, { headers: { Allow: allow } });
