/** A request that fails: it says what happened, keeps what was typed, and tries again where that can help. */
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import { expect, aTimeout } from '@open-wc/testing';
import type { ProblemCode } from '../../../bff/contract/wire.ts';
import { cleanUp, openPage, openSubmitted } from '../support/page.ts';
import {
  CERTIFICATION,
  FORMS,
  RECHECK,
  REGISTRATION,
  REQUESTS,
  cleanUpRequests,
  keysOf,
  send,
  told,
} from '../support/requests.ts';
import { listenToConsole, restoreConsole } from '../support/console.ts';
import { UNIT, type Step, problem, statusOf, tokenOf } from '../support/scripted.ts';
import {
  LEGAL,
  button,
  fill,
  input,
  nameOf,
  press,
  query,
  see,
  seeNothing,
  shown,
  submitForm,
} from '../support/user.ts';
import { replace } from '../support/replace.ts';
import { REGISTRATION_WORDS, TITLES, WORDS, withAnyDigits } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const KEPT = WORDS.results.typedStays;
const RETRY = WORDS.prompt.retry;
const CUT: Step = { cut: true };

const errorOf = (code: string, retryable: boolean) => ({
  type: 'certification-error',
  detail: { code, retryable },
});

const RETRIED: readonly [what: string, step: Step, title: string, code: string][] = [
  ['network', CUT, TITLES.unreachable, 'network'],
  ['unavailable', problem(503, 'unavailable'), TITLES.unavailable, 'unavailable'],
  ['internal', problem(500, 'internal'), TITLES.unavailable, 'internal'],
  ['too-many-requests', problem(429, 'too-many-requests'), TITLES.tooManyRequests, 'too-many-requests'],
  [
    'a gateway',
    { status: 502, body: '<h1>Bad gateway</h1>', type: 'text/html' },
    TITLES.unavailable,
    'unavailable',
  ],
];

const PORTALS_FAULT: readonly [number, ProblemCode][] = [
  [401, 'token-invalid'],
  [403, 'origin-not-allowed'],
  [403, 'purpose-not-allowed'],
  [413, 'body-too-large'],
  [400, 'idempotency-key-malformed'],
];

const secondsLeft = (seconds: number): string => `${RETRY}${WORDS.results.countdown(seconds)}`;

for (const each of FORMS)
  describe(`trouble, ${each.element}, an error of the script`, () => {
    const getRandomValues = crypto.getRandomValues.bind(crypto);
    afterEach(() => {
      crypto.getRandomValues = getRandomValues;
      restoreConsole();
      cleanUpRequests();
    });

    it('is logged, and leaves a way to try again', async () => {
      const log = listenToConsole();
      const page = await each.open({ [each.request]: [each.success] });
      crypto.getRandomValues = () => {
        throw new RangeError('no random bytes');
      };
      press(page.element, each.button);
      await see(page.element, TITLES.unavailable);
      expect(log.error.join()).to.include('RangeError: no random bytes');
      expect(told(page)).to.deep.equal([errorOf('unavailable', true)]);
      crypto.getRandomValues = getRandomValues;
      press(page.element, RETRY);
      await see(page.element, each.succeeded);
    });
  });

