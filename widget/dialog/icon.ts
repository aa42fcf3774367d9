/**
 * Icons on a 24-unit grid. Each is beside a word, or in a button with a name, so icons are hidden
 * from assistive technology.
 */
import { type TemplateResult, html } from 'lit';

export type IconKind = 'success' | 'danger' | 'warning' | 'waiting';

/** Drawn in a circle. */
export const strokes = {
  success: 'm7.5 12.3 3.2 3.2 6-6.6',
  danger: 'm8.5 8.5 7 7m0-7-7 7',
  warning: 'M12 7v6m0 3.4v.1',
  waiting: 'M12 7v5.2l3.4 2.1',
};

/** `path`: what is drawn. `look`: a class. */
export const circled = (path: string, look: string): TemplateResult =>
  html`<svg class=${look} part="icon" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="11" />
    <path d=${path} />
  </svg>`;

export const icon = (kind: IconKind): TemplateResult => circled(strokes[kind], `icon ${kind}`);
