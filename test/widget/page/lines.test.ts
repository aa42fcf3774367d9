/** Where the lines of Chinese end: a phrase without a comma may be broken, but in none of our words, and no line begins with a sign. */
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { cleanUp } from '../support/page.ts';
import { REGISTRATION_STATES } from '../support/registration-states.ts';
import { cleanUpRegistration } from '../support/registration.ts';
import { CERTIFICATION_STATES } from '../support/states.ts';
import { waitUntil } from '../support/wait.ts';

const STATES = { ...CERTIFICATION_STATES, ...REGISTRATION_STATES };

/** Words of many sentences. */
const WHOLE = /法定代表人(?:证件)?|代理人|法人姓名|有限公司|不一致|重新(?:认证|提交|申请)|相关业务/g;

/** States with phrases that are longer than a line. */
const TABLE: readonly [state: string, appearance?: 'large'][] = [
  ['registration, no register, at the counter'],
  ['registration, people refused'],
  ['registration, unit not active', 'large'],
  ['center, not active', 'large'],
  ['center, another agent withdraws'],
  ['center, another agent withdraws', 'large'],
  ['center, due', 'large'],
  ['center, withdrawing a re-check', 'large'],
  ['login changed', 'large'],
  ['prompt', 'large'],
  ['prompt of a class without a source', 'large'],
  ['registration, people refused', 'large'],
  ['registration, unit refused', 'large'],
  ['gate while a case waits'],
];

/** The words that an end of a line breaks. */
function brokenIn(lines: readonly string[]): string[] {
  const said = lines.join('');
  let length = 0;
  const ends = lines.map((line) => (length += line.length));
  return [...said.matchAll(WHOLE)]
    .filter(({ 0: word, index }) => ends.some((end) => end > index && end < index + word.length))
    .map(([word]) => word);
}

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
    it(`${state}, ${appearance}: none begins with a sign or within a word`, async () => {
      const element = await STATES[state]!();
      element.setAttribute('appearance', appearance);
      const blocks = () => [...element.shadowRoot!.querySelectorAll('p, li, dd, .under')].map(linesOf);
      await waitUntil(() => blocks().some(({ length }) => length > 1));
      expect(blocks().flat()).not.to.satisfy((lines: string[]) =>
        lines.some((line) => /^[，。；：、）》”]/.test(line)),
      );
      expect(blocks().flatMap(brokenIn)).to.deep.equal([]);
    });
});
