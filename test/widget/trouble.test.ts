import { expect, waitUntil } from '@open-wc/testing';
import type { ProblemCode } from '../../bff/contract/wire.ts';
import { cleanUp, openPage, openSubmitted } from './support/page.ts';
import { fill, input, nameOf, press, button, query, see, seeNothing, shown } from './support/user.ts';
import { type Step, answered, problem, statusOf, tokenOf } from './support/scripted.ts';
import { TITLES, WORDS } from '../support/words.ts';

const KEPT = WORDS.results.kept;

describe('trouble', () => {
  afterEach(cleanUp);

  it('network: keeps everything, and the retry with the same key shows the truth', async () => {
    const { element, arrived, events } = await openSubmitted({
      submit: [{ cut: true }, answered('rejected', { reason: 'registry-mismatch' })],
    });
    await see(element, TITLES.unreachable);
    expect(shown(element)).to.include(KEPT);
    expect(events.at(-1)).to.deep.equal({
      type: 'certification-error',
      detail: { code: 'network', retryable: true },
    });
    press(element, WORDS.prompt.retry);
    await see(element, TITLES.rejected);
    const keys = (await arrived('submit')).map(({ headers }) => headers['idempotency-key']);
    expect(keys).to.have.length(2);
    expect(keys[0]).to.equal(keys[1]);
  });

  it('network: what is changed before the retry is a new submission', async () => {
    const { element, arrived } = await openSubmitted({ submit: [{ cut: true }, answered('certified')] });
    await see(element, TITLES.unreachable);
    press(element, WORDS.results.back);
    await see(element, TITLES.form);
    fill(element, 'foundedOn', '2001-05-19');
    press(element, WORDS.form.submit);
    await see(element, TITLES.certified);
    const keys = (await arrived('submit')).map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).not.to.equal(keys[1]);
  });

  it('session: goes on with a new token and the same key after the user has logged in again', async () => {
    const page = await openSubmitted({ submit: [problem(401, 'token-expired'), answered('certified')] });
    await see(page.element, TITLES.certified);
    cleanUp();

    const { element, script, arrived } = await openSubmitted({
      submit: [problem(401, 'token-expired'), answered('certified')],
      token: [{ body: { token: tokenOf() } }, { status: 401 }],
    });
    await see(element, TITLES.sessionExpired);
    expect(shown(element)).to.include(WORDS.results.trouble['session-expired'].text[0]);
    press(element, WORDS.results.loggedIn);
    await waitUntil(async () => (await arrived('token')).length === 3);
    await see(element, WORDS.results.notLoggedIn);
    expect(shown(element)).to.include(TITLES.sessionExpired);
    await script({ token: [{ body: { token: tokenOf({ auth_time: 2 }) } }] });
    press(element, WORDS.results.loggedIn);
    await see(element, TITLES.certified);
    const keys = (await arrived('submit')).map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).to.equal(1);
  });

  it('session: sends nothing unseen when the new login is another unit’s', async () => {
    const { element, script, arrived } = await openSubmitted({
      submit: [problem(401, 'token-expired'), answered('certified')],
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
    expect(shown(element)).to.include(WORDS.results.loginChanged.text[0]);
    press(element, WORDS.results.acknowledge);
    await see(element, '福建另一家有限公司');
    expect(input(element, 'legalRepresentative.name').value).to.equal('');
    expect(await arrived('submit')).to.have.length(1);
  });

  it('too-many-attempts: says when, in words', async () => {
    const { element, events } = await openSubmitted({
      submit: [problem(429, 'too-many-attempts', { headers: { 'Retry-After': '90000' } })],
    });
    await see(element, TITLES.tooManyAttempts);
    expect(shown(element)).to.match(/为保护单位信息安全，请在\d+月\d+日 \d\d:\d\d后再试。/);
    expect(events.at(-1)!.detail).to.deep.equal({ code: 'too-many-attempts', retryable: true });
  });

  it('too-many-requests: lets the time pass that the server asked for', async () => {
    const { element, arrived } = await openSubmitted({
      submit: [
        problem(429, 'too-many-requests', { headers: { 'Retry-After': '2' } }),
        answered('rejected', { reason: 'registry-mismatch' }),
      ],
    });
    await see(element, TITLES.tooManyRequests);
    button(element, `${WORDS.prompt.retry}${WORDS.results.countdown(2)}`).click();
    await waitUntil(
      () => query(element, '.primary').innerText.trim() === WORDS.prompt.retry,
      'still waiting',
      {
        timeout: 4000,
      },
    );
    expect(await arrived('submit')).to.have.length(1);
    press(element, WORDS.prompt.retry);
    await see(element, TITLES.rejected);
  });

  for (const [status, code] of [
    [500, 'internal'],
    [503, 'unavailable'],
  ] as const)
    it(`${code}: retries`, async () => {
      const { element } = await openSubmitted({ submit: [problem(status, code), answered('certified')] });
      await see(element, TITLES.unavailable);
      press(element, WORDS.prompt.retry);
      await see(element, TITLES.certified);
    });

  it('key-reused: submits anew', async () => {
    const { element, arrived } = await openSubmitted({
      submit: [problem(422, 'key-reused'), answered('certified')],
    });
    await see(element, WORDS.results.kept);
    press(element, WORDS.prompt.retry);
    await see(element, TITLES.certified);
    const keys = (await arrived('submit')).map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).not.to.equal(keys[1]);
  });

  const portalsFault: [number, ProblemCode][] = [
    [401, 'token-invalid'],
    [403, 'origin-not-allowed'],
    [403, 'purpose-not-allowed'],
    [413, 'body-too-large'],
    [400, 'idempotency-key-malformed'],
  ];
  for (const [status, code] of portalsFault)
    it(`${code}: says that the site must mend it, not the user`, async () => {
      const { element, events } = await openSubmitted({ submit: [problem(status, code)] });
      await see(element, TITLES.misconfigured);
      expect(shown(element)).to.include(`问题代码：${code}`);
      expect(events.at(-1)!.detail).to.deep.equal({ code, retryable: false });
      press(element, WORDS.results.close);
      await seeNothing(element);
    });

  it('says it too when the attributes do not say where to ask', async () => {
    const element = document.createElement('unit-certification');
    const errors: unknown[] = [];
    element.addEventListener('certification-error', (event) => errors.push((event as CustomEvent).detail));
    element.setAttribute('view', 'form');
    element.setAttribute('bff', '/nowhere');
    document.body.append(element);
    await see(element, TITLES.misconfigured);
    expect(errors).to.deep.equal([{ code: 'misconfigured', retryable: false }]);
  });

  const FAILURES: [string, Step, string][] = [
    ['a dead service', { cut: true }, TITLES.unreachable],
    ['a gateway', { status: 502, body: '<h1>Bad gateway</h1>', type: 'text/html' }, TITLES.unavailable],
    ['too many requests', problem(429, 'too-many-requests'), TITLES.tooManyRequests],
  ];
  for (const [what, step, title] of FAILURES)
    it(`${what}: says that what was typed is kept only when something was, and tries again`, async () => {
      const { element } = await openPage(
        { view: 'form' },
        { status: [step, { body: statusOf('uncertified') }] },
      );
      await see(element, title);
      expect(shown(element))
        .to.include('“重试”')
        .and.not.match(/保留|提交/);
      press(element, WORDS.prompt.retry);
      await see(element, TITLES.form);
      cleanUp();
      const typed = await openSubmitted({ submit: [step] });
      await see(typed.element, title);
      expect(shown(typed.element)).to.include(KEPT);
    });

  it('says that the network is cut only when the browser knows it', async () => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    try {
      const { element } = await openSubmitted({ submit: [{ cut: true }] });
      await see(element, TITLES.offline);
      expect(shown(element)).to.include('网络恢复后').and.include(KEPT);
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
  });

  it('keeps the name of the button that counts, and says the seconds once', async () => {
    const { element } = await openSubmitted({
      submit: [problem(429, 'too-many-requests', { headers: { 'Retry-After': '60' } })],
    });
    await see(element, '重试（60秒）');
    const primary = query(element, '.primary');
    const { color, backgroundColor, opacity } = getComputedStyle(primary);
    expect([nameOf(primary), opacity]).to.deep.equal([WORDS.prompt.retry, '1']);
    expect(color).not.to.equal(backgroundColor);
    const text = query(element, '#text').textContent;
    expect(text).to.include('60秒后可以点击“重试”');
    await see(element, '重试（58秒）');
    expect(nameOf(primary)).to.equal(WORDS.prompt.retry);
    expect(query(element, '#text').textContent, 'is not said again').to.equal(text);
  });
});
