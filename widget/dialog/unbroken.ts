/** Text with parts that no line ends within. */
import { html } from 'lit';

const REFERENCE = /(?:[报報]?受理[编編][号號])?[\dA-Z]{4}-[\dA-Z]{4}/;
/** The name of a button, and that it is clicked, or where something is. */
const QUOTED = /(?:在|[点點].)?[“「][^”」]{1,10}[”」]/;
/** Also a date with its time. English dates have a space that does not break (`dates.ts`). */
const COUNT = /(?:\d+(?:分[钟鐘]|\S))+(?: [\d:]+)?/;
/** Names and words of many sentences, in both scripts. */
const WORDS = [
  '.{4}部[门門]',
  '法定代表人(?:[证證]件)?',
  '法人(?:姓名|[证證]件[号號]?)',
  '代理人',
  '..公司',
  '登[记記](?:信息|[资資]料|、[变變]更的)',
  '社保[业業][务務](?:的[记記][录錄])?',
  '相[关關][业業][务務]',
  '重新..',
  '不一致',
  '[状狀][态態][异異]常',
  '[这這那]一天',
  '(?:材料)?原件',
  '到?(?:[办辦]事)?窗口',
  '(?:[联聯][系絡]|[咨諮][询詢])本[网網]站客服',
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
