/**
 * Every state that a user can see, opened in Chinese and standard type: for axe (`accessibility.test.ts`) and for pictures
 * (`pictures.ts`), which then change language and type size. Add new states of the widget here.
 */
import { PAPERS, type Paper } from '../../../bff/contract/cases.ts';
import type { CaseView, CertificationStatus } from '../../../bff/contract/wire.ts';
import { REFUSAL_REASONS, type RefusalReason } from '../../../bff/contract/reasons.ts';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import { CENTER_STATES } from './center-states.ts';
import { openFilledForm, openForm, openPage, openSubmitted } from './page.ts';
import { AGENT, chooseAgent, fill, fillAgent, press, query, see, submitForm } from './user.ts';
import { type Script, type Step, answered, formOf, problem, statusOf, tokenOf } from './scripted.ts';
import { TITLES, WORDS, labelOf, requiredOf } from '../../support/words.ts';

type Open = () => Promise<HTMLElement>;
type Attributes = Record<string, string>;

const PRIVACY = { 'privacy-url': '/privacy' };
/** So many hours from now. */
const inHours = (hours: number): string => new Date(Date.now() + hours * 60 * 60_000).toISOString();
/** An institution, whose certificate has no founding date. */
const INSTITUTION = { code: '12320100MB1DEM028D', name: '云川市第一人民医院' };
const REFUSED = { attempts: { remaining: 4, resetsAt: inHours(20) } };
const USED_UP = { attempts: { remaining: 0, resetsAt: inHours(20) } };
/** A problem whose `Retry-After` is longer than polling lasts. */
export const GIVEN_UP = problem(503, 'unavailable', { headers: { 'Retry-After': '600' } });
export const requestId = '7K2A-9QXH-43MT';
const UNTIL = inHours(30 * 24);

/** The prompt, or the dialog shown instead. */
const first =
  (script: Script, words: string, attributes: Attributes = {}): Open =>
  async () => {
    const { element } = await openPage(attributes, script);
    await see(element, words);
    return element;
  };

/** The form filled in and sent. */
const sent =
  (step: Step, words: string, attributes: Attributes = {}, script: Script = {}): Open =>
  async () => {
    const { element } = await openSubmitted({ submit: [step], ...script }, { ...PRIVACY, ...attributes });
    await see(element, words);
    return element;
  };

const known = (...status: Parameters<typeof statusOf>): Step => ({ body: statusOf(...status) });

/** The gate's dialog before a business, with this status. */
const gateOf =
  (status: Step, title: string): Open =>
  async () => {
    const { element } = await openPage({ for: '.none' }, { status: [status] });
    void element.requireCertified('社会保险费缴纳');
    await see(element, title);
    return element;
  };
/** The status tells the refusal. */
const refusedBefore = (
  refused: RefusalReason,
  counter = false,
  change: Parameters<typeof statusOf>[1] = {},
): Step => known('uncertified', { refused, form: formOf('market', counter), ...change });
/** The register's day. */
const dated = (asOf: string, counter: boolean): Step =>
  known('uncertified', { form: { ...formOf('market', counter), asOf, usualDays: 12 } });
const mismatch = answered('rejected', { reason: 'registry-mismatch', ...REFUSED });
const lastMismatch = answered('rejected', { reason: 'registry-mismatch', ...USED_UP });

/** The consent dialog of a re-check. */
const consenting =
  (refusal: Step, script: Script = {}): Open =>
  async () => {
    const { element } = await openSubmitted({ submit: [refusal], ...script }, PRIVACY);
    await see(element, TITLES.rejected);
    press(element, WORDS.results.ways.refused.recheck.button);
    await see(element, WORDS.kept.agree);
    return element;
  };

/** A requested re-check with this answer. */
const rechecked =
  (step: Step, words: string, refusal = mismatch, script: Script = {}): Open =>
  async () => {
    const element = await consenting(refusal, { recheck: [step], ...script })();
    press(element, WORDS.kept.agree);
    await see(element, words);
    return element;
  };

