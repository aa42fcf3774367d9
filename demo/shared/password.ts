/** Shows what was typed into a password field, for whoever types slowly or on a phone (public/reveal.js does it). */
import { html } from 'hono/html';

type Html = ReturnType<typeof html>;

/** A button that stands in one `.password` box with the field. `what`: the rest of its name, for those who hear it. */
export const reveal = (id: string, show: string, what: string): Html =>
  html`<button type="button" class="reveal" aria-pressed="false" data-reveal="${id}">
    ${show}<span class="visually-hidden">${what}</span>
  </button>`;
