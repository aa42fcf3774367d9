/** A lean server: Hono, headers made once, a pino line a request, zod, and the floor's statements. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { pino } from 'pino';
import { answerOf, problemOf, statusOf, unitStatusOf } from './answers.mjs';
import { requestSchema } from './schema.mjs';
import { readStatus, readUnitStatus, submit } from './statements.mjs';
import { verifyOnce } from './tokens.mjs';

const log = pino({ base: null });
const HEADERS = {
  'Content-Type': 'application/json',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  Vary: 'Origin',
};
const WITH_ORIGIN = {
  ...HEADERS,
  'Access-Control-Allow-Origin': process.env.ORIGIN,
  'Access-Control-Expose-Headers': 'Retry-After',
};
const json = (c, body, status = 200) =>
  c.body(JSON.stringify(body), status, c.req.header('Origin') === process.env.ORIGIN ? WITH_ORIGIN : HEADERS);

const app = new Hono();
app.use(async (c, next) => {
  const started = performance.now();
  await next();
  const { method, path } = c.req;
  log.info({ method, path, status: c.res.status, ms: performance.now() - started }, 'request');
});
app.get('/readyz', (c) => c.json({}));
app.get('/v1/certification', async (c) => {
  const token = await verifyOnce(c.req.header('Authorization'));
  return json(c, statusOf(await readStatus(token.unit.code, token.iss), token));
});
app.get('/v1/units/:code/certification', async (c) => {
  await verifyOnce(c.req.header('Authorization'));
  const code = c.req.param('code');
  return json(c, unitStatusOf(await readUnitStatus(code), code));
});
app.post('/v1/certification', async (c) => {
  const token = await verifyOnce(c.req.header('Authorization'));
  const body = requestSchema.parse(await c.req.json());
  const now = new Date();
  const row = await submit(token, body, now);
  return row.recorded ? json(c, answerOf(row, now)) : json(c, problemOf(409, 'way-closed'), 409);
});
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' });
