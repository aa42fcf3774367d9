/** Short pieces of a page. Hono's templates escape each value. */
import { html } from 'hono/html';

export type Html = ReturnType<typeof html>;

/** A sentence, or words in a sentence. */
export type Said = string | Html;

export type Tone = 'good' | 'bad' | 'care';

/** A date, a time or a count that stays on one line. */
export const part = (words: Said): Html => html`<span class="part">${words}</span>`;

export const joined = (parts: readonly Said[], between: string): Html =>
  html`${parts.map((one, at) => html`${at === 0 ? '' : between}${one}`)}`;

export const codeWords = (code: string): Html => html`<span class="code">${code}</span>`;

/** Less important words. */
export const hint = (words: Said): Html => html`<span class="hint">${words}</span>`;

/** A unit in a list: by its code alone where the name is not known. */
export const unitWords = (code: string, name: string | null): Html =>
  name === null ? codeWords(code) : html`${name}<br />${codeWords(code)}`;

/** A state in a word. */
export const badge = ([tone, words]: readonly [tone: Tone, words: string]): Html =>
  html`<span class="state ${tone}-text">${words}</span>`;

/** Words that stand on paper alone. */
export const onPaper = (words: Said): Html => html`<span class="paper">${words}</span>`;

/** Words that paper leaves out. */
export const onScreen = (words: Said): Html => html`<span class="no-paper">${words}</span>`;

/** An attribute of an element; '' is none. */
export const attribute = (name: string, value: string | number | undefined): Html | '' =>
  value === undefined || value === '' ? '' : html`${name}="${value}"`;

/** Several words, without those that are ''. */
export const spaced = (...all: readonly string[]): string => all.filter((one) => one !== '').join(' ');
