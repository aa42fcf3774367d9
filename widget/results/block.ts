/** Below the center's state: a notice in a frame, a way, or the reference, with its buttons. */
import { type TemplateResult, html, nothing } from 'lit';
import { unbroken } from '../dialog/unbroken.ts';

export interface Block {
  /** Classes: `due` is a notice in a frame, `quiet` an action that few need. */
  look: string;
  title?: unknown;
  text?: readonly unknown[];
  below?: readonly unknown[];
}

export const paragraphs = (all: readonly unknown[]): TemplateResult[] =>
  all.map((said) => html`<p>${unbroken(said)}</p>`);

export function blockView(block: Block | undefined): TemplateResult | typeof nothing {
  if (!block) return nothing;
  const { look, title, text = [], below } = block;
  return html`<div class="more ${look}" part=${look.startsWith('due') ? 'notice' : nothing}>
    ${title}${paragraphs(text)}${below}
  </div>`;
}
