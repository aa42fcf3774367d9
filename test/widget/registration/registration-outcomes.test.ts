/** Where the registration shows an answer, and how it goes on; what it says is in `results.test.ts` and `trouble.test.ts`. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { isOfState, type Reason, REFUSAL_REASONS } from '../../../bff/contract/reasons.ts';
import {
  activeIn,
  bodies,
  button,
  cleanUpRegistration,
  field,
  keys,
  openProven,
  press,
  read,
  registered,
  type RegistrationPage,
  rootOf,
  text,
  type,
} from '../support/registration.ts';
import { type Step, UNIT, problem } from '../support/scripted.ts';
import { catchTimers } from '../support/timers.ts';
import { REGISTRATION_WORDS, TITLES, WORDS, registrationWordsFor } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const PUBLIC_INSTITUTION = '123201004660000170';

const detail = { unit: UNIT, assertion: 'header.payload.signature' };
const successes = ({ events }: RegistrationPage): unknown[] =>
  events.filter((event) => event.type === 'unit-registered').map((event) => event.detail);

/** Whether the notice is between two fields. */
const stands = (page: RegistrationPage, after: string, before: string): boolean => {
  const top = (element: Element | null): number => element!.getBoundingClientRect().top;
  const notice = top(rootOf(page).getElementById('notice'));
  return notice > top(rootOf(page).getElementById(after)) && notice < top(field(page, before));
};

