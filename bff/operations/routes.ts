/** Health, metrics and the API's description, for load balancers, operators and developers. */
import { sql } from 'kysely';
import { Hono, type MiddlewareHandler } from 'hono';
import type { Database } from '../database/database.ts';
import { prepare, prepareRead } from '../database/statement.ts';
import { describes, text } from '../http/described.ts';
import type { Env } from '../http/env.ts';
import { notAllowed } from '../http/not-allowed.ts';
import { problem } from '../http/problem.ts';
import { equalInConstantTime } from '../protection/digest.ts';
import { docsPage } from './docs-page.ts';
import { HOME_POLICY, homePage } from './home-page.ts';
import type { OpenApiDocument } from './openapi.ts';
import { scriptIntegrity } from './widget-files.ts';

/** How long readiness waits for the database. Milliseconds. */
const READY_WITHIN = 2_000;

/** One for each way that a submission goes: the pool, and the connection of quick reads, which may be lost alone. */
const PINGS = [
  prepare<object, { one: number }>('operations_ping', () => sql`select 1 as one`),
  prepareRead<object, { one: number }>('operations_ping_read', () => sql`select 1 as one`),
];

export interface OperationsParts {
  database: Database;
  /** The text of `/metrics` and its media type. */
  readMetrics: () => Promise<{ text: string; type: string }>;
  /** When set, `/metrics` wants it as a bearer token. */
  metricsToken: string | undefined;
  /** Of all routes, these included. */
  document: () => Promise<OpenApiDocument>;
  /** Without a trailing slash. */
  publicUrl: string;
  /** Folder of the built widget. */
  widgetDir: string;
}

const HOME = describes('What this server is, and the lines that a portal copies into its pages.', {
  200: text('A page.', 'text/html'),
});
const HOME_HEADERS = {
  'Content-Security-Policy': HOME_POLICY,
  'Cache-Control': 'no-cache',
};
const LIVE = describes('The process runs.', { 200: text('It does.') });
const READY = describes('The database answers.', { 200: text('It does.') });
const METRICS = describes(
  'Prometheus metrics; with a bearer token when METRICS_TOKEN is set.',
  { 200: text('In the text format.') },
  ['token-invalid'],
);
const DOCUMENT = describes('This document.', { 200: text('OpenAPI 3.1.', 'application/json') });
const DOCS = describes('This document for people.', { 200: text('A page.', 'text/html') });

/** Nothing here runs in a browser: the page has no script, no style and no form. */
const HEADERS: readonly (readonly [string, string])[] = [
  [
    'Content-Security-Policy',
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ],
  ['X-Frame-Options', 'DENY'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Cache-Control', 'no-store'],
];

const withHeaders: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  for (const [name, value] of HEADERS) c.res.headers.set(name, value);
};

const PATHS = ['/livez', '/readyz', '/metrics', '/openapi.json', '/docs'];

export function operationsRoutes({
  database,
  readMetrics,
  metricsToken,
  document,
  publicUrl,
  widgetDir,
}: OperationsParts): Hono<Env> {
  const routes = new Hono<Env>();
  for (const path of PATHS) routes.use(path, withHeaders);
  routes.get('/', HOME, async (c) =>
    c.html(homePage({ publicUrl, integrity: await scriptIntegrity(widgetDir) }), 200, HOME_HEADERS),
  );
  routes.get('/livez', LIVE, (c) => c.text('ok'));
  routes.get('/readyz', READY, async (c) => {
    const late = new Promise<'late'>((resolve) => setTimeout(resolve, READY_WITHIN, 'late').unref());
    const pings = Promise.all(PINGS.map((ping) => database.run(ping, {})));
    const answer = await Promise.race([pings.catch(() => 'down' as const), late]);
    return typeof answer === 'string'
      ? problem('unavailable', c.var.requestId, { retryAfter: 5 })
      : c.text('ok');
  });
  routes.get('/metrics', METRICS, async (c) => {
    const given = c.req.header('Authorization')?.replace(/^Bearer +/i, '') ?? '';
    if (metricsToken !== undefined && !equalInConstantTime(given, metricsToken))
      return problem('token-invalid', c.var.requestId);
    const { text, type } = await readMetrics();
    return c.body(text, 200, { 'Content-Type': type });
  });
  routes.get('/openapi.json', DOCUMENT, async (c) => c.json(await document()));
  routes.get('/docs', DOCS, async (c) => c.html(docsPage(await document())));
  for (const path of ['/', ...PATHS]) routes.all(path, notAllowed('GET, HEAD'));
  return routes;
}
