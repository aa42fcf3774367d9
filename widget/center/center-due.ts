/** The notice above the list while the certification is due: until when it counts, why it ends, and the way to renew it. */
import { type TemplateResult, html, nothing } from 'lit';
import { dueAt, realNameOf } from '../standing.ts';
import { button, statusIcon } from './button-and-icon.ts';
import { attemptsLeft, mayOpenForm } from './center-actions.ts';
import type { CenterLanguage, CenterModel } from './center-model.ts';

export function dueView(model: CenterModel, language: CenterLanguage): TemplateResult | typeof nothing {
  const view = model.kinds && realNameOf({ kinds: model.kinds });
  const at = view && dueAt(view);
  if (!at) return nothing;
  const { words, dateOf } = language;
  const { title, text } = words.dueUntil(dateOf(view.due!.at), words.due[view.due!.reason]);
  return html`<div class="row due" part="notice">
    <div class="what">
      <p class="name problem marked" id="due">${statusIcon('lapsed')}${title}</p>
      ${[...text, ...attemptsLeft(language, model)].map((said) => html`<p class="about under">${said}</p>`)}
    </div>
    ${
      mayOpenForm(model)
        ? html`<div class="act">
            ${button(words.renew, () => model.certify(), { primary: !model.business, describedBy: 'due' })}
          </div>`
        : nothing
    }
  </div>`;
}
