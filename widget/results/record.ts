/** Printed below a result, from the service's answer: the unit, and when and by whom certified. */
import { type TemplateResult, css, html, nothing } from 'lit';
import type { CertificationStatus } from '../../bff/contract/wire.ts';
import { realNameOf } from '../procedure/known.ts';
import type { ResultsWords } from './results-words.ts';

type Line = [name: string, value: string | undefined];

/** Lines without a value are left out. */
export const recordList = (lines: readonly Line[]): TemplateResult =>
  html`<dl class="record">
    ${lines.map(([name, value]) =>
      value
        ? html`<dt>${name}</dt>
            <dd>${value}</dd>`
        : nothing,
    )}
  </dl>`;

/** Nothing while the status is not known. */
export function recordView(
  status: CertificationStatus | undefined,
  { record: words }: ResultsWords,
  dateOf: (instant: string) => string,
): TemplateResult | typeof nothing {
  if (!status) return nothing;
  const { unit } = status;
  const { since, by } = realNameOf(status) ?? {};
  return recordList([
    [words.unit, unit.name],
    [words.code, unit.code],
    [words.since, since && dateOf(since)],
    [words.applicant, by && words[by]],
  ]);
}

export const recordStyles = css`
  .record {
    display: none;
  }
  @media print {
    .record {
      display: grid;
      grid-template-columns: max-content 1fr;
      gap: 8px 24px;
      margin: 24px 0 0;
      padding-top: 16px;
      border-top: 1px solid;
    }
    .record dd {
      margin: 0;
      font-weight: 600;
    }
  }
`;
