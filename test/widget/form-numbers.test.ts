/** A document number is plain while it is edited, and shown in groups otherwise. */
import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import type { UnitCertification } from '../../widget/unit-certification.ts';
import { cleanUp, openForm } from './support/page.ts';
import { LEGAL, chooseAgent, fill, fillLegal, input, query, shown } from './support/user.ts';
import { WORDS } from '../support/words.ts';

const box = (element: Element): DOMRect => element.getBoundingClientRect();

async function opened(width: number, height: number): Promise<UnitCertification> {
  await setViewport({ width, height });
  return (await openForm({ 'privacy-url': '/privacy' })).element;
}

describe('a number in its field', () => {
  afterEach(cleanUp);
  after(() => setViewport({ width: 800, height: 600 }));
  const NUMBER = 'legalRepresentative.idNumber';
  const HINT = WORDS.form.fields[NUMBER].hint;
  /** The hint, whose words and number may be on two lines. */
  const hint = (element: Element): string =>
    query(element, '#legalRepresentative-idNumber-hint').innerText.replaceAll('\n', '');

  it('is shown in groups in the hint as soon as it is complete, without moving anything', async () => {
    const element = await opened(1366, 625);
    const height = (): number => box(query(element, 'dialog')).height;
    const before = height();
    input(element, NUMBER).focus();
    await sendKeys({ type: LEGAL.idNumber.slice(0, 17) });
    expect(hint(element)).not.to.include(WORDS.form.readBack);
    await sendKeys({ type: 'x' });
    await waitUntil(() => hint(element).includes(`${WORDS.form.readBack}110105 19491231 002X`));
    expect(input(element, NUMBER).value, 'plain while it is typed').to.equal('11010519491231002x');
    expect(hint(element)).not.to.include(HINT);
    expect(height()).to.equal(before);
    input(element, 'foundedOn').focus();
    await waitUntil(() => hint(element).includes(HINT));
    expect(shown(element), 'the field itself has the groups').not.to.include(WORDS.form.readBack);
    expect(input(element, NUMBER).value).to.equal('110105 19491231 002X');
    expect(height()).to.equal(before);
  });

  it('is shown in groups between label and field instead of the hint, for both people', async () => {
    for (const [width, appearance, locale] of [
      [1366, 'standard', 'zh-Hans'],
      [360, 'standard', 'en'],
      [360, 'large', 'zh-Hans'],
    ] as const) {
      const element = await opened(width, 640);
      await chooseAgent(element);
      fill(element, 'legalRepresentative.name', LEGAL.name);
      Object.assign(element, { appearance, locale });
      await waitUntil(() => query(element, 'dialog').lang === locale);
      if (appearance === 'large') query(element, '[part~="primary"]').click();
      for (const path of appearance === 'large' ? [NUMBER] : [NUMBER, 'agent.idNumber']) {
        await waitUntil(() => input(element, path).checkVisibility());
        input(element, path).focus();
        await element.updateComplete;
        const { top } = box(input(element, path));
        await sendKeys({ type: LEGAL.idNumber });
        const id = path.replace('.', '-');
        const number = query(element, `#${id}-hint strong`);
        expect(box(number).height).to.be.below(1.6 * parseFloat(getComputedStyle(number).lineHeight));
        expect(box(input(element, path)).top - box(number).bottom, 'right above').to.be.within(0, 8);
        const words = document.createRange();
        words.selectNodeContents(query(element, `#${id}-hint .read-back`));
        const under = words.getBoundingClientRect().top - box(query(element, `[for="${id}"]`)).bottom;
        expect(under, 'no hole').to.be.below(8);
        expect(box(input(element, path)).top, 'nothing has moved').to.equal(top);
      }
      cleanUp();
    }
  });

  it('of another document is not shown in groups', async () => {
    const element = await opened(1366, 625);
    for (const [typed, read] of [
      ['h12345678', 'H12345678'],
      ['932682198501010017', '932682198501010017'],
    ] as const) {
      input(element, NUMBER).select();
      await sendKeys({ type: typed });
      expect(hint(element)).to.include(HINT).and.not.to.include(WORDS.form.readBack);
      input(element, 'foundedOn').focus();
      await waitUntil(() => input(element, NUMBER).value === read);
      input(element, NUMBER).focus();
    }
  });

  it('has the caret at the click, after any other field', async () => {
    const element = await opened(1366, 625);
    fillLegal(element);
    for (const from of ['legalRepresentative.name', 'foundedOn']) {
      input(element, from).focus();
      await element.updateComplete;
      const field = input(element, NUMBER);
      await waitUntil(() => field.value === '110105 19491231 002X');
      // Left of the first digit, and right of the last one.
      const { left, right, top, height } = box(field);
      for (const [x, caret] of [
        [left + 6, 0],
        [right - 6, 18],
      ] as const) {
        input(element, from).focus();
        await element.updateComplete;
        await sendMouse({ type: 'click', position: [Math.round(x), Math.round(top + height / 2)] });
        await waitUntil(() => field.value === LEGAL.idNumber, 'plain while it is edited');
        expect([field.selectionStart, field.selectionEnd]).to.deep.equal([caret, caret]);
      }
      // Between: as many digits before the caret as before the click.
      input(element, from).focus();
      await element.updateComplete;
      const canvas = document.createElement('canvas').getContext('2d')!;
      const { font, paddingLeft } = getComputedStyle(field);
      canvas.font = font;
      const x = left + 1 + parseFloat(paddingLeft) + canvas.measureText('110105 1949').width;
      await sendMouse({ type: 'click', position: [Math.round(x), Math.round(top + height / 2)] });
      await waitUntil(() => field.value === LEGAL.idNumber);
      expect(field.selectionStart).to.equal(10);
      expect(field.selectionEnd).to.equal(10);
    }
  });
});
