/** Printed below a result: the unit, and for a certified unit the date and the applicant. All from the service's answer. */
import { type TemplateResult, html, nothing } from 'lit';
import type { CertificationStatus } from '../../bff/contract/wire.ts';
import { realNameOf } from '../standing.ts';
import type { ResultsWords } from './results-words.ts';

/** Nothing while the status is not known. */
export function recordView(
  status: CertificationStatus | undefined,
  { record: words }: ResultsWords,
  dateOf: (instant: string) => string,
): TemplateResult | typeof nothing {
  if (!status) return nothing;
  const { unit } = status;
  const { since, by } = realNameOf(status) ?? {};
  const line = (name: string, value: string | undefined): unknown =>
    value
      ? html`<dt>${name}</dt>
          <dd>${value}</dd>`
      : nothing;
  return html`<dl class="record">
    ${line(words.unit, unit.name)} ${line(words.code, unit.code)} ${line(words.since, since && dateOf(since))}
    ${line(words.applicant, by && words[by])}
  </dl>`;
}
