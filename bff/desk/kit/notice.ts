/** Messages to the person at the desk, and sentences that they read out. */
import { html } from 'hono/html';
import type { Html, Said, Tone } from './text.ts';

/** A message at the top of a page. `next`: where to go from there. */
export const notice = (tone: Tone, title: Said, text: Said = '', next: Said = ''): Html =>
  html`<div class="notice ${tone}" role="${tone === 'good' ? 'status' : 'alert'}">
    <p><strong>${title}</strong></p>
    ${text === '' ? '' : html`<p>${text}</p>`} ${next}
  </div>`;

/** Something to know that neither failed nor was done. */
export const remark = (text: Said): Html => html`<div class="notice" role="status"><p>${text}</p></div>`;

/**
 * Something that the person has to keep in mind, which is no news: no screen reader is interrupted.
 */
export const warning = (title: Said, text: Said): Html =>
  html`<div class="notice care">
    <p><strong>${title}</strong></p>
    <p>${text}</p>
  </div>`;

/** Where to go from a message: a button, and a link to all that there is. */
export const nextLinks = (...links: readonly Said[]): Html => html`<p class="next">${links}</p>`;

/** Sentences that staff read out to the person who calls or stands at the counter. */
export const sayBox = (sentences: readonly Said[]): Html =>
  html`<div class="say">${sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>`;
