/** What can be seen of the registration form in a page, measured: its button stays, and hides nothing that is wrong. */
import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import {
  CODE_SENT,
  CODE,
  type RegistrationPage,
  button,
  codeSent,
  cleanUpRegistration,
  field,
  fillIn,
  openRegistration,
  press,
  prove,
  read,
  registered,
  rootOf,
  type,
} from './support/registration.ts';
import { problem } from './support/scripted.ts';
import { REGISTRATION_WORDS, TITLES } from '../support/words.ts';

const SIZES: readonly [width: number, height: number][] = [
  [1366, 625],
  [640, 720],
  [360, 640],
];
const box = (element: Element): DOMRect => element.getBoundingClientRect();
const active = (page: RegistrationPage): Element | null => rootOf(page).activeElement;
const wrong = (page: RegistrationPage, path: string): boolean =>
  field(page, path).getAttribute('aria-invalid') === 'true';

/** All of it stands in the window, above the button. */
function isSeen(page: RegistrationPage, place: Element): boolean {
  const { top, bottom } = box(place);
  return top >= -1 && bottom <= Math.min(box(rootOf(page).querySelector('.foot')!).top, innerHeight) + 1;
}

const becomesSeen = (page: RegistrationPage, place: () => Element, what: string): Promise<void> =>
  waitUntil(() => isSeen(page, place()), `${what} is not in view`, { timeout: 5000 });

async function opened(width: number, height: number): Promise<RegistrationPage> {
  await setViewport({ width, height });
  return openRegistration(
    {},
    { 'privacy-url': '/privacy' },
    '<h2>登录信息</h2><label for="login">登录名</label><input id="login" />',
  );
}

