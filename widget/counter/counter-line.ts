/** The case in the center, in the row of the real-name certification: its state or its answer, its withdrawal, and the way to a case. */
import { type TemplateResult, html, nothing } from 'lit';
import type { Step } from '../../bff/contract/next.ts';
import type { CaseView, CertificationStatus } from '../../bff/contract/wire.ts';
import type { Copy } from '../dialog/copy.ts';
import { icon } from '../dialog/icon.ts';
import { unbroken } from '../dialog/unbroken.ts';
import {
  type OpenCase,
  closedUntil,
  endedCaseIn,
  hasWay,
  openCaseIn,
  submissionIn,
} from '../procedure/known.ts';
import { button } from '../results/button.ts';
import { type ReferenceModel, referenceView } from '../results/reference.ts';
import { realNameOf } from '../standing.ts';
import type { CounterWords } from './counter-words.ts';
import { bringFact, factsView } from './facts.ts';
import { reasonOf } from './reason.ts';

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

/** The case that waits: its number, until when to come, and what to bring, also on paper. */
function caseView(
  words: CounterWords,
  { reference, until, bring, seen, returned, elsewhere }: OpenCase,
  { reference: named, lastDayOf, notWithdrawn }: LineModel,
  buttons: readonly TemplateResult[],
): TemplateResult {
  const [agent, day] = [bring.includes('agent-document'), lastDayOf(until)];
  return html`<div class="more due case ${returned ? '' : 'waits'}" part="notice">
    ${reference ? referenceView(reference, named) : nothing}
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
  const { status } = model;
  const { step } = status.next;
  switch (step) {
    case 'none':
    case 'checking':
    case 'no-source':
    case 'administrator':
      return endOf(words, model, nothing);
    case 'deciding':
    case 'bring':
      return openCaseView(words, model);
    case 'rechecking':
    case 'authority':
    case 'counter':
    case 'later':
    case 'correct':
    case 'renew':
    case 'certify':
      return wayToCase(words, model);
  }
}

function openCaseView(words: CounterWords, model: LineModel): TemplateResult {
  const { status, isWithdrawing: disabled, show, withdraw } = model;
  const open = openCaseIn(status)!;
  const look = button(open.seen ? words.look : words.show, show, ROW);
  const buttons = hasWay(status, 'withdraw-kept')
    ? [look, button(words.withdraw, withdraw, { ...ROW, disabled })]
    : [];
  return html`${caseView(words, open, model, buttons)}${open.seen ? nothing : onlineView(words, model)}`;
}

/** The other way beside a case. */
function onlineView(
  { line: { online: said }, online }: CounterWords,
  { status, online: run }: LineModel,
): unknown {
  const { submission, last } = realNameOf(status) ?? {};
  const isRefused = last?.outcome === 'rejected';
  // Beside a claim that waits, the row says that nothing has to be submitted again.
  return hasWay(status, 'certify') && !submission ? line(said(isRefused), button(online, run, ROW)) : nothing;
}

/** The end of the unit's case, with the way to another one. */
function endOf(
  words: CounterWords,
  { status, lastDayOf, reference }: LineModel,
  way: TemplateResult | typeof nothing,
): TemplateResult | typeof nothing {
  const ended = endedCaseIn(status);
  if (!ended) return nothing;
  const { reason } = status.next;
  const { title, text } = reasonOf(words, reason, lastDayOf(ended.until));
  const anew =
    reason !== 'case-expired' && hasWay(status, 'counter') ? [words.anew(reason === 'unit-not-active')] : [];
  return answerView({ title, text: [...text, ...anew] }, ended, words, reference, way);
}

/** The sentence before the way to the counter, at the steps at which something stands in the way of the online form. */
const BESIDE: Record<Step, 'none' | 'restored' | undefined> = {
  rechecking: 'none',
  authority: 'restored',
  counter: 'none',
  later: 'none',
  correct: 'none',
  renew: undefined,
  certify: undefined,
  deciding: undefined, // These have no way to another case.
  bring: undefined,
  checking: undefined,
  none: undefined,
  'no-source': undefined,
  administrator: undefined,
};

/** How the last case has ended, and the way to another one. Without an end it may be the next step: then the button stands above, with the state. */
function wayToCase(words: CounterWords, model: LineModel): TemplateResult {
  const { status, when, show } = model;
  const { step, ways, reason } = status.next;
  const isEnded = !!endedCaseIn(status);
  const isOnly = !isEnded && (step === 'counter' || (step === 'later' && ways[0] === 'counter'));
  const way =
    hasWay(status, 'counter') && !isOnly
      ? button(isEnded ? words.again : words.apply, show, { ...ROW, primary: step === 'counter' })
      : nothing;
  const closed = closedUntil(status, 'counter');
  // Also whom a register has refused, and whom no form is open for.
  const isStuck = !!BESIDE[step] || !!submissionIn(status) || !ways.includes('certify');
  const isAfterPapers =
    isEnded && reason !== 'case-expired' && (step === 'counter' || reason === 'papers-in-doubt');
  return html`
    ${endOf(words, model, way)}
    ${isStuck && !isEnded && way !== nothing ? line(words.line[BESIDE[step] ?? 'none'], way) : nothing}
    ${closed ? limitView(words, words.usedUp(when(closed))) : nothing}
    ${isAfterPapers ? onlineView(words, model) : nothing}
  `;
}

const limitView = ({ unlock }: CounterWords, { title, text }: Copy): TemplateResult =>
  html`<div class="more">
    <p class="name">${title}</p>
    ${[...text, unlock].map((said) => html`<p>${unbroken(said)}</p>`)}
  </div>`;
