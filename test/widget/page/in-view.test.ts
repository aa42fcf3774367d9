/** The widget scrolls to the part that the user needs next: the field that is wrong, the fields that a choice adds, the result of a press. */
import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import type { Locale } from '../../../widget/locales/index.ts';
import { cleanUp, openFilledForm, openForm } from '../support/page.ts';
import {
  CODE,
  CODE_SENT,
  codeSent,
  fillIn,
  openProven,
  openRegistration,
  registered,
} from '../support/registration.ts';
import { CERTIFICATION, FORMS, cleanUpRequests } from '../support/requests.ts';
import { problem } from '../support/scripted.ts';
import {
  button,
  chooseAgent,
  fill,
  fillAgent,
  fillLegal,
  input,
  press,
  query,
  see,
} from '../support/user.ts';
import { becomesSeen, fieldOf, isSeen, isWrong } from '../support/visible.ts';
import { AGENT_FIELDS } from '../../support/fields.ts';
import { REGISTRATION_WORDS, TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

type Size = readonly [width: number, height: number];

const PRIVACY = { 'privacy-url': '/privacy' };
const SIZES: readonly Size[] = [
  [1366, 625],
  [640, 720],
  [360, 640],
];

const active = (element: Element): Element | null => element.shadowRoot!.activeElement;

/** The elements of the shadow root that match this selector and are drawn. */
const drawn = (element: Element, selector: string): HTMLElement[] =>
  [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)].filter((each) => each.checkVisibility());

const found = (element: Element, selector: string): Element | null =>
  element.shadowRoot!.querySelector(selector);

const errorOf = (path: string): string => `#${path.replace('.', '-')}-error [part~="error"]`;

/** A text that this field refuses. */
const wrongly = (path: string): string =>
  path === 'unit.name' ? '长'.repeat(101) : path.endsWith('name') ? '张' : '12';

async function clickOn(place: Element, atX = 0.5): Promise<void> {
  const { left, top, width, height } = place.getBoundingClientRect();
  await sendMouse({
    type: 'click',
    position: [Math.round(left + width * atX), Math.round(top + height / 2)],
  });
}

async function inLanguage(element: HTMLElement, appearance: string, locale: Locale): Promise<void> {
  Object.assign(element, { appearance, locale });
  await waitUntil(() => query(element, '[lang]').lang === locale);
}

after(() => setViewport({ width: 800, height: 600 }));

for (const each of FORMS)
  describe(`in view, ${each.element}`, () => {
    afterEach(cleanUpRequests);

    for (const [width, height] of SIZES) {
      it(`${width}×${height}: a field that is wrong, when it is sent`, async () => {
        await setViewport({ width, height });
        const { element } = await each.open({}, PRIVACY);
        await chooseAgent(element);
        fillAgent(element);
        for (const [index, path] of each.paths.entries()) {
          const right = input(element, path).value;
          fill(element, path, '');
          // From the field that is farthest away.
          input(element, each.paths.at(index ? 0 : -1)!).focus();
          if (index % 2) press(element, each.button);
          else await sendKeys({ press: 'Enter' });
          await waitUntil(() => isWrong(element, path) && active(element) === input(element, path));
          await becomesSeen(() => fieldOf(element, path), path);
          fill(element, path, right);
          await waitUntil(() => !isWrong(element, path));
        }
      });

      it(`${width}×${height}: a field that is wrong, left by Tab, and where Tab leads`, async () => {
        await setViewport({ width, height });
        const { element } = await each.openEmpty(PRIVACY);
        await chooseAgent(element);
        for (const path of each.paths) {
          input(element, path).focus();
          await becomesSeen(() => fieldOf(element, path), path);
          await sendKeys({ type: wrongly(path) });
          await sendKeys({ press: 'Tab' });
          await waitUntil(() => isWrong(element, path));
          await becomesSeen(() => found(element, errorOf(path)), `the error of ${path}`);
          await becomesSeen(() => active(element), `what follows ${path}`);
        }
      });
    }
  });

