/** Proving the phone: proof of work, code, count-down, and a proof that survives every correction of the rest. */
import { expect, waitUntil } from '@open-wc/testing';
import { challenge, isSolved } from './support/challenge.ts';
import {
  CODE,
  PHONE,
  activeIn,
  bodies,
  button,
  cleanUpRegistration,
  codeRight,
  codeSent,
  field,
  fillIn,
  openProven,
  openRegistration,
  press,
  prove,
  read,
  registered,
  text,
  type,
  rootOf,
} from './support/registration.ts';
import { problem } from './support/scripted.ts';
import { nameOf } from './support/user.ts';
import { REGISTRATION_WORDS, WORDS } from './support/words.ts';

const settle = (time = 300): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));

const tooMany = (seconds: number) =>
  problem(429, 'too-many-codes', { headers: { 'Retry-After': String(seconds) } });

describe('registration, the phone', () => {
  afterEach(cleanUpRegistration);

  it('works ahead once the number is whole, and asks for a code with the proof', async () => {
    const page = await openRegistration();
    type(page, 'phone', '1380013');
    await settle();
    expect(await page.arrived('challenge')).to.have.length(0);
    type(page, 'phone', PHONE);
    await waitUntil(async () => (await page.arrived('challenge')).length === 1);
    await settle();
    press(page, '获取验证码');
    await read(page, REGISTRATION_WORDS.codeSent('138 0013 8000'));
    const [body] = await bodies(page, 'codes');
    expect(body!['phone']).to.equal(PHONE);
    expect(await isSolved(body!['proof'] as string)).to.equal(true);
    expect(await page.arrived('challenge')).to.have.length(1);
    await waitUntil(() => activeIn(page) === 'code');
  });

  it('counts down on the button, which does nothing meanwhile', async () => {
    const page = await openRegistration({
      codes: [{ status: 202, body: { resendAfter: 2, expiresIn: 300 } }, codeSent],
    });
    type(page, 'phone', PHONE);
    press(page, '获取验证码');
    await read(page, `${REGISTRATION_WORDS.getCodeAgain}${WORDS.results.countdown(2)}`);
    press(page, '重新获取（');
    expect(nameOf(button(page, '重新获取（'))).to.equal('重新获取');
    const news = rootOf(page).getElementById('code-news')!;
    expect(news.textContent).to.include(WORDS.results.inSeconds('重新获取', 2));
    await read(page, `${REGISTRATION_WORDS.getCodeAgain}${WORDS.results.countdown(1)}`);
    await waitUntil(() => button(page, '重新获取').innerText === '重新获取', 'still counting', {
      timeout: 3000,
    });
    expect(await page.arrived('codes')).to.have.length(1);
    press(page, '重新获取');
    await read(page, `${REGISTRATION_WORDS.getCodeAgain}${WORDS.results.countdown(60)}`);
    expect(await page.arrived('codes')).to.have.length(2);
    const proofs = (await bodies(page, 'codes')).map(({ proof }) => proof);
    expect(proofs[0]).not.to.equal(undefined);
  });

  it('says what runs while the proof is not ready', async () => {
    const page = await openRegistration({ challenge: [{ ...(await challenge()), delay: 600 }] });
    type(page, 'phone', PHONE);
    press(page, '获取验证码');
    await read(page, '正在获取…');
    expect(text(page)).to.include('正在进行安全检查');
    press(page, '正在获取…');
    await read(page, '验证码已发送至');
    expect(await page.arrived('codes')).to.have.length(1);
  });

  it('leads to the number when there is none', async () => {
    const page = await openRegistration();
    press(page, '获取验证码');
    await read(page, '请填写手机号码');
    await waitUntil(() => activeIn(page) === 'phone');
  });

  it('solves once more, silently, when a proof came too late', async () => {
    const page = await openRegistration({ codes: [problem(422, 'proof-of-work-invalid'), codeSent] });
    type(page, 'phone', PHONE);
    press(page, '获取验证码');
    await read(page, '验证码已发送至');
    expect(await page.arrived('challenge')).to.have.length(2);
    expect(page.events).to.deep.equal([]);
  });

  it('says so when the code could not be sent, and lets it be tried again', async () => {
    for (const failure of [problem(503, 'unavailable'), { cut: true as const }]) {
      const page = await openRegistration({ codes: [failure, codeSent] });
      type(page, 'phone', PHONE);
      press(page, '获取验证码');
      await read(page, '验证码没有发送成功，请稍后重新获取。');
      press(page, '获取验证码');
      await read(page, '验证码已发送至');
      cleanUpRegistration();
    }
  });

  it('tells too soon from too often', async () => {
    const page = await openRegistration({ codes: [tooMany(40)] });
    type(page, 'phone', PHONE);
    press(page, '获取验证码');
    await read(page, '验证码刚刚发送过，请先查看短信。');
    expect(button(page, '重新获取（').getAttribute('aria-disabled')).to.equal('true');
    await page.script({ codes: [tooMany(7200)] });
    type(page, 'phone', '13900139000');
    await page.element.updateComplete;
    press(page, '获取验证码');
    await waitUntil(() => /获取验证码的次数已用完，请在.+ \d\d:\d\d后再试。/.test(text(page)));
    expect(page.events.map(({ detail }) => detail)).to.deep.equal([
      { code: 'too-many-codes', retryable: true },
      { code: 'too-many-codes', retryable: true },
    ]);
  });

  it('tells until when the site has no codes, also when that is soon', async () => {
    for (const seconds of [30, 7200]) {
      const used = problem(429, 'codes-exhausted', { headers: { 'Retry-After': String(seconds) } });
      const page = await openRegistration({ codes: [used, codeSent] });
      type(page, 'phone', PHONE);
      press(page, '获取验证码');
      await waitUntil(() => /本网站的验证码暂时发完了，请在.*\d\d:\d\d后再试。/.test(text(page)));
      press(page, '获取验证码'); // another number would not help, and nothing counts down
      await read(page, '验证码已发送至');
      cleanUpRegistration();
    }
  });

  it('checks a whole code at once, and tells a wrong one at its field, once', async () => {
    const page = await openRegistration({ proofs: [problem(422, 'phone-code-wrong'), codeRight] });
    await fillIn(page);
    press(page, '获取验证码');
    await read(page, '验证码已发送至');
    type(page, 'code', '111111');
    await read(page, '验证码不正确，请核对最新收到的短信');
    press(page, '注册');
    await waitUntil(() => activeIn(page) === 'code');
    expect(await page.arrived('proofs')).to.have.length(1);
    expect(await page.arrived('register')).to.have.length(0);
    type(page, 'code', CODE);
    await read(page, '手机号码已验证');
    expect(text(page)).not.to.include('验证码不正确');
    expect(field(page, 'code').readOnly).to.equal(true);
  });

  it('asks for a new code when the old one has expired', async () => {
    const page = await openRegistration({ proofs: [problem(422, 'phone-code-expired'), codeRight] });
    await fillIn(page);
    press(page, '获取验证码');
    await read(page, '验证码已发送至');
    type(page, 'code', CODE);
    await read(page, '验证码已失效，请重新获取');
    expect(text(page)).not.to.include('验证码已发送至');
  });

  it('says after five wrong codes that another one is needed', async () => {
    const page = await openRegistration({ proofs: [problem(422, 'phone-code-wrong')] });
    await fillIn(page);
    press(page, '获取验证码');
    await read(page, '验证码已发送至');
    for (let tried = 1; tried <= 5; tried++) {
      expect(text(page)).to.include('验证码已发送至');
      type(page, 'code', `11111${tried}`);
      await read(page, tried < 5 ? '验证码不正确' : '验证码已失效，请重新获取');
      await waitUntil(async () => (await page.arrived('proofs')).length === tried);
    }
    await waitUntil(() => !text(page).includes('验证码已发送至'));
  });

  it('tells a wrong code as wrong where the page was loaded anew after the message', async () => {
    const page = await openRegistration({ proofs: [problem(422, 'phone-code-wrong'), codeRight] });
    await fillIn(page);
    type(page, 'code', '111111');
    await read(page, '验证码不正确');
    expect(text(page)).not.to.include('验证码已失效');
    type(page, 'code', CODE);
    await read(page, '手机号码已验证');
  });

  it('sends a code once, also when the answer to an older one comes meanwhile', async () => {
    const page = await openRegistration({
      proofs: [
        { ...problem(422, 'phone-code-wrong'), delay: 200 },
        { ...codeRight, delay: 1500 },
      ],
    });
    await fillIn(page);
    type(page, 'code', '111111');
    type(page, 'code', CODE);
    await waitUntil(() => page.events.length === 1, 'the answer to the older one', { timeout: 5000 });
    press(page, '注册');
    await read(page, '注册信息已通过核验');
    const codes = (await bodies(page, 'proofs')).map(({ code }) => code);
    expect(codes).to.deep.equal(['111111', CODE]);
  });

  it('says once, and in full, what keeps a code from being sent', async () => {
    const page = await openRegistration({ codes: [problem(403, 'origin-not-allowed')] });
    type(page, 'phone', PHONE);
    press(page, '获取验证码');
    await read(page, '暂时无法办理');
    expect(text(page).match(/暂时无法办理/g)).to.have.length(1);
    await page.script({ token: [{ status: 401 }], codes: [problem(401, 'token-expired')] });
    await page.element.updateComplete;
    press(page, '获取验证码');
    await read(page, '页面停留时间过长');
    expect(text(page)).to.include('请在新窗口打开本网站');
    expect(button(page, '在新窗口打开本网站').checkVisibility()).to.equal(true);
  });

  it('needs no other code once the number is verified', async () => {
    const page = await openProven();
    expect(() => button(page, '重新获取')).to.throw('no button');
    type(page, 'phone', '13900139000');
    await read(page, '获取验证码');
    press(page, '注册');
    await read(page, '请填写短信验证码');
    type(page, 'phone', PHONE);
    await read(page, '手机号码已验证');
    expect(text(page)).not.to.include('请填写短信验证码');
  });

  it('keeps the proof through corrections of the rest', async () => {
    const refused = registered('rejected', { reason: 'unit-mismatch' });
    const page = await openProven({ register: [refused, refused, registered('certified')] });
    press(page, '注册');
    await read(page, '单位认证未通过');
    type(page, 'unit.name', '江苏示例科技股份有限公司');
    press(page, '注册');
    await waitUntil(async () => (await page.arrived('register')).length === 2);
    await read(page, '单位认证未通过');
    type(page, 'legalRepresentative.name', '王五');
    press(page, '注册');
    await read(page, '注册信息已通过核验');
    expect(await page.arrived('codes')).to.have.length(1);
    expect(await page.arrived('proofs')).to.have.length(1);
    expect((await bodies(page, 'register')).map(({ phoneProof }) => phoneProof)).to.deep.equal(
      Array(3).fill('proof-1'),
    );
  });

  it('asks for a new code after 15 minutes, and loses nothing else', async () => {
    const page = await openProven({
      register: [problem(422, 'phone-proof-expired'), registered('certified')],
      proofs: [codeRight, { body: { phoneProof: 'proof-2' } }],
      codes: [{ status: 202, body: { resendAfter: 0, expiresIn: 300 } }, codeSent],
    });
    press(page, '注册');
    await read(page, REGISTRATION_WORDS.error('code', 'unproven', '')!);
    await waitUntil(() => activeIn(page) === 'code');
    expect(field(page, 'unit.name').value).not.to.equal('');
    expect(field(page, 'code').value).to.equal('');
    await prove(page);
    press(page, '注册');
    await read(page, '注册信息已通过核验');
    expect((await bodies(page, 'register')).at(-1)!['phoneProof']).to.equal('proof-2');
  });

  it('needs a proof of its own for another number', async () => {
    const page = await openProven();
    type(page, 'phone', '13900139000');
    await page.element.updateComplete;
    expect(text(page)).not.to.include('手机号码已验证');
    expect(field(page, 'code').value).to.equal('');
    expect(field(page, 'code').readOnly).to.equal(false);
    press(page, '注册');
    await read(page, '请填写短信验证码');
    expect(await page.arrived('register')).to.have.length(0);
    expect(button(page, '获取验证码').getAttribute('aria-disabled')).to.equal('false');
  });
});
