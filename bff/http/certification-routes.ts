/** `/v1/certification`: HTTP in and out, nothing else. */
import { Hono, type Context } from 'hono';
import { type Dependencies, readForm, type Submitter, type TooManyAttempts } from '../attempts/index.ts';
import { withoutWay } from '../certifications/index.ts';
import { readStatus } from '../status/index.ts';
import type { FormSource } from '../contract/forms.ts';
import { chinaDate } from '../contract/identifiers.ts';
import type { Intent } from '../contract/next.ts';
import type { Reason } from '../contract/reasons.ts';
import { checkReference } from '../contract/reference.ts';
import { certificationRequestSchema } from '../contract/schemas.ts';
import { SOURCE_IDS } from '../contract/sources.ts';
import { LIMITS, type CertificationStatus, type Outcome } from '../contract/wire.ts';
import { answerJson } from './answer.ts';
import { jsonBodyBy } from './body.ts';
import { answering, describes, json, reads } from './described.ts';
import type { Env } from './env.ts';
import type { Guards } from './guards.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { problem } from './problem.ts';
import type { CountRefusal } from '../limits/index.ts';
import { createCallers } from '../keys/index.ts';
import { createSiteUnits } from '../sites/index.ts';
import { submitByIntent, withdrawKept } from './intents.ts';

const STATUS = describes('The unit’s state, for its user (token of purpose `certification`).', {
  200: json('The state.', 'CertificationStatus'),
});
const SUBMISSION = describes(
  'Submits the legal data for what `intent` says: to certify, to replace an agent, to be checked again, for the counter; or withdraws.',
  { 200: json('The outcome, and the state.', 'CertificationAnswer') },
  ['way-closed', 'claim-differs', 'agent-differs', 'key-reused', 'too-many-attempts'],
  reads('CertificationRequest'),
);
const KEPT_WITHDRAWAL = describes(
  'Takes back what waits under the reference. The answer is the same when the unit has nothing of that reference.',
  { 200: json('The state.', 'KeptWithdrawn') },
);

/** Told of each submission: `limited`, or its outcome and the public reason. */
export type CountSubmission = (outcome: Outcome | 'limited', reason?: Reason) => void;

/** A body has a schema for each of them. */
const FORM_SOURCES: readonly FormSource[] = [...SOURCE_IDS, 'partner', 'counter'];

export function certificationRoutes(
  dependencies: Dependencies,
  guards: Guards,
  count: CountSubmission,
  refused: CountRefusal,
): Hono<Env> {
  const routes = new Hono<Env>();
  const authenticated = guards.authenticate('certification');
  const callerOf = createCallers(dependencies.digester);
  const siteUnits = createSiteUnits(dependencies.database);
  const today = () => chinaDate(dependencies.now());

  const statusOf = async (c: Context<Env>): Promise<CertificationStatus> => {
    const { unit, role, site } = c.get('token');
    const submitter = submitterOf(c);
    const query = {
      caller: callerOf(c.get('token'), submitter),
      unitCode: submitter.unitCode,
      unitName: unit?.name,
      role: role!, // a token of this purpose has one
      openKinds: site.openKinds,
    };
    const status = await readStatus(dependencies, query);
    siteUnits.add(site, status.unit.code);
    return status;
  };

  const refusedWith = async (c: Context<Env>, code: 'administrator-required' | 'way-closed') =>
    problem(c, code, { certification: await statusOf(c) });

  const administratorOnly = answering(
    async (c: Context<Env>, next: () => Promise<void>) =>
      c.get('token').role === 'administrator' ? next() : refusedWith(c, 'administrator-required'),
    ['administrator-required'],
  );

  /**
   * Sets the source whose form the body must have. Without a form only an agent who leaves has a
   * way; others are refused here.
   */
  const hasForm = async (c: Context<Env>, next: () => Promise<void>) => {
    const { source } = await readForm(dependencies, submitterOf(c).unitCode);
    if (!source) {
      const certification = await statusOf(c);
      if (!certification.next.ways.includes('withdraw')) return problem(c, 'way-closed', { certification });
    }
    c.set('formSource', source ?? 'counter');
    return next();
  };

  /**
   * Answers that a limit has no room, and counts the refusal. The state in this answer does not
   * have the way any more.
   */
  const tooMany = async (c: Context<Env>, intent: Intent, limited: TooManyAttempts): Promise<Response> => {
    const { kind, reference, ...refusal } = limited;
    refused({ ...refusal, flow: 'certification', siteId: c.get('token').site.id });
    c.set('reference', reference);
    const status = await statusOf(c);
    const certification = { ...status, next: withoutWay(status.next, intent, limited.until) };
    const retryAfter = (limited.until - dependencies.now()) / 1000;
    return problem(c, kind, { retryAfter, reference, certification });
  };

  routes.get('/', STATUS, authenticated, async (c) => answerJson(c, await statusOf(c)));

  const body = jsonBodyBy(
    FORM_SOURCES,
    (source) => certificationRequestSchema(today, source),
    (c) => c.get('formSource'),
    { bytes: LIMITS.bodyBytes },
  );
  routes.post('/', SUBMISSION, authenticated, administratorOnly, hasForm, idempotencyKey, body, async (c) => {
    const request = c.req.valid('json');
    const { intent = 'certify' } = request;
    const sender = { ...submitterOf(c), unitName: c.get('token').unit?.name };
    const result = await submitByIntent(dependencies, sender, c.get('idempotencyKey'), request);
    switch (result.kind) {
      case 'answered': {
        const { answer, replayed } = result;
        if (!replayed) count(answer.outcome, answer.reason);
        c.set('reference', answer.reference);
        return answerJson(c, { ...answer, status: await statusOf(c) });
      }
      case 'too-many-attempts':
        count('limited');
        return tooMany(c, intent, result);
      case 'agent-differs': {
        const { kind, reference } = result;
        c.set('reference', reference);
        return problem(c, kind, { reference, certification: await statusOf(c) });
      }
      case 'way-closed':
      case 'claim-differs':
        return problem(c, result.kind, { certification: await statusOf(c) });
      case 'key-reused':
        return problem(c, result.kind);
    }
  });

  routes.delete('/kept/:reference', KEPT_WITHDRAWAL, authenticated, administratorOnly, async (c) => {
    const reference = checkReference(c.req.param('reference'));
    if (reference !== undefined) await withdrawKept(dependencies, submitterOf(c), reference);
    return answerJson(c, { status: await statusOf(c) });
  });

  return routes;
}

function submitterOf(c: Context<Env>): Submitter {
  const { site, unit, sub } = c.get('token');
  if (!unit) throw new Error('a certification token without a unit passed the verifier');
  const { id: siteId, privacyNotice } = site;
  return { siteId, unitCode: unit.code, sub, address: c.get('address'), privacyNotice };
}
