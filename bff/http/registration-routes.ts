/** The HTTP route of a registration. */
import { Hono } from 'hono';
import { formOf, isAnswered } from '../attempts/index.ts';
import { chinaDate } from '../contract/identifiers.ts';
import { registrationRequestSchema } from '../contract/schemas.ts';
import type { Reason } from '../contract/reasons.ts';
import { LIMITS, type Outcome } from '../contract/wire.ts';
import { answerJson } from './answer.ts';
import { jsonBody } from './body.ts';
import { describes, json, reads } from './described.ts';
import type { Env } from './env.ts';
import type { Guards } from './guards.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { problem } from './problem.ts';
import type { CountRefusal } from '../limits/index.ts';
import { noSigningKey } from './signing-routes.ts';
import { register, type RegisterResult, type RegistrationDependencies } from '../registration/index.ts';

/**
 * Called for each registration with its outcome (`linked`: the unit was certified before) and the
 * public reason.
 */
export type CountRegistration = (
  outcome: Outcome | 'linked' | 'limited' | 'unavailable',
  reason?: Reason,
) => void;

const REGISTRATION = describes(
  'Registers a unit whose phone is proven; the assertion is for the portal’s server (purpose `registration`).',
  { 200: json('The outcome.', 'RegistrationAnswer') },
  ['no-source', 'way-closed', 'too-many-attempts', 'key-reused', 'phone-proof-expired'],
  reads('RegistrationRequest'),
);

export function registrationRoutes(
  dependencies: RegistrationDependencies,
  guards: Guards,
  count: CountRegistration,
  refused: CountRefusal,
): Hono<Env> {
  const routes = new Hono<Env>();
  const schema = registrationRequestSchema(() => chinaDate(dependencies.now()));
  const body = jsonBody(schema, { bytes: LIMITS.bodyBytes });

  routes.post('/', REGISTRATION, guards.authenticate('registration'), idempotencyKey, body, async (c) => {
    const { id: siteId, openKinds, privacyNotice } = c.get('token').site;
    const request = c.req.valid('json');
    if (!isAnswered(await formOf(request.unit, dependencies))) return problem(c, 'no-source');
    const registrant = { siteId, openKinds, privacyNotice, address: c.get('address') };
    const result = await register(dependencies, registrant, c.get('idempotencyKey'), request);
    countResult(count, result);
    switch (result.kind) {
      case 'answered':
        c.set('reference', result.answer.reference);
        return answerJson(c, result.answer);
      case 'too-many-attempts':
        refused({ ...result, flow: 'registration', siteId });
        c.set('reference', result.reference);
        return problem(c, result.kind, {
          retryAfter: (result.until - dependencies.now()) / 1000,
          reference: result.reference,
        });
      case 'key-reused':
      case 'phone-proof-expired':
        return problem(c, result.kind);
      case 'way-closed':
        return problem(c, result.kind, {
          detail: 'The unit cannot be registered now; nothing was compared.',
        });
      case 'unavailable':
        return noSigningKey(c);
    }
  });
  return routes;
}

/** Counts the public reason only, because others than officers may read `/metrics`. */
function countResult(count: CountRegistration, result: RegisterResult): void {
  if (result.kind === 'too-many-attempts') count('limited');
  if (result.kind === 'unavailable') count('unavailable');
  if (result.kind !== 'answered' || result.replayed) return;
  count(result.linked ? 'linked' : result.answer.outcome, result.answer.reason);
}
