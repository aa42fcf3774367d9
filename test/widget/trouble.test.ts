import { expect, waitUntil } from '@open-wc/testing';
import type { ProblemCode } from '../../bff/contract/wire.ts';
import { cleanUp, openPage, openSubmitted } from './support/page.ts';
import { fill, input, nameOf, press, button, query, see, seeNothing, shown } from './support/user.ts';
import { type Step, answered, problem, statusOf, tokenOf } from './support/scripted.ts';
import { WORDS } from './support/words.ts';

const KEPT = '内容已保留，不会重复提交。';

describe('trouble', () => {
  afterEach(cleanUp);

  it('network: keeps everything, and the retry with the same key shows the truth', async () => {
    const { element, arrived, events } = await openSubmitted({
      submit: [{ cut: true }, answered('rejected', { reason: 'registry-mismatch' })],
    });
    await see(element, '暂时无法连接');
    expect(shown(element)).to.include(KEPT);
    expect(events.at(-1)).to.deep.equal({
      type: 'certification-error',
      detail: { code: 'network', retryable: true },
    });
    press(element, '重试');
    await see(element, '认证未通过');
    const keys = (await arrived('submit')).map(({ headers }) => headers['idempotency-key']);
    expect(keys).to.have.length(2);
    expect(keys[0]).to.equal(keys[1]);
  });

  it('network: what is changed before the retry is a new submission', async () => {
    const { element, arrived } = await openSubmitted({ submit: [{ cut: true }, answered('certified')] });
    await see(element, '暂时无法连接');
    press(element, '返回修改');
    await see(element, '单位用户实名认证');
    fill(element, 'foundedOn', '2001-05-19');
    press(element, '提交');
    await see(element, '认证成功');
    const keys = (await arrived('submit')).map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).not.to.equal(keys[1]);
  });

  it('session: goes on with a new token and the same key after the user has logged in again', async () => {
    const page = await openSubmitted({ submit: [problem(401, 'token-expired'), answered('certified')] });
    await see(page.element, '认证成功');
    cleanUp();

    const { element, script, arrived } = await openSubmitted({
      submit: [problem(401, 'token-expired'), answered('certified')],
      token: [{ body: { token: tokenOf() } }, { status: 401 }],
    });
    await see(element, '登录已超时');
    expect(shown(element)).to.include('您填写的内容还在。请在新窗口重新登录后，回到这里继续提交。');
    press(element, '已重新登录，继续');
    await waitUntil(async () => (await arrived('token')).length === 3);
    await see(element, '尚未检测到新的登录。');
    expect(shown(element)).to.include('登录已超时');
    await script({ token: [{ body: { token: tokenOf({ auth_time: 2 }) } }] });
    press(element, '已重新登录，继续');
    await see(element, '认证成功');
    const keys = (await arrived('submit')).map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).to.equal(1);
  });

  it('session: sends nothing unseen when the new login is another unit’s', async () => {
    const { element, script, arrived } = await openSubmitted({
      submit: [problem(401, 'token-expired'), answered('certified')],
      token: [{ body: { token: tokenOf() } }, { status: 401 }],
    });
    await see(element, '登录已超时');
    const unit = { code: '91350100M000100Y43', name: '福建另一家有限公司' };
    await script({
      token: [{ body: { token: tokenOf({ unit: { code: unit.code } }) } }],
      status: [{ body: statusOf('uncertified', { unit }) }],
    });
    press(element, '已重新登录，继续');
    await see(element, '登录已变更');
    expect(shown(element)).to.include('当前登录的用户与之前不同，之前填写的内容已清除。');
    press(element, '确定');
    await see(element, '福建另一家有限公司');
    expect(input(element, 'legalRepresentative.name').value).to.equal('');
    expect(await arrived('submit')).to.have.length(1);
  });

  it('too-many-attempts: says when, in words', async () => {
    const { element, events } = await openSubmitted({
      submit: [problem(429, 'too-many-attempts', { headers: { 'Retry-After': '90000' } })],
    });
    await see(element, '提交次数已用完');
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
    await see(element, '操作过于频繁');
    button(element, `${WORDS.prompt.retry}${WORDS.results.countdown(2)}`).click();
    await waitUntil(() => query(element, '.primary').innerText.trim() === '重试', 'still waiting', {
      timeout: 4000,
    });
    expect(await arrived('submit')).to.have.length(1);
    press(element, '重试');
    await see(element, '认证未通过');
  });

  for (const [status, code] of [
    [500, 'internal'],
    [503, 'unavailable'],
  ] as const)
    it(`${code}: retries`, async () => {
      const { element } = await openSubmitted({ submit: [problem(status, code), answered('certified')] });
      await see(element, '服务暂时不可用');
      press(element, '重试');
      await see(element, '认证成功');
    });

  it('key-reused: submits anew', async () => {
    const { element, arrived } = await openSubmitted({
      submit: [problem(422, 'key-reused'), answered('certified')],
    });
    await see(element, '内容已保留');
    press(element, '重试');
    await see(element, '认证成功');
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
      await see(element, '暂时无法办理');
      expect(shown(element)).to.include(`问题代码：${code}`);
      expect(events.at(-1)!.detail).to.deep.equal({ code, retryable: false });
      press(element, '关闭');
      await seeNothing(element);
    });

  it('says it too when the attributes do not say where to ask', async () => {
    const element = document.createElement('unit-certification');
    const errors: unknown[] = [];
    element.addEventListener('certification-error', (event) => errors.push((event as CustomEvent).detail));
    element.setAttribute('view', 'form');
    element.setAttribute('bff', '/nowhere');
    document.body.append(element);
    await see(element, '暂时无法办理');
    expect(errors).to.deep.equal([{ code: 'misconfigured', retryable: false }]);
  });

  const FAILURES: [string, Step, string][] = [
    ['a dead service', { cut: true }, '暂时无法连接'],
    ['a gateway', { status: 502, body: '<h1>Bad gateway</h1>', type: 'text/html' }, '服务暂时不可用'],
    ['too many requests', problem(429, 'too-many-requests'), '操作过于频繁'],
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
      press(element, '重试');
      await see(element, '单位用户实名认证');
      cleanUp();
      const typed = await openSubmitted({ submit: [step] });
      await see(typed.element, title);
      expect(shown(typed.element)).to.include(KEPT);
    });

  it('says that the network is cut only when the browser knows it', async () => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    try {
      const { element } = await openSubmitted({ submit: [{ cut: true }] });
      await see(element, '网络连接中断');
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
    expect([nameOf(primary), opacity]).to.deep.equal(['重试', '1']);
    expect(color).not.to.equal(backgroundColor);
    const text = query(element, '#text').textContent;
    expect(text).to.include('60秒后可以点击“重试”');
    await see(element, '重试（58秒）');
    expect(nameOf(primary)).to.equal('重试');
    expect(query(element, '#text').textContent, 'is not said again').to.equal(text);
  });
});
