/** Text with parts that no line ends within. */
import { html } from 'lit';

const REFERENCE = /(?:[报報]?受理[编編][号號])?[\dA-Z]{4}-[\dA-Z]{4}/;
/** The name of a button, and that it is clicked, or where something is. */
const QUOTED = /(?:在|[点點].)?[“「][^”」]{1,10}[”」]/;
/** Also a date with its time. English dates have a space that does not break (`dates.ts`). */
const COUNT = /(?:\d+(?:分[钟鐘]|\S))+(?: [\d:]+)?/;
/**
 * Names and words of many sentences. A dot is a character that the two scripts may write
 * differently.
 */
const WORDS = [
  '.{4}部[门門]',
  '法定代表人(?:.件)?',
  '法人(?:姓名|.件.)',
  '代理人',
  '..公司',
  '登.(?:信息|[资資]料|、.更的)',
  '社保..(?:的..)?',
  '相[关關]..',
  '重新..',
  '不一致',
  '..[异異]常',
  '.一天',
  '(?:材料)?原件',
  '到?(?:.事)?窗口',
  '..本.站客服',
].join('|');
const SIGN = '[，。、；：]';
const CHARACTER = '[\u3000-\uffff]';

/** A reference may begin as a count does, so it comes first. */
const WHOLE = [REFERENCE.source, QUOTED.source, COUNT.source, WORDS].join('|');
/**
 * Each whole with the sign after it, and two characters before any other sign: where a long phrase
 * breaks anywhere, no line begins with a sign. Three characters at the end: none stands alone
 * there.
 */
const PARTS = new RegExp(`((?:${WHOLE})${SIGN}?|${CHARACTER}{1,2}${SIGN}|${CHARACTER}{3}$)`);

/** Leaves templates as they are. `parts`: a pattern with one group. */
export const unbroken = (said: unknown, parts = PARTS): unknown =>
  typeof said === 'string'
    ? said.split(parts).map((part, index) => (index % 2 ? html`<span class="unbroken">${part}</span>` : part))
    : said;
