/** Health, metrics and the API's description, for load balancers, operators and developers. */
import { sql } from 'kysely';
import { Hono } from 'hono';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import type { Env } from '../http/env.ts';
import { notAllowed } from '../http/not-allowed.ts';
import { problem } from '../http/problem.ts';
import { equalInConstantTime } from '../protection/digest.ts';
import { docsPage } from './docs-page.ts';
import { openApiDocument } from './openapi.ts';

/** How long readiness waits for the database. Milliseconds. */
const READY_WITHIN = 2_000;

const pingStatement = prepare<object, { one: number }>('operations_ping', () => sql`select 1 as one`);

export interface OperationsParts {
  database: Database;
  /** The text of `/metrics` and its media type. */
  readMetrics: () => Promise<{ text: string; type: string }>;
  /** When set, `/metrics` wants it as a bearer token. */
  metricsToken: string | undefined;
  /** Without a trailing slash. */
  publicUrl: string;
}

export function operationsRoutes({
  database,
  readMetrics,
  metricsToken,
  publicUrl,
}: OperationsParts): Hono<Env> {
  const routes = new Hono<Env>();
  routes.get('/livez', (c) => c.text('ok'));
  routes.get('/readyz', async (c) => {
    const late = new Promise<'late'>((resolve) => setTimeout(resolve, READY_WITHIN, 'late').unref());
    const answer = await Promise.race([database.run(pingStatement, {}).catch(() => 'down' as const), late]);
    return typeof answer === 'string'
      ? problem('unavailable', c.var.requestId, { retryAfter: 5 })
      : c.text('ok');
  });
  routes.get('/metrics', async (c) => {
    const given = c.req.header('Authorization')?.replace(/^Bearer +/i, '') ?? '';
    if (metricsToken !== undefined && !equalInConstantTime(given, metricsToken))
      return problem('token-invalid', c.var.requestId);
    const { text, type } = await readMetrics();
    return c.body(text, 200, { 'Content-Type': type });
  });
  const document = openApiDocument(publicUrl);
  routes.get('/openapi.json', (c) => c.json(document));
  routes.get('/docs', (c) => c.html(docsPage(document)));
  for (const path of ['/livez', '/readyz', '/metrics', '/openapi.json', '/docs'])
    routes.all(path, notAllowed('GET, HEAD'));
  return routes;
}
