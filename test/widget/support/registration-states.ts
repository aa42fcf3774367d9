/** Every state of the registration form, opened in Chinese and standard type. */
import { isOfState, REFUSAL_REASONS } from '../../../bff/contract/reasons.ts';
import type { CounterPapers } from '../../../bff/contract/wire.ts';
import { challenge } from './challenge.ts';
import {
  CODE_SENT,
  COUNTER,
  NO_UNIONS,
  type RegistrationPage,
  UNION,
  chooseAgent,
  codeSent,
  fillIn,
  openProven,
  openRegistration,
  press,
  read,
  registered,
  type,
} from './registration.ts';
import { type Script, type Step, problem } from './scripted.ts';
import { GIVEN_UP, requestId, withHelp } from './states.ts';
import { LEGAL_FIELDS, REGISTRATION_IDS } from '../../support/fields.ts';
import { REGISTRATION_WORDS, TITLES, WORDS, registrationError } from '../../support/words.ts';

type Open = () => Promise<HTMLElement>;

const PRIVACY = { 'privacy-url': '/privacy' };
const OWN = `<h2>登录信息</h2>
  <label for="login">登录名<span style="color: light-dark(#9b1c1c, #ffb3ad)"> *</span></label><p style="font-size: 14px; margin: 0">字母开头，4至20位</p><input id="login" autocomplete="username" required oninvalid="this.setCustomValidity('请填写登录名'); this.style.border = '2px solid light-dark(#9b1c1c, #ffb3ad)'; this.nextElementSibling.hidden = false" /><p hidden style="font-size: 14px; font-weight: 600">请填写登录名</p>`;
const FILLED = OWN.replace('required', 'required value="xinhe_2026"');
const REFUSED = { attempts: { remaining: 4, resetsAt: '2026-11-24T22:55:00Z' } };

const opened = async (agent = false): Promise<RegistrationPage> => {
  const page = await openRegistration({}, PRIVACY, OWN);
  if (agent) await chooseAgent(page);
  return page;
};

/** The form filled in, with a proven phone, and sent. */
const sent =
  (step: Step, words: string, later: Script = {}): Open =>
  async () => {
    const page = await openProven({ register: [step] }, PRIVACY, FILLED);
    await page.script(later);
    press(page, REGISTRATION_WORDS.submit);
    await read(page, words);
    return page.element;
  };

/** The code of a union is typed. `told`: what the service says besides the classes that it has. */
const leftOut =
  (told: { counter?: CounterPapers }): Open =>
  async () => {
    const page = await openRegistration(
      { challenge: [await challenge({ ...NO_UNIONS, ...told })] },
      PRIVACY,
      OWN,
    );
    type(page, 'unit.name', UNION.name);
    type(page, 'unit.code', UNION.code);
    await read(page, registrationError('unit.code', 'no-source'));
    return page.element;
  };

/** A code was asked for, with this answer. */
const askedForCode =
  (step: Step, words: string): Open =>
  async () => {
    const page = await openRegistration({ codes: [step] }, PRIVACY, FILLED);
    await fillIn(page);
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, words);
    return page.element;
  };

/** A code was sent and typed. */
const withCode =
  (script: Script, words: string): Open =>
  async () => {
    const page = await openRegistration(script, PRIVACY, OWN);
    await fillIn(page);
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, CODE_SENT);
    type(page, 'code', '123456');
    await read(page, words);
    return page.element;
  };

/** A refusal for each reason of the unit's state: `registration, unit not active`. */
const REFUSED_BY_STATE = Object.fromEntries(
  REFUSAL_REASONS.filter(isOfState).map((reason) => [
    `registration, ${reason.replaceAll('-', ' ')}`,
    sent(registered('rejected', { reason, ...REFUSED }), REGISTRATION_WORDS.refused[reason].said),
  ]),
);

