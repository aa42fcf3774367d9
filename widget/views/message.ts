/** A dialog that says something and offers what can be done next. */
import { type TemplateResult, html, nothing } from 'lit/html.js';

export interface Action {
  label: string;
  run: () => void;
  disabled?: boolean;
}

export interface Message {
  icon?: unknown;
  title: string;
  text: readonly unknown[];
  /** In reading order; the last one is the primary. */
  actions: readonly Action[];
}

export const message = ({ icon = nothing, title, text, actions }: Message): TemplateResult => html`
  ${icon}
  <h2 id="title" part="title">${title}</h2>
  <div id="text" part="text">${text.map((paragraph) => html`<p>${paragraph}</p>`)}</div>
  <div class="actions" part="actions">
    ${actions.map(({ label, run, disabled }, index) => {
      const primary = index === actions.length - 1;
      return html`<button
        type="button"
        part="button ${primary ? 'primary' : ''}"
        class=${primary ? 'primary' : ''}
        ?autofocus=${primary}
        aria-disabled=${disabled ? 'true' : 'false'}
        @click=${disabled ? nothing : run}
      >
        ${label}
      </button>`;
    })}
  </div>
`;
