/** The consent is visible above its button. A page without a personal data notice is warned. */
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { type ConsoleLog, listenToConsole, restoreConsole } from '../support/console.ts';
import { cleanUp, openFilledForm, openForm, openPage } from '../support/page.ts';
import { cleanUpRegistration, openProven, openRegistration } from '../support/registration.ts';
import { press, query, see } from '../support/user.ts';
import { becomesSeen, isSeen } from '../support/visible.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const PRIVACY = { 'privacy-url': '/privacy' };

const box = (element: Element, selector: string): DOMRect => query(element, selector).getBoundingClientRect();

const consentOf = (element: Element): HTMLElement => query(element, 'p:has(> a[href="/privacy"])');

const isAboveButton = (element: Element): boolean =>
  consentOf(element).getBoundingClientRect().bottom <= box(element, '[part~="primary"]').top + 1;

function putHelp(element: Element): void {
  const help = document.createElement('p');
  help.slot = 'help';
  help.textContent = '咨询电话：12333，工作日9:00至17:00';
  element.append(help);
}

/** Opens the step that sends: in large type the last one. */
async function openLast(appearance: string, locale: string): Promise<Element> {
  const { element } = await openFilledForm({}, PRIVACY);
  Object.assign(element, { appearance, locale });
  await waitUntil(() => query(element, 'dialog').lang === locale);
  if (appearance === 'large')
    for (let step = 2; step <= 4; step++) {
      query(element, '[part~="primary"]').click();
      await see(element, locale === 'en' ? `${step} of 4` : WORDS.form.step(step, 4));
    }
  return element;
}

describe('the consent', () => {
  afterEach(() => {
    cleanUp();
    cleanUpRegistration();
    scrollTo(0, 0);
  });
  after(() => setViewport({ width: 800, height: 600 }));

  for (const [width, height] of [
    [1366, 625],
    [640, 720],
    [360, 640],
    [320, 568],
    [640, 360],
    [360, 300],
  ] as const)
    for (const appearance of ['standard', 'large'])
      it(`is visible above the button: ${width}×${height}, ${appearance}`, async () => {
        await setViewport({ width, height });
        // In a low window the form scrolls as a whole. Wherever the button is seen, the consent is.
        const isLow = height <= 400;
        const check = (element: Element, place: string) => {
          if (isLow && !isSeen(query(element, '[part~="primary"]'))) return;
          expect(isSeen(consentOf(element)), place).to.equal(true);
        };
        for (const locale of ['zh-Hans', 'en']) {
          const element = await openLast(appearance, locale);
          check(element, `${locale}, opened`);
          expect(isAboveButton(element), locale).to.equal(true);
          putHelp(element);
          query<HTMLInputElement>(element, '[value="agent"]').click();
          await waitUntil(() => element.shadowRoot!.querySelector('#agent-name'));
          for (const place of ['#agent-name', 'slot[name="help"]', 'h2']) {
            query(element, place).scrollIntoView();
            check(element, `${locale}, with help and an agent, at ${place}`);
          }
          query(element, '[part~="primary"]').scrollIntoView({ block: 'end' });
          expect(isSeen(consentOf(element)), `${locale}, at the button`).to.equal(true);
          cleanUp();
        }
      });

  it('does not cover the edited field in a low window, above a screen keyboard', async () => {
    await setViewport({ width: 360, height: 300 });
    const { element } = await openForm(PRIVACY);
    for (const id of ['legalRepresentative-name', 'legalRepresentative-idNumber', 'foundedOn']) {
      query(element, `#${id}`).focus();
      await becomesSeen(() => query(element, `#${id}`), id);
    }
  });

  it('is visible above the registration’s button', async () => {
    for (const [width, height] of [
      [1366, 625],
      [360, 640],
      [360, 300],
    ] as const) {
      await setViewport({ width, height });
      const { element } = await openProven({}, PRIVACY);
      expect(isAboveButton(element), `${width}×${height}`).to.equal(true);
      query(element, '[part~="primary"]').scrollIntoView({ block: 'end' });
      expect(isSeen(consentOf(element)), `${width}×${height}`).to.equal(true);
      cleanUpRegistration();
    }
  });
});

describe('a page without a personal data notice', () => {
  let log: ConsoleLog;
  beforeEach(() => (log = listenToConsole()));
  afterEach(() => {
    restoreConsole();
    cleanUp();
    cleanUpRegistration();
  });

  const warnings = (): string[] => log.warn.filter((said) => said.includes('privacy-url'));

  it('is warned once, with the remedy, when the form is shown', async () => {
    const { element } = await openPage();
    await see(element, TITLES.prompt);
    expect(warnings()).to.deep.equal([]);
    press(element, WORDS.prompt.confirm);
    await see(element, TITLES.form);
    await waitUntil(() => warnings().length, 'no warning');
    element.close();
    element.open();
    await see(element, TITLES.form);
    expect(warnings()).to.have.length(1);
    expect(warnings()[0]).to.include('<unit-certification>').and.include('consent').and.include('configure(');
  });

  it('is warned once by the registration', async () => {
    const page = await openRegistration();
    await waitUntil(() => warnings().length, 'no warning');
    page.element.requestUpdate();
    await page.element.updateComplete;
    expect(warnings()).to.have.length(1);
    expect(warnings()[0]).to.include('<unit-registration>');
  });

  it('is not warned when a notice is set', async () => {
    await openForm(PRIVACY);
    await openRegistration({}, PRIVACY);
    expect(warnings()).to.deep.equal([]);
  });
});
