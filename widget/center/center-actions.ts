/** The user's actions for the real-name certification. */
import { html, nothing } from 'lit';
import type { KindView } from '../../bff/contract/wire.ts';
import { mayCertify } from '../standing.ts';
import { button, statusIcon } from './button-and-icon.ts';
import type { CenterLanguage, CenterModel } from './center-model.ts';

const NAME = 'real-name-label';

export const certifyButton = (view: KindView, { words }: CenterLanguage, model: CenterModel): unknown =>
  mayCertify(view) && model.canSubmit && !model.noSource && model.attempts?.remaining !== 0
    ? button(words.certify, () => model.certify(), { primary: true, describedBy: NAME })
    : nothing;

/** Below the row: the waiting re-check, the button that withdraws it, and the result of the withdrawal. */
export function pendingRecheckView(view: KindView, language: CenterLanguage, model: CenterModel): unknown {
  const { recheck, withdrawal, canSubmit } = model;
  const { words, dateOf } = language;
  if (!mayCertify(view)) return nothing;
  const said = withdrawal && withdrawal !== 'asking' ? words[withdrawal] : undefined;
  if (!recheck && !said) return nothing;
  return html`<div class="more">
    <div>
      ${recheck ? html`<p part="hint">${words.recheck(dateOf(recheck.until))}</p>` : nothing}
      ${
        withdrawal === 'notWithdrawn'
          ? html`<p class="problem marked" part="error">${statusIcon('lapsed')}${said}</p>`
          : said
            ? html`<p part="hint">${said}</p>`
            : nothing
      }
    </div>
    ${
      recheck && canSubmit
        ? button(words.withdraw, () => model.withdraw(), {
            disabled: withdrawal === 'asking',
            describedBy: NAME,
          })
        : nothing
    }
  </div>`;
}
