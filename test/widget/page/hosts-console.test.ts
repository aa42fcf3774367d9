/** The console messages for the portal's developer. */
import { expect } from '@open-wc/testing';
import type { LitElement } from 'lit';
import { pause } from '../support/business.ts';
import { type ConsoleLog, listenToConsole, restoreConsole } from '../support/console.ts';
import { openCentre } from '../support/center.ts';
import { type Page, cleanUp, openFilledForm, openPage } from '../support/page.ts';
import { bringBack, cleanUpMissing, openWithout } from '../support/missing-states.ts';
import { press, see } from '../support/user.ts';
import {
  cleanUpRegistration,
  openProven,
  press as pressRegistration,
  registered,
} from '../support/registration.ts';
import { type Step, answered, problem, statusOf, tokenOf } from '../support/scripted.ts';
import type { ProblemCode } from '../../../bff/contract/wire.ts';
import { REGISTRATION_WORDS, TITLES, WORDS, requiredOf } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

let log: ConsoleLog;

const says = (words: string): Promise<void> =>
  waitUntil(() => log.info.some((line) => line.includes(words)), `«${words}», but: ${log.info.join('\n')}`);

describe('debug', () => {
  beforeEach(() => (log = listenToConsole()));
  afterEach(() => {
    cleanUp();
    restoreConsole();
  });

  it('says what is shown, and then why nothing is shown', async () => {
    const { element } = await openPage({ debug: '' });
    await says('<unit-certification>: shows "prompt".');
    press(element, WORDS.prompt.cancel);
    await see(element, TITLES.notice);
    await says('shows "notice".');
    press(element, WORDS.results.acknowledge);
    await says('shows nothing, because the status is "uncertified": the user has canceled it in this tab');
    for (const [index, line] of log.info.entries())
      expect(line, 'nothing twice in a row').not.to.equal(log.info[index + 1]);
  });

  it('says that the place is hidden', async () => {
    const { element } = await openPage({ debug: '', hidden: '' });
    await says('"prompt" waits: the element is not rendered');
    element.hidden = false;
    await see(element, TITLES.prompt);
  });

  it('says that the status is from the portal’s server', async () => {
    await openPage({ debug: '', 'known-status': 'certified' });
    await says('shows nothing, because known-status is "certified"');
  });

  it('says what the gate intercepts, or that it cannot', async () => {
    await openPage({ debug: '', for: 'body' });
    await says('the status is "uncertified": the gate intercepts what "for" selects (1 in the page now)');
    await openPage({ debug: '', for: '.no-such-thing' });
    await says('the gate intercepts nothing: "for" selects nothing in the page now.');
    await openPage({ debug: '', for: 'a[' });
    await says('the gate intercepts nothing: "for" is missing or not a selector.');
    await openPage({ debug: '', for: 'body', hidden: '' });
    await says('the gate lets everything through, because the element is not rendered');
  });

  it('says that the status has not arrived, or could not be loaded', async () => {
    const { element } = await openPage(
      { debug: '' },
      { status: [{ body: statusOf('pending'), delay: 600 }] },
    );
    await says('shows nothing, because it has requested the status and waits for the answer.');
    await says('the status is "pending": a claim waits for the register, so there is nothing to prompt for.');
    element.remove();
    await openPage({ debug: '' }, { status: [{ status: 503, body: '' }] });
    await says('shows nothing, because the status could not be loaded: "unavailable"');
  });

  it('says that the form waits for the status, and was closed', async () => {
    const delayed = [{ body: statusOf('uncertified'), delay: 600 }];
    const { element } = await openPage({ debug: '', open: '' }, { status: delayed });
    await says('shows that it is opening, and waits for the status.');
    await says('shows "form".');
    element.close();
    await says('the form was closed; open() opens it again.');
  });

  it('says that another element prompts, or that the prompt was closed', async () => {
    const first = await openPage();
    await see(first.element, TITLES.prompt);
    await openPage({ debug: '' });
    await says('the status is "uncertified": another element of the page has a dialog open.');
    first.element.remove();
    const { element } = await openPage({ debug: '' });
    await says('shows "prompt".');
    element.close();
    await says('the prompt was closed by close() or for another element’s prompt; refresh() opens it again.');
  });

  it('says that the center is in the page', async () => {
    await openCentre({}, { debug: '' });
    await says('the status is "uncertified": the center shows it in the page.');
  });

  for (const [kind, part] of [
    ['UnitCertification', 'debug'],
    ['UnitRegistration', 'registration-debug'],
  ] as const)
    it(`says when it cannot be loaded itself (${kind})`, async () => {
      const rejections: unknown[] = [];
      const reject = (event: PromiseRejectionEvent): void => void rejections.push(event.reason);
      addEventListener('unhandledrejection', reject);
      const { element } = await openWithout([part], kind, {}, { debug: '' });
      const failure = `unit-certification: "${part}" did not load`;
      await waitUntil(() => log.error.some((line) => line.includes(failure)));
      await waitUntil(() => element.shadowRoot!.querySelector('h2'), 'the element shows what it is for');
      // The next try fetches the debug part of the same script.
      await bringBack([part]);
      element.removeAttribute('debug');
      await (element as LitElement).updateComplete;
      element.setAttribute('debug', '');
      await says(kind === 'UnitRegistration' ? 'shows the form.' : 'shows "prompt".');
      removeEventListener('unhandledrejection', reject);
      cleanUpMissing();
      expect(rejections).to.deep.equal([]);
    });

  it('says what the registration shows', async () => {
    const page = await openProven(
      { register: [registered('rejected', { reason: 'unit-mismatch' })] },
      { debug: '' },
    );
    await says('<unit-registration>: shows the form.');
    pressRegistration(page, REGISTRATION_WORDS.submit);
    await says('<unit-registration>: shows the form with the notice "unit: unit-mismatch".');
    cleanUpRegistration();
  });

  it('names misspelled attributes and invalid values', async () => {
    await openPage({
      debug: '',
      token_url: '/t',
      appearance: 'big',
      locale: 'fr',
      'known-status': 'yes',
      'data-view': 'x',
    });
    await says('The attribute "token_url" must be written "token-url".');
    await says('"appearance" is "big"; possible values: standard, large.');
    await says('"locale" is "fr"; possible values: zh-Hans, zh-Hant, en.');
    await says(
      '"known-status" is "yes"; possible values: certified, uncertified, pending, lapsed, not-open.',
    );
    expect(log.info.join()).not.to.include('data-view');
  });

  it('says what is missing for a request', async () => {
    const element = document.createElement('unit-certification');
    element.setAttribute('debug', '');
    document.body.append(element);
    await says('it has no BFF or no source of tokens: set token-url or getToken');
  });

  it('is off by default', async () => {
    const { element } = await openPage();
    await see(element, TITLES.prompt);
    await pause(50);
    expect(log.info).to.deep.equal([]);
  });
});

