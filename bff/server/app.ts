/**
 * The application: routes and middlewares, wired. Nothing here listens, reads the environment or
 * the clock.
 */
import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Logger } from 'pino';
import type { Dependencies } from '../attempts/index.ts';
import { adviceOn, isUnavailable, reasonOf } from '../database/index.ts';
import {
  type AddressRange,
  addressResolver,
  certificationRoutes,
  createGuards,
  documentOf,
  edge,
  type Env,
  monitoringRoutes,
  pageRoutes,
  phoneRoutes,
  problem,
  registrationRoutes,
  type RequestLimits,
  scriptIntegrityIn,
  signingKeyRoutes,
  unitRoutes,
  widgetRoutes,
} from '../http/index.ts';
import type { Metrics } from './metrics.ts';
import type { Refusal, Refusals } from '../limits/index.ts';
import type { PhoneDependencies } from '../phones/index.ts';
import type { SigningKeys } from '../signing/index.ts';
import type { Sites, TokenVerifier } from '../sites/index.ts';

export interface AppParts {
  certification: Dependencies;
  phone: PhoneDependencies;
  sites: Sites;
  verifier: TokenVerifier;
  signingKeys: SigningKeys;
  metrics: Metrics;
  refusals: Refusals;
  log: Logger;
  trustedProxies: AddressRange[];
  requestLimits: RequestLimits;
  metricsToken: string | undefined;
  /** Without a trailing slash. */
  publicUrl: string;
  /** Folder of the built widget. */
  widgetDir: string;
}

/** Seconds after which a client may ask again when the database is unavailable. */
const RETRY_AFTER = 5;

/**
 * The first lines of an error's stack, without its message (of any number of lines), which may
 * quote data.
 */
function framesOf({ stack = '', message }: Error): string[] {
  const afterMessage = stack.slice(stack.indexOf(message) + message.length);
  return afterMessage
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8);
}

export function createApp(parts: AppParts): Hono<Env> {
  const { certification, phone, sites, verifier, signingKeys, metrics, log } = parts;
  const app = new Hono<Env>();
  const addressOf = addressResolver(parts.trustedProxies, {
    onStranger: () =>
      log.warn(
        'X-Forwarded-For came from an address that is not in TRUSTED_PROXIES: limits by address are not applied. If that address is your proxy, add it to TRUSTED_PROXIES',
      ),
    onUnreadable: () =>
      log.warn(
        'X-Forwarded-For of a proxy in TRUSTED_PROXIES has no address: such requests count for the proxy’s own address. Let the proxy write the client’s address into it',
      ),
  });
  const guards = createGuards(verifier, addressOf, parts.requestLimits);

  app.use(
    edge({
      log,
      measure: (request, seconds) => metrics.requests.observe(request, seconds),
      hasOrigin: (origin) => sites.hasOrigin(origin),
    }),
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c: Context<Env>, methods) =>
        problem(c, 'method-not-allowed', { headers: { Allow: methods.join(', ') } }),
    }),
  );
  const refused = (refusal: Refusal) => {
    const { flow, limits } = refusal;
    for (const limit of new Set(limits.map(({ limit }) => limit))) metrics.limits.inc({ flow, limit });
    parts.refusals.add(refusal, certification.now());
  };
  const countSubmission = (outcome: string, reason = '') => metrics.submissions.inc({ outcome, reason });
  app.route('/v1/certification', certificationRoutes(certification, guards, countSubmission, refused));
  app.route('/v1/registrations', phoneRoutes(phone, certification, guards));
  app.route('/v1/units', unitRoutes(certification.database, guards, certification.now));
  const countRegistration = (outcome: string, reason = '') => metrics.registrations.inc({ outcome, reason });
  const registration = { ...certification, signingKeys, issuer: parts.publicUrl };
  app.route('/v1/registrations', registrationRoutes(registration, guards, countRegistration, refused));
  app.route('/.well-known', signingKeyRoutes(signingKeys));
  app.route('/widget', widgetRoutes(parts.widgetDir));
  const { database } = certification;
  const { metricsToken, publicUrl, widgetDir } = parts;
  app.route('/', monitoringRoutes({ database, readMetrics: metrics.read, metricsToken }));
  const document = documentOf(app, publicUrl);
  const scriptIntegrity = () => scriptIntegrityIn(widgetDir);
  app.route('/', pageRoutes({ document, publicUrl, scriptIntegrity }));

  app.notFound((c) => problem(c, 'not-found'));
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500) return problem(c, 'malformed-json');
    if (isUnavailable(error)) {
      c.set('note', `unavailable: ${reasonOf(error)}`);
      const advice = adviceOn(error);
      if (advice) log.error({ requestId: c.get('requestId') }, advice);
      return problem(c, 'unavailable', { retryAfter: RETRY_AFTER });
    }
    log.error(
      { requestId: c.get('requestId'), error: error.name, code: reasonOf(error), stack: framesOf(error) },
      'unexpected error',
    );
    return problem(c, 'internal');
  });
  return app;
}
