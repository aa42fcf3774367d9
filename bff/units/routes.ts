/** `/v1/units`: what portals' servers ask, with tokens of purpose `status`. */
import { Hono } from 'hono';
import { batchStatusAnswerSchema, unitStatusSchema } from '../contract/answers.ts';
import { normalizeUnitCode } from '../contract/unit-code.ts';
import { batchStatusRequestSchema } from '../contract/schemas.ts';
import type { BatchStatusAnswer } from '../contract/unit-status.ts';
import { LIMITS } from '../contract/wire.ts';
import type { Database } from '../database/database.ts';
import { jsonBody } from '../http/body.ts';
import { describes, json } from '../http/described.ts';
import type { Env } from '../http/env.ts';
import type { Guards } from '../http/guards.ts';
import { notAllowed } from '../http/not-allowed.ts';
import { problem } from '../http/problem.ts';
import { readStatuses } from './statuses.ts';

const STATUS = describes(
  'A unit’s state, for a portal’s server (token of purpose `status`).',
  { 200: json('The state.', unitStatusSchema) },
  ['not-found'],
  {
    parameters: [
      {
        name: 'code',
        in: 'path',
        required: true,
        description: 'USCC (18 characters) or organization code (9).',
        schema: { type: 'string' },
      },
    ],
  },
);
const STATUSES = describes('Many units’ states at once, for a portal’s server (token of purpose `status`).', {
  200: json(
    'In the order asked; a code that cannot be one has an error in its place.',
    batchStatusAnswerSchema,
  ),
});

const NO_CODE =
  'The address names no unit code: 18 characters (unified social credit code) or 9 (organization code).';

/** `now` in milliseconds. */
export function unitRoutes(database: Database, guards: Guards, now: () => number): Hono<Env> {
  const routes = new Hono<Env>();
  const authenticated = guards.authenticate('status');

  routes.get('/:code/certification', STATUS, authenticated, async (c) => {
    const code = normalizeUnitCode(c.req.param('code'));
    if (code === undefined) return problem('not-found', c.var.requestId, { detail: NO_CODE });
    const [status] = await readStatuses(database, [code], c.var.token.site.openKinds, now());
    return c.json(status);
  });

  const body = jsonBody(batchStatusRequestSchema, LIMITS.batchBodyBytes);
  routes.post('/certifications', STATUSES, authenticated, ...body, async (c) => {
    const asked = c.req.valid('json').codes.map((sent) => ({ sent, code: normalizeUnitCode(sent) }));
    const codes = asked.flatMap(({ code }) => code ?? []);
    const statuses = (await readStatuses(database, codes, c.var.token.site.openKinds, now())).values();
    const answer: BatchStatusAnswer = {
      units: asked.map(({ sent, code }) =>
        code === undefined ? { code: sent, error: 'bad-format' } : statuses.next().value!,
      ),
    };
    return c.json(answer);
  });

  routes.all('/:code/certification', notAllowed('GET'));
  routes.all('/certifications', notAllowed('POST'));
  return routes;
}
