/** What only paper has, and what it does not have. */
import { html } from 'hono/html';
import type { Html, Said } from './text.ts';

export const onPaper = (words: Said): Html => html`<span class="paper">${words}</span>`;
export const onScreen = (words: Said): Html => html`<span class="no-paper">${words}</span>`;
