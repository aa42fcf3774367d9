/** The × in the corner of a dialog whose primary leads on. */
import { type TemplateResult, html } from 'lit';
import type { Action } from '../dialog/button.ts';

export const closeView = ({ label, run }: Action): TemplateResult =>
  html`<button type="button" class="close" part="close" aria-label=${label} @click=${run}>
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12m0-12-12 12" /></svg>
  </button>`;
