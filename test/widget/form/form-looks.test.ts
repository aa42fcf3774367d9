/** The looks that make the form usable: contrast, reading order, stars, focus ring. */
import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { cleanUp, openForm } from '../support/page.ts';
import { CERTIFICATION_STATES } from '../support/states.ts';
import { chooseAgent, press, query, see } from '../support/user.ts';
import { INPUT_IDS } from '../../support/fields.ts';
import { WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const box = (element: Element): DOMRect => element.getBoundingClientRect();

/** The painted red, green and blue, from 0 to 255. */
function painted(color: string): number[] {
  const canvas = document.createElement('canvas').getContext('2d')!;
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

/** Relative luminance (WCAG 2.2). */
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
        it(`${state}, ${appearance}, ${colorScheme}: the waiting time is readable`, async () => {
          await emulateMedia({ colorScheme });
          const element = await CERTIFICATION_STATES[state]!();
          element.setAttribute('appearance', appearance);
          const primary = query(element, '[part~="primary"]');
          expect(primary.getAttribute('aria-disabled')).to.equal('true');
          expect(contrast(primary)).to.be.at.least(least);
        });

  for (const locale of ['zh-Hans', 'en'])
    it(`${locale}: the summary is read row by row, like the fields`, async () => {
      await setViewport({ width: 1366, height: 768 });
      const { element } = await openForm();
      await chooseAgent(element);
      press(element, WORDS.form.submit);
      await see(element, WORDS.form.summary(INPUT_IDS.length));
      element.setAttribute('locale', locale);
      await waitUntil(() => query(element, 'dialog').lang === locale);
      const errors = [...element.shadowRoot!.querySelectorAll('[part~="summary"] li')].map(box);
      const read = errors.toSorted((one, other) => one.top - other.top || one.left - other.left);
      expect(read).to.deep.equal(errors);
    });

  it('does not scroll where the window has room for it, with help below the fields or without', async () => {
    await setViewport({ width: 1366, height: 625 });
    const { element } = await openForm();
    const hidden = (): number => {
      const { scrollHeight, clientHeight } = query(element, 'dialog .middle');
      return scrollHeight - clientHeight;
    };
    expect(hidden()).to.equal(0);
    element.setAttribute('help', '咨询电话：12333');
    await see(element, '咨询电话：12333');
    expect(hidden()).to.equal(0);
  });

  it('has the whole height of a low window but for eight pixels above and below', async () => {
    await setViewport({ width: 800, height: 400 });
    const { element } = await openForm();
    const { top, bottom } = box(query(element, 'dialog'));
    expect([top, innerHeight - bottom]).to.deep.equal([8, 8]);
  });

  it('a scrollbar has the colors of the dialog, also in the dark', async () => {
    const { element } = await openForm();
    for (const colorScheme of ['dark', 'light'] as const) {
      await emulateMedia({ colorScheme });
      const { borderTopColor } = getComputedStyle(query(element, '.field input'));
      const { scrollbarColor } = getComputedStyle(query(element, 'dialog .middle'));
      expect(scrollbarColor).to.equal(`${borderTopColor} rgba(0, 0, 0, 0)`);
    }
  });

  it('explains its stars; in steps there are none', async () => {
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

  it('the focus ring of an identity is around the whole choice', async () => {
    const { element } = await openForm();
    const radio = query(element, '[value="agent"]');
    radio.focus();
    const ring = getComputedStyle(radio.closest('[part~="choice"]')!);
    expect(ring.outlineStyle).to.equal('solid');
    expect(getComputedStyle(radio).outlineStyle).to.equal('none');
  });
});
