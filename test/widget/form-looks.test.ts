/** What the form looks like, measured: rows, rings, indents and contrasts. */
import { expect, waitUntil } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { cleanUp, openForm } from './support/page.ts';
import { CERTIFICATION_STATES } from './support/states.ts';
import { button, chooseAgent, fill, press, query, see } from './support/user.ts';
import { WORDS } from '../support/words.ts';

const box = (element: Element): DOMRect => element.getBoundingClientRect();

/** Red, green and blue as they are painted, from 0 to 255. */
function painted(color: string): number[] {
  const canvas = document.createElement('canvas').getContext('2d')!;
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

/** WCAG 2.2. */
function luminance(color: string): number {
  const [red, green, blue] = painted(color).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(element: Element): number {
  const { color, backgroundColor, opacity } = getComputedStyle(element);
  expect(opacity).to.equal('1');
  const [dark, light] = [luminance(color), luminance(backgroundColor)].sort((one, other) => one - other);
  return (light! + 0.05) / (dark! + 0.05);
}

describe('the form’s looks', () => {
  afterEach(cleanUp);
  after(async () => {
    await setViewport({ width: 800, height: 600 });
    await emulateMedia({ colorScheme: 'light' });
  });

  for (const colorScheme of ['light', 'dark'] as const)
    for (const [appearance, least] of [
      ['standard', 4.5],
      ['large', 7],
    ] as const)
      for (const state of ['sending', 'unavailable'])
        it(`${state}, ${appearance}, ${colorScheme}: what is waited for is readable`, async () => {
          await emulateMedia({ colorScheme });
          const element = await CERTIFICATION_STATES[state]!();
          element.setAttribute('appearance', appearance);
          const primary = query(element, '.primary');
          expect(primary.getAttribute('aria-disabled')).to.equal('true');
          expect(contrast(primary)).to.be.at.least(least);
        });

  for (const appearance of ['standard', 'large'])
    it(`${appearance}, on a phone: all buttons stand in one row, the primary the widest, its words a line`, async () => {
      await setViewport({ width: 360, height: 640 });
      const element = await CERTIFICATION_STATES['sending']!();
      element.setAttribute('appearance', appearance);
      await new Promise(requestAnimationFrame);
      const [primary, cancel] = [box(query(element, '.primary')), box(button(element, WORDS.prompt.cancel))];
      expect(primary.right).to.equal(box(query(element, '.actions')).right);
      expect(primary.top).to.equal(cancel.top);
      expect(primary.width).to.be.above(1.5 * cancel.width);
      expect(primary.height).to.equal(appearance === 'large' ? 56 : 44);
      expect(cancel.height).to.equal(primary.height);
    });

  for (const locale of ['zh-Hans', 'en'])
    it(`${locale}: the summary is read row by row, like the fields`, async () => {
      await setViewport({ width: 1366, height: 768 });
      const { element } = await openForm();
      await chooseAgent(element);
      press(element, WORDS.form.submit);
      await see(element, WORDS.form.summary(5));
      element.setAttribute('locale', locale);
      await waitUntil(() => query(element, 'dialog').lang === locale);
      const errors = [...element.shadowRoot!.querySelectorAll('.summary li')].map(box);
      const read = errors.toSorted((one, other) => one.top - other.top || one.left - other.left);
      expect(read).to.deep.equal(errors);
      expect(errors[1]!.top, 'a row').to.equal(errors[0]!.top);
    });

  it('explains its stars, and has none in steps', async () => {
    const { element } = await openForm();
    const stars = () =>
      [...element.shadowRoot!.querySelectorAll<HTMLElement>('.star')].filter(
        (star) => star.getClientRects().length,
      );
    expect(stars()).to.have.length(3);
    await see(element, WORDS.form.required);
    element.setAttribute('appearance', 'large');
    await see(element, WORDS.form.step(1, 4));
    expect(stars()).to.have.length(0);
    element.removeAttribute('appearance');
    await see(element, WORDS.form.required);
    await emulateMedia({ media: 'print' });
    expect(stars(), 'on paper').to.have.length(0);
    await emulateMedia({ media: 'screen' });
  });

  it('the bar is as high as its title, in one line and in two', async () => {
    await setViewport({ width: 360, height: 640 });
    const element = await CERTIFICATION_STATES['gate']!();
    for (const [appearance, lines] of [
      ['standard', 1],
      ['large', 2],
    ] as const) {
      element.setAttribute('appearance', appearance);
      await new Promise(requestAnimationFrame);
      const title = query(element, 'h2');
      const { height } = box(title);
      expect(Math.round(height / parseFloat(getComputedStyle(title).lineHeight))).to.equal(lines);
      expect(box(query(element, '.bar')).height).to.equal(height);
    }
  });

  it('the circle of an icon is drawn whole', async () => {
    const { element } = await openForm();
    press(element, WORDS.form.submit);
    await waitUntil(() => element.shadowRoot!.querySelector('.error svg'));
    expect(getComputedStyle(query(element, '.error svg')).overflow).to.equal('visible');
  });

  it('the second line of an error starts under the first word', async () => {
    await setViewport({ width: 360, height: 640 });
    const { element } = await openForm();
    fill(element, 'legalRepresentative.idNumber', '567890123');
    press(element, WORDS.form.submit);
    await waitUntil(() => element.shadowRoot!.querySelector('#legalRepresentative-idNumber-error .error'));
    const error = query(element, '#legalRepresentative-idNumber-error .error');
    const words = document.createRange();
    words.selectNodeContents(error.querySelector('span')!);
    const lines = [...words.getClientRects()];
    expect(new Set(lines.map(({ top }) => Math.round(top))).size, 'lines').to.be.above(1);
    expect(Math.min(...lines.map(({ left }) => left))).to.be.at.least(box(error.querySelector('svg')!).right);
  });

  it('the ring of an identity is about the whole choice', async () => {
    const { element } = await openForm();
    const radio = query(element, '[value="agent"]');
    radio.focus();
    const ring = getComputedStyle(radio.closest('.choice')!);
    expect([ring.outlineStyle, ring.outlineWidth]).to.deep.equal(['solid', '3px']);
    expect(getComputedStyle(radio).outlineStyle).to.equal('none');
  });

  it('has an edge above its actions in forced colors', async () => {
    await emulateMedia({ forcedColors: 'active' });
    const { element } = await openForm();
    expect(getComputedStyle(query(element, '.foot')).borderTopWidth).to.equal('2px');
    await emulateMedia({ forcedColors: 'none' });
  });
});
