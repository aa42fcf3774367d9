/** A page with a message: what happened, and what to do. */
import { html } from 'hono/html';
import { type Html, layout, type Visitor } from './layout.ts';

export interface Message {
  title: string;
  text: string;
  /** The next step. */
  link: { href: string; label: string };
}

export const messagePage = (visitor: Visitor, { title, text, link }: Message): Html =>
  layout(visitor, {
    title,
    body: html`<section class="inner narrow card">
      <h1>${title}</h1>
      <p>${text}</p>
      <p><a class="primary" href="${link.href}">${link.label}</a></p>
    </section>`,
  });