describe('registration, outcomes', () => {
  afterEach(cleanUpRegistration);

  it('unit-mismatch: at the unit’s fields', async () => {
    const page = await openProven({ register: [registered('rejected', { reason: 'unit-mismatch' })] });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.unitRejected);
    expect(text(page))
      .to.include(REGISTRATION_WORDS.refused['unit-mismatch'].said)
      .and.not.include(TITLES.peopleRejected);
    expect(stands(page, 'unit', 'unit.name')).to.equal(true);
    await waitUntil(() => activeIn(page) === 'notice');
    expect(successes(page)).to.deep.equal([]);
    const described = rootOf(page).getElementById('notice')!.getAttribute('aria-describedby')!;
    expect(rootOf(page).getElementById(described)!.innerText).to.include(
      REGISTRATION_WORDS.refused['unit-mismatch'].said,
    );
  });

  it('way-closed: whom to turn to, above the button, until something is changed', async () => {
    const { title, text: sentences } = WORDS.results.trouble['way-closed'];
    const page = await openProven({ register: [problem(409, 'way-closed')] }, { help: '电话12333' });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, title);
    expect(text(page)).to.include(sentences[0]!).and.include('电话12333');
    type(page, 'unit.code', '123201004660000170');
    await waitUntil(() => !text(page).includes(title));
  });

  it('shows the reference of a refusal, of a limit and of a problem, with the time', async () => {
    const SAID = WORDS.results.reference;
    const REQUEST = '7K2A-9QXH-43MT';
    const answers: [Step, string][] = [
      [registered('rejected', { reason: 'registry-mismatch' }), `${SAID.name.submission} K7M2-9QXH`],
      [problem(429, 'too-many-attempts', { reference: 'K7M29QXH' }), `${SAID.name.submission} K7M2-9QXH`],
      [problem(403, 'origin-not-allowed', { requestId: REQUEST }), `${SAID.name.request} ${REQUEST}`],
    ];
    for (const [answer, reference] of answers) {
      const page = await openProven({ register: [answer] });
      press(page, REGISTRATION_WORDS.submit);
      await read(page, reference);
      const notice = rootOf(page).getElementById('notice')!;
      expect(notice.innerText).to.match(/20\d\d年\d{1,2}月\d{1,2}日 \d\d:\d\d/);
      button(page, SAID.copy).click();
      await waitUntil(
        () => notice.innerText.includes(SAID.notCopied) || notice.innerText.includes(SAID.copied),
      );
      cleanUpRegistration();
    }
  });

  it('names the certificate by the code that is typed, and in general words before', async () => {
    const page = await openProven();
    for (const code of ['9132', PUBLIC_INSTITUTION, UNIT.code]) {
      type(page, 'unit.code', code);
      await read(page, registrationWordsFor(code).fields['unit.name'].hint);
    }
  });

  it('has one button, which keeps the focus: to register, and to try again', async () => {
    const page = await openProven({ register: [{ cut: true }, { cut: true }, registered('certified')] });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.unreachable);
    button(page, WORDS.prompt.retry).focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(async () => (await page.arrived('register')).length === 2);
    await read(page, TITLES.unreachable);
    expect(rootOf(page).activeElement === button(page, WORDS.prompt.retry)).to.equal(true);
    expect(() => button(page, REGISTRATION_WORDS.submit)).to.throw('no button');
    await sendKeys({ press: 'Enter' });
    await read(page, TITLES.registered);
    expect(rootOf(page).activeElement === button(page, REGISTRATION_WORDS.creating)).to.equal(true);
  });

  for (const reason of REFUSAL_REASONS.filter(isOfState))
    it(`${reason}: at the unit’s fields, and nothing can be sent until the code is changed`, async () => {
      const { submit, otherCode } = REGISTRATION_WORDS;
      const page = await openProven({
        register: [registered('rejected', { reason }), registered('certified')],
      });
      press(page, submit);
      await read(page, TITLES.unitRejected);
      expect(stands(page, 'unit', 'unit.name')).to.equal(true);
      expect(text(page)).to.include(otherCode);
      type(page, 'unit.name', `${UNIT.name}（集团）`);
      expect(button(page, submit).getAttribute('aria-disabled')).to.equal('true');
      press(page, submit);
      type(page, 'unit.code', PUBLIC_INSTITUTION);
      await waitUntil(() => button(page, submit).getAttribute('aria-disabled') === 'false');
      expect(text(page)).not.to.include(otherCode).and.not.include(TITLES.unitRejected);
      expect(await page.arrived('register')).to.have.length(1);
      press(page, submit);
      await read(page, TITLES.registered);
    });

  it('a mismatch: how many attempts are left, then the ways on in one list', async () => {
    const attempts = { remaining: 3, resetsAt: '2026-11-25T16:00:00Z' };
    const page = await openProven({
      register: [registered('rejected', { reason: 'registry-mismatch', attempts })],
    });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.peopleRejected);
    const said = rootOf(page).getElementById('notice-text')!;
    expect(said.querySelector('p b')!.textContent).to.equal(WORDS.results.attemptsLeft(3));
    const { correctIt, later } = REGISTRATION_WORDS;
    expect([...said.querySelectorAll('li')].map(({ innerText }) => innerText)).to.deep.equal([
      correctIt,
      ...later,
    ]);
  });

  it('one way on is a sentence, not a list', async () => {
    const page = await openProven({ register: [registered('rejected', { reason: 'agent-without-record' })] });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.peopleRejected);
    expect(text(page)).to.include(REGISTRATION_WORDS.correctIt);
    expect(rootOf(page).querySelector('#notice-text li')).to.equal(null);
  });

  for (const reason of [...REFUSAL_REASONS.filter((each) => !isOfState(each)), 'something-new'])
    it(`${reason}: at the data of the people`, async () => {
      const page = await openProven({ register: [registered('rejected', { reason: reason as Reason })] });
      press(page, REGISTRATION_WORDS.submit);
      await read(page, TITLES.peopleRejected);
      expect(text(page)).not.to.include(TITLES.unitRejected);
      expect(stands(page, 'real-name', 'legalRepresentative.name')).to.equal(true);
      await waitUntil(() => activeIn(page) === 'notice');
    });

  it('pending: says that the registry is busy, and polls with the same key', async () => {
    const timers = catchTimers();
    try {
      const page = await openProven({
        register: [
          registered('pending', { reason: 'registry-unavailable' }),
          problem(503, 'unavailable', { headers: { 'Retry-After': '20' } }),
          registered('certified'),
        ],
      });
      press(page, REGISTRATION_WORDS.submit);
      await read(page, REGISTRATION_WORDS.pending.text[0]!);
      await waitUntil(() => timers.fire(2000));
      await waitUntil(async () => (await page.arrived('register')).length === 2);
      expect(text(page)).to.include(REGISTRATION_WORDS.pending.text[0]!);
      await waitUntil(() => timers.fire(20_000));
      await read(page, TITLES.registered);
      expect(new Set(await keys(page)).size).to.equal(1);
      expect(successes(page)).to.deep.equal([detail]);
    } finally {
      timers.restore();
    }
  });

  it('pending: can be sent again when the source of tokens was missing as the answer came', async () => {
    const page = await openProven({ register: [{ ...registered('pending'), delay: 500 }] });
    press(page, REGISTRATION_WORDS.submit);
    await waitUntil(async () => (await page.arrived('register')).length === 1);
    const { session, tokenUrl } = page.element;
    const other = new AbortController();
    session!.subscribe(() => undefined, other.signal); // Another element keeps the session.
    page.element.tokenUrl = undefined;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    page.element.tokenUrl = tokenUrl;
    await read(page, REGISTRATION_WORDS.stalled.text[0]!);
    await page.script({ register: [registered('certified')] });
    press(page, WORDS.prompt.retry);
    await waitUntil(() => page.events.some(({ type }) => type === 'unit-registered'));
    other.abort();
  });

  it('pending: the button says so and sends nothing, until a change ends it', async () => {
    const timers = catchTimers();
    try {
      const page = await openProven({ register: [registered('pending')] });
      press(page, REGISTRATION_WORDS.submit);
      await read(page, REGISTRATION_WORDS.pending.text[0]!);
      expect(button(page, WORDS.form.sending).getAttribute('aria-disabled')).to.equal('true');
      for (const label of [REGISTRATION_WORDS.submit, WORDS.prompt.retry])
        expect(() => button(page, label)).to.throw('no button');
      press(page, WORDS.form.sending);
      field(page, 'email').focus();
      await sendKeys({ press: 'Enter' });
      type(page, 'unit.name', '江苏示例科技股份有限公司');
      await page.element.updateComplete;
      expect(text(page)).not.to.include(REGISTRATION_WORDS.pending.text[0]!);
      expect(button(page, REGISTRATION_WORDS.submit).getAttribute('aria-disabled')).to.equal('false');
      while (timers.fire(2000));
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await page.arrived('register')).to.have.length(1);
    } finally {
      timers.restore();
    }
  });

  it('success: disabled until withdraw(); then the same key gets a fresh assertion', async () => {
    const page = await openProven({
      register: [registered('certified'), registered('certified', { assertion: 'fresh' })],
    });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.registered);
    press(page, REGISTRATION_WORDS.creating);
    expect(await page.arrived('register')).to.have.length(1);
    page.element.withdraw();
    await page.element.updateComplete;
    press(page, REGISTRATION_WORDS.submit);
    await waitUntil(() => successes(page).length === 2);
    expect(successes(page)).to.deep.equal([detail, { ...detail, assertion: 'fresh' }]);
    expect(new Set(await keys(page)).size).to.equal(1);
    expect(await page.arrived('codes')).to.have.length(1);
    const [first, second] = await bodies(page, 'register');
    expect(first).to.deep.equal(second);
  });

  it('success: bubbles out of every shadow root', async () => {
    const page = await openProven();
    const heard = new Promise((resolve) =>
      document.addEventListener('unit-registered', resolve, { once: true }),
    );
    press(page, REGISTRATION_WORDS.submit);
    expect(((await heard) as CustomEvent).detail).to.deep.equal(detail);
  });
});
