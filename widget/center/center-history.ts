/** This site's last submissions: when, by whom, what came of it. */
import { type TemplateResult, html } from 'lit';
import type { Submission } from '../../bff/contract/wire.ts';
import { drawn } from './center-pieces.ts';
import type { CenterLanguage } from './center-model.ts';

export function historyView(
  history: readonly Submission[],
  { words, timeOf }: CenterLanguage,
): TemplateResult {
  const outcome = ({ outcome, reason }: Submission): string =>
    outcome === 'certified' ? words.passed : words.refused(words.reasons[reason ?? '']);
  return html`<div class="history" part="history">
    <p class="name" id="history">${words.history}</p>
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
  </div>`;
}
