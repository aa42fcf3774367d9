/** Chinese text whose lines end between words: with `word-break: keep-all` it breaks only where this allows it, and at its commas. */
import { html } from 'lit';

const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter('zh', { granularity: 'word' }) : undefined;

/**
 * Ahead of a word of two characters or more that has as many before it: “实名” and “账号” are two words to a browser, and
 * stay whole; “已” stays with what it begins.
 */
export function phrases(text: string): unknown {
  if (!segmenter) return text;
  const found = [''];
  let characters = 0;
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (isWordLike && characters > 1 && /^\p{L}{2}/u.test(segment)) {
      found.push('');
      characters = 0;
    }
    found[found.length - 1] += segment;
    characters = isWordLike ? characters + segment.length : 0;
  }
  return found.map((phrase, index) => (index ? html`<wbr />${phrase}` : phrase));
}
