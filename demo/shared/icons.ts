/** Line icons that both sites use, on a 24-pixel grid. Decorative: the word beside each says what it means. */
import { html } from 'hono/html';

type Html = ReturnType<typeof html>;

export const drawn = (path: string): Html =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="${path}" /></svg>`;

/** Of everything that only the demo has. */
export const wand = drawn('M4 20 15 9M17 3v4M15 5h4M20 11v3M18.500 12.500h3M9 3v3M7.500 4.500h3');

/** Larger type. */
export const letters = drawn('M2.500 19 8 5l5.500 14M4.500 14h7M15 19l3-8 3 8M16 16.500h4');
