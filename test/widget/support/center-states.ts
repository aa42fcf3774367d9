/** Every state of the center that a person can meet (`states.ts` has those of the dialogs). */
import { RECHECKING, UNTIL, choose, openCentre, realName, withdrawRecheck } from './center.ts';
import type { CaseView, EndedTerm } from '../../../bff/contract/wire.ts';
import { type Script, type Step, formOf, answered, problem, statusOf } from './scripted.ts';
import { AGENT, fill, fillLegal, press, see } from './user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from './wait.ts';

type Open = () => Promise<HTMLElement>;
type Attributes = Record<string, string>;

const known = (...status: Parameters<typeof statusOf>): Step => ({ body: statusOf(...status) });
const USED_UP = { attempts: { remaining: 0, resetsAt: '2026-11-24T22:55:00Z' } };
const CERTIFIED = { status: 'certified', since: '2026-11-25T01:12:00Z', by: 'agent' } as const;
const RECHECKED = known('uncertified', {
  refused: 'registry-mismatch',
  recheck: { reference: 'R7M29QXB', until: UNTIL },
});
const DUE = { at: '2026-12-25T06:55:00Z', reason: 'representative-changed' } as const;
const TERMS: EndedTerm[] = [
  {
    since: '2026-03-02T01:30:00Z',
    endedAt: '2026-11-25T01:12:00Z',
    endReason: 'replaced',
    by: 'agent',
    method: 'registry',
    elsewhere: true,
  },
  {
    since: '2024-05-06T03:00:00Z',
    endedAt: '2026-02-20T16:00:00Z',
    endReason: 'representative-changed',
    by: 'legal-representative',
    method: 'counter',
  },
];
/** A certified unit that was certified before. */
export const CERTIFIED_AGAIN: Step = {
  body: { ...realName({ ...CERTIFIED, method: 'registry' }).body, terms: TERMS },
};
/** A certification that is due, with a renewal that was refused. */
export const REFUSED_WHILE_DUE = realName({
  ...CERTIFIED,
  due: DUE,
  last: {
    outcome: 'rejected',
    reference: 'K7M29QXH',
    reason: 'registry-mismatch',
    at: '2026-11-26T02:00:00Z',
  },
});
const GIVEN_UP = { outcome: 'expired', reference: 'K7M29QXH', at: '2026-11-26T02:00:00Z' } as const;
/** The claim that waited for the register was given up. */
export const EXPIRED = realName(
  { last: GIVEN_UP },
  { ...statusOf('uncertified'), history: [{ ...GIVEN_UP, applicant: 'agent' }] },
);
/** A takeover was refused after the agent's certification. */
const NOT_REPLACED = { ...CERTIFIED, last: REFUSED_WHILE_DUE.body.kinds[1]!.last } as const;
/** A certification that is due, after others that have ended, at a site with earlier submissions. */
export const DUE_AND_ENDED: Step = {
  body: {
    ...realName({ ...CERTIFIED, due: DUE }, statusOf('certified', { refused: 'registry-mismatch' })).body,
    terms: TERMS,
  },
};
const OPENED = '2026-11-24T08:20:00Z';
const CASE: CaseView = {
  reference: 'P4XW7TRH',
  state: 'open',
  openedAt: OPENED,
  until: UNTIL,
  bring: ['certificate', 'representative-document'],
};
const BUSINESS = { 'resume-url': '/services/pay', business: '社会保险费缴纳' };

const center =
  (step: Step, words: string, attributes: Attributes = {}, script: Script = {}): Open =>
  async () => {
    const { element } = await openCentre({ status: [step], ...script }, attributes);
    const read = (): string =>
      element.shadowRoot!.querySelector<HTMLElement>('[part=center]')?.innerText ?? '';
    await waitUntil(() => read().includes(words), `«${words}», but: ${read()}`, { timeout: 10_000 });
    return element;
  };

