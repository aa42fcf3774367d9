/** `/v1/units`: the status API for portals' servers, with tokens of purpose `status`. */
import { setImmediate as otherEvents } from 'node:timers/promises';
import { Hono } from 'hono';
import pLimit from 'p-limit';
import { normalizeUnitCode } from '../contract/unit-code.ts';
import { batchStatusRequestSchema } from '../contract/schemas.ts';
import type { BatchStatusAnswer } from '../contract/unit-status.ts';
import { LIMITS } from '../contract/wire.ts';
import type { Database } from '../database/index.ts';
import { answerJson } from './answer.ts';
import { jsonBody } from './body.ts';
import { describes, json, reads } from './described.ts';
import type { Env } from './env.ts';
import type { Guards } from './guards.ts';
import { problem } from './problem.ts';
import { readHistory, readStatuses, readUnitStatus } from '../status/index.ts';

const CODE = {
  name: 'code',
  in: 'path',
  required: true,
  description: 'USCC (18 characters) or organization code (9).',
  schema: { type: 'string' },
} as const;

const STATUS = describes(
  'A unit’s state, for a portal’s server (token of purpose `status`).',
  { 200: json('The state.', 'UnitStatus') },
  ['not-found'],
  { parameters: [CODE] },
);
const HISTORY = describes(
  'A unit’s certifications, also those that ended, for a portal’s server (token of purpose `status`).',
  { 200: json('Newest first.', 'UnitTerms') },
  ['not-found', 'invalid-fields'],
  {
    parameters: [
      CODE,
      {
        name: 'next',
        in: 'query',
        description: 'From the answer before: the page after it.',
        schema: { type: 'string' },
      },
    ],
  },
);
const STATUSES = describes(
  'Many units’ states at once, for a portal’s server (token of purpose `status`).',
  {
    200: json(
      'In the order of the request; a malformed code has an error in its place.',
      'BatchStatusAnswer',
    ),
  },
  [],
  reads('BatchStatusRequest'),
);

/**
 * Batches that one process checks and reads at once. So the event loop stands still for few at a
 * time, and the other connections of the pool stay free for submissions.
 */
const BATCHES_AT_ONCE = 2;

const NO_CODE =
  'The address must contain a unit code: 18 characters (unified social credit code) or 9 (organization code).';

/** `now` in milliseconds. */
export function unitRoutes(database: Database, guards: Guards, now: () => number): Hono<Env> {
  const routes = new Hono<Env>();
  const authenticated = guards.authenticate('status');

  routes.get('/:code/certification', STATUS, authenticated, async (c) => {
    const code = normalizeUnitCode(c.req.param('code'));
    if (code === undefined) return problem(c, 'not-found', { detail: NO_CODE });
    return answerJson(c, await readUnitStatus(database, code, c.get('token').site.openKinds, now()));
  });

  const whenFree = pLimit(BATCHES_AT_ONCE);
  const body = jsonBody(batchStatusRequestSchema, {
    bytes: LIMITS.batchBodyBytes,
    inTurn: (work) =>
      whenFree(async () => {
        await otherEvents(); // requests that have arrived since are handled first
        return work();
      }),
  });
  routes.post('/certifications', STATUSES, authenticated, body, async (c) => {
    const { site } = c.get('token');
    const { codes: sent } = c.req.valid('json');
    const refused = await guards.countCodes(c, sent.length);
    if (refused) return refused;
    const asked = sent.map((text) => ({ text, code: normalizeUnitCode(text) }));
    const codes = asked.flatMap(({ code }) => code ?? []);
    const read = await readStatuses(database, codes, site.openKinds, now());
    const statuses = read.values();
    const answer: BatchStatusAnswer = {
      units: asked.map(({ text, code }) =>
        code === undefined ? { code: text, error: 'bad-format' } : statuses.next().value!,
      ),
    };
    return answerJson(c, answer);
  });

  routes.get('/:code/certifications', HISTORY, authenticated, async (c) => {
    const code = normalizeUnitCode(c.req.param('code'));
    if (code === undefined) return problem(c, 'not-found', { detail: NO_CODE });
    const next = c.req.query('next');
    if (next !== undefined && !/^[1-9]\d{0,8}$/.test(next))
      return problem(c, 'invalid-fields', { errors: [{ path: 'next', code: 'bad-format' }] });
    return answerJson(
      c,
      await readHistory(database, code, next === undefined ? undefined : Number(next), now()),
    );
  });

  return routes;
}
