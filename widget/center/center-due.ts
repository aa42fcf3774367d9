/** In the row while the certification is due: until when it counts, why it ends, and the way to renew it. */
import { type TemplateResult, html, nothing } from 'lit';
import type { KindView } from '../../bff/contract/wire.ts';
import { dueAt, isInactive, mayCertify } from '../standing.ts';
import { button, statusIcon } from './button-and-icon.ts';
import { attemptsLeft, mayOpenForm } from './center-actions.ts';
import type { CenterLanguage, CenterModel } from './center-model.ts';

export function dueView(
  view: KindView,
  language: CenterLanguage,
  model: CenterModel,
): TemplateResult | typeof nothing {
  if (!view.due || !dueAt(view)) return nothing;
  const { words, lastDayOf } = language;
  const mayRenew = mayCertify(view); // No other claim waits.
  const { title, text } = words.dueUntil(lastDayOf(view.due.at), words.due[view.due.reason]);
  return html`<div class="more due" part="notice">
    <p class="name problem marked" id="due">${statusIcon('lapsed')}${title}</p>
    ${[...text, ...(mayRenew ? attemptsLeft(view, language, model) : [])].map((said) => html`<p>${said}</p>`)}
    ${
      mayRenew && mayOpenForm(model)
        ? button(words.renew, () => model.open('certify'), {
            primary: !model.business && !isInactive(view) && !model.first,
            describedBy: 'due',
          })
        : nothing
    }
  </div>`;
}