describe('in view, what comes with the agent', () => {
  afterEach(cleanUp);

  const TABLE: readonly [size: Size, appearance: string, locale: Locale, help?: string][] = [
    [[1366, 625], 'standard', 'zh-Hans', 'help'],
    [[1366, 625], 'large', 'zh-Hans', 'help'],
    [[640, 720], 'standard', 'zh-Hans'],
    [[360, 640], 'standard', 'zh-Hans'],
    [[360, 640], 'large', 'zh-Hans'],
    [[360, 640], 'large', 'zh-Hant'],
    [[360, 640], 'large', 'en'],
  ];
  for (const [[width, height], appearance, locale, help] of TABLE)
    it(`${width}×${height}, ${appearance}, ${locale}${help ? ', with help below: no label is cut' : ''}`, async () => {
      await setViewport({ width, height });
      const { element } = await openFilledForm({}, PRIVACY);
      await inLanguage(element, appearance, locale);
      if (help) {
        const place = document.createElement('div');
        place.slot = 'help';
        place.innerHTML = '<p>怎样填写</p><p>咨询电话：12333</p><p>工作日9:00至17:00</p>';
        element.append(place);
      }
      while (!query(element, '[value="agent"]').checkVisibility()) {
        query(element, '[part~="primary"]').click();
        await element.updateComplete;
      }
      await chooseAgent(element);
      for (const path of ['agent.name', 'agent.idNumber'])
        await becomesSeen(() => fieldOf(element, path), path);
      if (help)
        for (const label of drawn(element, 'label, legend'))
          expect(isSeen(label), label.innerText).to.equal(true);
    });

  it('is said to those who do not see it', async () => {
    const { element } = await openForm();
    const live = query(element, 'fieldset [role="status"]');
    expect(live.innerText.trim()).to.equal('');
    await chooseAgent(element);
    expect(live.innerText).to.equal(WORDS.form.fields.applicant.options.agent.appears!);
  });
});

for (const [width, height] of SIZES) {
  describe(`in view, the dialog, ${width}×${height}`, () => {
    before(() => setViewport({ width, height }));
    afterEach(cleanUp);

    it('an error that the mouse has left; nothing moves under a press', async () => {
      const { element } = await openForm(PRIVACY);
      fillLegal(element, { name: '张' });
      input(element, 'foundedOn').focus();
      await sendKeys({ type: '去年' });
      const radio = query<HTMLInputElement>(element, '[value="agent"]');
      const choice = radio.closest('label')!;
      choice.scrollIntoView({ block: 'nearest' });
      await clickOn(choice);
      await waitUntil(() => isWrong(element, 'foundedOn'));
      expect(radio.checked, 'the press has met what it was aimed at').to.equal(true);
      await becomesSeen(() => fieldOf(element, 'agent.idNumber'), 'what the choice adds');
      press(element, WORDS.form.submit);
      await see(element, WORDS.form.summary(2 + AGENT_FIELDS));
      await becomesSeen(() => query(element, '#summary'), 'the summary');
      const { error, fields } = WORDS.form;
      for (const [path, label] of [
        ['legalRepresentative.name', error('name', 'too-short', fields['legalRepresentative.name'].label, 1)],
        ['agent.idNumber', error('number', 'required', fields['agent.idNumber'].label, 0)],
      ] as const) {
        const link = drawn(element, '#summary button').find(({ innerText }) => innerText.includes(label))!;
        link.scrollIntoView({ block: 'nearest' });
        await clickOn(link, 0.1);
        await waitUntil(() => active(element) === input(element, path));
        expect(isWrong(element, path)).to.equal(true);
        await becomesSeen(() => fieldOf(element, path), label);
      }
    });

    it('title and actions, wherever the form is scrolled', async () => {
      const { element } = await openForm(PRIVACY);
      await chooseAgent(element);
      for (const path of [CERTIFICATION.paths[0]!, CERTIFICATION.paths.at(-1)!]) {
        fieldOf(element, path).scrollIntoView();
        for (const place of [
          query(element, 'h2'),
          button(element, WORDS.form.submit),
          button(element, WORDS.form.cancel),
        ])
          expect(isSeen(place), place.innerText).to.equal(true);
      }
    });
  });

  describe(`in view, the registration in a page, ${width}×${height}`, () => {
    before(() => setViewport({ width, height }));
    afterEach(cleanUpRequests);

    it('its button, wherever the page is scrolled, once a code is typed', async () => {
      const { element } = await openRegistration({}, PRIVACY);
      fill(element, 'unit.name', '江苏');
      await element.updateComplete;
      scrollTo(0, 0);
      expect(isSeen(button(element, REGISTRATION_WORDS.submit)), 'before that').to.equal(false);
      fill(element, 'code', CODE);
      await element.updateComplete;
      for (const top of [0, 400, 10_000]) {
        scrollTo(0, top);
        expect(isSeen(button(element, REGISTRATION_WORDS.submit)), `at ${top}`).to.equal(true);
      }
    });

    it('what came of it', async () => {
      const page = await openProven({}, PRIVACY);
      await page.script({ register: [problem(503, 'unavailable'), registered('certified')] });
      for (const [label, words] of [
        [REGISTRATION_WORDS.submit, TITLES.unavailable],
        [WORDS.prompt.retry, TITLES.registered],
      ] as const) {
        scrollTo(0, 0);
        press(page.element, label);
        await see(page.element, words);
        await becomesSeen(() => query(page.element, '#notice'), words);
      }
    });

    it('an error that the mouse has left; nothing moves under a press', async () => {
      const { element } = await openRegistration({}, PRIVACY);
      input(element, 'legalRepresentative.name').focus();
      await sendKeys({ type: '张' });
      const email = input(element, 'email');
      email.scrollIntoView({ block: 'center' });
      await clickOn(email, 0.1);
      await waitUntil(() => isWrong(element, 'legalRepresentative.name'));
      expect(active(element)).to.equal(email);
      await becomesSeen(() => fieldOf(element, 'email'), 'the field that was clicked');
    });
  });
}