describe('the registration form, measured', () => {
  afterEach(cleanUpRegistration);
  after(() => setViewport({ width: 800, height: 600 }));

  for (const [width, height, appearance, locale] of [
    [1366, 625, 'large', 'zh-Hans'],
    [360, 640, 'large', 'zh-Hans'],
    [360, 640, 'standard', 'en'],
    [360, 640, 'large', 'en'],
  ] as const) {
    it(`${width}×${height}, ${appearance}, ${locale}: what becomes of the phone is whole above the button`, async () => {
      await setViewport({ width, height });
      const page = await openRegistration(
        { codes: [problem(503, 'unavailable'), codeSent] },
        { 'privacy-url': '/privacy' },
      );
      await fillIn(page);
      Object.assign(page.element, { appearance, locale });
      await waitUntil(() => rootOf(page).querySelector('section')!.lang === locale);
      await page.element.updateComplete;
      const line = (id: string): HTMLElement => rootOf(page).getElementById(id)!;
      const isWhole = async (id: string, shown: string): Promise<void> => {
        await waitUntil(() => line(id).querySelector(shown), shown);
        await becomesSeen(page, () => line(id), id);
      };
      line('get-code').scrollIntoView({ block: 'end' });
      line('get-code').click();
      await isWhole('code-news', '.error');
      scrollTo(0, 0);
      line('get-code').click();
      await waitUntil(() => active(page) === field(page, 'code'));
      await becomesSeen(page, () => line('code-news'), 'that a code was sent');
      scrollTo(0, 0);
      await sendKeys({ type: CODE });
      await isWhole('proven', 'svg');
    });

    it(`${width}×${height}, ${appearance}, ${locale}: a code that is wrong is told above the button`, async () => {
      await setViewport({ width, height });
      const page = await openRegistration(
        { proofs: [problem(422, 'phone-code-wrong')] },
        { 'privacy-url': '/privacy' },
      );
      await fillIn(page);
      press(page, REGISTRATION_WORDS.getCode);
      await read(page, CODE_SENT);
      Object.assign(page.element, { appearance, locale });
      await waitUntil(() => rootOf(page).querySelector('section')!.lang === locale);
      await page.element.updateComplete;
      field(page, 'code').focus();
      await sendKeys({ type: '123456' });
      await waitUntil(() => wrong(page, 'code'));
      await becomesSeen(page, () => rootOf(page).querySelector('#code-error .error')!, 'the error');
    });
  }

  for (const [width, height] of SIZES) {
    it(`${width}×${height}: once a code is typed its button stays in the window, wherever the page is`, async () => {
      const page = await opened(width, height);
      type(page, 'unit.name', '江苏');
      await page.element.updateComplete;
      scrollTo(0, 0);
      expect(box(button(page, REGISTRATION_WORDS.submit)).top, 'before that').to.be.above(height);
      type(page, 'code', CODE);
      await page.element.updateComplete;
      for (const top of [0, 400, 10_000]) {
        scrollTo(0, top);
        const { x, y, width: wide, height: high } = box(button(page, REGISTRATION_WORDS.submit));
        expect(y + high).to.be.at.most(height);
        const [middleX, middleY] = [x + wide / 2, y + high / 2];
        expect(
          button(page, REGISTRATION_WORDS.submit).contains(rootOf(page).elementFromPoint(middleX, middleY)),
        ).to.equal(true);
      }
    });

    it(`${width}×${height}: an error is in view, left by Tab, and so is where Tab leads`, async () => {
      const page = await opened(width, height);
      field(page, 'unit.name').focus();
      for (const path of [
        'unit.code',
        'legalRepresentative.name',
        'legalRepresentative.idNumber',
        'email',
        'phone',
      ]) {
        field(page, path).focus();
        await becomesSeen(page, () => field(page, path).closest('.field')!, path);
        await sendKeys({ type: path === 'legalRepresentative.name' ? '张' : '12' });
        await sendKeys({ press: 'Tab' });
        await waitUntil(() => wrong(page, path));
        await becomesSeen(page, () => field(page, path), path);
        await becomesSeen(page, () => active(page)!, `what follows ${path}`);
      }
    });

    it(`${width}×${height}: an error is in view, sent by Enter or by the button`, async () => {
      const page = await opened(width, height);
      await fillIn(page, true);
      await prove(page);
      for (const [path, by] of [
        ['unit.name', 'Enter'],
        ['agent.idNumber', 'button'],
        ['email', 'Enter'],
      ] as const) {
        const { value } = field(page, path);
        type(page, path, '');
        field(page, path === 'unit.name' ? 'phone' : 'unit.code').focus();
        if (by === 'Enter') await sendKeys({ press: 'Enter' });
        else press(page, REGISTRATION_WORDS.submit);
        await waitUntil(() => wrong(page, path) && active(page) === field(page, path));
        await becomesSeen(page, () => field(page, path).closest('.field')!, path);
        type(page, path, value);
      }
    });

    it(`${width}×${height}: what came of it is in view`, async () => {
      const page = await opened(width, height);
      await page.script({ register: [problem(503, 'unavailable'), registered('certified')] });
      await fillIn(page);
      await prove(page);
      const notice = (): Element => rootOf(page).querySelector('.notice')!;
      for (const words of [TITLES.unavailable, TITLES.registered]) {
        scrollTo(0, 0);
        rootOf(page).querySelector<HTMLElement>('.primary')!.click();
        await read(page, words);
        await becomesSeen(page, notice, words);
      }
    });

    it(`${width}×${height}: an error is in view, left by the mouse; nothing moves under a press`, async () => {
      const page = await opened(width, height);
      field(page, 'legalRepresentative.name').focus();
      await sendKeys({ type: '张' });
      const email = field(page, 'email');
      email.scrollIntoView({ block: 'center' });
      const { x, y, height: high } = box(email);
      await sendMouse({ type: 'click', position: [Math.round(x + 20), Math.round(y + high / 2)] });
      await waitUntil(() => wrong(page, 'legalRepresentative.name'));
      expect(active(page)).to.equal(email);
      await becomesSeen(page, () => email.closest('.field')!, 'the field that was clicked');
    });
  }
});
