/** The receipt of a business: its number, and what was submitted. */
import { randomInt } from 'node:crypto';
import { html } from 'hono/html';
import { type Html, icon } from './layout.ts';

export interface Receipt {
  title: string;
  /** Before the number. */
  label: string;
  /** Labels and values. */
  rows: [string, string][];
  /** After the values. */
  more: Html;
}

export function receipt({ title, label, rows, more }: Receipt): Html {
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
  const number = `${day}-${String(randomInt(1_000_000)).padStart(6, '0')}`;
  return html`<section class="card receipt">
    ${icon('check')}
    <h1>${title}</h1>
    <p>${label} <strong class="code">${number}</strong></p>
    <dl>
      ${rows.map(
        ([name, said]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${said}</dd>
          </div>`,
      )}
    </dl>
    ${more}
  </section>`;
}
