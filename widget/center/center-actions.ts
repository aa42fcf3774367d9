/** What the user can do about the real-name certification, or why nothing. */
import { html, nothing } from 'lit';
import type { KindView } from '../../bff/contract/wire.ts';
import { button } from './center-pieces.ts';
import type { CenterModel } from './center-model.ts';
import type { CenterWords } from './center-words.ts';

const NAME = 'real-name-label';

export function actions({ status }: KindView, words: CenterWords, model: CenterModel): unknown {
  if (status !== 'uncertified' && status !== 'lapsed') return nothing;
  if (!model.canSubmit) return html`<p class="quiet">${words.operator}</p>`;
  return [
    model.attempts?.remaining === 0
      ? html`<p class="quiet">${words.usedUp}</p>`
      : button(words.certify, () => model.certify(), { primary: true, describedBy: NAME }),
    model.recheck
      ? button(words.withdraw, () => model.withdraw(), {
          disabled: model.withdrawal === 'asking',
          describedBy: NAME,
        })
      : nothing,
  ];
}
