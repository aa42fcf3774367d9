/** What the BFF says of a registration, where it is shown, and how it goes on. */
import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { ProblemCode } from '../../bff/contract/wire.ts';
import { LEGAL } from './support/user.ts';
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
} from './support/registration.ts';
import { UNIT, problem } from './support/scripted.ts';
import { catchTimers } from './support/timers.ts';
import { REGISTRATION_WORDS, TITLES, WORDS } from '../support/words.ts';

const PUBLIC_INSTITUTION = '123201004660000170';

const detail = { unit: UNIT, assertion: 'header.payload.signature' };
const successes = ({ events }: RegistrationPage): unknown[] =>
  events.filter((event) => event.type === 'unit-registered').map((event) => event.detail);

/** Whether the notice stands between two fields. */
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
      .to.include(REGISTRATION_WORDS.refused['unit-mismatch'].text[0]!)
      .and.not.include(TITLES.peopleRejected);
    expect(stands(page, 'unit', 'unit.name')).to.equal(true);
    await waitUntil(() => activeIn(page) === 'notice');
    expect(successes(page)).to.deep.equal([]);
    const described = rootOf(page).getElementById('notice')!.getAttribute('aria-describedby')!;
    expect(rootOf(page).getElementById(described)!.innerText).to.include('单位名称和代码');
  });

  it('names certificate and authority by the code that is typed, and in general words before', async () => {
    const page = await openProven({ register: [registered('rejected', { reason: 'unit-not-active' })] });
    expect(text(page)).to.include(REGISTRATION_WORDS.fields['unit.name'].hint);
    type(page, 'unit.code', '9132');
    await read(page, '与登记证书上的名称一致');
    type(page, 'unit.code', PUBLIC_INSTITUTION);
    await read(page, '与事业单位法人证书上的名称一致');
    press(page, REGISTRATION_WORDS.submit);
    await read(page, '请先向机构编制部门核实');
  });

  it('a refusal: says how many more tries there are', async () => {
    const attempts = { remaining: 3, resetsAt: new Date(Date.now() + 3_600_000).toISOString() };
    const page = await openProven({
      register: [
        registered('rejected', { reason: 'unit-mismatch', attempts }),
        registered('rejected', { reason: 'registry-mismatch', attempts: { ...attempts, remaining: 0 } }),
      ],
    });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, WORDS.results.remaining(3, undefined));
    expect(text(page)).to.include(REGISTRATION_WORDS.kept);
    press(page, REGISTRATION_WORDS.submit);
    await waitUntil(() => /提交次数已用完，\d+月\d+日 \d\d:\d\d后可再提交。/.test(text(page)));
    expect(text(page), 'nobody can send it now').not.to.include(REGISTRATION_WORDS.kept);
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

  const realName = [
    ['registry-mismatch', REGISTRATION_WORDS.refused['registry-mismatch'].text[0]!],
    ['unit-not-active', REGISTRATION_WORDS.refused['unit-not-active'].text[0]!],
    ['agent-without-record', REGISTRATION_WORDS.refused['agent-without-record'].text[0]!],
    ['something-new', '填写的信息未能通过核验'],
  ] as const;
  for (const [reason, words] of realName)
    it(`${reason}: at the data of the people`, async () => {
      const page = await openProven({ register: [registered('rejected', { reason: reason as never })] });
      press(page, REGISTRATION_WORDS.submit);
      await read(page, TITLES.peopleRejected);
      expect(text(page)).to.include(words).and.not.include(TITLES.unitRejected);
      expect(stands(page, 'real-name', 'legalRepresentative.name')).to.equal(true);
      await waitUntil(() => activeIn(page) === 'notice');
    });

  it('a refusal: the next one is a new registration, also of the same data', async () => {
    const page = await openProven({
      register: [registered('rejected', { reason: 'registry-mismatch' }), registered('certified')],
    });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.peopleRejected);
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.registered);
    expect(text(page)).not.to.include(TITLES.peopleRejected);
    const [first, second] = await keys(page);
    expect(first).not.to.equal(second);
  });

  it('network: the retry has the same key, and shows the first answer', async () => {
    const page = await openProven({ register: [{ cut: true }, registered('certified')] });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.unreachable);
    expect(successes(page)).to.deep.equal([]);
    press(page, WORDS.prompt.retry);
    await read(page, TITLES.registered);
    const [first, second] = await keys(page);
    expect(first)
      .to.match(/^"[\da-f-]{36}"$/)
      .and.equal(second);
    expect(successes(page)).to.deep.equal([detail]);
    expect(page.events[0]).to.deep.equal({
      type: 'certification-error',
      detail: { code: 'network', retryable: true },
    });
  });

  it('network: what is changed before the retry is a new registration', async () => {
    const page = await openProven({ register: [{ cut: true }, registered('certified')] });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.unreachable);
    type(page, 'email', 'other@example.com');
    await page.element.updateComplete;
    expect(text(page)).not.to.include(TITLES.unreachable);
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.registered);
    const [first, second] = await keys(page);
    expect(first).not.to.equal(second);
  });

  const troubles: [ProblemCode, number, string, boolean][] = [
    ['unavailable', 503, TITLES.unavailable, true],
    ['internal', 500, TITLES.unavailable, true],
    ['too-many-requests', 429, TITLES.tooManyRequests, true],
    ['purpose-not-allowed', 403, TITLES.misconfigured, false],
    ['origin-not-allowed', 403, TITLES.misconfigured, false],
  ];
  for (const [code, status, title, retry] of troubles)
    it(`${code}: said above the button${retry ? ', and tried again with the same key' : ''}`, async () => {
      const page = await openProven({ register: [problem(status, code), registered('certified')] });
      press(page, REGISTRATION_WORDS.submit);
      await read(page, title);
      expect(page.events.at(-1)!.detail).to.deep.equal({ code, retryable: retry });
      if (!retry) return void expect(() => press(page, WORDS.prompt.retry)).to.throw('no button');
      press(page, WORDS.prompt.retry);
      await read(page, TITLES.registered);
      expect(new Set(await keys(page)).size).to.equal(1);
    });

  it('unavailable: lets the time pass that the BFF asked for', async () => {
    const busy = problem(503, 'unavailable', { headers: { 'Retry-After': '2' } });
    const page = await openProven({ register: [busy, registered('certified')] });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, `${WORDS.prompt.retry}${WORDS.results.countdown(2)}`);
    const waiting = button(page, `${WORDS.prompt.retry}${WORDS.results.countdown(2)}`);
    expect(waiting.getAttribute('aria-disabled')).to.equal('true');
    expect(() => button(page, REGISTRATION_WORDS.submit)).to.throw('no button');
    waiting.click();
    rootOf(page).querySelector('form')!.requestSubmit();
    expect(await page.arrived('register')).to.have.length(1);
    await waitUntil(() => !text(page).includes('重试（'), 'still counting', { timeout: 4000 });
    press(page, WORDS.prompt.retry);
    await read(page, TITLES.registered);
  });

  it('too-many-attempts: says when', async () => {
    const limit = problem(429, 'too-many-attempts', { headers: { 'Retry-After': '3600' } });
    const page = await openProven({ register: [limit] });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.tooManyAttempts);
    expect(text(page)).to.match(/请在.+ \d\d:\d\d后再试/);
  });

  it('session-expired: keeps everything, and goes on with a new token', async () => {
    const page = await openProven(
      { register: [problem(401, 'token-expired'), registered('certified')] },
      { 'privacy-url': '/privacy' },
    );
    await page.script({ token: [{ status: 401 }] });
    expect(text(page)).to.include('点击“注册”即表示');
    press(page, REGISTRATION_WORDS.submit);
    await read(page, REGISTRATION_WORDS.sessionExpired.title);
    expect(text(page)).to.include('再回到这里继续').and.not.include('点击“注册”即表示');
    expect(field(page, 'unit.name').value).to.equal(UNIT.name);
    const opened: unknown[] = [];
    const { open } = window;
    window.open = (...all) => (opened.push(...all), null);
    const primary = rootOf(page).querySelector<HTMLElement>('.primary')!;
    expect(primary.innerText.trim()).to.equal(REGISTRATION_WORDS.reopen);
    primary.click();
    window.open = open;
    expect(opened).to.deep.equal([location.href, '_blank', 'noopener']);
    await page.script({ token: [{ body: { token: 'new' } }] });
    press(page, WORDS.prompt.retry);
    await read(page, TITLES.registered);
    expect(new Set(await keys(page)).size).to.equal(1);
  });

  it('pending: says that the registry is busy, and goes on by itself with the same key', async () => {
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

  it('pending: a refusal in the end is shown where it belongs', async () => {
    const page = await openProven({
      register: [registered('pending'), registered('rejected', { reason: 'unit-mismatch' })],
    });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, REGISTRATION_WORDS.pending.text[0]!);
    await read(page, TITLES.unitRejected);
    expect(text(page)).not.to.include(REGISTRATION_WORDS.pending.text[0]!);
  });

  it('shows no success that was not told in full', async () => {
    for (const body of [{ outcome: 'certified' }, { outcome: 'ok', assertion: 'x' }, {}]) {
      const page = await openProven({ register: [{ body }] });
      press(page, REGISTRATION_WORDS.submit);
      await read(page, TITLES.unavailable);
      expect(successes(page)).to.deep.equal([]);
      cleanUpRegistration();
    }
  });

  it('success: off until the page takes it back; then the same key tells the page of a fresh assertion', async () => {
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

  it('is nowhere in the browser’s storage', async () => {
    const page = await openProven();
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.registered);
    const stored = JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie]);
    for (const secret of [LEGAL.name, LEGAL.idNumber, '13800138000', 'proof-1'])
      expect(stored).not.to.include(secret);
  });
});
