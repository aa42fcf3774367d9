/** Another common way to write it: Express and knex, a transaction, each token verified each time. Submissions only. */
import { randomUUID } from 'node:crypto';
import express from 'express';
import knex from 'knex';
import { pino } from 'pino';
import { answerOf, CAP, problemOf } from './answers.mjs';
import { requestSchema } from './schema.mjs';
import { verify } from './tokens.mjs';

const db = knex({ client: 'pg', connection: process.env.DATABASE_URL, pool: { min: 0, max: 10 } });
const log = pino({ base: null });

const app = express();
app.use((request, response, next) => {
  const started = performance.now();
  response.set({
    'Access-Control-Allow-Origin': process.env.ORIGIN,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });
  response.on('finish', () =>
    log.info(
      {
        method: request.method,
        path: request.path,
        status: response.statusCode,
        ms: performance.now() - started,
      },
      'request',
    ),
  );
  next();
});
app.get('/readyz', (_request, response) => response.json({}));
app.use(express.json());

async function reasonOf(tx, code, { legalRepresentative: legal, foundedOn, applicant, agent }) {
  const unit = await tx('unit')
    .where({ code, legal_name: legal.name, legal_number: legal.idNumber, founded_on: foundedOn })
    .first('active');
  if (!unit) return 'registry-mismatch';
  if (!unit.active) return 'unit-not-active';
  if (applicant !== 'agent') return null;
  const handler = await tx('handler')
    .where({ unit_code: code, number: agent.idNumber, name: agent.name })
    .first('number');
  return handler ? null : 'agent-without-record';
}

app.post('/v1/certification', async (request, response) => {
  const { iss: site_id, sub: user_id, unit } = await verify(request.get('Authorization'));
  const unit_code = unit.code;
  const body = requestSchema.parse(request.body);
  const { applicant } = body;
  const now = new Date();
  const result = await db.transaction(async (tx) => {
    if (await tx('certification').where({ unit_code }).first('since')) return undefined;
    const [past] = await tx('attempt')
      .where({ unit_code, user_id })
      .whereNotNull('reason')
      .where('at', '>', new Date(now - 86_400_000))
      .select(tx.raw('count(*)::int as failures'), tx.raw('min(at) as first'));
    if (past.failures >= CAP) return undefined;
    const reason = await reasonOf(tx, unit_code, body);
    const attempt_id = randomUUID();
    if (!reason) await tx('certification').insert({ unit_code, site_id, applicant, attempt_id, since: now });
    await tx('attempt').insert({ id: attempt_id, unit_code, site_id, user_id, applicant, reason, at: now });
    const outcome = reason ? 'rejected' : 'certified';
    const detail = JSON.stringify({ applicant, reason });
    await tx('audit').insert({
      at: now,
      actor: user_id,
      action: outcome,
      unit_code,
      site_id,
      attempt_id,
      detail,
    });
    const data = JSON.stringify({ unit: unit_code, kind: 'real-name', reason, at: now });
    await tx('outbox').insert({
      id: randomUUID(),
      type: `unit.${outcome}`,
      unit_code,
      site_id,
      data,
      at: now,
    });
    return { ...past, reason };
  });
  if (result) response.json(answerOf(result, now));
  else response.status(409).json(problemOf(409, 'way-closed'));
});
app.listen(Number(process.env.PORT), '127.0.0.1');
