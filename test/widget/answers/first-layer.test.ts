/** The text that a person reads before the first button of an answer that is no success: at most a hundred characters, on a phone too. */
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { cleanUp } from '../support/page.ts';
import { cleanUpRegistration } from '../support/registration.ts';
import { REGISTRATION_STATES } from '../support/registration-states.ts';
import { CERTIFICATION_STATES } from '../support/states.ts';
import { firstLayerOf, query } from '../support/user.ts';
import { isSeen } from '../support/visible.ts';
import { WORDS } from '../../support/words.ts';
import { LOCALES } from '../../../widget/locales/index.ts';
import { waitUntil } from '../support/wait.ts';

/** Characters, without spaces. */
const MOST = 100;

/** States with a message that is no success: the steps as prompt and gate tell them, refusals, limits and problems. */
const ANSWERS = Object.keys(CERTIFICATION_STATES).filter((name) =>
  /^(prompt|gate|notice|operator|pending|registry|agent|unit not|refused|too many|network|unavailable|misconfigured|insecure|session|re-check|counter, no|log)/.test(
    name,
  ),
);

/** The other dialogs with a message: good news, questions, what waits, and what the center opens. */
const MESSAGES = Object.keys(CERTIFICATION_STATES).filter((name) =>
  /^(certified|opening|offline|taken back|counter,|center, (another agent|withdrawing|taken over|re-check of|the (agent has withdrawn$|last|legal representative has|takeover was)))/.test(
    name,
  ),
);

/** The center of a unit that was refused, or that cannot go on by the form. */
const CENTERS = Object.keys(CERTIFICATION_STATES).filter((name) =>
  /^center, (refused|given|not active|no (attempt|more|source)|a case (refused|that has)|held|revoked|lapsed|due, refused|re-check$|an agent was)/.test(
    name,
  ),
);

/** The registration's notices after a refusal: before the number, with all ways on. */
const NOTICES = Object.keys(REGISTRATION_STATES).filter((name) => /refused|not active|too many/.test(name));

describe('the first layer', () => {
  before(() => setViewport({ width: 360, height: 640 }));
  afterEach(cleanUp);
  afterEach(cleanUpRegistration);
  after(() => setViewport({ width: 800, height: 600 }));

  it('is measured for each kind of answer', () => {
    expect(ANSWERS.length).to.be.above(60);
    expect(CENTERS.length).to.be.above(12);
    expect(NOTICES.length).to.be.above(6);
  });

  for (const name of CENTERS)
    it(`${name}: at most ${MOST} characters in its row`, async () => {
      const element = await CERTIFICATION_STATES[name]!();
      expect(firstLayerOf(element).length, firstLayerOf(element)).to.be.within(1, MOST);
    });

  for (const name of NOTICES)
    it(`${name}: about ${MOST} characters before the number can be copied`, async () => {
      const element = await REGISTRATION_STATES[name]!();
      expect(firstLayerOf(element).length, firstLayerOf(element)).to.be.within(1, MOST * 1.2);
    });

  for (const name of ANSWERS)
    it(`${name}: at most ${MOST} characters, and its button in view`, async () => {
      const element = await CERTIFICATION_STATES[name]!();
      expect(firstLayerOf(element).length, firstLayerOf(element)).to.be.at.most(MOST);
      const last = query(element, 'dialog .actions button:last-child');
      expect(isSeen(last)).to.equal(true);
      const isPrimary = last.classList.contains('primary');
      expect(isPrimary, 'closing is no next step').to.equal(last.innerText.trim() !== WORDS.results.close);
      element.setAttribute('locale', 'zh-Hant');
      await waitUntil(() => element.shadowRoot!.querySelector('dialog')?.lang === LOCALES[1]);
      expect(firstLayerOf(element).length, firstLayerOf(element)).to.be.at.most(MOST);
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
