/** HTTP routes of the phone: challenge, code and proof, before the registration itself. */
import { Hono } from 'hono';
import { answeredClasses, type FormDependencies, formOf, isAnswered } from '../attempts/index.ts';
import { papersOf } from '../contract/cases.ts';
import { phoneCodeRequestSchema, phoneProofRequestSchema } from '../contract/schemas.ts';
import {
  type CounterPapers,
  LIMITS,
  type PhoneCodeAnswer,
  type PhoneProofAnswer,
  type RegistrationChallenge,
} from '../contract/wire.ts';
import { answerJson } from './answer.ts';
import { jsonBody } from './body.ts';
import { describes, json, reads } from './described.ts';
import type { Env } from './env.ts';
import type { Guards } from './guards.ts';
import { problem } from './problem.ts';
import { issueChallenge, type PhoneDependencies, provePhone, sendPhoneCode } from '../phones/index.ts';

/** Seconds until a failed gateway may be tried again: as long as its circuit stays open. */
const GATEWAY_RETRY_AFTER = 15;

const SENT: PhoneCodeAnswer = {
  resendAfter: LIMITS.phoneCodeResendAfter,
  expiresIn: LIMITS.phoneCodeLifetime,
};

const PAPERS = papersOf(false, false);
const COUNTER: CounterPapers = {
  bring: PAPERS,
  byAgent: papersOf(true, false).filter((paper) => !PAPERS.includes(paper)),
};

const CHALLENGE = describes(
  'A proof of work, to be solved before a code is requested, and the units that can be registered (token of purpose `registration`).',
  { 200: json('A challenge.', 'RegistrationChallenge') },
);
const CODE = describes(
  'Sends a code to a phone (token of purpose `registration`).',
  { 202: json('Sent.', 'PhoneCodeAnswer') },
  ['no-source', 'proof-of-work-invalid', 'too-many-codes', 'codes-exhausted'],
  reads('PhoneCodeRequest'),
);
const PROOF = describes(
  'Proves a phone by its code (token of purpose `registration`).',
  {
    200: json('Valid for 15 minutes and any number of corrections of the other fields.', 'PhoneProofAnswer'),
  },
  ['phone-code-wrong', 'phone-code-expired'],
  reads('PhoneProofRequest'),
);

/** `forms` say which classes of units can be registered. */
export function phoneRoutes(
  dependencies: PhoneDependencies,
  forms: FormDependencies,
  guards: Guards,
): Hono<Env> {
  const routes = new Hono<Env>();
  const authenticated = guards.authenticate('registration');
  const { now } = dependencies;

  routes.get('/challenge', CHALLENGE, authenticated, async (c) => {
    const { keys, randomInt } = dependencies;
    const [challenge, classes] = await Promise.all([
      issueChallenge(keys, c.get('token').site.id, randomInt, now()),
      answeredClasses(forms),
    ]);
    const { counter } = forms;
    return answerJson(c, {
      ...challenge,
      ...(classes && { classes }),
      ...(counter && { counter: COUNTER }),
    } satisfies RegistrationChallenge);
  });

  const codeBody = jsonBody(phoneCodeRequestSchema, { bytes: LIMITS.bodyBytes });
  routes.post('/phone-codes', CODE, authenticated, codeBody, async (c) => {
    const { site } = c.get('token');
    const { unit, ...phone } = c.req.valid('json');
    if (unit && !isAnswered(await formOf(unit, forms))) return problem(c, 'no-source');
    const request = { siteId: site.id, address: c.get('address'), ...phone };
    const result = await sendPhoneCode(dependencies, request);
    switch (result.kind) {
      case 'sent':
        return answerJson(c, SENT, 202);
      case 'proof-of-work-invalid':
        return problem(c, result.kind);
      case 'too-many-codes':
        return problem(c, result.kind, { retryAfter: (result.until - now()) / 1000 });
      case 'codes-exhausted':
        return problem(c, result.kind, {
          retryAfter: (result.until - now()) / 1000,
          detail: `No code can be sent for the site "${site.id}" before ${new Date(result.until).toISOString()}.`,
        });
      case 'unavailable':
        c.set('note', ['sms', result.failure, result.detail ?? ''].join(' ').trim());
        return problem(c, result.kind, {
          retryAfter: result.until === undefined ? GATEWAY_RETRY_AFTER : (result.until - now()) / 1000,
        });
    }
  });

  const proofBody = jsonBody(phoneProofRequestSchema, { bytes: LIMITS.bodyBytes });
  routes.post('/phone-proofs', PROOF, authenticated, proofBody, async (c) => {
    const result = await provePhone(dependencies, { siteId: c.get('token').site.id, ...c.req.valid('json') });
    if (result.kind !== 'proven') return problem(c, result.kind);
    return answerJson(c, { phoneProof: result.phoneProof } satisfies PhoneProofAnswer);
  });

  return routes;
}
