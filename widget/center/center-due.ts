/** In the row while the certification is due: until when it counts, why it ends, and the way to renew it. */
import { type TemplateResult, html, nothing } from 'lit';
import type { KindView } from '../../bff/contract/wire.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { dueAt } from '../standing.ts';
import { statusIcon } from './status-icon.ts';
import { hintsOf, mainButton, whyOf } from './center-actions.ts';
import { paragraphs } from './center-trouble.ts';
import type { CenterLanguage, CenterModel } from './center-model.ts';

export function dueView(
  view: KindView,
  language: CenterLanguage,
  model: CenterModel,
): TemplateResult | typeof nothing {
  if (!view.due || !dueAt(view)) return nothing;
  const { words, lastDayOf } = language;
  const { title, text } = words.dueUntil(lastDayOf(view.due.at), words.due[view.due.reason]);
  const why = whyOf(view, language, model);
  return html`<div class="more due" part="notice">
    <p class="name problem marked" id="due">${statusIcon('lapsed')}${unbroken(title)}</p>
    ${paragraphs(text)} ${why.length ? html`<div class="again">${paragraphs(why)}</div>` : nothing}
    ${mainButton(view, language, model)} ${paragraphs(hintsOf(language, model))}
  </div>`;
}
