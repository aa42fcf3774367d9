/** Text with parts that no line ends within. */
import { html } from 'lit';

/**
 * A reference with its name and the verb before it, and the quoted name of a button. In Chinese, a
 * date with its time, a count, names and words of many sentences, and the last two characters, so
 * that none stands alone on a line; each with the sign after it, and any other two characters before
 * a sign: where a long phrase breaks anywhere, no line begins with one. English dates have a space
 * that does not break (`dates.ts`). A reference may begin as a count does, so it comes first.
 */
const PARTS =
  /((?:.{4}部[门門]|法定代表人(?:.件)?|(?:[报報]?受理..)?[\dA-Z]{4}-[\dA-Z]{4}|[“「][^”」]{1,10}[”」]|不一致|..本.站客服|(?:\d+(?:分.|\S))+(?: [\d:]+)?|..公司|材?料?原件|(?:重新|相[关關]|社保|法人)..|..窗口|代理人)[，。、；：]?|[\u3000-\uffff]{1,2}[，。、；：]|[\u3000-\uffff]{3}$)/;

/** Leaves templates as they are. `parts`: a pattern with one group. */
export const unbroken = (said: unknown, parts = PARTS): unknown =>
  typeof said === 'string'
    ? said.split(parts).map((part, index) => (index % 2 ? html`<span class="unbroken">${part}</span>` : part))
    : said;
