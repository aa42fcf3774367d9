/** The case in the center, below the row of the real-name certification: its state, its withdrawal, and the way to a case. */
import { type TemplateResult, html, nothing } from 'lit';
import { shownReference } from '../../bff/contract/reference.ts';
import type { CertificationStatus } from '../../bff/contract/wire.ts';
import type { State } from '../procedure/state.ts';
import { mayCertify, realNameOf } from '../standing.ts';
import type { CounterWords } from './counter-words.ts';

export interface LineModel {
  status: CertificationStatus;
  withdrawal: State['withdrawal'];
  /** An instant's date in words. */
  dateOf: (instant: string) => string;
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

/** Why there is no case any more, or why there may be one. */
function textWithout(
  { case: held, kinds, attempts }: CertificationStatus,
  { line: said, refusals }: CounterWords,
): string[] {
  switch (held?.state) {
    case 'refused':
      return [said.refused(shownReference(held.reference), refusals[held.reason ?? 'otherwise'])];
    case 'expired':
      return [said.expired];
    default: {
      const refused = realNameOf({ kinds })?.last?.outcome === 'rejected';
      return refused || attempts.remaining === 0 ? [said.none] : [];
    }
  }
}

export function counterLine(
  words: CounterWords,
  { status, withdrawal, dateOf, show, withdraw }: LineModel,
): TemplateResult | typeof nothing {
  const { case: held, form, canSubmit } = status;
  const standing = realNameOf(status);
  if (!standing || !mayCertify(standing)) return nothing;
  const step = withdrawal?.of === 'case' ? withdrawal.step : 'sending';
  const result = step === 'sending' ? [] : [words[step]];
  if (held?.state === 'open') {
    const text = [
      words.line.open(shownReference(held.reference), dateOf(held.until)),
      ...(held.elsewhere ? [words.line.elsewhere] : []),
      ...result,
    ];
    const sending = withdrawal?.step === 'sending';
    return canSubmit
      ? line(text, button(words.show, show), button(words.withdraw, withdraw, sending))
      : line(text);
  }
  const text = [...result, ...textWithout(status, words)];
  if (!text.length) return nothing;
  // The form of a class without a source leads to the counter by itself.
  return form.counter && form.source !== 'counter' && canSubmit
    ? line(text, button(words.apply, show))
    : line(text);
}