for (const each of REQUESTS)
  describe(`trouble, ${each.element}, ${each.request}`, () => {
    afterEach(cleanUpRequests);

    for (const [what, step, title, code] of RETRIED)
      it(`${what}: keeps everything, and tries again with the same key`, async () => {
        const page = await send(each, [step, each.success]);
        await see(page.element, title);
        expect(shown(page.element)).to.include(KEPT);
        expect(told(page)).to.deep.equal([errorOf(code, true)]);
        press(page.element, RETRY);
        await see(page.element, each.succeeded);
        expect(shown(page.element)).not.to.include(title);
        const keys = await keysOf(page, each);
        expect(keys).to.have.length(2);
        expect(keys[0]).to.equal(keys[1]);
        await waitUntil(() => told(page).length === 1 + each.tells.length);
        expect(told(page).slice(1)).to.deep.equal(each.tells);
      });

    it('shows no success that was not told in full', async () => {
      for (const body of each.incomplete) {
        const page = await send(each, [{ body }]);
        await see(page.element, TITLES.unavailable);
        expect(told(page).filter(({ type }) => type !== 'certification-error')).to.deep.equal([]);
        cleanUpRequests();
      }
    });

    for (const [status, code] of PORTALS_FAULT)
      it(`${code}: says that the site must mend it, not the user, and offers no retry`, async () => {
        const page = await send(each, [problem(status, code)]);
        await see(page.element, TITLES.misconfigured);
        expect(shown(page.element)).to.include(WORDS.results.problemCode(code));
        expect(told(page)).to.deep.equal([errorOf(code, false)]);
        expect(() => press(page.element, RETRY)).to.throw('no button');
        if (!each.close) return;
        press(page.element, each.close);
        await seeNothing(page.element);
      });

    it('lets the time pass that the BFF asked for', async () => {
      const busy = problem(429, 'too-many-requests', { headers: { 'Retry-After': '2' } });
      const page = await send(each, [busy, each.success]);
      await see(page.element, secondsLeft(2));
      const waiting = button(page.element, secondsLeft(2));
      expect(waiting.getAttribute('aria-disabled')).to.equal('true');
      expect(() => button(page.element, each.button)).to.throw('no button');
      waiting.click();
      page.element.shadowRoot!.querySelector('form')?.requestSubmit();
      await waitUntil(() => waiting.innerText.trim() === RETRY, 'still counting', { timeout: 5000 });
      expect(await page.arrived(each.request)).to.have.length(1);
      expect(shown(page.element), 'says that it can be tried again now')
        .to.include(WORDS.results.wait(RETRY))
        .and.not.include(WORDS.results.inSeconds(2));
      press(page.element, RETRY);
      await see(page.element, each.succeeded);
    });

    it('keeps the name of the button that counts, and says the seconds once', async () => {
      const busy = problem(503, 'unavailable', { headers: { 'Retry-After': '60' } });
      const { element } = await send(each, [busy]);
      await see(element, secondsLeft(60));
      const primary = button(element, secondsLeft(60));
      const { color, backgroundColor, opacity } = getComputedStyle(primary);
      expect([nameOf(primary), opacity]).to.deep.equal([RETRY, '1']);
      expect(color).not.to.equal(backgroundColor);
      const described = query(element, '[aria-labelledby][aria-describedby]:is(dialog, #notice)');
      const message = query(element, `#${described.getAttribute('aria-describedby')}`);
      const text = message.textContent;
      expect(text).to.include(WORDS.results.wait(RETRY, WORDS.results.inSeconds(60)));
      await see(element, secondsLeft(58));
      expect(nameOf(primary)).to.equal(RETRY);
      expect(message.textContent, 'is not said again').to.equal(text);
    });

    it('tells a longer time by the clock, and does not count it', async () => {
      const gateway = { status: 503, body: 'busy', type: 'text/plain', headers: { 'Retry-After': '3600' } };
      const { element } = await send(each, [gateway]);
      await see(element, TITLES.unavailable);
      const said = WORDS.results.wait(RETRY, WORDS.results.when(Date.now()));
      expect(shown(element)).to.match(withAnyDigits(said)).and.not.include('秒');
      expect(button(element, RETRY).getAttribute('aria-disabled')).to.equal('true');
    });

    it('says that the network is cut only when the browser knows it', async () => {
      Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
      try {
        const { element } = await send(each, [CUT]);
        await see(element, TITLES.offline);
        expect(shown(element)).to.include(WORDS.results.trouble.offline.text[0]).and.include(KEPT);
      } finally {
        Reflect.deleteProperty(navigator, 'onLine');
      }
    });

    it('session: goes on unseen with a new token', async () => {
      const page = await send(each, [problem(401, 'token-expired'), each.success]);
      await see(page.element, each.succeeded);
      expect(told(page)).to.deep.equal(each.tells);
    });

    it('session: goes on with a new token and the same key after the user has logged in again', async () => {
      const page = await each.open({ [each.request]: [problem(401, 'token-expired'), each.success] });
      await page.script({ token: [{ status: 401 }] });
      press(page.element, each.button);
      await see(page.element, each.sessionExpired);
      await page.script({ token: [{ body: { token: tokenOf({ auth_time: 2 }) } }] });
      press(page.element, each.loggedIn);
      await see(page.element, each.succeeded);
      expect(new Set(await keysOf(page, each)).size).to.equal(1);
    });
  });

