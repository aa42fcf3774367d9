/** A dialog with a message and buttons for the next step. */
import { type TemplateResult, html, nothing } from 'lit';
import { type IconKind, icon } from './icon.ts';
import { unbroken } from './unbroken.ts';

export interface Action {
  label: string;
  run: () => void;
  /** Looks like a link unless it is the primary. */
  quiet?: boolean;
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
  /** The portal's help, in dialogs with a refusal (`helpView`). */
  help?: TemplateResult;
  /** The reference of an answer that is not a success (`referenceView`). */
  reference?: TemplateResult | undefined;
  /** In reading order; the last one is the primary. */
  actions: readonly Action[];
}

/** Decoration before the title of a dialog without an icon. */
export const bar = html`<span class="bar"></span>`;

export const message = ({
  icon: kind,
  title,
  lead,
  text,
  help,
  reference,
  actions,
}: Message): TemplateResult => html`
  <h2 id="title" part="title" tabindex="-1">${kind ? icon(kind) : bar}${title}</h2>
  ${lead}
  <div id="text" part="text">${text.map((paragraph) => html`<p>${unbroken(paragraph)}</p>`)} ${help}</div>
  ${reference}
  <div class="actions" part="actions">
    ${actions.map(({ label, run, quiet, secondary, disabled, countdown }, index) => {
      const last = index === actions.length - 1;
      const rank = last && !secondary ? 'primary' : quiet ? 'link' : '';
      const button = html`<button
        type="button"
        part="button ${rank}"
        class=${rank}
        ?autofocus=${last}
        aria-disabled=${!!disabled}
        @click=${disabled ? nothing : run}
      >
        ${label}${countdown ? html`<span aria-hidden="true">${countdown}</span>` : nothing}
      </button>`;
      return last ? html`<div class="main">${button}</div>` : button;
    })}
  </div>
`;