/** The site has a counter. */
const WITH_COUNTER: Script = { status: [known('uncertified', { form: formOf('market', true) })] };
const CASE = {
  reference: 'P4XW7TRH',
  until: UNTIL,
  bring: ['certificate', 'representative-document'] as Paper[],
};

const OPEN_CASE = {
  ...CASE,
  state: 'open' as const,
  openedAt: inHours(-1),
};

/** A unit whose case has ended. */
const endedCase = (change: Partial<CaseView>): Step =>
  known('uncertified', {
    form: formOf('market', true),
    case: { ...OPEN_CASE, bring: undefined, state: 'expired', endedAt: '2026-11-26T08:00:00Z', ...change },
  });

/** A next step that a written status does not lead to. */
const nextOf = (change: Partial<CertificationStatus['next']>): Step => {
  const status = statusOf('uncertified', { form: formOf('market', true) });
  return { body: { ...status, next: { ...status.next, reference: 'K7M29QXH', ...change } } };
};

/** A unit whose case was refused. */
const refusedAtCounter = (change: Parameters<typeof statusOf>[1] = {}): Step =>
  known('uncertified', {
    form: formOf('market', true),
    case: {
      ...{ ...OPEN_CASE, bring: undefined },
      state: 'refused',
      endedAt: '2026-11-26T08:00:00Z',
      reason: 'papers-missing',
    },
    ...change,
  });

/** The way to the counter, until this answer. */
const atCounter =
  (step: Step, words: string): Open =>
  async () => {
    const { element } = await openSubmitted(
      { submit: [mismatch], openCase: [step], ...WITH_COUNTER },
      PRIVACY,
    );
    await see(element, TITLES.rejected);
    press(element, WORDS.results.ways.refused.counter.button);
    await see(element, WORDS.kept.agree);
    if (step.body) press(element, WORDS.kept.agree);
    await see(element, words);
    return element;
  };

async function filledByAgent(name: string, script: Script = {}): Promise<UnitCertification> {
  const { element } = await openFilledForm(script, PRIVACY);
  await chooseAgent(element);
  fillAgent(element, { name });
  return element;
}

const CERTIFIED = known('certified', { since: '2026-11-24T08:00:00Z', by: 'legal-representative' });
const DUE = { at: '', reason: 'representative-changed' } as const;
/** A certification that ends in so many days. */
export const dueIn = (days: number): Step =>
  known('certified', {
    since: '2026-03-02T01:30:00Z',
    by: 'legal-representative',
    due: { ...DUE, at: inHours(days * 24) },
  });
/** The statuses before and after a successful submission. */
const BECOMES_CERTIFIED = { status: [known('uncertified'), CERTIFIED] };

/** The state with the portal's help in the slot. */
export const withHelp =
  (open: Open): Open =>
  async () => {
    const element = await open();
    const help = document.createElement('p');
    help.slot = 'help';
    help.textContent = '咨询电话：12333（工作日9:00至17:00）';
    element.append(help);
    return element;
  };

/** A step of the form in `large`. */
async function largeStep(number: number, agent = false): Promise<HTMLElement> {
  const element = agent ? await filledByAgent(AGENT.name) : (await openFilledForm({}, PRIVACY)).element;
  element.setAttribute('appearance', 'large');
  for (let step = 1; step < number; step++) {
    await see(element, WORDS.form.step(step, 4));
    press(element, WORDS.form.next);
  }
  await see(element, WORDS.form.step(number, 4));
  return element;
}

/** Refusals that need more than an answer. */
const REFUSED_BY_OWN: Partial<Record<RefusalReason, Open>> = {
  'registry-mismatch': sent(mismatch, WORDS.results.ways.refused.recheck.button),
  'agent-without-record': async () => {
    const { element } = await openFilledForm(
      { submit: [answered('rejected', { reason: 'agent-without-record', ...REFUSED })] },
      PRIVACY,
    );
    await chooseAgent(element);
    fillAgent(element);
    press(element, WORDS.form.submit);
    await see(element, WORDS.results.rejected['agent-without-record'].said);
    return element;
  },
};

