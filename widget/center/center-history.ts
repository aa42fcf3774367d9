/** This site's last submissions: when, by whom, what came of it. One line until it is opened, so that nothing below it moves. */
import { type TemplateResult, html } from 'lit';
import type { Submission } from '../../bff/contract/wire.ts';
import { drawn } from './center-pieces.ts';
import type { CenterLanguage } from './center-model.ts';

export function historyView(
  history: readonly Submission[],
  { words, timeOf }: CenterLanguage,
): TemplateResult {
  if (history.length === 0) return html`<p class="history about" part="history">${words.noHistory}</p>`;
  const outcome = ({ outcome, reason }: Submission): string =>
    outcome === 'certified' ? words.passed : words.refused(words.reasons[reason ?? '']);
  return html`<details class="history" part="history">
    <summary id="history">${words.history}</summary>
    <ol aria-labelledby="history">
      ${history.map(
        (each) =>
          html`<li>
            <time datetime=${each.at}>${timeOf(each.at)}</time>
            <span class="by">${words.by[each.applicant]}</span>
            <span class="outcome ${each.outcome}"
              >${drawn(each.outcome === 'certified' ? 'certified' : 'lapsed')}${outcome(each)}</span
            >
          </li>`,
      )}
    </ol>
  </details>`;
}
