/** Shown instead of the center when its part did not load. */
import { type TemplateResult, html } from 'lit';
import type { Copy } from '../dialog/copy.ts';
import { helpView } from '../dialog/help.ts';
import { icon } from '../dialog/icon.ts';
import type { ConnectionWords } from './prompt-words.ts';

export function missingCenterView(
  words: ConnectionWords,
  { title, text }: Copy,
  help: string | undefined,
  run: () => void,
): TemplateResult {
  return html`
    <div>
      <p class="problem" part="error">${icon('warning')}${title}</p>
      <p part="hint">${text}</p>
      ${helpView(help)}
    </div>
    <button type="button" part="button primary" class="primary" @click=${run}>${words.retry}</button>
  `;
}
