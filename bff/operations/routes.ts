/** Health and metrics, for load balancers and operators. */
import { sql } from 'kysely';
import { Hono } from 'hono';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import type { Env } from '../http/env.ts';
import { problem } from '../http/problem.ts';
import type { Metrics } from '../metrics.ts';
import { equalInConstantTime } from '../protection/digest.ts';

/** How long readiness waits for the database. Milliseconds. */
const READY_WITHIN = 2_000;

const pingStatement = prepare<object, { one: number }>('operations_ping', () => sql`select 1 as one`);

/** `metricsToken`: when set, `/metrics` wants it as a bearer token. */
export function operationsRoutes(
  database: Database,
  metrics: Metrics,
  metricsToken: string | undefined,
): Hono<Env> {
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
    return c.body(await metrics.registry.metrics(), 200, { 'Content-Type': metrics.registry.contentType });
  });
  return routes;
}
