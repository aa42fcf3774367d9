/** `/v1/certification/case`: HTTP in and out, nothing else. */
import { Hono } from 'hono';
import {
  administratorOnly,
  FORM_SOURCES,
  formOfUnit,
  submitterOf,
  tooManyAnswer,
  withForm,
} from '../certification/common-routes.ts';
import type { Dependencies } from '../certification/dependencies.ts';
import { caseAnswerSchema } from '../contract/answers.ts';
import { chinaDate } from '../contract/identifiers.ts';
import { keptClaimSchema } from '../contract/schemas.ts';
import { LIMITS } from '../contract/wire.ts';
import { jsonBodyBy } from '../http/body.ts';
import { describes, json } from '../http/described.ts';
import type { Env } from '../http/env.ts';
import type { Guards } from '../http/guards.ts';
import { methodNotAllowed, problem } from '../http/problem.ts';
import type { CountRefusal } from '../limits/refusals.ts';
import { withdrawCase } from './end.ts';
import { openCase } from './open.ts';

const OPENING = describes(
  'Keeps a claim for a look at the papers at the counter, with consent. The answer does not depend on the claim.',
  { 202: json('Kept until then.', caseAnswerSchema) },
  ['already-certified', 'case-open', 'too-many-attempts'],
);
const WITHDRAWAL = describes('Ends the unit’s case and erases its claim.', {
  204: { description: 'Ended, or there was none.' },
});

export function caseRoutes(dependencies: Dependencies, guards: Guards, refused: CountRefusal): Hono<Env> {
  const routes = new Hono<Env>();
  const authenticated = guards.authenticate('certification');
  const tooMany = tooManyAnswer(dependencies.now, refused);
  const today = () => chinaDate(dependencies.now());
  const body = jsonBodyBy(
    FORM_SOURCES,
    (source) => keptClaimSchema(today, source),
    LIMITS.bodyBytes,
    formOfUnit,
  );

  routes.post(
    '/',
    OPENING,
    authenticated,
    administratorOnly,
    withForm(dependencies, 'counter'),
    ...body,
    async (c) => {
      const submitter = { ...submitterOf(c), unitName: c.var.token.unit?.name };
      const result = await openCase(dependencies, submitter, c.req.valid('json'));
      switch (result.kind) {
        case 'opened':
          c.set('reference', result.answer.reference);
          return c.json(result.answer, 202);
        case 'too-many-attempts':
          return tooMany(c, result);
        case 'already-certified':
        case 'case-open':
          return problem(result.kind, c.var.requestId);
      }
    },
  );

  routes.delete('/', WITHDRAWAL, authenticated, administratorOnly, async (c) => {
    await withdrawCase(dependencies, submitterOf(c));
    return c.body(null, 204);
  });

  routes.all('/', methodNotAllowed('POST, DELETE'));
  return routes;
}
