/** A resident’s number is written in groups once its field is left. */
import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import { bodyOf, cleanUp, openFilledForm, openForm } from '../support/page.ts';
import { LEGAL, chooseAgent, fillLegal, input, press, query } from '../support/user.ts';
import { answered } from '../support/scripted.ts';
import { WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const NUMBER = 'legalRepresentative.idNumber';
const GROUPED = '110105 19491231 002X';

async function opened(width: number, height: number): Promise<UnitCertification> {
  await setViewport({ width, height });
  return (await openForm({ 'privacy-url': '/privacy' })).element;
}

describe('a number in its field', () => {
  afterEach(cleanUp);
  after(() => setViewport({ width: 800, height: 600 }));

  it('is in groups once its field is left, for both people, without moving anything', async () => {
    const element = await opened(1366, 625);
    await chooseAgent(element);
    const height = (): number => query(element, 'dialog').getBoundingClientRect().height;
    const before = height();
    for (const path of [NUMBER, 'agent.idNumber']) {
      input(element, path).focus();
      await sendKeys({ type: LEGAL.idNumber.toLowerCase() });
      expect(input(element, path).value, 'plain while it is typed').to.equal(LEGAL.idNumber.toLowerCase());
      input(element, 'foundedOn').focus();
      await waitUntil(() => input(element, path).value === GROUPED);
    }
    expect(height()).to.equal(before);
  });

  it('of another document is not in groups', async () => {
    const element = await opened(1366, 625);
    for (const [typed, read] of [
      ['h12345678', 'H12345678'],
      ['932682198501010017', '932682198501010017'],
    ] as const) {
      input(element, NUMBER).select();
      await sendKeys({ type: typed });
      input(element, 'foundedOn').focus();
      await waitUntil(() => input(element, NUMBER).value === read);
      input(element, NUMBER).focus();
    }
  });

  it('keeps its groups when it is entered, with the caret at the click, and is corrected there', async () => {
    const page = await openFilledForm({ submit: [answered('certified')] });
    await setViewport({ width: 1366, height: 625 });
    const { element } = page;
    fillLegal(element, { idNumber: '110105194912310020' });
    const field = input(element, NUMBER);
    field.focus();
    field.setSelectionRange(17, 18);
    await sendKeys({ type: 'X' });
    input(element, 'foundedOn').focus();
    await waitUntil(() => field.value === GROUPED);
    const { left, top, height } = field.getBoundingClientRect();
    const canvas = document.createElement('canvas').getContext('2d')!;
    const { font, paddingLeft } = getComputedStyle(field);
    canvas.font = font;
    const x = left + 1 + parseFloat(paddingLeft) + canvas.measureText('110105 1949').width;
    await sendMouse({ type: 'click', position: [Math.round(x), Math.round(top + height / 2)] });
    expect([field.value, field.selectionStart, field.selectionEnd]).to.deep.equal([GROUPED, 11, 11]);
    press(element, WORDS.form.submit);
    expect(await bodyOf(page)).to.deep.include({
      legalRepresentative: { name: LEGAL.name, idNumber: LEGAL.idNumber },
    });
  });

  it('is copied and cut without its groups', async () => {
    const element = await opened(1366, 625);
    fillLegal(element);
    input(element, 'foundedOn').focus();
    const field = input(element, NUMBER);
    await waitUntil(() => field.value === GROUPED);
    field.focus();
    field.select();
    const leave = (type: 'copy' | 'cut'): string => {
      const clipboardData = new DataTransfer();
      const options = { clipboardData, bubbles: true, composed: true, cancelable: true };
      field.dispatchEvent(new ClipboardEvent(type, options));
      return clipboardData.getData('text/plain');
    };
    expect(leave('copy')).to.equal(LEGAL.idNumber);
    expect(field.value).to.equal(GROUPED);
    expect(leave('cut')).to.equal(LEGAL.idNumber);
    expect(field.value).to.equal('');
    document.execCommand('undo');
    expect(field.value).to.equal(GROUPED);
  });
});