for (const each of FORMS)
  describe(`trouble, ${each.element}`, () => {
    afterEach(cleanUpRequests);

    it('network: what is changed before the retry is sent with another key', async () => {
      const page = await send(each, [CUT, each.success]);
      await see(page.element, TITLES.unreachable);
      await each.back(page);
      fill(page.element, 'foundedOn', '2001-05-19');
      await page.element.updateComplete;
      expect(shown(page.element)).not.to.include(TITLES.unreachable);
      press(page.element, each.button);
      await see(page.element, each.succeeded);
      const [first, second] = await keysOf(page, each);
      expect(first).to.match(/^"[\da-f-]{36}"$/);
      expect(second).not.to.equal(first);
    });

    it('key-reused: is sent anew with another key', async () => {
      const page = await send(each, [problem(422, 'key-reused'), each.success]);
      await see(page.element, KEPT);
      press(page.element, RETRY);
      await see(page.element, each.succeeded);
      const [first, second] = await keysOf(page, each);
      expect(second).not.to.equal(first);
    });

    it('too-many-attempts: says when, in words', async () => {
      const page = await send(each, [
        problem(429, 'too-many-attempts', { headers: { 'Retry-After': '90000' } }),
      ]);
      await see(page.element, TITLES.tooManyAttempts);
      const when = WORDS.results.when('2026-11-25T08:30+08:00');
      expect(shown(page.element)).to.match(withAnyDigits(WORDS.results.tooManyAttempts(when).text[0]!));
      expect(told(page)).to.deep.equal([errorOf('too-many-attempts', true)]);
    });
  });

for (const each of [CERTIFICATION, RECHECK])
  describe(`trouble in a dialog, ${each.request}`, () => {
    afterEach(cleanUp);

    it(`${each === RECHECK ? 'is left, and says that nothing was requested; the form opens' : 'leads back to the form,'} with what was typed`, async () => {
      const { element } = await send(each, [CUT]);
      await see(element, TITLES.unreachable);
      if (each === RECHECK) {
        expect(shown(element)).to.include(WORDS.results.notRequested);
        press(element, WORDS.results.close);
        await seeNothing(element);
        (element as UnitCertification).open();
      } else press(element, WORDS.results.back);
      await see(element, TITLES.form);
      expect(input(element, 'foundedOn').value).to.equal(LEGAL.foundedOn);
    });

    it('administrator-required: sends to the administrator', async () => {
      const { element } = await send(each, [problem(403, 'administrator-required')]);
      await see(element, TITLES.operator);
    });

    it('way-closed: shows what the status says, which comes with the problem: the unit is certified', async () => {
      const page = await each.open();
      await page.script({ status: [{ body: statusOf('certified') }] });
      await page.script({ [each.request]: [problem(409, 'way-closed')] });
      press(page.element, each.button);
      await see(page.element, TITLES.alreadyCertified);
      expect(shown(page.element)).to.include(WORDS.results.alreadyCertified(UNIT.name).text[0]);
      expect(await page.arrived('status'), 'no second request').to.have.length(1);
      press(page.element, WORDS.results.done);
      await seeNothing(page.element);
    });

    it('session: opens the login where that is known, and goes on by itself when the user is back', async () => {
      const page = await each.open(
        { [each.request]: [problem(401, 'token-expired'), each.success] },
        { 'login-url': '/login' },
      );
      await page.script({ token: [{ status: 401 }] });
      press(page.element, each.button);
      await see(page.element, WORDS.results.logIn);
      expect(button(page.element, WORDS.results.logIn).part.contains('primary')).to.equal(true);
      await page.script({ token: [{ body: { token: tokenOf() } }] });
      dispatchEvent(new Event('focus'));
      await see(page.element, each.succeeded);
    });

    it('session: says that there is no new login yet', async () => {
      const page = await each.open({ [each.request]: [problem(401, 'token-expired'), each.success] });
      await page.script({ token: [{ status: 401 }] });
      press(page.element, each.button);
      await see(page.element, WORDS.results.trouble['session-expired'].text[0]!);
      // A request for the status may still ask for its token: count when no more come.
      let length = -1;
      for (let more = true; more; await aTimeout(100)) {
        const arrived = (await page.arrived('token')).length;
        more = arrived !== length;
        length = arrived;
      }
      press(page.element, each.loggedIn);
      await waitUntil(async () => (await page.arrived('token')).length === length + 1);
      await see(page.element, WORDS.results.notLoggedIn);
      expect(shown(page.element)).to.include(TITLES.sessionExpired);
    });
  });

describe('trouble, the registration’s session', () => {
  afterEach(cleanUpRequests);

  it('opens the page in another window, and asks for no consent meanwhile', async () => {
    const page = await REGISTRATION.open(
      { register: [problem(401, 'token-expired')] },
      { 'privacy-url': '/privacy' },
    );
    await page.script({ token: [{ status: 401 }] });
    const consent = WORDS.form.consent(REGISTRATION_WORDS.submit);
    expect(shown(page.element)).to.include(consent);
    press(page.element, REGISTRATION_WORDS.submit);
    await see(page.element, REGISTRATION_WORDS.sessionExpired.text[0]!);
    expect(shown(page.element)).not.to.include(consent);
    expect(input(page.element, 'unit.name').value).to.equal(UNIT.name);
    const opened: unknown[] = [];
    replace(window, 'open', (...all) => (opened.push(...all), null));
    const reopen = button(page.element, REGISTRATION_WORDS.reopen);
    expect(reopen.part.contains('primary')).to.equal(true);
    reopen.click();
    expect(opened).to.deep.equal([location.href, '_blank', 'noopener']);
  });
});