/** A refusal for each reason: `registry mismatch` for `registry-mismatch`. */
const REFUSED_FOR = Object.fromEntries(
  REFUSAL_REASONS.map((reason): [string, Open] => [
    reason.replaceAll('-', ' '),
    REFUSED_BY_OWN[reason] ??
      sent(answered('rejected', { reason, ...REFUSED }), WORDS.results.rejected[reason].said),
  ]),
);

export const CERTIFICATION_STATES: Record<string, Open> = {
  prompt: first({}, TITLES.prompt),
  'prompt after a lapse': first(
    { status: [known('lapsed', { lapse: 'registration-changed' })] },
    WORDS.again.lapsed('registration-changed'),
  ),
  'prompt for a unit that is not active': first(
    { status: [known('lapsed', { lapse: 'unit-not-active' })] },
    WORDS.results.inactive.title,
  ),
  'prompt for a unit that is not active, with help': withHelp(
    first({ status: [known('uncertified', { refused: 'unit-not-active' })] }, TITLES.refusedEarlier),
  ),
  'prompt after a refusal, with help': withHelp(
    first({ status: [refusedBefore('registry-mismatch', true)] }, TITLES.refusedEarlier),
  ),
  'prompt after a refusal of an agent': first(
    { status: [refusedBefore('agent-without-record')] },
    TITLES.refusedEarlier,
  ),
  'prompt, used up, with help': withHelp(
    first({ status: [refusedBefore('registry-mismatch', true, USED_UP)] }, TITLES.tooManyAttempts),
  ),
  'prompt after a claim that nobody answered': first(
    {
      status: [nextOf({ reason: 'claim-expired' })],
    },
    TITLES.refusedEarlier,
  ),
  'prompt of a held unit, with help': withHelp(
    first(
      { status: [known('lapsed', { lapse: 'revoked', form: formOf('market', true), held: true })] },
      WORDS.results.trouble['way-closed'].text[0]!,
    ),
  ),
  'prompt of a class without a register or a counter, with help': withHelp(
    first(
      { status: [known('uncertified', { form: { fields: [], reason: 'no-source' } })] },
      WORDS.results.trouble['no-source'].text[0]!,
    ),
  ),
  'prompt after a revocation, with help': withHelp(
    first({ status: [known('lapsed', { lapse: 'revoked' })] }, WORDS.again.revoked.title),
  ),
  'prompt of a class without a source': first(
    { status: [known('uncertified', { form: formOf('counter') })] },
    WORDS.results.atCounter,
  ),
  'prompt after a refusal at the counter, with help': withHelp(
    first({ status: [refusedAtCounter()] }, WORDS.kept.ends.refused.title),
  ),
  'prompt after a refusal at the counter, all used up': first(
    { status: [refusedAtCounter({ attempts: USED_UP.attempts, caseAttempts: USED_UP.attempts })] },
    WORDS.kept.ends.refused.title,
  ),
  'prompt after a new representative': first(
    { status: [known('lapsed', { lapse: 'representative-changed' })] },
    WORDS.again.lapsed('representative-changed'),
  ),
  'prompt after an agent has withdrawn': first(
    { status: [known('lapsed', { lapse: 'agent-withdrew' })] },
    WORDS.again.lapsed('agent-withdrew'),
  ),
  'prompt after a case that has expired': first(
    { status: [endedCase({ state: 'expired' })] },
    WORDS.kept.ends.expired('').title,
  ),
  'prompt after a refusal at the counter, the authority first': first(
    { status: [endedCase({ state: 'refused', reason: 'papers-in-doubt' })] },
    WORDS.kept.ends.refused.title,
  ),
  'prompt after a re-check that came to nothing': first(
    { status: [nextOf({ step: 'correct', reason: 'recheck-expired' })] },
    TITLES.refusedEarlier,
  ),
  'prompt after a refusal while due': first(
    {
      status: [
        known('certified', {
          since: '2026-03-02T01:30:00Z',
          refused: 'registry-mismatch',
          due: { ...DUE, at: inHours(240) },
        }),
      ],
    },
    TITLES.refusedEarlier,
  ),
  'prompt while due': first({ status: [dueIn(10)] }, WORDS.again.title),
  'notice while due': async () => {
    const { element } = await openPage({ 'center-url': '/center' }, { status: [dueIn(10)] });
    await see(element, WORDS.again.title);
    press(element, WORDS.prompt.cancel);
    await see(element, TITLES.notice);
    return element;
  },
  notice: async () => {
    const { element } = await openPage({ 'center-url': '/center' });
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.cancel);
    await see(element, TITLES.notice);
    return element;
  },
  'notice without a center': async () => {
    const { element } = await openPage();
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.cancel);
    await see(element, TITLES.notice);
    return element;
  },
  'operator with a center': first({ status: [known('uncertified', { canSubmit: false })] }, TITLES.operator, {
    'center-url': '/center',
  }),
  operator: first({ status: [known('uncertified', { canSubmit: false })] }, TITLES.operator),
  gate: gateOf(known('uncertified'), TITLES.gate),
  'gate after a revocation': gateOf(known('lapsed', { lapse: 'revoked' }), WORDS.again.revoked.title),
  'gate after a lapse': gateOf(known('lapsed', { lapse: 'representative-changed' }), TITLES.gate),
  'gate of a class without a source, after a lapse': gateOf(
    known('lapsed', { lapse: 'representative-changed', form: formOf('counter') }),
    TITLES.gate,
  ),
  'gate after a refusal of a unit that is not active, used up': gateOf(
    refusedBefore('unit-not-active', true, USED_UP),
    TITLES.refusedEarlier,
  ),
  'gate, the counter used up': gateOf(
    known('uncertified', { form: formOf('counter'), caseAttempts: { remaining: 0, resetsAt: UNTIL } }),
    WORDS.results.casesUsedUp('').title,
  ),
  'gate after a refusal': gateOf(refusedBefore('registry-mismatch', true), TITLES.refusedEarlier),
  'gate, used up': gateOf(refusedBefore('registry-mismatch', true, USED_UP), TITLES.tooManyAttempts),
  'gate while a case waits': gateOf(
    known('uncertified', { form: formOf('market', true), case: OPEN_CASE }),
    WORDS.gate.progress,
  ),

  'gate while a case is decided': gateOf(
    known('uncertified', {
      form: formOf('market', true),
      case: { ...OPEN_CASE, bring: undefined, seen: true },
    }),
    WORDS.gate.progress,
  ),
  'gate while a case has to be seen again': gateOf(
    known('uncertified', { form: formOf('market', true), case: { ...OPEN_CASE, returned: true } }),
    WORDS.gate.progress,
  ),
  'gate after a refusal at the counter': gateOf(refusedAtCounter(), WORDS.kept.ends.refused.title),
  'gate while re-checking': gateOf(
    known('uncertified', { refused: 'registry-mismatch', recheck: { reference: 'R7M29QXB', until: UNTIL } }),
    WORDS.gate.rechecking('', '').title,
  ),
  'gate while a claim waits': gateOf(known('pending'), TITLES.pending),
  'gate of an operator': gateOf(known('uncertified', { canSubmit: false }), TITLES.operator),
  'gate of a class without a source': gateOf(
    known('uncertified', { form: formOf('counter') }),
    WORDS.results.atCounter,
  ),
  'gate of a held unit, with help': withHelp(
    gateOf(
      known('lapsed', { lapse: 'revoked', form: formOf('market', true), held: true }),
      WORDS.results.trouble['way-closed'].text[0]!,
    ),
  ),
  'gate of a class without a register or a counter, with help': withHelp(
    gateOf(
      known('uncertified', { form: { fields: [], reason: 'no-source' } }),
      WORDS.results.trouble['no-source'].text[0]!,
    ),
  ),

  opening: first({ status: [{ ...known('uncertified'), delay: 20_000 }] }, WORDS.prompt.opening, {
    open: '',
  }),
  form: async () => (await openForm(PRIVACY)).element,
  'form of an institution': first(
    { status: [known('uncertified', { unit: INSTITUTION, form: formOf('institutions') })] },
    TITLES.form,
    { open: '', ...PRIVACY },
  ),
  'form filled in': async () => (await openFilledForm({}, PRIVACY)).element,
  'form with errors': async () => {
    const { element } = await openForm(PRIVACY);
    query(element, '.primary').click();
    await see(element, requiredOf('legalRepresentative.name'));
    return element;
  },
  'form with one error': async () => {
    const { element } = await openFilledForm({}, PRIVACY);
    fill(element, 'legalRepresentative.idNumber', '1101051949123100');
    await see(element, WORDS.form.error('number', 'resident-length', '', 16));
    return element;
  },
  'form with a number of no known document': async () => {
    const { element } = await openFilledForm({}, PRIVACY);
    fill(element, 'legalRepresentative.idNumber', '56789012301');
    await see(element, WORDS.form.meant.number);
    return element;
  },
  'form with a doubtful number': async () => {
    const { element } = await openFilledForm({}, PRIVACY);
    fill(element, 'legalRepresentative.idNumber', '567890123');
    await see(element, WORDS.form.doubtful(WORDS.form.error('number', 'resident-length', '', 9)));
    return element;
  },
  'form without its numbers, which nobody used for long': async () => {
    const { element } = await openFilledForm({}, PRIVACY);
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    await see(element, WORDS.form.cleared(labelOf('legalRepresentative.idNumber')));
    return element;
  },
  'form of an agent': async () => {
    const { element } = await openForm(PRIVACY);
    await chooseAgent(element);
    return element;
  },
  'form of an agent, filled in': () => filledByAgent(AGENT.name),
  'form of an agent with errors': async () => {
    const { element } = await openForm(PRIVACY);
    await chooseAgent(element);
    query(element, '.primary').click();
    await see(element, requiredOf('agent.name'));
    return element;
  },
  'large, the number': () => largeStep(2),
  'large, the date': () => largeStep(3),
  'large, the identity': () => largeStep(4),
  'large, the agent': () => largeStep(4, true),
  'large, the agent, with help': withHelp(() => largeStep(4, true)),
  'large, the answers': async () => {
    const { element } = await openSubmitted({ submit: [mismatch] }, PRIVACY);
    await see(element, TITLES.rejected);
    element.setAttribute('appearance', 'large');
    press(element, WORDS.results.back);
    await see(element, WORDS.form.review.hint);
    return element;
  },
  'logged in here': async () => {
    const waiting = new BroadcastChannel('unit-certification');
    waiting.onmessage = ({ data }) => data === 'prompts' && waiting.postMessage('waits');
    const element = await first({}, TITLES.loggedInHere)();
    waiting.close();
    return element;
  },
  'login changed': async () => {
    const { element, script } = await openFilledForm({}, PRIVACY);
    await script({ token: [{ body: { token: tokenOf({ sub: 'user-2' }) } }] });
    void element.refresh();
    await see(element, TITLES.loginChanged);
    return element;
  },
  sending: sent({ ...answered('certified'), delay: 20_000 }, WORDS.form.sending),
  'sending on a slow line': sent({ ...answered('certified'), delay: 20_000 }, WORDS.form.slow),

  certified: sent(answered('certified'), TITLES.certified, {}, BECOMES_CERTIFIED),
  'certified before': first({ status: [CERTIFIED] }, TITLES.alreadyCertified, { open: '' }),
  'certified for a business': async () => {
    const { element } = await openPage(
      { for: '.none' },
      // The gate makes a second status request, because the unit may have been certified elsewhere.
      { submit: [answered('certified')], status: [known('uncertified'), known('uncertified'), CERTIFIED] },
    );
    void element.requireCertified('社会保险费缴纳');
    await see(element, TITLES.gate);
    press(element, WORDS.gate.confirm);
    await submitForm(element);
    await see(element, WORDS.results.proceed('社会保险费缴纳'));
    return element;
  },
  pending: sent(
    answered('pending'),
    WORDS.results.pending.said,
    {},
    {
      status: [known('uncertified'), known('pending')],
    },
  ),
  'pending, opened again': first({ status: [known('pending')] }, TITLES.pending, { open: '' }),
  'taken back': async () => {
    const { element } = await openSubmitted({ submit: [{ cut: true }, answered('withdrawn')] }, PRIVACY);
    await see(element, TITLES.unreachable);
    press(element, WORDS.prompt.retry);
    await see(element, WORDS.kept.ends.takenBack.title);
    return element;
  },
  'registry mismatch of an institution, with help': withHelp(
    sent(
      mismatch,
      WORDS.results.ways.refused.recheck.button,
      {},
      { status: [known('uncertified', { unit: INSTITUTION, form: formOf('institutions', true) })] },
    ),
  ),
  'unit not active, with a counter and help': withHelp(
    sent(
      answered('rejected', { reason: 'unit-not-active', ...REFUSED }),
      WORDS.results.rejected['unit-not-active'].said,
      {},
      WITH_COUNTER,
    ),
  ),
  'registry mismatch of a new unit, with help': withHelp(
    sent(mismatch, WORDS.results.asOfBefore('2001年5月17日'), {}, { status: [dated('2001-05-17', true)] }),
  ),
  'registry mismatch, with the day and a counter': withHelp(
    sent(mismatch, WORDS.results.ways.refused.counter.button, {}, { status: [dated('2026-11-20', true)] }),
  ),
  'refused for the last time, with help': withHelp(sent(lastMismatch, WORDS.results.unlock)),
  'too many attempts, with help': withHelp(
    sent(
      problem(429, 'too-many-attempts', { reference: 'K7M29QXH', headers: { 'Retry-After': '7200' } }),
      TITLES.tooManyAttempts,
    ),
  ),
  'registry mismatch, the same again while due': sent(
    answered('rejected', { reason: 'registry-mismatch', repeated: true, ...REFUSED }),
    WORDS.results.repeated,
    {},
    { status: [dueIn(10)] },
  ),
  'registry mismatch while due': sent(mismatch, TITLES.rejected, {}, { status: [dueIn(10)] }),
  'registry mismatch, with help': withHelp(sent(mismatch, WORDS.results.ways.refused.recheck.button)),
  ...REFUSED_FOR,
  'refused for another reason': sent(
    answered('rejected', { reason: 'something-new' as never, ...REFUSED }),
    TITLES.rejected,
  ),
  'refused for the last time': sent(lastMismatch, TITLES.rejected),

  'network lost': sent({ cut: true }, TITLES.unreachable),
  unavailable: sent(
    problem(503, 'unavailable', { requestId, headers: { 'Retry-After': '60' } }),
    TITLES.unavailable,
  ),
  'too many requests': sent(
    problem(429, 'too-many-requests', { requestId, headers: { 'Retry-After': '60' } }),
    TITLES.tooManyRequests,
  ),
  'too many attempts': sent(
    problem(429, 'too-many-attempts', { reference: 'K7M29QXH', headers: { 'Retry-After': '7200' } }),
    TITLES.tooManyAttempts,
  ),
  offline: async () => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    try {
      return await sent({ cut: true }, TITLES.offline)();
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
  },
  'no source, with help': withHelp(
    sent(problem(422, 'no-source', { requestId }), WORDS.results.trouble['no-source'].text[0]!),
  ),
  misconfigured: sent(problem(403, 'origin-not-allowed', { requestId }), TITLES.misconfigured),
  'insecure context': sent(problem(400, 'insecure-context' as never), 'https://'),
  'session expired': sent(
    problem(401, 'token-expired'),
    TITLES.sessionExpired,
    { 'login-url': '/login' },
    { token: [{ body: { token: tokenOf() } }, { status: 401 }] },
  ),

  'session expired, without a login page': sent(
    problem(401, 'token-expired'),
    TITLES.sessionExpired,
    {},
    { token: [{ body: { token: tokenOf() } }, { status: 401 }] },
  ),
  'session expired, before anything was typed': first({ token: [{ status: 401 }] }, TITLES.sessionExpired, {
    open: '',
    'login-url': '/login',
  }),
  'status unavailable': first({ status: [problem(503, 'unavailable', { requestId })] }, TITLES.unavailable, {
    open: '',
  }),

  're-check, asking': rechecked(
    { ...answered('kept', { until: UNTIL }), delay: 20_000 },
    WORDS.kept.asking.title,
  ),
  're-check, consent': consenting(mismatch),
  're-check, consent after the last attempt': consenting(lastMismatch),
  're-check, kept': rechecked(answered('kept', { until: UNTIL }), TITLES.recheckKept),
  're-check, unavailable': rechecked(problem(503, 'unavailable', { requestId }), TITLES.unavailable),
  're-check, another claim': rechecked(problem(409, 'claim-differs'), TITLES.recheckDiffers),
  're-check, another claim after the last attempt': rechecked(
    problem(409, 'claim-differs'),
    TITLES.recheckDiffers,
    lastMismatch,
    { status: [known('uncertified'), known('uncertified', { refused: 'registry-mismatch', ...USED_UP })] },
  ),

  'registry mismatch, with a counter': sent(
    mismatch,
    WORDS.results.ways.refused.counter.button,
    {},
    WITH_COUNTER,
  ),
  'form while a re-check runs': first(
    {
      status: [
        known('uncertified', {
          refused: 'registry-mismatch',
          recheck: { reference: 'R7M29QXB', until: UNTIL },
        }),
      ],
    },
    WORDS.results.beside.recheck!,
    { open: '', ...PRIVACY },
  ),
  'form of a class without a source': first(
    { status: [known('uncertified', { form: formOf('counter') })] },
    WORDS.kept.noSource(''),
    { open: '', ...PRIVACY },
  ),
  'counter, consent': atCounter({}, WORDS.kept.agree),
  'counter, consent of an agent': async () => {
    const element = await filledByAgent(AGENT.name, { submit: [mismatch], ...WITH_COUNTER });
    press(element, WORDS.form.submit);
    await see(element, TITLES.rejected);
    press(element, WORDS.results.ways.refused.counter.button);
    await see(element, WORDS.kept.comes(true));
    return element;
  },
  'counter, opened': atCounter(answered('kept', CASE), TITLES.caseOpened),
  'counter, opened, with help': withHelp(atCounter(answered('kept', CASE), TITLES.caseOpened)),
  'counter, the case': first(
    { status: [known('uncertified', { form: formOf('counter'), case: OPEN_CASE })] },
    TITLES.caseWaiting,
    { open: '' },
  ),
  'counter, the case beside the online form': first(
    { status: [known('uncertified', { form: formOf('market', true), case: OPEN_CASE })] },
    WORDS.results.beside.case!,
    { open: '' },
  ),
  'counter, the case of an agent, not active, with help': withHelp(
    first(
      {
        status: [
          known('uncertified', { form: formOf('counter'), case: { ...OPEN_CASE, bring: [...PAPERS] } }),
        ],
      },
      TITLES.caseWaiting,
      { open: '' },
    ),
  ),
  'counter, the case is decided': first(
    {
      status: [
        known('uncertified', {
          form: formOf('counter'),
          case: { ...OPEN_CASE, bring: undefined, seen: true },
        }),
      ],
    },
    WORDS.kept.seen,
    { open: '' },
  ),
  'counter, the case has to be seen again': first(
    {
      status: [known('uncertified', { form: formOf('counter'), case: { ...OPEN_CASE, returned: true } })],
    },
    TITLES.caseWaiting,
    { open: '' },
  ),
  'counter, no more cases': atCounter(
    problem(429, 'too-many-attempts', { reference: 'K7M29QXH', headers: { 'Retry-After': '7200' } }),
    WORDS.results.casesUsedUp('').title,
  ),

  ...CENTER_STATES,
  'center, with help': withHelp(CENTER_STATES['center, refused']!),
};
