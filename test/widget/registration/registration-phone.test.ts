/** Proving the phone: proof of work, code, count-down, and a proof that survives every correction of the rest. */
import type { ProofOfWorkChallenge } from '../../../bff/contract/wire.ts';
import { expect } from '@open-wc/testing';
import { challenge, isSolved } from '../support/challenge.ts';
import {
  CODE_SENT,
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
} from '../support/registration.ts';
import { listenToConsole, restoreConsole } from '../support/console.ts';
import { problem } from '../support/scripted.ts';
import { nameOf } from '../support/user.ts';
import {
  REGISTRATION_WORDS,
  TITLES,
  WORDS,
  registrationError,
  requiredOf,
  withAnyDigits,
} from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const settle = (time = 300): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));

const tooMany = (seconds: number) =>
  problem(429, 'too-many-codes', { headers: { 'Retry-After': String(seconds) } });

const WHEN = WORDS.results.when('2026-11-25T08:30+08:00');
const WRONG = registrationError('code', 'wrong');
const EXPIRED = registrationError('code', 'expired');

describe('registration, the phone', () => {
  afterEach(cleanUpRegistration);

  it('starts the proof of work when the number is complete, and requests a code with it', async () => {
    const page = await openRegistration();
    type(page, 'phone', '1380013');
    await settle();
    expect(await page.arrived('challenge')).to.have.length(0);
    type(page, 'phone', PHONE);
    await waitUntil(async () => (await page.arrived('challenge')).length === 1);
    await settle();
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, CODE_SENT);
    const [body] = await bodies(page, 'codes');
    expect(body!['phone']).to.equal(PHONE);
    expect(await isSolved(body!['proof'] as string)).to.equal(true);
    expect(await page.arrived('challenge')).to.have.length(1);
    await waitUntil(() => activeIn(page) === 'code');
  });

  it('can be proven although another listener to the user throws', async () => {
    const page = await openRegistration();
    const { signal } = new AbortController();
    page.element.session!.subscribe(() => {
      throw new Error('made up');
    }, signal);
    const log = listenToConsole();
    await fillIn(page);
    await prove(page);
    restoreConsole();
    expect(log.error).to.deep.equal(['unit-certification: Error: made up']);
  });

  it('counts down on the button, which does nothing meanwhile', async () => {
    const page = await openRegistration({
      codes: [{ status: 202, body: { resendAfter: 2, expiresIn: 300 } }, codeSent],
    });
    type(page, 'phone', PHONE);
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, `${REGISTRATION_WORDS.getCodeAgain}${WORDS.results.countdown(2)}`);
    press(page, REGISTRATION_WORDS.getCodeAgain);
    expect(nameOf(button(page, REGISTRATION_WORDS.getCodeAgain))).to.equal(REGISTRATION_WORDS.getCodeAgain);
    const news = rootOf(page).getElementById('code-news')!;
    expect(news.textContent).to.include(
      WORDS.results.wait(REGISTRATION_WORDS.getCodeAgain, WORDS.results.inSeconds(2)),
    );
    await read(page, `${REGISTRATION_WORDS.getCodeAgain}${WORDS.results.countdown(1)}`);
    await waitUntil(
      () => button(page, REGISTRATION_WORDS.getCodeAgain).innerText === REGISTRATION_WORDS.getCodeAgain,
      'still counting',
      {
        timeout: 3000,
      },
    );
    expect(await page.arrived('codes')).to.have.length(1);
    press(page, REGISTRATION_WORDS.getCodeAgain);
    await read(page, `${REGISTRATION_WORDS.getCodeAgain}${WORDS.results.countdown(60)}`);
    expect(await page.arrived('codes')).to.have.length(2);
    const proofs = (await bodies(page, 'codes')).map(({ proof }) => proof);
    expect(proofs[0]).not.to.equal(undefined);
  });

  it('says that the proof of work is running', async () => {
    const page = await openRegistration({ challenge: [{ ...(await challenge()), delay: 600 }] });
    type(page, 'phone', PHONE);
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, REGISTRATION_WORDS.sendingCode);
    expect(text(page)).to.include(REGISTRATION_WORDS.preparing);
    press(page, REGISTRATION_WORDS.sendingCode);
    await read(page, CODE_SENT);
    expect(await page.arrived('codes')).to.have.length(1);
  });

  it('leads to the number when there is none', async () => {
    const page = await openRegistration();
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, requiredOf('phone'));
    await waitUntil(() => activeIn(page) === 'phone');
  });

  it('solves a second challenge when the first proof came too late', async () => {
    const page = await openRegistration({ codes: [problem(422, 'proof-of-work-invalid'), codeSent] });
    type(page, 'phone', PHONE);
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, CODE_SENT);
    expect(await page.arrived('challenge')).to.have.length(2);
    expect(page.events).to.deep.equal([]);
  });

  it('requests no code when it cannot solve the challenge', async () => {
    const { body } = await challenge();
    const { parameters, signature } = body as ProofOfWorkChallenge;
    const page = await openRegistration({
      challenge: [{ body: { parameters: { ...parameters, algorithm: 'SCRYPT' }, signature } }],
    });
    type(page, 'phone', PHONE);
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, REGISTRATION_WORDS.codeFailed);
    expect(await page.arrived('codes')).to.have.length(0);
  });

  it('says when the code could not be sent, and allows another try', async () => {
    const incomplete = { status: 202, body: { resendAfter: null } };
    for (const failure of [problem(503, 'unavailable'), { cut: true as const }, incomplete]) {
      const page = await openRegistration({ codes: [failure, codeSent] });
      type(page, 'phone', PHONE);
      press(page, REGISTRATION_WORDS.getCode);
      await read(page, REGISTRATION_WORDS.codeFailed);
      press(page, REGISTRATION_WORDS.getCode);
      await read(page, CODE_SENT);
      cleanUpRegistration();
    }
  });

  it('distinguishes “too soon” from “too often”', async () => {
    const page = await openRegistration({ codes: [tooMany(40)] });
    type(page, 'phone', PHONE);
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, REGISTRATION_WORDS.codeTooSoon);
    expect(button(page, REGISTRATION_WORDS.getCodeAgain).getAttribute('aria-disabled')).to.equal('true');
    await page.script({ codes: [tooMany(7200)] });
    type(page, 'phone', '13900139000');
    await page.element.updateComplete;
    press(page, REGISTRATION_WORDS.getCode);
    await waitUntil(() => withAnyDigits(REGISTRATION_WORDS.codesUsedUp(WHEN)).test(text(page)));
    expect(page.events.map(({ detail }) => detail)).to.deep.equal([
      { code: 'too-many-codes', retryable: true },
      { code: 'too-many-codes', retryable: true },
    ]);
  });

  it('shows until when the site has no codes, also when that is soon', async () => {
    for (const seconds of [30, 7200]) {
      const used = problem(429, 'codes-exhausted', { headers: { 'Retry-After': String(seconds) } });
      const page = await openRegistration({ codes: [used, codeSent] });
      type(page, 'phone', PHONE);
      press(page, REGISTRATION_WORDS.getCode);
      await waitUntil(() => withAnyDigits(REGISTRATION_WORDS.codesExhausted(WHEN)).test(text(page)));
      press(page, REGISTRATION_WORDS.getCode); // another number would not help, and nothing counts down
      await read(page, CODE_SENT);
      cleanUpRegistration();
    }
  });

  it('checks a complete code at once, and shows a wrong one at its field, once', async () => {
    const page = await openRegistration({ proofs: [problem(422, 'phone-code-wrong'), codeRight] });
    await fillIn(page);
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, CODE_SENT);
    type(page, 'code', '111111');
    await read(page, WRONG);
    press(page, REGISTRATION_WORDS.submit);
    await waitUntil(() => activeIn(page) === 'code');
    expect(await page.arrived('proofs')).to.have.length(1);
    expect(await page.arrived('register')).to.have.length(0);
    type(page, 'code', CODE);
    await read(page, REGISTRATION_WORDS.proven);
    expect(text(page)).not.to.include(WRONG);
    expect(field(page, 'code').readOnly).to.equal(true);
  });

  it('asks for a new code when the old one has expired', async () => {
    const page = await openRegistration({ proofs: [problem(422, 'phone-code-expired'), codeRight] });
    await fillIn(page);
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, CODE_SENT);
    type(page, 'code', CODE);
    await read(page, EXPIRED);
    expect(text(page)).not.to.include(CODE_SENT);
  });

  it('says that another code is needed when the service says so, however many were wrong', async () => {
    const wrong = Array.from({ length: 6 }, () => problem(422, 'phone-code-wrong'));
    const page = await openRegistration({ proofs: [...wrong, problem(422, 'phone-code-expired')] });
    await fillIn(page);
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, CODE_SENT);
    for (let tried = 1; tried <= 7; tried++) {
      expect(text(page)).to.include(CODE_SENT);
      type(page, 'code', `11111${tried}`);
      await read(page, tried < 7 ? WRONG : EXPIRED);
      await waitUntil(async () => (await page.arrived('proofs')).length === tried);
    }
    await waitUntil(() => !text(page).includes(CODE_SENT));
  });

  it('shows a wrong code as wrong when the page was reloaded after the message', async () => {
    const page = await openRegistration({ proofs: [problem(422, 'phone-code-wrong'), codeRight] });
    await fillIn(page);
    type(page, 'code', '111111');
    await read(page, WRONG);
    expect(text(page)).not.to.include(EXPIRED);
    type(page, 'code', CODE);
    await read(page, REGISTRATION_WORDS.proven);
  });

  it('sends a code once, also when the answer to an older one arrives meanwhile', async () => {
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
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.registered);
    const codes = (await bodies(page, 'proofs')).map(({ code }) => code);
    expect(codes).to.deep.equal(['111111', CODE]);
  });

  it('shows once, and completely, why no code can be sent', async () => {
    const page = await openRegistration({ codes: [problem(403, 'origin-not-allowed')] });
    type(page, 'phone', PHONE);
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, TITLES.misconfigured);
    expect(text(page).split(TITLES.misconfigured)).to.have.length(2);
    await page.script({ token: [{ status: 401 }], codes: [problem(401, 'token-expired')] });
    await page.element.updateComplete;
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, REGISTRATION_WORDS.sessionExpired.title);
    expect(text(page)).to.include(REGISTRATION_WORDS.sessionExpired.text[0]);
    expect(button(page, REGISTRATION_WORDS.reopen).checkVisibility()).to.equal(true);
  });

  it('needs no other code once the number is verified', async () => {
    const page = await openProven();
    expect(() => button(page, REGISTRATION_WORDS.getCodeAgain)).to.throw('no button');
    type(page, 'phone', '13900139000');
    await read(page, REGISTRATION_WORDS.getCode);
    press(page, REGISTRATION_WORDS.submit);
    await read(page, requiredOf('code'));
    type(page, 'phone', PHONE);
    await read(page, REGISTRATION_WORDS.proven);
    expect(text(page)).not.to.include(requiredOf('code'));
  });

  it('keeps the proof through corrections of the rest', async () => {
    const refused = registered('rejected', { reason: 'unit-mismatch' });
    const page = await openProven({ register: [refused, refused, registered('certified')] });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.unitRejected);
    type(page, 'unit.name', '江苏示例科技股份有限公司');
    press(page, REGISTRATION_WORDS.submit);
    await waitUntil(async () => (await page.arrived('register')).length === 2);
    await read(page, TITLES.unitRejected);
    type(page, 'legalRepresentative.name', '王五');
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.registered);
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
    press(page, REGISTRATION_WORDS.submit);
    await read(page, registrationError('code', 'unproven'));
    await waitUntil(() => activeIn(page) === 'code');
    expect(field(page, 'unit.name').value).not.to.equal('');
    expect(field(page, 'code').value).to.equal('');
    await prove(page);
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.registered);
    expect((await bodies(page, 'register')).at(-1)!['phoneProof']).to.equal('proof-2');
  });

  it('needs a proof of its own for another number', async () => {
    const page = await openProven();
    type(page, 'phone', '13900139000');
    await page.element.updateComplete;
    expect(text(page)).not.to.include(REGISTRATION_WORDS.proven);
    expect(field(page, 'code').value).to.equal('');
    expect(field(page, 'code').readOnly).to.equal(false);
    press(page, REGISTRATION_WORDS.submit);
    await read(page, requiredOf('code'));
    expect(await page.arrived('register')).to.have.length(0);
    expect(button(page, REGISTRATION_WORDS.getCode).getAttribute('aria-disabled')).to.equal('false');
  });
});
