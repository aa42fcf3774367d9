/** Links: one that looks like a button, the next page of a list, and a choice of lists. */
import { html } from 'hono/html';
import { type Html, type Said, spaced } from './text.ts';

/** `isCurrent`: it leads to what is shown. */
export const link = (address: string, words: Said, isCurrent = false): Html =>
  html`<a href="${address}" ${isCurrent ? html`aria-current="true"` : ''}>${words}</a>`;

/** A link that leads by a number or a code. */
export const codeLink = (address: string, words: Said): Html =>
  html`<a class="code" href="${address}">${words}</a>`;

export const buttonLink = (address: string, text: string, isSecond = false): Html =>
  html`<a class="${spaced('button', isSecond ? 'second' : '')}" href="${address}">${text}</a>`;

/** Under a list; none on the last page. */
export const nextPage = (address: string | undefined, words = '下一页'): Html | '' =>
  address === undefined ? '' : html`<p>${link(address, words)}</p>`;

/** `isShown`: the page shows this list. */
export const choiceOfLists = (lists: readonly { address: string; words: string; isShown: boolean }[]): Html =>
  html`<p class="choices-of-lists no-paper">
    ${lists.map(
      ({ address, words, isShown }) =>
        html`<a class="choice" href="${address}" ${isShown ? html`aria-current="page"` : ''}>${words}</a> `,
    )}
  </p>`;
