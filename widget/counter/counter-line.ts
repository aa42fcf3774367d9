/** The case in the center, in the row of the real-name certification: its state or its answer, its withdrawal, and the way to a case. */
import { type TemplateResult, html, nothing } from 'lit';
import { shownReference } from '../../bff/contract/reference.ts';
import type { CaseView, CertificationStatus } from '../../bff/contract/wire.ts';
import type { Copy } from '../dialog/copy.ts';
import { icon } from '../dialog/icon.ts';
import { type State, isOpenCase } from '../procedure/state.ts';
import { type ReferenceModel, referenceView } from '../results/reference.ts';
import { isInactive, isInForce, mayCertify, realNameOf } from '../standing.ts';
import type { CounterWords } from './counter-words.ts';
import { bringFact, factsView } from './facts.ts';

export interface LineModel {
  status: CertificationStatus;
  /** After a refusal at the counter: where the user goes before the form for the register. */
  first: 'authority' | 'counter' | undefined;
  withdrawal: State['withdrawal'];
  /** The last day of a deadline in words. */
  lastDayOf: (end: string) => string;
  /** How the case's number is shown. */
  reference: ReferenceModel;
  /** From when something is possible again, in words. */
  when: (instant: string | null) => string;
  show: () => void;
  /** Opens the form whose claim goes to the register. */
  online: () => void;
  withdraw: () => void;
}

const button = (label: string, run: () => void, { disabled = false, primary = false } = {}): TemplateResult =>
  html`<button
    type="button"
    part="button ${primary ? 'primary' : ''}"
    class=${primary ? 'primary' : ''}
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
  { state, reason, until }: CaseView,
  { line: words, refusals, anew }: CounterWords,
  { lastDayOf }: LineModel,
  mayApply: boolean,
): Copy | undefined {
  if (state === 'refused') {
    const next = mayApply ? [anew(reason === 'unit-not-active')] : [];
    return { title: words.refused, text: [refusals[reason ?? 'otherwise'], ...next] };
  }
  return state === 'expired' ? words.expired(lastDayOf(until)) : undefined;
}

/** The case that waits: its number, until when to come, and what to bring, also on paper. */
function caseView(
  words: CounterWords,
  { reference, until, bring = [], seen, returned, elsewhere }: CaseView,
  { reference: { words: named }, lastDayOf }: LineModel,
  buttons: readonly TemplateResult[],
): TemplateResult {
  const [agent, day] = [bring.includes('agent-document'), lastDayOf(until)];
  return html`<div class="more due case ${returned ? '' : 'waits'}" part="notice">
    <p class="number">${named.name.submission} <b translate="no">${shownReference(reference)}</b></p>
    ${
      seen
        ? html`<p class="said-more">${words.seen}</p>`
        : html`${
            returned
              ? html`<p class="name problem marked">${icon('warning')}${words.returned(agent, day)}</p>`
              : html`<p class="name">${words.comes(agent, day)}</p>`
          }
          ${factsView([bringFact(words, bring)])}`
    }
    ${elsewhere ? html`<p>${words.line.elsewhere}</p>` : nothing}
    ${buttons.length ? html`<div class="quiet">${buttons}</div>` : nothing}
  </div>`;
}

const answerView = (
  { title, text }: Copy,
  { reference, endedAt, openedAt, bring }: CaseView,
  words: CounterWords,
  model: LineModel,
  way: TemplateResult | typeof nothing,
): TemplateResult =>
  html`<div class="more due answer" part="notice">
    <p class="name problem marked">${icon('warning')}${title}</p>
    ${text.map((said) => html`<p class="said-more">${said}</p>`)}
    ${bring ? factsView([bringFact(words, bring)]) : nothing}
    ${referenceView({ of: 'submission', id: reference, at: Date.parse(endedAt ?? openedAt) }, model.reference)}
    ${way}
  </div>`;

export function counterLine(words: CounterWords, model: LineModel): TemplateResult | typeof nothing {
  const { status, first, withdrawal, when, show, withdraw } = model;
  const { case: newest, form, canSubmit, attempts, caseAttempts: left } = status;
  const standing = realNameOf(status);
  if (!standing || !mayCertify(standing)) return nothing;
  const mayGoOnline =
    canSubmit && form.fields.length > 0 && form.source !== 'counter' && attempts.remaining !== 0;
  const online = (): TemplateResult => line(words.line.online, button(words.online, model.online));
  if (newest && isOpenCase(newest)) {
    const disabled = withdrawal?.step === 'sending';
    const buttons = [
      button(newest.seen ? words.look : words.show, show),
      button(words.withdraw, withdraw, { disabled }),
    ];
    return html`
      ${caseView(words, newest, model, canSubmit ? buttons : [])}
      ${mayGoOnline && !isInForce(standing.status) ? online() : nothing}
    `;
  }
  const usedUp = left?.remaining === 0 ? words.usedUp(when(left.resetsAt)) : undefined;
  // The form of a class without a source leads to the counter by itself, until the counter has refused.
  const mayApply = !usedUp && !!form.counter && (!!first || form.source !== 'counter') && canSubmit;
  const way = mayApply
    ? button(first ? words.again : words.apply, show, { primary: first === 'counter' })
    : nothing;
  const answer = newest && answerOf(newest, words, model, mayApply);
  const isStuck = standing.last?.outcome === 'rejected' || attempts.remaining === 0;
  return html`
    ${answer ? answerView(answer, newest, words, model, way) : nothing}
    ${isStuck && !answer && !usedUp ? line(words.line.none, way) : nothing}
    ${
      usedUp
        ? html`<div class="more">
            <p class="name">${usedUp.title}</p>
            ${[...usedUp.text, words.unlock].map((said) => html`<p>${said}</p>`)}
          </div>`
        : nothing
    }
    ${first && mayGoOnline && !isInForce(standing.status) && !isInactive(standing) ? online() : nothing}
  `;
}
