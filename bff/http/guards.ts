/**
 * Guards of the API: token, origin, purpose and request rate. A guard answers a problem or lets the
 * request pass.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { ProblemCode, Purpose } from '../contract/wire.ts';
import {
  bearerToken,
  originAllowed,
  tellTokenErrors,
  type TokenFailure,
  type TokenVerifier,
} from '../sites/index.ts';
import type { AddressOf } from './address.ts';
import { answering } from './described.ts';
import type { Env } from './env.ts';
import { problem, type ProblemExtras } from './problem.ts';

/** Requests that one process admits in 10 s; 0 turns a limit off. */
export interface RequestLimits {
  /**
   * Limits a site's user at an address. Behind trusted proxies it also limits requests with refused
   * tokens from one address.
   */
  requestsPer10s: number;
  /** Limits a site's server, which asks for all of its users. */
  serverRequestsPer10s: number;
  /** Limits the unit codes in the batches of a site's server. */
  serverCodesPer10s: number;
}

/** Seconds. */
const WINDOW = 10;

const REFUSALS: readonly ProblemCode[] = [
  'token-missing',
  'token-invalid',
  'token-expired',
  'origin-not-allowed',
  'purpose-not-allowed',
  'too-many-requests',
];

export interface Guards {
  /** Requires a verified token of one of `purposes`, from an origin of its site. */
  authenticate(...purposes: readonly Purpose[]): MiddlewareHandler<Env>;
  /**
   * Counts the codes of a batch for the token's site. Returns the problem when there are too many.
   */
  countCodes(c: Context<Env>, count: number): Promise<Response | undefined>;
}

export function createGuards(verifier: TokenVerifier, addressOf: AddressOf, limits: RequestLimits): Guards {
  const limitUsers = createRateLimit(limits.requestsPer10s);
  const limitServers = createRateLimit(limits.serverRequestsPer10s);
  const limitCodes = createRateLimit(limits.serverCodesPer10s, 'codes');
  return {
    countCodes: (c, count) => limitCodes.count(c, c.get('token').site.id, count),
    authenticate: (...purposes) =>
      answering(
        async (c, next) => {
          const peer = (c.env as Partial<Env['Bindings']> | undefined)?.incoming?.socket.remoteAddress;
          const address = addressOf(peer, c.req.header('X-Forwarded-For'));
          c.set('address', address);
          const bearer = bearerToken(c.req.header('Authorization'));
          const remembered = verifier.recall(bearer);
          // Checking a signature takes milliseconds, so the request is counted before the check,
          // and the count is undone when the token verifies. Without trusted proxies all users may
          // share one address. Then this limit is off, else one user's forged tokens would block
          // all others.
          const stranger = remembered || address === undefined ? undefined : `${address}|unauthenticated`;
          const tooMany = stranger && (await limitUsers.count(c, stranger));
          if (tooMany) return tooMany;
          const token = remembered ?? (await verifier.verify(bearer));
          if ('code' in token) {
            c.set('note', noteOf(token));
            return problem(c, token.code, extrasOf(token));
          }
          if (stranger) await limitUsers.giveBack(stranger);
          c.set('token', token);
          const limit = token.purpose === 'status' ? limitServers : limitUsers;
          const refused = await limit.count(c, `${address ?? peer}|${token.site.id}|${token.sub}`);
          if (refused) return refused;
          if (!purposes.includes(token.purpose))
            return problem(c, 'purpose-not-allowed', {
              detail: `The token's purpose is "${token.purpose}"; this address needs "${purposes.join('" or "')}".`,
            });
          const origin = c.req.header('Origin');
          if (!originAllowed(token.site, token.purpose, c.req.method, origin))
            return problem(c, 'origin-not-allowed', {
              detail: originDetail(token.site.id, token.purpose, origin),
            });
          return next();
        },
        REFUSALS,
        { security: [{ siteToken: [] }] },
      ),
  };
}

/** For the log: `claims: aud wrong-value, role required`. */
const noteOf = ({ reason, errors }: TokenFailure): string =>
  errors ? `${reason}: ${errors.map(({ path, code }) => `${path} ${code}`).join(', ')}` : reason;

/** Explains the refusal to the holder of a verified token. */
function originDetail(site: string, purpose: Purpose, origin: string | undefined): string {
  if (purpose === 'status')
    return 'A token of purpose "status" is for servers: a page in a browser may not use it.';
  if (origin === undefined) return "Send the header Origin with one of the site's origins, as browsers do.";
  return `"${origin}" is none of the origins of the site "${site}".`;
}

function extrasOf({ code, errors }: TokenFailure): ProblemExtras {
  if (code === 'unavailable') return { retryAfter: 5 };
  return errors ? { errors, detail: tellTokenErrors(errors) } : {};
}

interface RateLimit {
  /**
   * Counts `count` requests (1 by default) of `key`. Answers `too-many-requests` beyond the limit.
   */
  count(c: Context<Env>, key: string, count?: number): Promise<Response | undefined>;
  /** Undoes one `count`. */
  giveBack(key: string): Promise<unknown>;
}

function createRateLimit(points: number, name = 'requests'): RateLimit {
  if (points === 0) return { count: async () => undefined, giveBack: async () => undefined };
  const limiter = new RateLimiterMemory({ points, duration: WINDOW });
  const policy = `"${name}";q=${points};w=${WINDOW}`;
  const refuse = (c: Context<Env>, msBeforeNext: number): Response => {
    const retryAfter = msBeforeNext / 1000;
    const headers = { 'RateLimit-Policy': policy, RateLimit: `"${name}";r=0;t=${Math.ceil(retryAfter)}` };
    return problem(c, 'too-many-requests', { retryAfter, headers });
  };
  return {
    async count(c, key, count = 1) {
      try {
        const { remainingPoints, msBeforeNext } = await limiter.consume(key, count);
        const left = `"${name}";r=${remainingPoints};t=${Math.ceil(msBeforeNext / 1000)}`;
        c.set('rateLimit', { 'RateLimit-Policy': policy, RateLimit: left });
        return undefined;
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        return refuse(c, error.msBeforeNext);
      }
    },
    giveBack: (key) => limiter.reward(key),
  };
}