describe('trouble of the certification', () => {
  afterEach(cleanUp);

  it('session: sends nothing unseen when the new login is another unit’s', async () => {
    const { element, script, arrived } = await openSubmitted({
      submit: [problem(401, 'token-expired'), CERTIFICATION.success],
      token: [{ body: { token: tokenOf() } }, { status: 401 }],
    });
    await see(element, TITLES.sessionExpired);
    const unit = { code: '91350100M000100Y43', name: '福建另一家有限公司' };
    await script({
      token: [{ body: { token: tokenOf({ unit: { code: unit.code } }) } }],
      status: [{ body: statusOf('uncertified', { unit }) }],
    });
    press(element, WORDS.results.loggedIn);
    await see(element, TITLES.loginChanged);
    await see(element, WORDS.results.loginChanged(unit.name).text[0]!);
    press(element, WORDS.results.proceed(''));
    await see(element, TITLES.form);
    expect(input(element, 'legalRepresentative.name').value).to.equal('');
    expect(await arrived('submit')).to.have.length(1);
  });

  it('says that the site must mend it when the attributes do not say where to ask', async () => {
    const element = document.createElement('unit-certification');
    const errors: unknown[] = [];
    element.addEventListener('certification-error', (event) => errors.push((event as CustomEvent).detail));
    element.setAttribute('open', '');
    element.setAttribute('bff', '/nowhere');
    document.body.append(element);
    await see(element, TITLES.misconfigured);
    expect(errors).to.deep.equal([{ code: 'misconfigured', retryable: false }]);
  });

  it('says that the service is unavailable when its answer is incomplete', async () => {
    const body = { ...statusOf('uncertified'), unit: undefined };
    const { element, script } = await openPage({ open: '' }, { status: [{ body }] });
    await see(element, TITLES.unavailable);
    const error = await element.refresh().catch(({ message }: Error) => message);
    expect(error).to.equal('unavailable');
    await script({ status: [{ body: statusOf('uncertified') }] });
    press(element, RETRY);
    await see(element, TITLES.form);
  });

  it('answers requireCertified() when the page’s focus() throws', async () => {
    const { element } = await openPage({ for: '#none' });
    const opener = document.body.appendChild(document.createElement('button'));
    opener.focus();
    opener.focus = () => {
      throw new Error('made up');
    };
    const certified = element.requireCertified();
    await see(element, TITLES.gate);
    const log = listenToConsole();
    element.close();
    restoreConsole();
    opener.remove();
    expect(await certified).to.equal(false);
    expect(log.error).to.deep.equal(['unit-certification: Error: made up']);
  });

  it('says nothing of the connection when a part has arrived and throws: the console gets the error, and the user can try again', async () => {
    const log = listenToConsole();
    const { element } = await openPage();
    const { addController } = element;
    element.addController = () => {
      throw new TypeError('an error of the widget’s own');
    };
    await see(element, TITLES.prompt);
    await waitUntil(() => log.error.some((line) => line.includes('TypeError: an error of the widget’s own')));
    press(element, WORDS.prompt.confirm);
    await see(element, TITLES.unavailable);
    expect(shown(element)).not.to.include(TITLES.unreachable);
    restoreConsole();
    element.addController = addController;
    press(element, RETRY);
    await see(element, TITLES.form);
  });

  it('says that the site must mend it when the form is sent without a source of tokens', async () => {
    const element = document.createElement('unit-certification');
    element.setAttribute('open', '');
    element.setAttribute('known-status', 'uncertified');
    element.setAttribute('bff', '/nowhere');
    document.body.append(element);
    await submitForm(element);
    await see(element, TITLES.misconfigured);
  });

  for (const [what, step, title] of RETRIED)
    it(`${what}: says nothing of what was typed while nothing is, and tries again`, async () => {
      const { element } = await openPage({ open: '' }, { status: [step, { body: statusOf('uncertified') }] });
      await see(element, title);
      expect(shown(element))
        .to.match(new RegExp(`${RETRY}.*\\s${RETRY}`, 's'))
        .and.not.match(/保留|提交/);
      press(element, RETRY);
      await see(element, TITLES.form);
    });
});