/** Opens this site's last submissions. */
const opened =
  (open: Open): Open =>
  async () => {
    const element = await open();
    element.shadowRoot!.querySelector('summary')!.click();
    return element;
  };

export const BY_AGENT = realName(CERTIFIED);

/** The dialog behind this button of the center. */
const behind =
  (label: string, title: string, status: Step = BY_AGENT): Open =>
  async () => {
    const element = await center(status, label, { 'privacy-url': '/privacy' })();
    choose(element, label);
    await see(element, title);
    return element;
  };

/** The agent's withdrawal with this answer. `after`: the status after it. */
const withdrawn =
  (step: Step, title: string, after = BY_AGENT): Open =>
  async () => {
    const element = await center(
      BY_AGENT,
      WORDS.center.withdrawCertification.button,
      {},
      { status: [BY_AGENT, after], agentWithdraws: [step] },
    )();
    choose(element, WORDS.center.withdrawCertification.button);
    await see(element, WORDS.center.succession.withdraw.title);
    fill(element, 'agent.name', AGENT.name);
    fill(element, 'agent.idNumber', AGENT.idNumber);
    press(element, WORDS.center.succession.withdraw.submit);
    await see(element, title);
    return element;
  };

/** The takeover by the legal representative with this answer. `after`: the status after it. */
const succeeded =
  (step: Step, title: string, after = BY_AGENT): Open =>
  async () => {
    const label = WORDS.center.replace.button;
    const { element } = await openCentre({ status: [BY_AGENT, after], submit: [step] });
    await waitUntil(() => element.shadowRoot!.textContent!.includes(label), label, { timeout: 10_000 });
    choose(element, label);
    await see(element, WORDS.center.succession.replace.title);
    fillLegal(element);
    press(element, WORDS.center.succession.replace.submit);
    await see(element, title);
    return element;
  };

