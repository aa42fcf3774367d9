/**
 * The unit's certifications, and this site's last submissions. Each collapsed to one line at first,
 * so that nothing below it moves.
 */
import { type TemplateResult, html, nothing } from 'lit';
import type { Reason } from '../../bff/contract/reasons.ts';
import type { EndedTerm, KindView, Method, Submission } from '../../bff/contract/wire.ts';
import { isInForce, realNameOf } from '../procedure/known.ts';
import { causeOf } from './blocks.ts';
import type { CenterModel } from './center-model.ts';
import { statusIcon } from './status-icon.ts';

/** The certification in force is the first of the list. */
type Term = Pick<EndedTerm, 'since' | 'by' | 'elsewhere'> & { method?: Method } & Partial<EndedTerm>;

function currentTerm(view: KindView | undefined): Term[] {
  const { status, since, by, method, elsewhere } = view ?? {};
  if (!isInForce(status) || !since || !by) return [];
  return [{ since, by, method: method as Method, elsewhere }];
}

/** Since when, until when, by whom, how, and why they ended. */
export function termsView(model: CenterModel): TemplateResult | typeof nothing {
  const { words, kinds, status, dateOf } = model;
  const terms = status?.terms;
  if (!terms?.length) return nothing;
  const row = ({ since, endedAt, endReason, by, method, elsewhere }: Term): TemplateResult =>
    html`<li>
      <span class="term">${words.term(dateOf(since), endedAt ? dateOf(endedAt) : words.now)}</span>
      <span class="by">
        ${elsewhere ? words.elsewhere(words.by[by]) : words.by[by]}${method ? ` · ${words.method[method]}` : ''}
      </span>
      <span class="outcome">${causeOf(endReason, model)}</span>
    </li>`;
  return html`<details class="history" part="history">
    <summary id="terms">${words.terms}</summary>
    <ol aria-labelledby="terms" class="terms">
      ${[...currentTerm(kinds && realNameOf({ kinds })), ...terms].map(row)}
    </ol>
  </details>`;
}

/** Time, applicant and outcome. */
export function historyView({ status, next, words, results, timeOf }: CenterModel): unknown {
  if (!status) return nothing;
  const { history = [] } = status;
  if (history.length === 0) {
    // No history, but certified or pending: the submission was made at another site.
    return next.step !== 'none' && next.step !== 'checking'
      ? html`<p class="history about" part="history">${words.noHistory}</p>`
      : nothing;
  }
  const { reasons }: { reasons: Partial<Record<string, string>> } = results;
  const said: Record<Submission['outcome'], (reason: Reason | undefined) => string> = {
    certified: () => words.passed,
    rejected: (reason) => words.refused(reasons[reason ?? '']),
    expired: () => words.expired,
  };
  return html`<details class="history" part="history">
    <summary id="history">${words.history}</summary>
    <ol aria-labelledby="history">
      ${history.map(
        (each) =>
          html`<li>
            <time datetime=${each.at}>${timeOf(each.at)}</time>
            <span class="by">${words.by[each.applicant]}</span>
            <span class="outcome marked ${each.outcome}"
              >${statusIcon(each.outcome === 'certified' ? 'certified' : 'lapsed')}${said[each.outcome](each.reason)}</span
            >
          </li>`,
      )}
    </ol>
  </details>`;
}
