/**
 * Where the lines of Chinese end: a phrase without a comma may be broken, but in none of our words,
 * and no line begins with a sign.
 */
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { cleanUp } from '../support/page.ts';
import { REGISTRATION_STATES } from '../support/registration-states.ts';
import { cleanUpRegistration } from '../support/registration.ts';
import { CERTIFICATION_STATES } from '../support/states.ts';
import { waitUntil } from '../support/wait.ts';
import { LOCALES } from '../../../widget/locales/index.ts';

const STATES = { ...CERTIFICATION_STATES, ...REGISTRATION_STATES };

/** Words of many sentences. */
const WHOLE =
  /法定代表人(?:证件)?|代理人|法人(?:姓名|证件号)|有限公司|登记(?:信息|、变更的)|社保业务的记录|状态异常|这一天|到(?:办事)?窗口|不一致|重新(?:认证|提交|申请)|相关业务|[点在]+击?“.+?”|\d+月\d+日 ?[\d:]*/g;

/** States with phrases that are longer than a line. */
const TABLE: readonly [state: string, appearance?: 'large'][] = [
  ['registration, no register, at the counter'],
  ['registration, no register, at the counter', 'large'],
  ['registration, no register', 'large'],
  ['registration, no register, at the counter, with help', 'large'],
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
  ['gate of a class without a source', 'large'],
  ['agent without record'],
  ['re-check, consent'],
  ['re-check, consent', 'large'],
  ['registry mismatch of a new unit, with help'],
  ['registration, no more codes'],
  ['registration, the site has no more codes'],
  ['center, the agent has withdrawn', 'large'],
  ['counter, opened'],
  ['counter, the case of an agent, not active, with help', 'large'],
  ['notice without a center'],
  ['notice without a center', 'large'],
  ['operator with a center'],
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

const BLOCKS = 'h2, p, li, dt, dd, summary, button, label, legend, small, .under, .error';
/** Not what only screen readers read. */
const isShown = ({ clientWidth, clientHeight }: Element): boolean => clientWidth > 1 && clientHeight > 1;

/** A line that begins with a sign, or has one character alone. */
const BAD = /^[，。；：、）》」”？]|^\S[，。；：、）》」”？]?$/u;

/** The lines of a block. */
function linesOf(block: Element): string[] {
  const lines: string[] = [];
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let bottom = -Infinity;
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    if (text.parentElement!.closest('.unseen')) continue; // for screen readers, one character wide
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
    it(`${state}, ${appearance}: none begins within a word`, async () => {
      const element = await STATES[state]!();
      element.setAttribute('appearance', appearance);
      const blocks = () => [...element.shadowRoot!.querySelectorAll('p, li, dd, .under')].map(linesOf);
      await waitUntil(() => blocks().some(({ length }) => length > 1));
      expect(blocks().flatMap(brokenIn)).to.deep.equal([]);
    });

  for (const [state, open] of Object.entries(STATES))
    it(`${state}: none begins with a sign, or has one character alone`, async () => {
      const element = await open();
      for (const locale of LOCALES.slice(0, 2))
        for (const appearance of ['standard', 'large']) {
          element.setAttribute('locale', locale);
          element.setAttribute('appearance', appearance);
          await waitUntil(
            () => !!element.shadowRoot!.querySelector(`:is(dialog, section)[lang="${locale}"]`),
          );
          await new Promise(requestAnimationFrame);
          const blocks = [...element.shadowRoot!.querySelectorAll(BLOCKS)].filter(isShown).map(linesOf);
          expect(blocks.length).to.be.above(1);
          const wrong = blocks.filter((lines) => lines.slice(1).some((line) => BAD.test(line.trim())));
          expect(wrong.map((lines) => lines.join(' | '))).to.deep.equal([], `${locale}, ${appearance}`);
        }
    });
});
