/** A list of facts: the name of each, and what is known of it. */
import { html } from 'hono/html';
import type { Html, Said } from './text.ts';

export type Fact = readonly [name: string, value: Said | number | null | undefined];

/** A fact without a value is left out. */
export const facts = (all: readonly Fact[]): Html =>
  html`<dl>
    ${all
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
  </dl>`;
