/** The portal's help: what its page has put into the slot `help`, else its text. The first such slot in the tree shows what is slotted. */
import { type TemplateResult, html, nothing } from 'lit';

export const helpView = (text: string | undefined): TemplateResult =>
  html`<slot name="help">${text ? html`<p class="help" part="help">${text}</p>` : nothing}</slot>`;
