/** A dialog with a message: what happened and the next step first; below it what only some need. */
import { type TemplateResult, html, nothing } from 'lit';
import { type IconKind, cross, icon } from './icon.ts';
import { unbroken } from './unbroken.ts';

export interface Action {
  label: string;
  run: () => void;
  /** No next step, although it is the last one. */
  secondary?: boolean;
  disabled?: boolean;
  /** Shown beside the label, but not part of the button's accessible name. */
  countdown?: string | undefined;
}

export interface Message {
  icon?: IconKind;
  title: string;
  /** Before the text: the number that the user needs first (`referenceView`). */
  lead?: TemplateResult | undefined;
  text: readonly unknown[];
  /** In reading order; the last one is the primary. */
  actions: readonly Action[];
  /** The × in the corner, where the primary leads on. */
  close?: Action | undefined;
  /** Below the actions: facts, the other ways, help, the reference. */
  below?: unknown;
}

/** Decoration before the title of a dialog without an icon. */
export const bar = html`<span class="bar"></span>`;

const actionView = (
  { label, run, secondary, disabled, countdown }: Action,
  isLast: boolean,
): TemplateResult => {
  const rank = isLast && !secondary ? 'primary' : '';
  return html`<button
    type="button"
    part="button ${rank}"
    class=${rank}
    ?autofocus=${isLast}
    aria-disabled=${!!disabled}
    @click=${disabled ? nothing : run}
  >
    ${label}${countdown ? html`<span aria-hidden="true">${countdown}</span>` : nothing}
  </button>`;
};

export const message = ({
  icon: kind,
  title,
  lead,
  text,
  actions,
  close,
  below,
}: Message): TemplateResult => html`
  <h2 id="title" part="title" tabindex="-1" class=${close ? 'closable' : ''}>
    ${kind ? icon(kind) : bar}${title}
  </h2>
  ${lead}
  <div id="text" part="text">${text.map((paragraph) => html`<p>${unbroken(paragraph)}</p>`)}</div>
  <div class="actions" part="actions">
    ${actions.map((action, index) => actionView(action, index === actions.length - 1))}
  </div>
  ${below}
  ${
    close
      ? html`<button
          type="button"
          class="close"
          part="close"
          aria-label=${close.label}
          aria-disabled=${!!close.disabled}
          @click=${close.disabled ? nothing : close.run}
        >
          ${cross}
        </button>`
      : nothing
  }
`;
