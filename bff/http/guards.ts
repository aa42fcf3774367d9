/** Who may ask: token, origin, purpose, role, request rate. Each guard answers with a problem or lets pass. */
import type { Context, MiddlewareHandler } from 'hono';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { ProblemCode, Purpose } from '../contract/wire.ts';
import { originAllowed } from '../sites/origins.ts';
import { tellTokenErrors } from '../sites/token-words.ts';
import { bearerToken, type TokenFailure, type TokenVerifier } from '../sites/tokens.ts';
import type { AddressOf } from './address.ts';
import { answering } from './described.ts';
import type { Env } from './env.ts';
import { problem, type ProblemExtras } from './problem.ts';

/** Requests in 10 s that one process admits; 0 = off. */
export interface RequestLimits {
  /** A site's user at an address; of an address behind trusted proxies also all whose token is refused. */
  requestsPer10s: number;
  /** A site's server, which asks for all of its users. */
  serverRequestsPer10s: number;
  /** Codes in the batches of a site's servers. */
  serverCodesPer10s: number;
}

/** In seconds. */
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
  /** A verified token of one of `purposes`, from an origin that its site may use. */
  authenticate(...purposes: readonly Purpose[]): MiddlewareHandler<Env>;
  /** Counts the codes of a batch for the token's site; the refusal when it has asked for too many. */
  countCodes(c: Context<Env>, count: number): Promise<Response | undefined>;
}

export function createGuards(verifier: TokenVerifier, addressOf: AddressOf, limits: RequestLimits): Guards {
  const limitUsers = createRateLimit(limits.requestsPer10s);
  const limitServers = createRateLimit(limits.serverRequestsPer10s);
  const limitCodes = createRateLimit(limits.serverCodesPer10s, 'codes');
  return {
    countCodes: (c, count) => limitCodes.count(c, c.var.token.site.id, count),
    authenticate: (...purposes) =>
      answering(
        async (c, next) => {
          const peer = (c.env as Partial<Env['Bindings']> | undefined)?.incoming?.socket.remoteAddress;
          const address = addressOf(peer, c.req.header('X-Forwarded-For'));
          c.set('address', address);
          const bearer = bearerToken(c.req.header('Authorization'));
          const remembered = verifier.recall(bearer);
          // A signature costs milliseconds, so it is counted before it is looked at, and given back when it is right. Where no proxy
          // tells addresses, all users may come from one: then nobody's forged tokens keep others from the 401 that gets them a new one.
          const stranger = remembered || address === undefined ? undefined : `${address}|unauthenticated`;
          const tooMany = stranger && (await limitUsers.count(c, stranger));
          if (tooMany) return tooMany;
          const token = remembered ?? (await verifier.verify(bearer));
          if ('code' in token) {
            c.set('note', noteOf(token));
            return problem(token.code, c.var.requestId, extrasOf(token));
          }
          if (stranger) await limitUsers.giveBack(stranger);
          c.set('token', token);
          const limit = token.purpose === 'status' ? limitServers : limitUsers;
          const refused = await limit.count(c, `${address ?? peer}|${token.site.id}|${token.sub}`);
          if (refused) return refused;
          if (!purposes.includes(token.purpose))
            return problem('purpose-not-allowed', c.var.requestId, {
              detail: `The token's purpose is "${token.purpose}"; this address needs "${purposes.join('" or "')}".`,
            });
          const origin = c.req.header('Origin');
          if (!originAllowed(token.site, token.purpose, c.req.method, origin))
            return problem('origin-not-allowed', c.var.requestId, {
              detail: originWords(token.site.id, token.purpose, origin),
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

/** To the holder of a token that has verified. */
function originWords(site: string, purpose: Purpose, origin: string | undefined): string {
  if (purpose === 'status')
    return 'A token of purpose "status" is for servers: no page of a browser may use it.';
  if (origin === undefined) return "Send the header Origin with one of the site's origins, as browsers do.";
  return `"${origin}" is none of the origins of the site "${site}".`;
}

function extrasOf({ code, errors }: TokenFailure): ProblemExtras {
  if (code === 'unavailable') return { retryAfter: 5 };
  return errors ? { errors, detail: tellTokenErrors(errors) } : {};
}

interface RateLimit {
  /** Counts a request of `key`, or `count` of what is limited; answers `too-many-requests` past the limit. */
  count(c: Context<Env>, key: string, count?: number): Promise<Response | undefined>;
  /** Takes back what `count` has counted. */
  giveBack(key: string): Promise<unknown>;
}

function createRateLimit(points: number, name = 'requests'): RateLimit {
  if (points === 0) return { count: async () => undefined, giveBack: async () => undefined };
  const limiter = new RateLimiterMemory({ points, duration: WINDOW });
  const policy = `"${name}";q=${points};w=${WINDOW}`;
  const refuse = (c: Context<Env>, msBeforeNext: number): Response => {
    const retryAfter = msBeforeNext / 1000;
    const headers = { 'RateLimit-Policy': policy, RateLimit: `"${name}";r=0;t=${Math.ceil(retryAfter)}` };
    return problem('too-many-requests', c.var.requestId, { retryAfter, headers });
  };
  return {
    async count(c, key, count = 1) {
      try {
        const { remainingPoints, msBeforeNext } = await limiter.consume(key, count);
        c.header('RateLimit-Policy', policy);
        c.header('RateLimit', `"${name}";r=${remainingPoints};t=${Math.ceil(msBeforeNext / 1000)}`);
        return undefined;
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        return refuse(c, error.msBeforeNext);
      }
    },
    giveBack: (key) => limiter.reward(key),
  };
}
