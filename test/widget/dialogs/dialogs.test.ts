/** Dialogs for assistive technology and touch. */
import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { type Page, cleanUp, openForm, openPage } from '../support/page.ts';
import { press, query, see, shown } from '../support/user.ts';
import { cleanUpRegistration, openRegistration, rootOf } from '../support/registration.ts';
import { CERTIFICATION_STATES } from '../support/states.ts';
import { LOCALES } from '../../../widget/locales/index.ts';
import { TITLES, WORDS, labelOf, requiredOf } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

async function openPrompt(): Promise<Page> {
  const page = await openPage();
  await see(page.element, TITLES.prompt);
  return page;
}

describe('dialogs', () => {
  afterEach(cleanUp);

  it('are named by their title and described by their text', async () => {
    const page = await openPrompt();
    const dialog = query(page.element, 'dialog');
    const textOf = (attribute: string): string =>
      query(page.element, `#${dialog.getAttribute(attribute)}`).innerText;
    expect(textOf('aria-labelledby')).to.equal(TITLES.prompt);
    expect(textOf('aria-describedby')).to.include(WORDS.prompt.ask.text[1]);
    expect(dialog.matches(':modal')).to.equal(true);
    expect(dialog.lang).to.equal('zh-Hans');
  });

  it('have targets of 44 pixels, 56 in large', async () => {
    for (const [appearance, size] of [
      ['standard', 44],
      ['large', 56],
    ] as const) {
      const page = await openForm({ appearance });
      const targets = page.element.shadowRoot!.querySelectorAll('button, [part~="input"], [part~="choice"]');
      for (const target of targets)
        if (target.checkVisibility()) expect(target.getBoundingClientRect().height).to.be.at.least(size);
      cleanUp();
    }
  });

  it('are different elements when one follows another', async () => {
    const page = await openPrompt();
    press(page.element, WORDS.prompt.cancel);
    await see(page.element, TITLES.notice);
    await waitUntil(
      () => page.element.shadowRoot!.activeElement?.textContent?.trim() === WORDS.results.acknowledge,
    );
  });
});

describe('in large type', () => {
  after(() => setViewport({ width: 800, height: 600 }));
  afterEach(cleanUp);

  /** The button covers its own edges. */
  const isWhole = (button: Element): boolean => {
    const { left, top, right, bottom } = button.getBoundingClientRect();
    const root = button.getRootNode() as ShadowRoot;
    return [top + 1, bottom - 1].every((y) => root.elementFromPoint((left + right) / 2, y) === button);
  };

  for (const [width, height] of [
    [1366, 500],
    [360, 640],
  ] as const)
    for (const name of [
      'counter, consent of an agent',
      'counter, opened',
      'registry mismatch, with a counter',
    ])
      it(`have their actions in view when they open, in a window of ${width}×${height}: ${name}`, async () => {
        await setViewport({ width, height });
        const element = await CERTIFICATION_STATES[name]!();
        element.setAttribute('appearance', 'large');
        await (element as Page['element']).updateComplete;
        query(element, 'dialog').scrollTop = 0;
        const buttons = [...element.shadowRoot!.querySelectorAll('dialog .actions button')];
        expect(buttons.map(isWhole)).to.deep.equal(buttons.map(() => true));
      });
});

describe('in dialogs and in the center', () => {
  after(() => setViewport({ width: 800, height: 600 }));
  afterEach(cleanUp);

  const PARTS = /\d{4}年\d+月\d+日( \d\d:\d\d)?|[\dA-Z]{4}-[\dA-Z]{4}/g;

  /** The dates and numbers that are on two lines. */
  function brokenIn(root: Node): string[] {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const broken: string[] = [];
    while (texts.nextNode()) {
      const text = texts.currentNode as Text;
      for (const { index, 0: part } of text.data.matchAll(PARTS)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + part.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) broken.push(part);
      }
    }
    return broken;
  }

  for (const appearance of ['standard', 'large'])
    for (const state of [
      'gate while a case waits',
      'prompt while due',
      'prompt after a refusal at the counter, all used up',
      'counter, opened',
      're-check, kept',
      'center, due',
      'center, a case at the counter',
      'center, a case that was sent back',
      'center, a case that has expired',
      'center, no more cases',
      'center, withdrawing a case',
    ])
      it(`no date and no number is broken, in ${appearance} type, at any width: ${state}`, async () => {
        const element = await CERTIFICATION_STATES[state]!();
        element.setAttribute('appearance', appearance);
        await (element as Page['element']).updateComplete;
        for (const width of [1366, 480, 414, 390, 375, 360, 320]) {
          await setViewport({ width, height: 640 });
          expect(brokenIn(element.shadowRoot!), `${width}`).to.deep.equal([]);
        }
      });
});

