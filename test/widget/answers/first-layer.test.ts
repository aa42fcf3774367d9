/** The text that a person reads before the first button, wherever the widget says something: at most a hundred characters, on a phone too. */
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { cleanUp } from '../support/page.ts';
import { cleanUpRegistration } from '../support/registration.ts';
import { REGISTRATION_STATES } from '../support/registration-states.ts';
import { CERTIFICATION_STATES } from '../support/states.ts';
import { firstLayerOf, query } from '../support/user.ts';
import { isSeen } from '../support/visible.ts';
import { WORDS } from '../../support/words.ts';
import { LOCALES, type Locale } from '../../../widget/locales/index.ts';
import { waitUntil } from '../support/wait.ts';

/** Characters of Chinese, without spaces. */
const MOST = 100;
/** English letters are half as wide, and the names of its fields longer. */
const MOST_LETTERS = 220;
const mostIn = (locale: Locale): number => (locale === 'en' ? MOST_LETTERS : MOST);

/** Where a person fills in the form, or reads it again: its labels are no message. */
const FORMS =
  /^(form|large|sending|center, (asking for a re-check|the (agent withdraws|legal representative takes over))$)/;
const SAID = Object.keys(CERTIFICATION_STATES).filter((name) => !FORMS.test(name));

/** The states with a message that is no success: the steps as prompt and gate tell them, refusals, limits, problems. */
const ANSWERS = SAID.filter((name) =>
  /^(prompt|gate|notice|operator|pending|registry|agent|unit not|refused|too many|network|unavailable|misconfigured|insecure|session|re-check|counter, no|log)/.test(
    name,
  ),
);

/** The other dialogs with a message: good news, questions, what waits, and what the center opens. */
const MESSAGES = SAID.filter((name) =>
  /^(certified|opening|offline|taken back|counter,|center, (another agent|withdrawing|taken over|re-check of|the (agent has withdrawn$|last|legal representative has|takeover was)))/.test(
    name,
  ),
);

/** The registration's notices. The form goes on below them, so that all ways on come before their first button, which copies the number. */
const ofNotice = (locale: Locale): number => mostIn(locale) * (locale === 'en' ? 1.5 : 1.2);
const NOTICES = Object.keys(REGISTRATION_STATES).filter((name) =>
  /refused|not active|too many attempts|no register|pending|unavailable|network|misconfigured|session|done/.test(
    name,
  ),
);

/** Reads the first layer in each language, and finds it no longer than `most`. */
async function isShort(element: HTMLElement, most: (locale: Locale) => number): Promise<void> {
  for (const locale of LOCALES) {
    element.setAttribute('locale', locale);
    await waitUntil(() => !!element.shadowRoot!.querySelector(`:is(dialog, section)[lang="${locale}"]`));
    const read = firstLayerOf(element);
    expect(read.length, `${locale}: ${read}`).to.be.within(1, most(locale));
  }
}

describe('the first layer', () => {
  before(() => setViewport({ width: 360, height: 640 }));
  afterEach(cleanUp);
  afterEach(cleanUpRegistration);
  after(() => setViewport({ width: 800, height: 600 }));

  it('is measured for each kind of answer', () => {
    expect(SAID.length).to.be.above(150);
    expect(ANSWERS.length).to.be.above(60);
    expect(NOTICES.length).to.be.above(14);
  });

  for (const name of SAID)
    it(`${name}: at most ${MOST} characters, ${MOST_LETTERS} in English`, async () => {
      await isShort(await CERTIFICATION_STATES[name]!(), mostIn);
    });

  for (const name of NOTICES)
    it(`${name}: about ${MOST} characters before the number can be copied`, async () => {
      await isShort(await REGISTRATION_STATES[name]!(), ofNotice);
    });

  for (const name of ANSWERS)
    it(`${name}: its button in view, and no answer ends in closing`, async () => {
      const element = await CERTIFICATION_STATES[name]!();
      const last = query(element, 'dialog .actions button:last-child');
      expect(isSeen(last)).to.equal(true);
      const isPrimary = last.classList.contains('primary');
      expect(isPrimary, 'closing is no next step').to.equal(last.innerText.trim() !== WORDS.results.close);
    });
});

describe('a case at the counter', () => {
  before(() => setViewport({ width: 360, height: 640 }));
  afterEach(cleanUp);
  after(() => setViewport({ width: 800, height: 600 }));

  it('shows on a phone, without scrolling, that the unit can also submit online', async () => {
    const element = await CERTIFICATION_STATES['counter, the case beside the online form']!();
    expect(isSeen(query(element, '.way button'))).to.equal(true);
  });
});

/** The window of 1366 × 625 in CSS pixels. */
const ZOOMED = { double: { width: 683, height: 312 }, fourfold: { width: 342, height: 156 } };

describe('a message at 200 %', () => {
  before(() => setViewport(ZOOMED.double));
  afterEach(cleanUp);
  after(() => setViewport({ width: 800, height: 600 }));

  it('is measured for answers and for other messages', () => {
    expect(MESSAGES.length).to.be.above(18);
  });

  for (const name of [...ANSWERS, ...MESSAGES])
    it(`${name}: its button in view`, async () => {
      const element = await CERTIFICATION_STATES[name]!();
      expect(isSeen(query(element, 'dialog .actions button:last-child'))).to.equal(true);
    });
});

describe('a dialog that scrolls at 400 %', () => {
  before(() => setViewport(ZOOMED.fourfold));
  afterEach(cleanUp);
  after(() => setViewport({ width: 800, height: 600 }));

  for (const name of ['too many requests', 'prompt after a refusal, with help', 'form'])
    it(`${name}: has a shadow at the edge that hides something`, async () => {
      const element = await CERTIFICATION_STATES[name]!();
      const dialog = query(element, 'dialog');
      expect(dialog.scrollHeight).to.be.above(dialog.clientHeight);
      const { backgroundImage, backgroundAttachment } = getComputedStyle(dialog);
      expect(backgroundImage).to.contain('linear-gradient');
      expect(backgroundAttachment).to.contain('local');
    });
});
