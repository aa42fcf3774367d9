/** The case in the center, in the row of the real-name certification: its state, its withdrawal, and the way to a case. */
import { type TemplateResult, html, nothing } from 'lit';
import type { Paper } from '../../bff/contract/cases.ts';
import { shownReference } from '../../bff/contract/reference.ts';
import type { CaseView, CertificationStatus } from '../../bff/contract/wire.ts';
import { type State, isOpenCase } from '../procedure/state.ts';
import { mayCertify, realNameOf } from '../standing.ts';
import type { CounterWords } from './counter-words.ts';

export interface LineModel {
  status: CertificationStatus;
  withdrawal: State['withdrawal'];
  /** An instant's date in words. */
  dateOf: (instant: string) => string;
  /** From when something is possible again, in words. */
  when: (instant: string | null) => string;
  show: () => void;
  withdraw: () => void;
}

const button = (label: string, run: () => void, disabled = false): TemplateResult =>
  html`<button
    type="button"
    part="button"
    aria-disabled=${disabled}
    aria-describedby="real-name-label"
    @click=${disabled ? nothing : run}
  >
    ${label}
  </button>`;

const line = (text: readonly string[], ...buttons: TemplateResult[]): TemplateResult =>
  html`<div class="more quiet">
    <div>${text.map((said) => html`<p class="under">${said}</p>`)}</div>
    ${buttons}
  </div>`;

/** The papers, one a line. */
export const papersView = (words: CounterWords, papers: readonly Paper[] = []): TemplateResult =>
  html`${papers.map((paper) => html`<span class="paper">${words.papers[paper]}</span>`)}`;

/** Why there is no case any more, or why there may be one. */
function textWithout(
  { case: held, kinds, attempts, caseAttempts }: CertificationStatus,
  { line: said, refusals }: CounterWords,
): string[] {
  switch (held?.state) {
    case 'refused':
      return [said.refused(shownReference(held.reference), refusals[held.reason ?? 'otherwise'])];
    case 'expired':
      return [said.expired];
    default: {
      const refused = realNameOf({ kinds })?.last?.outcome === 'rejected';
      if (!refused && attempts.remaining !== 0) return [];
      return caseAttempts?.remaining === 0 ? [] : [said.none];
    }
  }
}

/** The case that waits: its number, what to bring and until when, also on paper. */
function caseView(
  words: CounterWords,
  { reference, until, bring, seen, elsewhere }: CaseView,
  dateOf: LineModel['dateOf'],
  result: readonly string[],
  buttons: readonly TemplateResult[],
): TemplateResult {
  const text = seen ? words.seen : words.line.open(dateOf(until));
  return html`<div class="more due case" part="notice">
    <p class="number">${words.number} <b translate="no">${shownReference(reference)}</b></p>
    <p class="said-more">${text}</p>
    ${seen ? nothing : html`<div class="papers">${papersView(words, bring)}</div>`}
    ${[...(elsewhere ? [words.line.elsewhere] : []), ...result].map((said) => html`<p class="about">${said}</p>`)}
    ${buttons.length ? html`<div class="quiet">${buttons}</div>` : nothing}
  </div>`;
}

export function counterLine(
  words: CounterWords,
  { status, withdrawal, dateOf, when, show, withdraw }: LineModel,
): TemplateResult | typeof nothing {
  const { case: held, form, canSubmit, caseAttempts: left } = status;
  const standing = realNameOf(status);
  if (!standing || !mayCertify(standing)) return nothing;
  const step = withdrawal?.of === 'case' ? withdrawal.step : 'sending';
  const result = step === 'sending' ? [] : [words[step]];
  if (held && isOpenCase(held)) {
    const sending = withdrawal?.step === 'sending';
    const buttons = [button(words.show, show), button(words.withdraw, withdraw, sending)];
    return caseView(words, held, dateOf, result, canSubmit ? buttons : []);
  }
  const text = [...result, ...textWithout(status, words)];
  if (left?.remaining === 0) return line([...text, words.left(0, when(left.resetsAt))]);
  if (!text.length) return nothing;
  // The form of a class without a source leads to the counter by itself.
  return form.counter && form.source !== 'counter' && canSubmit
    ? line(text, button(words.apply, show))
    : line(text);
}