describe('a window of 1366 pixels at 400 %', () => {
  before(() => setViewport({ width: 342, height: 156 }));
  after(() => setViewport({ width: 800, height: 600 }));
  afterEach(cleanUp);

  for (const [name, open] of Object.entries({ prompt: openPrompt, form: openForm }))
    it(`opens the ${name} at its heading, and can be scrolled to its end`, async () => {
      const { element } = await open();
      const heading = query(element, 'h2');
      await waitUntil(() => element.shadowRoot!.activeElement === heading, 'the heading has no focus');
      const { top, bottom } = heading.getBoundingClientRect();
      expect(top).to.be.at.least(0);
      expect(bottom).to.be.at.most(156);
      const primary = query(element, '[part~="primary"]');
      primary.focus();
      expect(primary.getBoundingClientRect().bottom).to.be.at.most(156);
      expect(document.documentElement.scrollWidth).to.equal(342);
    });

  it('shows the form between its title and its actions', async () => {
    const { element } = await openForm();
    const field = query(element, '[part~="input"]');
    field.focus();
    const { top, bottom, height } = field.getBoundingClientRect();
    expect(height).to.be.at.least(44);
    expect(top).to.be.at.least(0);
    expect(bottom).to.be.at.most(156);
  });
});

describe('forced colors', () => {
  before(() => emulateMedia({ forcedColors: 'active' }));
  after(() => emulateMedia({ forcedColors: 'none' }));
  afterEach(cleanUp);

  it('show the primary button, and the mark at the title', async () => {
    const { element } = await openPrompt();
    const backgroundOf = (selector: string): string =>
      getComputedStyle(query(element, selector)).backgroundColor;
    expect(backgroundOf('[part~="primary"]')).not.to.equal(backgroundOf('button:not([part~="primary"])'));
    expect(getComputedStyle(query(element, '.bar')).borderInlineStartWidth).to.equal('4px');
  });

  it('do not fill a disabled button', async () => {
    const element = await CERTIFICATION_STATES['sending']!();
    const { backgroundColor, color, borderColor } = getComputedStyle(query(element, '[part~="primary"]'));
    expect(backgroundColor).to.equal(getComputedStyle(query(element, 'dialog')).backgroundColor);
    expect(color).to.equal(borderColor);
    expect(color).not.to.equal(backgroundColor);
  });

  it('show the choice and errors by thick borders, without moving anything', async () => {
    const { element } = await openForm();
    const edgeOf = (selector: string): string => getComputedStyle(query(element, selector)).borderTopWidth;
    const high = (): number => query(element, 'fieldset').getBoundingClientRect().height;
    const before = high();
    expect(edgeOf('[part~="choice"]:has(:checked)')).to.equal('4px');
    expect(edgeOf('[part~="choice"]:not(:has(:checked))')).to.equal('1px');
    query(element, '[value="agent"]').click();
    await see(element, labelOf('agent.name'));
    expect(edgeOf('[part~="choice"]:has([value="agent"])')).to.equal('4px');
    expect(high()).to.equal(before);
    const field = query(element, '#foundedOn');
    const { height } = field.getBoundingClientRect();
    expect(edgeOf('#foundedOn')).to.equal('1px');
    query(element, '[part~="primary"]').click();
    await see(element, requiredOf('foundedOn'));
    expect(edgeOf('#foundedOn')).to.equal('4px');
    expect(field.getBoundingClientRect().height).to.equal(height);
  });
});

describe('buttons', () => {
  before(() => setViewport({ width: 1366, height: 625 }));
  after(() => setViewport({ width: 800, height: 600 }));
  afterEach(cleanUp);

  /** Characters that only this language has. */
  const OWN = { 'zh-Hans': /[请网证]/, 'zh-Hant': /[請網證]/, en: /[a-z]{4}/ };

  for (const name of [
    'registry mismatch',
    'refused for the last time',
    'session expired',
    'network lost',
    're-check, consent',
    're-check, unavailable',
  ])
    it(`are in one row in every language and type size: ${name}`, async () => {
      const element = await CERTIFICATION_STATES[name]!();
      for (const locale of LOCALES)
        for (const appearance of ['standard', 'large']) {
          Object.assign(element, { locale, appearance });
          await waitUntil(() => OWN[locale].test(shown(element)));
          const tops = [...element.shadowRoot!.querySelectorAll('[part~="actions"] button')].map(
            (button) => button.getBoundingClientRect().top,
          );
          expect(tops.length).to.be.above(0);
          expect(new Set(tops).size, `${locale}, ${appearance}`).to.equal(1);
        }
    });
});

describe('the text of a choice', () => {
  afterEach(cleanUpRegistration);
  after(() => setViewport({ width: 800, height: 600 }));

  it('does not end in a line of one character', async () => {
    await setViewport({ width: 1366, height: 768 });
    const page = await openRegistration({}, { appearance: 'large' });
    const places = [
      ...rootOf(page).querySelectorAll('[part~="choice"] p, [part~="choice"] small, [part~="choice"] span'),
    ];
    expect(places.length).to.be.above(0);
    for (const place of places) {
      const text = document.createRange();
      text.selectNodeContents(place);
      const size = parseFloat(getComputedStyle(place).fontSize);
      expect([...text.getClientRects()].at(-1)!.width, place.textContent!).to.be.above(1.5 * size);
    }
  });
});

describe('registration', () => {
  afterEach(cleanUpRegistration);

  it('has targets of 44 pixels', async () => {
    const page = await openRegistration();
    for (const target of rootOf(page).querySelectorAll('button, [part~="input"], [part~="choice"]'))
      expect(target.getBoundingClientRect().height).to.be.at.least(44);
  });
});
