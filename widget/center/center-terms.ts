/** The unit's certifications: since when, until when, by whom, how, and why they ended. Collapsed to one line at first. */
import { type TemplateResult, html, nothing } from 'lit';
import type { EndedTerm, KindView, Method } from '../../bff/contract/wire.ts';
import { isInForce, realNameOf } from '../standing.ts';
import type { CenterLanguage, CenterModel } from './center-model.ts';

/** The certification in force is the first of the list. */
type Term = Pick<EndedTerm, 'since' | 'by' | 'elsewhere'> & { method?: Method } & Partial<EndedTerm>;

function currentTerm(view: KindView | undefined): Term[] {
  const { status, since, by, method, elsewhere } = view ?? {};
  if (!isInForce(status) || !since || !by) return [];
  return [{ since, by, method: method as Method, elsewhere }];
}

export function termsView(model: CenterModel, language: CenterLanguage): TemplateResult | typeof nothing {
  const { kinds, status } = model;
  const terms = status?.terms;
  if (!terms?.length) return nothing;
  const { words, dateOf } = language;
  const row = ({ since, endedAt, endReason, by, method, elsewhere }: Term): TemplateResult =>
    html`<li>
      <span class="term">${words.term(dateOf(since), endedAt ? dateOf(endedAt) : words.now)}</span>
      <span class="by">
        ${elsewhere ? words.elsewhere(words.by[by]) : words.by[by]}${method ? ` · ${words.method[method]}` : ''}
      </span>
      <span class="outcome">${endReason && words.ended[endReason]}</span>
    </li>`;
  return html`<details class="history" part="history">
    <summary id="terms">${words.terms}</summary>
    <ol aria-labelledby="terms" class="terms">
      ${[...currentTerm(kinds && realNameOf({ kinds })), ...terms].map(row)}
    </ol>
  </details>`;
}
