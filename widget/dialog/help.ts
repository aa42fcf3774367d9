/**
 * The portal's help: the content of the slot `help`, else the attribute's text. With several such
 * slots in the tree, the first one shows the content.
 */
import { type TemplateResult, html, nothing } from 'lit';

export const helpView = (text: string | undefined): TemplateResult =>
  html`<slot name="help">${text ? html`<p class="help" part="help">${text}</p>` : nothing}</slot>`;