describe('in view, what becomes of the phone', () => {
  afterEach(cleanUpRequests);

  const TABLE: readonly [size: Size, appearance: string, locale: Locale][] = [
    [[1366, 625], 'large', 'zh-Hans'],
    [[360, 640], 'large', 'zh-Hans'],
    [[360, 640], 'standard', 'en'],
    [[360, 640], 'large', 'en'],
  ];
  for (const [[width, height], appearance, locale] of TABLE) {
    it(`whole above the button: ${width}×${height}, ${appearance}, ${locale}`, async () => {
      await setViewport({ width, height });
      const page = await openRegistration({ codes: [problem(503, 'unavailable'), codeSent] }, PRIVACY);
      const { element } = page;
      await fillIn(page);
      await inLanguage(element, appearance, locale);
      const getCode = query(element, '#get-code');
      getCode.scrollIntoView({ block: 'end' });
      getCode.click();
      await becomesSeen(() => found(element, '#code-news [part~="error"]'), 'that no code was sent');
      scrollTo(0, 0);
      getCode.click();
      await waitUntil(() => active(element) === input(element, 'code'));
      await becomesSeen(() => query(element, '#code-news'), 'that a code was sent');
      scrollTo(0, 0);
      await sendKeys({ type: CODE });
      await becomesSeen(() => found(element, '#proven:has([part~="icon"])'), 'that the number is verified');
    });

    it(`a code that is wrong: ${width}×${height}, ${appearance}, ${locale}`, async () => {
      await setViewport({ width, height });
      const page = await openRegistration({ proofs: [problem(422, 'phone-code-wrong')] }, PRIVACY);
      const { element } = page;
      await fillIn(page);
      press(element, REGISTRATION_WORDS.getCode);
      await see(element, CODE_SENT);
      await inLanguage(element, appearance, locale);
      input(element, 'code').focus();
      await sendKeys({ type: '123456' });
      await waitUntil(() => isWrong(element, 'code'));
      await becomesSeen(() => found(element, errorOf('code')), 'the error');
    });
  }
});

describe('a press on a link of the page that leaves a field with a mistake', () => {
  afterEach(cleanUpRequests);
  afterEach(() => sendMouse({ type: 'up' }));

  for (const where of ['above', 'below'] as const)
    it(`moves nothing under it, and is a click: a link ${where} the form`, async () => {
      await setViewport({ width: 1366, height: 400 }); // the farthest field is out of view
      const { element } = await openRegistration();
      const link = document.createElement('a');
      link.href = '#elsewhere';
      link.textContent = 'elsewhere';
      link.style.cssText = 'display: block; margin: 100px 0';
      let clicks = 0;
      link.addEventListener('click', (event) => {
        event.preventDefault();
        clicks++;
      });
      if (where === 'above') element.before(link);
      else element.after(link);
      input(element, where === 'above' ? 'email' : 'unit.code').focus();
      await sendKeys({ type: '12' });
      scrollTo(0, where === 'above' ? 0 : document.documentElement.scrollHeight);
      const { left, top } = link.getBoundingClientRect();
      await sendMouse({ type: 'move', position: [Math.ceil(left) + 4, Math.ceil(top) + 4] });
      await sendMouse({ type: 'down' });
      await waitUntil(() => document.activeElement === link);
      await element.updateComplete;
      await new Promise(requestAnimationFrame);
      expect(link.getBoundingClientRect().top, 'where it was pressed').to.equal(top);
      await sendMouse({ type: 'up' });
      await waitUntil(() => clicks === 1);
      await waitUntil(() => isWrong(element, where === 'above' ? 'email' : 'unit.code'));
      link.remove();
    });
});
