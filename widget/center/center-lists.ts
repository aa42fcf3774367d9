/**
 * The unit's certifications, and this site's last submissions. Each collapsed to one line at first,
 * so that nothing below it moves.
 */
import { type TemplateResult, html, nothing } from 'lit';
import type { Reason } from '../../bff/contract/reasons.ts';
import type { EndedTerm, KindView, Method, Submission } from '../../bff/contract/wire.ts';
import { isCurrent, isInForce, realNameOf, waitingIn } from '../procedure/known.ts';
import type { CenterModel } from './center-model.ts';
import { causeOf } from './reasons.ts';
import { statusIcon } from './status-icon.ts';

/** The certification in force is the first of the list. */
type Term = Pick<EndedTerm, 'since' | 'by' | 'elsewhere'> & { method?: Method } & Partial<EndedTerm>;

function currentTerm(view: KindView | undefined): Term[] {
  const { status, since, by, method, elsewhere } = view ?? {};
  if (!isInForce(status) || !since || !by) return [];
  return [{ since, by, method: method as Method, elsewhere }];
}

/** Undefined for an applicant that only a newer service knows. */
export function applicantOf(
  { by, elsewhere }: Pick<KindView, 'by' | 'elsewhere'>,
  { words }: CenterModel,
): string | undefined {
  const said = by && words.by[by];
  return said && elsewhere ? words.elsewhere(said) : said;
}

/**
 * Since when, until when, by whom, how, and why they ended. A newer service may have other ways.
 */
export function termsView(model: CenterModel): TemplateResult | typeof nothing {
  const { words, kinds, status, dateOf } = model;
  const terms = status?.terms;
  if (!terms?.length) return nothing;
  const row = (term: Term): TemplateResult => {
    const { since, endedAt, endReason, method } = term;
    const how = method && words.method[method];
    return html`<li>
      <span class="term">${words.term(dateOf(since), endedAt ? dateOf(endedAt) : words.now)}</span>
      <span class="by">${applicantOf(term, model)}${how ? ` · ${how}` : ''}</span>
      <span class="outcome">${causeOf(endReason, model)}</span>
    </li>`;
  };
  return html`<details class="history" part="history">
    <summary id="terms">${words.terms}</summary>
    <ol aria-labelledby="terms" class="terms">
      ${[...currentTerm(kinds && realNameOf({ kinds })), ...terms].map(row)}
    </ol>
  </details>`;
}

/** Time, applicant and outcome. A newer service may have other outcomes. */
export function historyView({ status, known, words, results, timeOf }: CenterModel): unknown {
  if (!status) return nothing;
  const { history = [] } = status;
  if (history.length === 0) {
    // No history, but certified or pending: the submission was made at another site.
    return isCurrent({ known }) || waitingIn(known) === 'claim'
      ? nothing
      : html`<p class="history about" part="history">${words.noHistory}</p>`;
  }
  const { reasons }: { reasons: Partial<Record<string, string>> } = results;
  type Said = Record<Submission['outcome'], (reason: Reason | undefined) => string>;
  const said: Partial<Said> = {
    certified: () => words.passed,
    rejected: (reason) => words.refused(reasons[reason ?? '']),
    expired: () => words.expired,
  } satisfies Said;
  return html`<details class="history" part="history">
    <summary id="history">${words.history}</summary>
    <ol aria-labelledby="history">
      ${history.map(
        (each) =>
          html`<li>
            <time datetime=${each.at}>${timeOf(each.at)}</time>
            <span class="by">${words.by[each.applicant]}</span>
            <span class="outcome marked ${each.outcome}"
              >${statusIcon(each.outcome === 'certified' ? 'certified' : 'lapsed')}${said[each.outcome]?.(each.reason) ?? words.unknown}</span
            >
          </li>`,
      )}
    </ol>
  </details>`;
}
