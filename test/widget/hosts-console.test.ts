/** What the portal's developer reads in the console. */
import { expect, waitUntil } from '@open-wc/testing';
import { pause } from './support/business.ts';
import { type ConsoleLog, listenToConsole, restoreConsole } from './support/console.ts';
import { type Page, cleanUp, openPage, press, see } from './support/page.ts';
import { type Step, problem, statusOf, tokenOf } from './support/scripted.ts';
import type { ProblemCode } from '../../bff/contract/wire.ts';

let log: ConsoleLog;

const says = (words: string): Promise<void> =>
  waitUntil(() => log.info.some((line) => line.includes(words)), `«${words}», but: ${log.info.join('\n')}`);

describe('debug', () => {
  beforeEach(() => (log = listenToConsole()));
  afterEach(() => {
    cleanUp();
    restoreConsole();
  });

  it('says what is shown, and why nothing is shown after it', async () => {
    const { element } = await openPage({ debug: '' });
    await says('<unit-certification>: shows "prompt".');
    press(element, '取消');
    await see(element, '可以稍后认证');
    await says('shows "notice".');
    press(element, '确定');
    await says('shows nothing, because the status is "uncertified": the user has put it off in this tab');
    for (const [index, line] of log.info.entries())
      expect(line, 'nothing twice in a row').not.to.equal(log.info[index + 1]);
  });

  it('says that the place is hidden', async () => {
    const { element } = await openPage({ debug: '', hidden: '' });
    await says('"prompt" waits: the element stands where nothing is rendered');
    element.hidden = false;
    await see(element, '请完成单位实名认证');
  });

  it('says that the unit is certified', async () => {
    await openPage({ debug: '' }, { status: [{ body: statusOf('certified') }] });
    await says('shows nothing, because the status is "certified": nothing to ask for.');
  });

  it('says that the portal’s server has said so', async () => {
    await openPage({ debug: '', 'known-status': 'certified' });
    await says('shows nothing, because known-status is "certified"');
  });

  it('says what the gate waits for', async () => {
    await openPage({ debug: '', view: 'gate', for: '.business' });
    await says('the status is "uncertified": the gate waits for what "for" selects');
  });

  it('says what is missing to ask', async () => {
    const element = document.createElement('unit-certification');
    element.setAttribute('debug', '');
    document.body.append(element);
    await says('it does not know where to ask: set token-url or getToken');
  });

  it('is off by default', async () => {
    const { element } = await openPage();
    await see(element, '请完成单位实名认证');
    await pause(50);
    expect(log.info).to.deep.equal([]);
  });
});

describe('an error that the portal has to mend', () => {
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

  it('is explained with what the BFF says of the token', async () => {
    const detail = 'The token\'s signature is right. "role" is missing.';
    const step = problem(401, 'token-invalid');
    await openPage({}, { status: [{ ...step, body: { ...(step.body as object), detail } }] });
    await waitUntil(() => log.error.length > 0, 'not explained');
    expect(log.error[0]).to.include(`The BFF: “${detail}”`);
  });

  it('is explained without a request when none was made', async () => {
    const page = await openPage({}, { token: [{ status: 404 }] });
    await waitUntil(() => log.error.length > 0, 'not explained');
    expect(log.error[0]).to.match(/misconfigured\. .*token-url: \/?.*\/token/);
    expect(log.error[0]).not.to.include('requestId');
    expect(errorsOf(page)).to.deep.equal([{ code: 'misconfigured', retryable: false }]);
  });

  it('is not one that passes by itself, or that the user mends: the event tells of it', async () => {
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
