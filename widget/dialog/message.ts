/** A dialog with a message: what happened and the next step first; below it what only some need. */
import { type TemplateResult, html } from 'lit';
import { type Action, buttonView } from './button.ts';
import { type IconKind, icon } from './icon.ts';
import { unbroken } from './unbroken.ts';

export interface Message {
  icon?: IconKind | undefined;
  title: string;
  /** Before the text: the number that the user needs first (`referenceView`). */
  lead?: TemplateResult | undefined;
  text: readonly unknown[];
  /** In reading order; the last one is the primary. */
  actions: readonly Action[];
  /** The × in the corner, where the primary leads on (`closeView`). */
  close?: TemplateResult | undefined;
  /** Below the actions: facts, the other ways, help, the reference. */
  below?: unknown;
}

/** Decoration before the title of a dialog without an icon. */
export const bar = html`<span class="bar"></span>`;

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
    ${actions.map((action, index) => {
      const isLast = index === actions.length - 1;
      return buttonView(action, { primary: isLast && !action.secondary, autofocus: isLast });
    })}
  </div>
  ${below} ${close}
`;
