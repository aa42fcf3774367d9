/** The large pieces of a page: its head, and the cards below. */
import { html } from 'hono/html';
import type { Html, Said } from './text.ts';

/** Parts that stand one after the other; '' and undefined are none. */
export type Parts = Said | undefined | readonly (Said | undefined)[];

/** The title of a page, and the sentence that introduces it. */
export const head = (title: Said, lead: Said = ''): Html =>
  html`<h1>${title}</h1>
    ${lead === '' ? '' : html`<p class="lead">${lead}</p>`}`;

interface Card {
  /**
   * Its heading. A card without one is part of the page's own text, as a list that is all of it.
   */
  title?: Said;
  /** The heading's id, for a table that it names. */
  id?: string;
  body: Parts;
  /** It is left out on paper. */
  isForScreen?: boolean;
}

export const card = ({ title, id, body, isForScreen = false }: Card): Html => {
  const names = isForScreen ? 'card no-paper' : 'card';
  if (title === undefined) return html`<div class="${names}">${body}</div>`;
  return html`<section class="${names}">
    ${id === undefined ? html`<h2>${title}</h2>` : html`<h2 id="${id}">${title}</h2>`} ${body}
  </section>`;
};

/** Parts side by side, one below the other where there is no room. */
export const columns = (...parts: readonly Parts[]): Html =>
  html`<div class="columns">${parts.map((one) => html`<div>${one}</div>`)}</div>`;

/** The wider part first. */
export const mainAndSide = (main: Parts, side: Parts): Html =>
  html`<div class="columns case">
    <div>${main}</div>
    <div>${side}</div>
  </div>`;

/** Many small cards, in two columns that are filled one after the other. */
export const cardsSideBySide = (cards: readonly Html[]): Html =>
  html`<div class="columns pairs">${cards}</div>`;

/** `isOpen`: from the beginning. */
export const fold = (summary: string, body: Parts, isOpen = false): Html =>
  html`<details ${isOpen ? 'open' : ''}>
    <summary>${summary}</summary>
    ${body}
  </details>`;

interface Tool {
  summary: string;
  body: Html;
  isOpen: boolean;
}

/**
 * Above a list: a filter, which is folded on a phone alone, and what else can be done with the
 * list. Paper has neither.
 */
export const listTools = (filter: Tool, other: Tool): Html => {
  const toolOf = (name: string, { summary, body, isOpen }: Tool) =>
    html`<details ${html`class="${name}"${isOpen ? ' open' : ''}`}>
      <summary>${summary}</summary>
      ${body}
    </details>`;
  return html`<div class="card filter no-paper">
    ${toolOf('for-phone', filter)} ${toolOf('export', other)}
  </div>`;
};
