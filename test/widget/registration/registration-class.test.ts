/** A unit of a class that no register has: its user is told at the code, before anything is sent. */
import { expect } from '@open-wc/testing';
import { challenge } from '../support/challenge.ts';
import {
  CODE_SENT,
  COUNTER,
  NO_UNIONS,
  PHONE,
  type RegistrationPage,
  UNION,
  activeIn,
  bodies,
  button,
  cleanUpRegistration,
  codeSent,
  field,
  fillIn,
  openProven,
  openRegistration,
  press,
  read,
  rootOf,
  text,
  type,
} from '../support/registration.ts';
import { UNIT, problem } from '../support/scripted.ts';
import {
  REGISTRATION_WORDS,
  WORDS,
  papersFor,
  registrationError,
  registrationWordsFor,
} from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const LEFT_OUT = registrationError('unit.code', 'no-source');
const NO_SOURCE = WORDS.results.trouble['no-source'];

const isWrong = (page: RegistrationPage): boolean =>
  field(page, 'unit.code').getAttribute('aria-invalid') === 'true';
const notice = (page: RegistrationPage): HTMLElement => rootOf(page).getElementById('notice')!;
const isOff = (page: RegistrationPage): boolean =>
  button(page, REGISTRATION_WORDS.submit).getAttribute('aria-disabled') === 'true';

/** Types as a user does who has not left the field yet. */
function typeInto(page: RegistrationPage, path: string, typed: string): void {
  const input = field(page, path);
  input.focus();
  input.value = typed;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

const openTold = async (told = {}): Promise<RegistrationPage> =>
  openRegistration({ challenge: [await challenge({ ...NO_UNIONS, ...told })] });

describe('registration of a class without a register', () => {
  afterEach(cleanUpRegistration);

  it('says so at the code as soon as it is complete, with papers, place and hours', async () => {
    const page = await openTold({ counter: COUNTER });
    typeInto(page, 'unit.code', UNION.code.slice(0, -1));
    await waitUntil(async () => (await page.arrived('challenge')).length === 1);
    expect(isWrong(page)).to.equal(false);
    typeInto(page, 'unit.code', UNION.code);
    await waitUntil(() => isWrong(page));
    expect(activeIn(page)).to.equal('unit-code');
    expect(rootOf(page).getElementById('unit-code-error')!.innerText).to.include(LEFT_OUT);
    const said = notice(page).innerText;
    const { papers, changed, place, ask } = papersFor(UNION.code);
    const { counter, byAgent } = registrationWordsFor(UNION.code);
    const agent = byAgent([papers['agent-document'], papers.authorization]);
    for (const each of [counter.title, papers.certificate, agent, changed, place, ask])
      expect(said).to.include(each);
    expect(notice(page).getBoundingClientRect().top).to.be.above(
      field(page, 'unit.code').getBoundingClientRect().bottom,
    );
  });

  it('shows the portal’s help, which has place and hours, in place of its support', async () => {
    const page = await openTold({ counter: COUNTER });
    page.element.setAttribute('help', '市政务中心3楼，工作日9:00至17:00');
    type(page, 'unit.code', UNION.code);
    await read(page, '市政务中心3楼');
    expect(text(page)).not.to.include(papersFor(UNION.code).ask);
  });

  it('leads to the website’s support where there is no counter', async () => {
    const page = await openTold();
    type(page, 'unit.code', UNION.code);
    await read(page, NO_SOURCE.text[0]!);
    expect(notice(page).querySelector('li')).to.equal(null);
  });

  it('asks for no code and sends nothing until the code is corrected', async () => {
    const page = await openTold({ counter: COUNTER });
    await fillIn(page);
    type(page, 'unit.code', UNION.code);
    await waitUntil(() => isOff(page));
    press(page, REGISTRATION_WORDS.getCode);
    await waitUntil(() => activeIn(page) === 'unit-code');
    press(page, REGISTRATION_WORDS.submit);
    type(page, 'unit.name', UNION.name);
    expect(isOff(page)).to.equal(true);
    type(page, 'unit.code', UNIT.code);
    await waitUntil(() => !isOff(page));
    expect(isWrong(page) || !!notice(page)).to.equal(false);
    expect(await page.arrived('codes')).to.have.length(0);
    expect(await page.arrived('register')).to.have.length(0);
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, CODE_SENT);
  });

  it('says so where the user is when the classes arrive later', async () => {
    const answer = await challenge(NO_UNIONS);
    const page = await openRegistration({ challenge: [{ ...answer, delay: 600 }] });
    type(page, 'unit.code', UNION.code);
    field(page, 'email').focus();
    await read(page, LEFT_OUT);
    expect(activeIn(page)).to.equal('email');
  });

  it('says so in place of a code that is being asked for when the classes arrive', async () => {
    const answer = await challenge(NO_UNIONS);
    const page = await openRegistration({ challenge: [{ ...answer, delay: 600 }, answer] });
    type(page, 'unit.code', UNION.code);
    type(page, 'phone', PHONE);
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, REGISTRATION_WORDS.sendingCode);
    await read(page, LEFT_OUT);
    await waitUntil(() => activeIn(page) === 'unit-code');
    expect(isOff(page)).to.equal(true);
    for (const each of [REGISTRATION_WORDS.sendingCode, REGISTRATION_WORDS.codeFailed, CODE_SENT])
      expect(text(page)).not.to.include(each);
    expect(await page.arrived('codes')).to.have.length(0);
    expect(page.events).to.deep.equal([]);
    type(page, 'unit.code', UNIT.code);
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, CODE_SENT);
    expect(await page.arrived('codes')).to.have.length(1);
  });

  it('is asked for again when the first challenge did not arrive', async () => {
    const page = await openRegistration({ challenge: [{ cut: true }, await challenge(NO_UNIONS)] });
    typeInto(page, 'unit.code', '8');
    await waitUntil(async () => (await page.arrived('challenge')).length === 1);
    // The first answer is lost at a moment that nothing shows.
    await waitUntil(() => {
      typeInto(page, 'unit.code', '8');
      typeInto(page, 'unit.code', UNION.code);
      return isWrong(page);
    });
  });

  it('is refused by the service too, which names the unit that it was asked about', async () => {
    const page = await openRegistration({ codes: [problem(409, 'no-source'), codeSent] });
    type(page, 'unit.code', UNION.code);
    type(page, 'phone', PHONE);
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, NO_SOURCE.text[0]!);
    await waitUntil(() => activeIn(page) === 'unit-code');
    expect(isWrong(page)).to.equal(true);
    expect((await bodies(page, 'codes'))[0]!['unit']).to.deep.equal({ code: UNION.code });
    expect(page.events.map(({ type }) => type)).to.deep.equal(['certification-error']);
    type(page, 'unit.code', UNIT.code);
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, CODE_SENT);
  });

  it('is refused by the service when the registration arrives', async () => {
    const page = await openProven({ register: [problem(409, 'no-source')] });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, LEFT_OUT);
    await waitUntil(() => activeIn(page) === 'unit-code');
    expect(isOff(page)).to.equal(true);
  });
});
