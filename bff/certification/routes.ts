/** `/v1/certification`: HTTP in and out, nothing else. */
import { Hono } from 'hono';
import {
  certificationAnswerSchema,
  certificationStatusSchema,
  recheckAnswerSchema,
  withdrawalAnswerSchema,
} from '../contract/answers.ts';
import { certificationRequestSchema, keptClaimSchema, withdrawalRequestSchema } from '../contract/schemas.ts';
import { chinaDate } from '../contract/identifiers.ts';
import type { Reason } from '../contract/reasons.ts';
import { LIMITS, type Outcome } from '../contract/wire.ts';
import { jsonBody, jsonBodyBy } from '../http/body.ts';
import { describes, json } from '../http/described.ts';
import type { Env } from '../http/env.ts';
import type { Guards } from '../http/guards.ts';
import { idempotencyKey } from '../http/idempotency-key.ts';
import { methodNotAllowed, problem } from '../http/problem.ts';
import type { CountRefusal } from '../limits/refusals.ts';
import { createSiteUnits } from '../units/site-units.ts';
import {
  administratorOnly,
  FORM_SOURCES,
  formOfUnit,
  submitterOf,
  tooManyAnswer,
  withForm,
} from './common-routes.ts';
import { requestRecheck, withdrawRecheck } from './waiting.ts';
import { readStatus } from './status.ts';
import { withdraw } from './withdrawal.ts';
import type { Dependencies } from './dependencies.ts';
import { submit } from './submit.ts';

const STATUS = describes('The unit’s state, for its user (token of purpose `certification`).', {
  200: json('The state.', certificationStatusSchema),
});
const SUBMISSION = describes(
  'Submits the legal data for verification.',
  { 200: json('The outcome.', certificationAnswerSchema) },
  ['already-certified', 'key-reused', 'too-many-attempts'],
);
const RECHECK = describes(
  'Has a refused claim checked again whenever the registry changes, with consent.',
  { 202: json('Kept until then.', recheckAnswerSchema) },
  ['claim-differs', 'not-recheckable'],
);
const WITHDRAWAL = describes(
  'The agent who certified the unit withdraws: the certification counts for some days more.',
  { 202: json('Until when it counts.', withdrawalAnswerSchema) },
  ['agent-differs', 'too-many-attempts'],
);
const RECHECK_WITHDRAWAL = describes('Erases the kept claim.', {
  204: { description: 'Erased, or there was none.' },
});

/** Told of each submission: `limited`, or its outcome and the public reason. */
export type CountSubmission = (outcome: Outcome | 'limited', reason?: Reason) => void;

export function certificationRoutes(
  dependencies: Dependencies,
  guards: Guards,
  count: CountSubmission,
  refused: CountRefusal,
): Hono<Env> {
  const routes = new Hono<Env>();
  const authenticated = guards.authenticate('certification');
  const tooMany = tooManyAnswer(dependencies.now, refused);
  const siteUnits = createSiteUnits(dependencies.database);
  const today = () => chinaDate(dependencies.now());
  const hasSource = withForm(dependencies, 'source');
  const claimBody = jsonBodyBy(
    FORM_SOURCES,
    (source) => certificationRequestSchema(today, source),
    LIMITS.bodyBytes,
    formOfUnit,
  );

  routes.get('/', STATUS, authenticated, async (c) => {
    const { unit, role, site } = c.var.token;
    const query = {
      ...submitterOf(c),
      unitName: unit?.name,
      role: role!, // a token of this purpose has one
      openKinds: site.openKinds,
    };
    const status = await readStatus(dependencies, query);
    siteUnits.add(site, status.unit.code);
    return c.json(status);
  });

  routes.post(
    '/',
    SUBMISSION,
    authenticated,
    administratorOnly,
    hasSource,
    idempotencyKey,
    ...claimBody,
    async (c) => {
      const result = await submit(dependencies, submitterOf(c), c.var.idempotencyKey, c.req.valid('json'));
      switch (result.kind) {
        case 'answered':
          if (!result.replayed) count(result.answer.outcome, result.answer.reason);
          c.set('reference', result.answer.reference);
          return c.json(result.answer);
        case 'too-many-attempts':
          count('limited');
          siteUnits.add(c.var.token.site, result.unitCode);
          return tooMany(c, result);
        case 'already-certified':
        case 'key-reused':
          return problem(result.kind, c.var.requestId);
      }
    },
  );

  const recheckBody = jsonBodyBy(
    FORM_SOURCES,
    (source) => keptClaimSchema(today, source),
    LIMITS.bodyBytes,
    formOfUnit,
  );
  routes.post('/recheck', RECHECK, authenticated, administratorOnly, hasSource, ...recheckBody, async (c) => {
    const { consent: _consent, ...request } = c.req.valid('json');
    const result = await requestRecheck(dependencies, submitterOf(c), request);
    return result.kind === 'kept'
      ? c.json({ until: result.until.toISOString() }, 202)
      : problem(result.kind, c.var.requestId);
  });

  routes.delete('/recheck', RECHECK_WITHDRAWAL, authenticated, administratorOnly, async (c) => {
    await withdrawRecheck(dependencies, submitterOf(c));
    return c.body(null, 204);
  });

  const withdrawalBody = jsonBody(withdrawalRequestSchema(today), LIMITS.bodyBytes);
  routes.post('/withdrawal', WITHDRAWAL, authenticated, administratorOnly, ...withdrawalBody, async (c) => {
    const result = await withdraw(dependencies, submitterOf(c), c.req.valid('json').agent);
    switch (result.kind) {
      case 'withdrawn':
        return c.json({ due: result.due }, 202);
      case 'too-many-attempts':
        return tooMany(c, result);
      case 'agent-differs':
        return problem(result.kind, c.var.requestId);
    }
  });

  routes.all('/', methodNotAllowed('GET, POST'));
  routes.all('/withdrawal', methodNotAllowed('POST'));
  routes.all('/recheck', methodNotAllowed('POST, DELETE'));
  return routes;
}
