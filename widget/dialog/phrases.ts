/** Chinese text whose lines end between words: with `word-break: keep-all` it breaks only where this allows it, and at its commas. */
import { html } from 'lit';

const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter('zh', { granularity: 'word' }) : undefined;

/** Ahead of a word of two characters or more: “实名” and “账号” are two words to a browser, and stay whole. */
export function phrases(text: string): unknown {
  if (!segmenter) return text;
  const found = [''];
  let isAfterWord = false;
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (isAfterWord && isWordLike && /^\p{L}{2}/u.test(segment)) found.push('');
    found[found.length - 1] += segment;
    isAfterWord = !!isWordLike;
  }
  return found.map((phrase, index) => (index ? html`<wbr />${phrase}` : phrase));
}