export const REGISTRATION_STATES: Record<string, Open> = {
  registration: async () => (await opened()).element,
  'registration of an agent': async () => (await opened(true)).element,
  'registration with errors': async () => {
    const page = await opened();
    press(page, REGISTRATION_WORDS.submit);
    await read(page, WORDS.form.summary(LEGAL_FIELDS + REGISTRATION_IDS.length + 2));
    return page.element;
  },
  'registration, getting a code': async () => {
    const page = await openRegistration({ challenge: [{ ...(await challenge()), delay: 20_000 }] }, PRIVACY);
    type(page, 'phone', '13800138000');
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, REGISTRATION_WORDS.preparing);
    return page.element;
  },
  'registration, code sent': async () => {
    const page = await openRegistration({ codes: [codeSent] }, PRIVACY, OWN);
    await fillIn(page, true);
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, CODE_SENT);
    return page.element;
  },
  'registration, code wrong': withCode(
    { proofs: [problem(422, 'phone-code-wrong')] },
    registrationError('code', 'wrong'),
  ),
  'registration of an agent, filled in': async () => {
    const page = await openRegistration({}, PRIVACY, FILLED);
    await fillIn(page, true);
    return page.element;
  },
  'registration, code expired': withCode(
    { proofs: [problem(422, 'phone-code-expired')] },
    registrationError('code', 'expired'),
  ),
  'registration, code sent a moment ago': askedForCode(
    problem(429, 'too-many-codes', { headers: { 'Retry-After': '40' } }),
    REGISTRATION_WORDS.codeTooSoon,
  ),
  'registration, no more codes': askedForCode(
    problem(429, 'too-many-codes', { headers: { 'Retry-After': '72000' } }),
    REGISTRATION_WORDS.codesUsedUp('|').split('|')[0]!,
  ),
  'registration, the site has no more codes': askedForCode(
    problem(429, 'codes-exhausted', { headers: { 'Retry-After': '72000' } }),
    REGISTRATION_WORDS.codesExhausted('|').split('|')[0]!,
  ),
  'registration, code not sent': askedForCode(problem(503, 'unavailable'), REGISTRATION_WORDS.codeFailed),
  'registration, no register': leftOut({}),
  'registration, no register, at the counter': leftOut({ counter: COUNTER }),
  'registration, no register, at the counter, with help': withHelp(leftOut({ counter: COUNTER })),
  'registration, phone proven': async () => (await openProven({}, PRIVACY, OWN)).element,
  'registration, unit refused': sent(
    registered('rejected', { reason: 'unit-mismatch', ...REFUSED }),
    TITLES.unitRejected,
  ),
  'registration, unit refused, with help': withHelp(
    sent(registered('rejected', { reason: 'unit-mismatch', ...REFUSED }), TITLES.unitRejected),
  ),
  ...REFUSED_BY_STATE,
  'registration, agent refused': sent(
    registered('rejected', { reason: 'agent-without-record', ...REFUSED }),
    REGISTRATION_WORDS.refused['agent-without-record'].said,
  ),
  'registration, refused for another reason': sent(
    registered('rejected', { reason: 'something-new' as never, ...REFUSED }),
    REGISTRATION_WORDS.refused.otherwise.said,
  ),
  'registration, refused for the last time, with help': withHelp(
    sent(
      registered('rejected', {
        reason: 'registry-mismatch',
        attempts: { remaining: 0, resetsAt: '2026-11-24T22:55:00Z' },
      }),
      TITLES.peopleRejected,
    ),
  ),
  'registration, too many attempts, with help': withHelp(
    sent(
      problem(429, 'too-many-attempts', { reference: 'K7M29QXH', headers: { 'Retry-After': '7200' } }),
      TITLES.tooManyAttempts,
    ),
  ),
  'registration, sending': sent({ ...registered('certified'), delay: 20_000 }, WORDS.form.sending),
  'registration, network lost': sent({ cut: true }, TITLES.unreachable),
  'registration, misconfigured': sent(problem(403, 'origin-not-allowed'), TITLES.misconfigured),
  'registration, people refused': sent(
    registered('rejected', { reason: 'registry-mismatch', ...REFUSED }),
    TITLES.peopleRejected,
  ),
  'registration, pending': sent(registered('pending'), REGISTRATION_WORDS.pending.text[0]!),
  'registration, pending, not asked for any more': sent(
    registered('pending'),
    REGISTRATION_WORDS.stalled.title,
    {
      register: [registered('pending'), GIVEN_UP],
    },
  ),
  'registration, unavailable': sent(
    problem(503, 'unavailable', { requestId, headers: { 'Retry-After': '60' } }),
    TITLES.unavailable,
  ),
  'registration, session expired': sent(
    problem(401, 'token-expired'),
    REGISTRATION_WORDS.sessionExpired.title,
    {
      token: [{ status: 401 }],
    },
  ),
  'registration, done': sent(registered('certified'), TITLES.registered),
};
