/** The common way to write it: Hono with its own middlewares, Kysely, a pool, a transaction, each token verified each time. */
import { randomUUID } from 'node:crypto';
import { serve } from '@hono/node-server';
import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import pg from 'pg';
import { pino } from 'pino';
import { answerOf, CAP, problemOf, statusOf, unitStatusOf } from './answers.mjs';
import { requestSchema } from './schema.mjs';
import { verify } from './tokens.mjs';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const db = new Kysely({ dialect: new PostgresDialect({ pool }) });
const log = pino({ base: null });

const app = new Hono();
app.use(async (c, next) => {
  const started = performance.now();
  await next();
  const { method, path } = c.req;
  log.info({ method, path, status: c.res.status, ms: performance.now() - started }, 'request');
});
app.use(secureHeaders());
app.use(cors({ origin: process.env.ORIGIN }));
app.get('/readyz', (c) => c.json({}));
app.use('/v1/*', async (c, next) => {
  c.set('token', await verify(c.req.header('Authorization')));
  await next();
});

app.get('/v1/certification', async (c) => {
  const token = c.get('token');
  const row = await db
    .selectFrom('unit')
    .leftJoin('certification', 'certification.unit_code', 'unit.code')
    .select(['unit.name', 'certification.since', 'certification.applicant'])
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('attempt')
          .select(['reason', 'attempt.applicant', 'user_id', 'at'])
          .whereRef('attempt.unit_code', '=', 'unit.code')
          .where('attempt.site_id', '=', token.iss)
          .orderBy('at', 'desc')
          .limit(CAP),
      ).as('history'),
    )
    .where('unit.code', '=', token.unit.code)
    .executeTakeFirst();
  return c.json(statusOf(row ?? {}, token));
});

app.get('/v1/units/:code/certification', async (c) => {
  const code = c.req.param('code');
  const row = await db
    .selectFrom('unit')
    .leftJoin('certification', 'certification.unit_code', 'unit.code')
    .select(['unit.name', 'certification.since'])
    .where('unit.code', '=', code)
    .executeTakeFirst();
  return c.json(unitStatusOf(row ?? {}, code));
});

async function reasonOf(tx, code, { legalRepresentative: legal, foundedOn, applicant, agent }) {
  const unit = await tx
    .selectFrom('unit')
    .select(['legal_name', 'legal_number', 'active', sql`founded_on::text`.as('founded_on')])
    .where('code', '=', code)
    .executeTakeFirst();
  if (
    !unit ||
    unit.legal_name !== legal.name ||
    unit.legal_number !== legal.idNumber ||
    unit.founded_on !== foundedOn
  )
    return 'registry-mismatch';
  if (!unit.active) return 'unit-not-active';
  if (applicant !== 'agent') return null;
  const handler = await tx
    .selectFrom('handler')
    .select('number')
    .where('unit_code', '=', code)
    .where('number', '=', agent.idNumber)
    .where('name', '=', agent.name)
    .executeTakeFirst();
  return handler ? null : 'agent-without-record';
}

app.post('/v1/certification', zValidator('json', requestSchema), async (c) => {
  const { iss: site_id, sub: user_id, unit } = c.get('token');
  const unit_code = unit.code;
  const body = c.req.valid('json');
  const { applicant } = body;
  const now = new Date();
  const result = await db.transaction().execute(async (tx) => {
    const certified = await tx
      .selectFrom('certification')
      .select('since')
      .where('unit_code', '=', unit_code)
      .executeTakeFirst();
    if (certified) return undefined;
    const past = await tx
      .selectFrom('attempt')
      .select([sql`count(*)::int`.as('failures'), sql`min(at)`.as('first')])
      .where('unit_code', '=', unit_code)
      .where('user_id', '=', user_id)
      .where('reason', 'is not', null)
      .where('at', '>', new Date(now - 86_400_000))
      .executeTakeFirstOrThrow();
    if (past.failures >= CAP) return undefined;
    const reason = await reasonOf(tx, unit_code, body);
    const attempt_id = randomUUID();
    if (!reason)
      await tx
        .insertInto('certification')
        .values({ unit_code, site_id, applicant, attempt_id, since: now })
        .execute();
    await tx
      .insertInto('attempt')
      .values({ id: attempt_id, unit_code, site_id, user_id, applicant, reason, at: now })
      .execute();
    const outcome = reason ? 'rejected' : 'certified';
    const detail = JSON.stringify({ applicant, reason });
    await tx
      .insertInto('audit')
      .values({ at: now, actor: user_id, action: outcome, unit_code, site_id, attempt_id, detail })
      .execute();
    const data = JSON.stringify({ unit: unit_code, kind: 'real-name', reason, at: now });
    await tx
      .insertInto('outbox')
      .values({ id: randomUUID(), type: `unit.${outcome}`, unit_code, site_id, data, at: now })
      .execute();
    return { ...past, reason };
  });
  return result ? c.json(answerOf(result, now)) : c.json(problemOf(409, 'way-closed'), 409);
});
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' });
