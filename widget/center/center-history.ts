/** This site's last submissions: time, applicant and outcome. Collapsed to one line at first, so that nothing below it moves. */
import { html, nothing } from 'lit';
import type { Reason } from '../../bff/contract/reasons.ts';
import type { Submission } from '../../bff/contract/wire.ts';
import { statusIcon } from './status-icon.ts';
import type { CenterLanguage, CenterModel } from './center-model.ts';

export function historyView(
  { status, next }: CenterModel,
  { words, results, timeOf }: CenterLanguage,
): unknown {
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
