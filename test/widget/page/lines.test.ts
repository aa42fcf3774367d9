/** Where the lines of Chinese end: a phrase without a comma may be broken anywhere, but no line begins with a sign. */
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { cleanUp } from '../support/page.ts';
import { REGISTRATION_STATES } from '../support/registration-states.ts';
import { cleanUpRegistration } from '../support/registration.ts';
import { CERTIFICATION_STATES } from '../support/states.ts';
import { waitUntil } from '../support/wait.ts';

const STATES = { ...CERTIFICATION_STATES, ...REGISTRATION_STATES };

/** States with phrases that are longer than a line. */
const TABLE: readonly [state: string, appearance?: 'large'][] = [
  ['registration, no register, at the counter'],
  ['registration, people refused'],
  ['registration, unit not active', 'large'],
  ['center, not active', 'large'],
  ['center, another agent withdraws'],
  ['gate while a case waits'],
];

/** The lines of a block. */
function linesOf(block: Element): string[] {
  const lines: string[] = [];
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let bottom = -Infinity;
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    for (let index = 0; index < text.length; index++) {
      range.setStart(text, index);
      range.setEnd(text, index + 1);
      const { top, height, width } = range.getBoundingClientRect();
      if (!width) continue; // a space at the end of a line, or what is not shown
      if (top + height / 2 > bottom) lines.push('');
      lines.push(lines.pop()! + text.data[index]!);
      bottom = top + height;
    }
  }
  return lines;
}

describe('lines at 360 pixels', () => {
  before(() => setViewport({ width: 360, height: 640 }));
  after(() => setViewport({ width: 800, height: 600 }));
  afterEach(() => {
    cleanUp();
    cleanUpRegistration();
  });

  for (const [state, appearance = 'standard'] of TABLE)
    it(`${state}, ${appearance}: none begins with a sign`, async () => {
      const element = await STATES[state]!();
      element.setAttribute('appearance', appearance);
      const blocks = () => [...element.shadowRoot!.querySelectorAll('p, li, dd, .under')].map(linesOf);
      await waitUntil(() => blocks().some(({ length }) => length > 1));
      expect(blocks().flat()).not.to.satisfy((lines: string[]) =>
        lines.some((line) => /^[，。；：、）》”]/.test(line)),
      );
    });
});