export const CENTER_STATES: Record<string, Open> = {
  'center, the status on the way': center(
    known('uncertified'),
    WORDS.loading,
    {},
    { token: [{ delay: 20_000 }] },
  ),
  'center, uncertified': center(known('uncertified'), WORDS.center.status.uncertified),
  'center, refused': opened(
    center(known('uncertified', { refused: 'registry-mismatch' }), WORDS.center.history),
  ),
  'center, given up': center(EXPIRED, WORDS.results.reasons['claim-expired']),
  'center, refused, used up': center(
    known('uncertified', { refused: 'registry-mismatch', ...USED_UP }),
    WORDS.results.ways.refused.recheck.button,
  ),
  'center, asking for a re-check': behind(
    WORDS.results.ways.refused.recheck.button,
    WORDS.kept.forms.recheck.title,
    known('uncertified', { refused: 'registry-mismatch' }),
  ),
  'center, re-check of another claim': async () => {
    const step = known('uncertified', { refused: 'registry-mismatch' });
    const script = { recheck: [problem(409, 'claim-differs')] };
    const element = await center(step, WORDS.results.ways.refused.recheck.button, {}, script)();
    choose(element, WORDS.results.ways.refused.recheck.button);
    await see(element, WORDS.kept.forms.recheck.title);
    fillLegal(element);
    press(element, WORDS.kept.forms.recheck.submit);
    await see(element, WORDS.kept.agree);
    press(element, WORDS.kept.agree);
    await see(element, WORDS.kept.differs.title);
    return element;
  },
  'center, not active': center(
    known('uncertified', { refused: 'unit-not-active' }),
    WORDS.results.ways.inactive.certify.button,
  ),
  'center, only the counter': center(
    known('uncertified', {
      unit: { code: '31320000MA1DEMO29D', name: '江苏同舟（云川）律师事务所' },
      form: formOf('counter'),
      caseAttempts: { remaining: 2, resetsAt: UNTIL },
    }),
    WORDS.results.ways.refused.counter.button,
  ),
  'center, re-check': center(RECHECKED, RECHECKING),
  'center, a case at the counter': center(
    known('uncertified', { refused: 'registry-mismatch', form: formOf('market', true), case: CASE }),
    WORDS.kept.withdraw,
  ),
  'center, a case whose papers were seen': center(
    known('uncertified', {
      form: formOf('market', true),
      case: { ...CASE, bring: undefined, seen: true },
    }),
    WORDS.kept.seen,
  ),
  'center, no more cases': center(
    known('uncertified', {
      refused: 'registry-mismatch',
      form: formOf('market', true),
      caseAttempts: { remaining: 0, resetsAt: UNTIL },
    }),
    WORDS.results.casesUsedUp('').title,
  ),
  'center, withdrawing a case': behind(
    WORDS.kept.withdraw,
    WORDS.kept.question.case.title,
    known('uncertified', {
      form: formOf('market', true),
      case: CASE,
      caseAttempts: { remaining: 2, resetsAt: UNTIL },
    }),
  ),
  'center, withdrawing a claim': behind(
    WORDS.center.withdraw.claim,
    WORDS.kept.question.claim.title,
    known('pending'),
  ),
  'center, withdrawing a re-check': behind(
    WORDS.center.withdraw.recheck,
    WORDS.kept.question.recheck.title,
    RECHECKED,
  ),
  'center, certified at the counter': center(
    realName({ ...CERTIFIED, method: 'counter' }),
    WORDS.center.aboutCounter,
  ),
  'center, held': center(
    known('lapsed', { lapse: 'revoked', form: formOf('market', true), held: true }),
    WORDS.results.trouble['way-closed'].text[0]!,
  ),
  'center, revoked': center(known('lapsed', { lapse: 'revoked' }), WORDS.again.revoked.title),
  'center, a case refused': center(
    known('uncertified', {
      form: formOf('market', true),
      case: { ...CASE, state: 'refused', reason: 'papers-missing' },
    }),
    WORDS.results.ways['at-counter'].counter.button,
  ),
  'center, a case that was sent back': center(
    known('uncertified', { form: formOf('market', true), case: { ...CASE, returned: true } }),
    WORDS.kept.returned(false, '2026年12月24日'),
  ),
  'center, a case refused, the authority first': center(
    known('uncertified', {
      refused: 'unit-not-active',
      form: formOf('market', true),
      case: { ...CASE, state: 'refused', bring: undefined, reason: 'unit-not-active', endedAt: UNTIL },
    }),
    WORDS.kept.ends.refused.by['unit-not-active'],
  ),
  'center, a case that has expired': center(
    known('uncertified', {
      form: formOf('market', true),
      case: { ...CASE, state: 'expired', bring: undefined, endedAt: UNTIL },
    }),
    WORDS.results.ways.refused.counter.button,
  ),
  'center, refused, with a counter': center(
    known('uncertified', { refused: 'registry-mismatch', form: formOf('market', true) }),
    WORDS.results.ways.refused.counter.button,
  ),
  'center, an agent was refused': center(
    known('uncertified', { refused: 'agent-without-record', form: formOf('market', true) }),
    WORDS.results.reasons['agent-without-record'],
  ),
  'center, no source': center(
    known('uncertified', { form: { fields: [], reason: 'no-source' } }),
    WORDS.results.trouble['no-source'].text[0]!,
  ),
  'center, the agent has withdrawn and the term is over': center(
    known('lapsed', { lapse: 'agent-withdrew' }),
    WORDS.again.causes['agent-withdrew'],
  ),
  'center, pending': center(known('pending'), WORDS.center.status.pending),
  'center, certified': center(realName(CERTIFIED), WORDS.center.by.agent),
  'center, the legal representative takes over': behind(
    WORDS.center.replace.button,
    WORDS.center.succession.replace.title,
  ),
  'center, the agent withdraws': behind(
    WORDS.center.withdrawCertification.button,
    WORDS.center.succession.withdraw.title,
  ),
  'center, the agent has withdrawn': withdrawn(
    answered('withdrawn', { due: { at: '2026-12-25T06:55:00Z', reason: 'agent-withdrew' } }),
    WORDS.center.succession.withdrawn('').title,
  ),
  'center, the legal representative has taken over': succeeded(
    answered('certified'),
    TITLES.certified,
    realName({ ...CERTIFIED, by: 'legal-representative' }),
  ),
  'center, taken over elsewhere': succeeded(
    problem(409, 'way-closed', {
      after: { kinds: realName({ ...CERTIFIED, by: 'legal-representative' }).body.kinds },
    }),
    WORDS.center.succession.overtaken.replace.title,
  ),
  'center, the takeover was refused just now': succeeded(
    answered('rejected', { reason: 'registry-mismatch' }),
    TITLES.rejected,
  ),
  'center, another agent withdraws': withdrawn(
    problem(409, 'agent-differs', { requestId: '7K2A-9QXH-43MT' }),
    WORDS.center.succession.agentDiffers.title,
  ),
  'center, the last attempt to withdraw': withdrawn(
    problem(409, 'agent-differs', { requestId: '7K2A-9QXH-43MT' }),
    WORDS.results.tooManyAttempts('').title,
    realName(CERTIFIED, statusOf('certified', USED_UP)),
  ),
  'center, takeover refused': center(realName(NOT_REPLACED), WORDS.center.replace.text),
  'center, takeover used up': center(
    realName(NOT_REPLACED, statusOf('certified', USED_UP)),
    WORDS.results.tooManyAttempts('').title,
  ),
  'center, certifications': opened(center(CERTIFIED_AGAIN, WORDS.center.terms)),
  'center, due': center(realName({ ...CERTIFIED, due: DUE }), WORDS.center.renew),
  'center, due, refused': center(REFUSED_WHILE_DUE, WORDS.center.renew),
  'center, due, operator': center(
    realName({ ...CERTIFIED, due: DUE }, statusOf('certified', { canSubmit: false })),
    WORDS.center.operator,
  ),
  'center, due, for a business': center(realName({ ...CERTIFIED, due: DUE }), WORDS.center.renew, BUSINESS),
  'center, certified elsewhere': center(
    realName({ ...CERTIFIED, elsewhere: true }),
    WORDS.center.elsewhere(''),
  ),
  'center, certified after a refusal': opened(
    center(
      realName(CERTIFIED, statusOf('certified', { refused: 'registry-mismatch' })),
      WORDS.center.history,
    ),
  ),
  'center, lapsed': center(
    known('lapsed', { lapse: 'registration-changed' }),
    WORDS.again.causes['registration-changed'],
  ),
  'center, no attempt left': center(
    known('uncertified', { refused: 'registry-mismatch', ...USED_UP }),
    TITLES.tooManyAttempts,
  ),
  'center, re-check not withdrawn': async () => {
    const answer = { withdrawKept: [problem(503, 'unavailable')] };
    const element = await center(RECHECKED, RECHECKING, {}, answer)();
    await withdrawRecheck(element);
    await waitUntil(() => element.shadowRoot!.textContent!.includes(WORDS.kept.ends.notWithdrawn.recheck));
    return element;
  },
  'center, for a business': center(known('uncertified'), '社会保险费缴纳', BUSINESS),
  'center, certified for a business': center(realName(CERTIFIED), WORDS.results.proceed(''), BUSINESS),
  'center, operator': center(known('uncertified', { canSubmit: false }), WORDS.center.operator),
  'center, network lost': center({ cut: true }, TITLES.unreachable),
  'center, session expired': center(
    {},
    TITLES.sessionExpired,
    { 'login-url': '/login' },
    { token: [{ status: 401 }] },
  ),
  'center, unavailable': center(problem(503, 'unavailable'), WORDS.prompt.retry),
  'center, misconfigured': center(problem(403, 'origin-not-allowed'), TITLES.misconfigured),
};
