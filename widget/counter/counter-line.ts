/** The case in the center, in the row of the real-name certification: its state or its answer, its withdrawal, and the way to a case. */
import { type TemplateResult, html, nothing } from 'lit';
import type { CaseView, CertificationStatus } from '../../bff/contract/wire.ts';
import type { Copy } from '../dialog/copy.ts';
import { icon } from '../dialog/icon.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { nextStep } from '../procedure/next-step.ts';
import { button } from '../results/button.ts';
import { type ReferenceModel, referenceView } from '../results/reference.ts';
import { isInactive, realNameOf } from '../standing.ts';
import type { CounterWords } from './counter-words.ts';
import { bringFact, factsView } from './facts.ts';

export interface LineModel {
  status: CertificationStatus;
  /** The withdrawal is on its way. */
  isWithdrawing: boolean;
  /** Why the case could not be withdrawn; `nothing` where it was not tried. */
  notWithdrawn: TemplateResult | typeof nothing;
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

/** For the row of the real-name certification. */
const ROW = { describedBy: 'real-name-label' };

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
    return { title: words.refused, text: [refusals[reason ?? 'otherwise'] ?? refusals.otherwise, ...next] };
  }
  return state === 'expired' ? words.expired(lastDayOf(until)) : undefined;
}

/** The case that waits: its number, until when to come, and what to bring, also on paper. */
function caseView(
  words: CounterWords,
  { reference, openedAt, until, bring = [], seen, returned, elsewhere }: CaseView,
  { reference: named, lastDayOf, notWithdrawn }: LineModel,
  buttons: readonly TemplateResult[],
): TemplateResult {
  const [agent, day] = [bring.includes('agent-document'), lastDayOf(until)];
  return html`<div class="more due case ${returned ? '' : 'waits'}" part="notice">
    ${referenceView({ of: 'submission', id: reference, at: Date.parse(openedAt) }, named)}
    ${
      seen
        ? html`<p>${words.seen}</p>`
        : html`${
            returned
              ? html`<p class="name problem marked">
                  ${icon('warning')}${unbroken(words.returned(agent, day))}
                </p>`
              : html`<p class="name">${unbroken(words.comes(agent, day))}</p>`
          }
          ${factsView([bringFact(words, bring)])}`
    }
    ${elsewhere ? html`<p>${words.line.elsewhere}</p>` : nothing} ${notWithdrawn}
    ${buttons.length ? html`<div class="quiet">${buttons}</div>` : nothing}
  </div>`;
}

const answerView = (
  { title, text }: Copy,
  { reference, openedAt, bring }: CaseView,
  words: CounterWords,
  named: ReferenceModel,
  way: TemplateResult | typeof nothing,
): TemplateResult =>
  html`<div class="more due answer" part="notice">
    <p class="name problem marked">${icon('warning')}${title}</p>
    ${text.map((said) => html`<p>${unbroken(said)}</p>`)}
    ${bring ? factsView([bringFact(words, bring)]) : nothing}
    ${referenceView({ of: 'former', id: reference, at: Date.parse(openedAt) }, named)} ${way}
  </div>`;

export function counterLine(words: CounterWords, model: LineModel): TemplateResult | typeof nothing {
  const { status, isWithdrawing: disabled, when, show, withdraw } = model;
  const { case: newest, form, canSubmit, caseAttempts } = status;
  const { step, online, counter, refused } = nextStep(status);
  if (step === 'none' || step === 'checking') return nothing;
  const standing = realNameOf(status)!;
  const { last } = standing;
  const isRefused = last?.outcome === 'rejected';
  const toForm = (wanted: boolean): unknown =>
    wanted && online === 'open'
      ? line(words.line.online(isRefused), button(words.online, model.online, ROW))
      : nothing;
  if (step === 'case') {
    const buttons = [
      button(newest!.seen ? words.look : words.show, show, ROW),
      button(words.withdraw, withdraw, { ...ROW, disabled }),
    ];
    return html`${caseView(words, newest!, model, canSubmit ? buttons : [])}${toForm(!newest!.seen)}`;
  }
  const answer = newest && answerOf(newest, words, model, counter === 'open');
  // Without a refusal it may be the next step: then the button stands above, with the state.
  const mayApply = counter === 'open' && (refused || (step !== 'counter' && form.source !== 'counter'));
  const way = mayApply
    ? button(answer ? words.again : words.apply, show, { ...ROW, primary: step === 'counter' })
    : nothing;
  const isStuck = isRefused || online === 'used-up';
  // A submission that was refused later has the number to tell.
  const { endedAt = '' } = newest ?? {};
  const { words: named } = model.reference;
  const isOlder = Date.parse(last?.at ?? '') > Date.parse(endedAt);
  const reference = { ...model.reference, ...(isOlder && { words: { ...named, hint: '' } }) };
  return html`
    ${answer ? answerView(answer, newest, words, reference, way) : nothing}
    ${isStuck && !answer && counter === 'open' ? line(words.line.none, way) : nothing}
    ${counter === 'used-up' ? limitView(words, words.usedUp(when(caseAttempts!.resetsAt))) : nothing}
    ${toForm(!!refused && (step === 'authority' || step === 'counter') && !isInactive(standing))}
  `;
}

const limitView = ({ unlock }: CounterWords, { title, text }: Copy): TemplateResult =>
  html`<div class="more">
    <p class="name">${title}</p>
    ${[...text, unlock].map((said) => html`<p>${unbroken(said)}</p>`)}
  </div>`;
