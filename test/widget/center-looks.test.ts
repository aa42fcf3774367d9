/** The center, measured: its cards, its lines, and what of it is printed. */
import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { openCentre, realName, stands } from './support/center.ts';
import { CENTER_STATES } from './support/center-states.ts';
import { MISSING_STATES, cleanUpMissing } from './support/missing-states.ts';
import { cleanUp } from './support/page.ts';
import { statusOf } from './support/scripted.ts';
import { query } from './support/user.ts';
import { WORDS } from '../support/words.ts';

const box = (element: Element, selector: string): DOMRect => query(element, selector).getBoundingClientRect();

describe('the looks of the center', () => {
  beforeEach(() => setViewport({ width: 1366, height: 768 }));
  afterEach(async () => {
    cleanUp();
    cleanUpMissing();
    await emulateMedia({ media: 'screen' });
  });
  after(() => setViewport({ width: 800, height: 600 }));

  for (const [width, high] of [
    [1366, 120],
    [360, 200],
  ] as const)
    it(`a part that is missing is told in the card of the other troubles, ${width} pixels wide`, async () => {
      await setViewport({ width, height: 768 });
      const element = await MISSING_STATES['center, a part missing']!();
      const card = box(element, 'section');
      expect(card.width).to.be.at.most(960);
      expect(card.height).to.be.at.most(high);
      for (const part of ['svg', '.problem', '[part=hint]', 'button']) {
        const { left, right, top, bottom } = box(element, part);
        for (const space of [left - card.left, card.right - right, top - card.top, card.bottom - bottom])
          expect(space, part).to.be.at.least(16);
      }
      const [text, button] = [box(element, '[part=hint]'), box(element, 'button')];
      if (width === 1366) expect(button.top).to.be.below(text.top);
      else expect(button.width).to.equal(card.width - 34);
    });

  it('a detail that does not fit beside the state stands under it, without its dot', async () => {
    const { element } = await openCentre({
      status: [realName({ status: 'lapsed', reason: 'registration-changed' })],
    });
    await stands(element, `需重新认证 · ${WORDS.center.lapsed['registration-changed']}`);
    const row = (part: string): string => `li:nth-child(2) ${part}`;
    expect(box(element, row('.dot')).left).to.be.above(box(element, row('b')).right);
    element.locale = 'en';
    await stands(element, 'The registered details have changed');
    expect(box(element, row('.detail')).top).to.be.at.least(box(element, row('b')).bottom - 4);
    const sizeOf = (part: string): string => getComputedStyle(query(element, row(part))).fontSize;
    expect(sizeOf('.detail')).to.equal(sizeOf('.about'));
    expect(box(element, row('.dot')).right).to.be.at.most(box(element, row('.said')).left + 1);
  });

  it('keeps the place of the business that waits, before its state has come', async () => {
    await setViewport({ width: 360, height: 740 });
    const { element } = await openCentre(
      { status: [{ body: statusOf('uncertified'), delay: 500 }] },
      { 'resume-url': '/services/pay', business: '职工参保增减员' },
    );
    await stands(element, WORDS.center.kinds.phone);
    const list = (): number => box(element, 'section ul').top - box(element, 'section').top;
    const [early, words] = [list(), query(element, 'section').innerText];
    expect(words).not.to.include('您正在办理');
    await stands(element, '您正在办理“职工参保增减员”');
    expect(list()).to.equal(early);
    expect(early).to.be.above(60);
  });

  it('is printed without a way to go on, and without a closed heading', async () => {
    const certified = await CENTER_STATES['center, certified for a business']!();
    const refused = await CENTER_STATES['center, no attempt left']!();
    const opened = await CENTER_STATES['center, refused']!();
    await emulateMedia({ media: 'print' });
    expect(query(certified, 'section').innerText).not.to.include(WORDS.results.proceed(''));
    expect(box(certified, '.business').height).to.equal(0);
    expect(query(refused, 'section').innerText).not.to.include('最近的提交');
    expect(query(opened, 'section').innerText).to.include('最近的提交').and.include('未通过');
  });
});
