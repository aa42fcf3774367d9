/** `/livez`, `/readyz` and `/metrics`, for load balancers and operators. */
import { timeout, TimeoutStrategy } from 'cockatiel';
import { sql } from 'kysely';
import { Hono } from 'hono';
import { type Database, prepare, prepareRead } from '../database/index.ts';
import { answerText, strictHeaders } from './answer.ts';
import { describes, text } from './described.ts';
import type { Env } from './env.ts';
import { problem } from './problem.ts';
import { equalInConstantTime } from '../keys/index.ts';

/** Readiness waits 2 s for the database. */
const inTime = timeout(2_000, TimeoutStrategy.Aggressive).dangerouslyUnref();

/**
 * A submission uses the pool and the connection of quick reads. Either can be lost alone, so both
 * are asked.
 */
const PINGS = [
  prepare<object, { one: number }>('monitoring_ping', () => sql`select 1 as one`),
  prepareRead<object, { one: number }>('monitoring_ping_read', () => sql`select 1 as one`),
];

export interface MonitoringParts {
  database: Database;
  /** The text of `/metrics` and its media type. */
  readMetrics: () => Promise<{ text: string; type: string }>;
  /** When it is set, `/metrics` requires it as a bearer token. */
  metricsToken: string | undefined;
}

const LIVE = describes('The process runs.', { 200: text('It does.') });
const READY = describes('The database answers.', { 200: text('It does.') });
const METRICS = describes(
  'Prometheus metrics; with a bearer token when METRICS_TOKEN is set.',
  { 200: text('In the text format.') },
  ['token-invalid'],
);

const PATHS = ['/livez', '/readyz', '/metrics'];

export function monitoringRoutes({ database, readMetrics, metricsToken }: MonitoringParts): Hono<Env> {
  const routes = new Hono<Env>();
  for (const path of PATHS) routes.use(path, strictHeaders);
  routes.get('/livez', LIVE, (c) => answerText(c, 'ok'));
  routes.get('/readyz', READY, async (c) => {
    try {
      await inTime.execute(() => Promise.all(PINGS.map((ping) => database.run(ping, {}))));
      return answerText(c, 'ok');
    } catch {
      return problem(c, 'unavailable', { retryAfter: 5 });
    }
  });
  routes.get('/metrics', METRICS, async (c) => {
    const given = c.req.header('Authorization')?.replace(/^Bearer +/i, '') ?? '';
    if (metricsToken !== undefined && !equalInConstantTime(given, metricsToken))
      return problem(c, 'token-invalid');
    const { text, type } = await readMetrics();
    return answerText(c, text, type);
  });
  return routes;
}