describe('an error that the portal must solve', () => {
  beforeEach(() => (log = listenToConsole()));
  afterEach(() => {
    cleanUp();
    restoreConsole();
  });

  const identified = (status: number, code: ProblemCode, requestId: string): Step => {
    const step = problem(status, code);
    return { ...step, body: { ...(step.body as object), requestId } };
  };

  const errorsOf = (page: Page): unknown[] =>
    page.events.filter(({ type }) => type === 'certification-error').map(({ detail }) => detail);

  const cases: [number, ProblemCode, string][] = [
    [401, 'token-invalid', 'Expected a token signed with a key of the site'],
    [403, 'origin-not-allowed', `Expected the origin ${location.origin}`],
    [403, 'purpose-not-allowed', '"purpose"'],
    [404, 'not-found', 'a proxy must pass all paths'],
  ];
  for (const [status, code, expected] of cases)
    it(`is explained once: ${code}`, async () => {
      const page = await openPage({}, { status: [identified(status, code, 'request-1')] });
      await waitUntil(() => log.error.length > 0, 'not explained');
      await page.element.refresh().catch(() => undefined);
      await pause(100);
      expect(log.error).to.have.length(1);
      expect(log.error[0]).to.include(`<unit-certification>: ${code}. `);
      expect(log.error[0]).to.include(expected);
      expect(log.error[0]).to.include('requestId request-1');
      const error = { code, retryable: false, requestId: 'request-1' };
      expect(errorsOf(page)).to.deep.equal([error, error]);
    });

  it('is explained with the BFF’s detail about the token', async () => {
    const detail = 'The token\'s signature is right. "role" is missing.';
    const step = problem(401, 'token-invalid');
    await openPage({}, { status: [{ ...step, body: { ...(step.body as object), detail } }] });
    await waitUntil(() => log.error.length > 0, 'not explained');
    expect(log.error[0]).to.include(`The BFF: “${detail}”`);
  });

  it('is explained when no field can show it, and not otherwise', async () => {
    const refusal = (path: string): Step => {
      const step = problem(422, 'invalid-fields', { errors: [{ path, code: 'required' }] });
      return { ...step, body: { ...(step.body as object), requestId: 'request-3' } };
    };
    const page = await openFilledForm({
      submit: [refusal('foundedOn'), refusal('somethingNew'), answered('certified')],
    });
    press(page.element, WORDS.form.submit);
    await see(page.element, requiredOf('foundedOn'));
    await pause(100);
    expect(log.error).to.deep.equal([]);
    press(page.element, WORDS.form.submit);
    await see(page.element, TITLES.misconfigured);
    await waitUntil(() => log.error.length > 0, 'not explained');
    expect(log.error).to.deep.equal([
      '<unit-certification>: invalid-fields. Expected errors at fields that the form has: widget and BFF may be of different ' +
        'versions. The BFF’s log has it under requestId request-3.',
    ]);
  });

  it('is explained when no field of the registration can show it', async () => {
    const errors = [{ path: 'somethingNew', code: 'required' as const }];
    const page = await openProven({ register: [problem(422, 'invalid-fields', { errors })] });
    pressRegistration(page, REGISTRATION_WORDS.submit);
    await waitUntil(() => log.error.length > 0, 'not explained');
    expect(log.error[0]).to.include('<unit-registration>: invalid-fields. Expected errors at fields');
    expect(page.element.shadowRoot!.querySelector('[part~="notice"]')).not.to.equal(null);
    cleanUpRegistration();
  });

  it('is explained when an attribute is invalid', async () => {
    const page = await openPage({ 'known-status': 'yes' }, { token: [{ status: 404 }] });
    await waitUntil(() => log.error.length > 0, 'not explained');
    expect(log.error[0]).to.include(
      'misconfigured. "known-status" is "yes"; possible values: certified, uncertified, pending, lapsed, not-open.',
    );
    expect(errorsOf(page)).to.deep.equal([{ code: 'misconfigured', retryable: false }]);
  });

  it('is explained without a request when none was made', async () => {
    const page = await openPage({}, { token: [{ status: 404 }] });
    await waitUntil(() => log.error.length > 0, 'not explained');
    expect(log.error[0]).to.match(/misconfigured\. .*token-url: \/?.*\/token/);
    expect(log.error[0]).not.to.include('requestId');
    expect(errorsOf(page)).to.deep.equal([{ code: 'misconfigured', retryable: false }]);
  });

  it('is not explained when it passes by itself or the user can solve it; the event reports it', async () => {
    const page = await openPage({}, { status: [identified(503, 'unavailable', 'request-2')] });
    await waitUntil(() => errorsOf(page).length > 0);
    await page.script({ token: [{ status: 401 }] });
    await pause(100);
    expect(errorsOf(page)).to.deep.equal([{ code: 'unavailable', retryable: true, requestId: 'request-2' }]);
    expect(log.error).to.deep.equal([]);
  });

  it('is explained for each code', async () => {
    const page = await openPage(
      { 'token-url': '' },
      { status: [identified(403, 'origin-not-allowed', 'a'), identified(401, 'token-invalid', 'b')] },
    );
    page.element.getToken = () => Promise.resolve(tokenOf());
    await waitUntil(() => log.error.length > 0, 'not explained');
    await page.element.refresh().catch(() => undefined);
    await waitUntil(() => log.error.length > 1, 'the second is not explained');
    expect(log.error.map((line) => /: ([\w-]+)\./.exec(line)?.[1])).to.deep.equal([
      'origin-not-allowed',
      'token-invalid',
    ]);
  });
});
