/** The case in the center, in the row of the real-name certification: its state or its answer, its withdrawal, and the way to a case. */
import { type TemplateResult, html, nothing } from 'lit';
import { shownReference } from '../../bff/contract/reference.ts';
import type { CaseView, CertificationStatus } from '../../bff/contract/wire.ts';
import type { Copy } from '../dialog/copy.ts';
import { icon } from '../dialog/icon.ts';
import { type State, isOpenCase } from '../procedure/state.ts';
import { isInForce, mayCertify, realNameOf } from '../standing.ts';
import type { CounterWords } from './counter-words.ts';
import { bringFact, factsView } from './facts.ts';

export interface LineModel {
  status: CertificationStatus;
  withdrawal: State['withdrawal'];
  /** The last day of a deadline in words. */
  lastDayOf: (end: string) => string;
  /** The name of the case's number. */
  number: string;
  /** From when something is possible again, in words. */
  when: (instant: string | null) => string;
  show: () => void;
  /** Opens the form whose claim goes to the register. */
  online: () => void;
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

const line = (text: string, way: TemplateResult | typeof nothing): TemplateResult =>
  html`<div class="more ${way === nothing ? '' : 'quiet'}">
    <p>${text}</p>
    ${way}
  </div>`;

/** The answer to the case that waits no more; undefined when there is none. */
function answerOf(
  { state, reason }: Partial<CaseView>,
  { line: words, refusals }: CounterWords,
): Copy | undefined {
  if (state === 'refused') return { title: words.refused, text: [refusals[reason ?? 'otherwise']] };
  return state === 'expired' ? words.expired : undefined;
}

const numberView = (name: string, reference: string): TemplateResult =>
  html`<p class="number">${name} <b translate="no">${shownReference(reference)}</b></p>`;

/** The case that waits: its number, until when to come, and what to bring, also on paper. */
function caseView(
  words: CounterWords,
  { reference, until, bring = [], seen, returned, elsewhere }: CaseView,
  { number, lastDayOf }: LineModel,
  buttons: readonly TemplateResult[],
): TemplateResult {
  return html`<div class="more due waits" part="notice">
    ${numberView(number, reference)}
    ${
      seen
        ? html`<p class="said-more">${words.seen}</p>`
        : html`${returned ? html`<p class="said-more">${words.returned}</p>` : nothing}
            <p class="name">${words.comes(bring.includes('agent-document'), lastDayOf(until))}</p>
            ${factsView([bringFact(words, bring)])}`
    }
    ${elsewhere ? html`<p>${words.line.elsewhere}</p>` : nothing}
    ${buttons.length ? html`<div class="quiet">${buttons}</div>` : nothing}
  </div>`;
}

const answerView = (
  { title, text }: Copy,
  { reference }: CaseView,
  { number }: LineModel,
  way: TemplateResult | typeof nothing,
): TemplateResult =>
  html`<div class="more due answer" part="notice">
    <p class="name problem marked">${icon('warning')}${title}</p>
    <p class="said-more">${text}</p>
    ${numberView(number, reference)} ${way}
  </div>`;

export function counterLine(words: CounterWords, model: LineModel): TemplateResult | typeof nothing {
  const { status, withdrawal, when, show, withdraw } = model;
  const { case: newest, form, canSubmit, attempts, caseAttempts: left } = status;
  const standing = realNameOf(status);
  if (!standing || !mayCertify(standing)) return nothing;
  if (newest && isOpenCase(newest)) {
    const sending = withdrawal?.step === 'sending';
    const buttons = [button(words.show, show), button(words.withdraw, withdraw, sending)];
    const online = form.fields.length > 0 && form.source !== 'counter' && attempts.remaining !== 0;
    return html`
      ${caseView(words, newest, model, canSubmit ? buttons : [])}
      ${canSubmit && online && !isInForce(standing.status) ? line(words.line.online, button(words.online, model.online)) : nothing}
    `;
  }
  const usedUp = left?.remaining === 0 ? words.usedUp(when(left.resetsAt)) : undefined;
  // The form of a class without a source leads to the counter by itself.
  const mayApply = !usedUp && form.counter && form.source !== 'counter' && canSubmit;
  const way = mayApply ? button(words.apply, show) : nothing;
  const answer = newest && answerOf(newest, words);
  const isStuck = standing.last?.outcome === 'rejected' || attempts.remaining === 0;
  return html`
    ${answer ? answerView(answer, newest, model, way) : nothing}
    ${isStuck && !answer && !usedUp ? line(words.line.none, way) : nothing}
    ${
      usedUp
        ? html`<div class="more">
            <p class="name">${usedUp.title}</p>
            <p>${usedUp.text}</p>
          </div>`
        : nothing
    }
  `;
}
