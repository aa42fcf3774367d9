/** The user's actions for the real-name certification. */
import { type TemplateResult, html, nothing } from 'lit';
import type { NewsReason, Step } from '../../bff/contract/next.ts';
import type { KindView } from '../../bff/contract/wire.ts';
import { referenceOf } from '../api/result.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { submissionIn } from '../procedure/claims.ts';
import { endedCaseIn, hasWay, isHeld, standingIn, waitingIn } from '../procedure/known.ts';
import { type Leading, attemptsIn, closedUntil } from '../procedure/open-ways.ts';
import type { Withdrawal } from '../procedure/state.ts';
import { button } from '../results/button.ts';
import { referenceView } from '../results/reference.ts';
import { offeredWays } from '../results/ways.ts';
import { hasLapsed, isInForce } from '../standing.ts';
import { notWithdrawnView, paragraphs } from './center-trouble.ts';
import { statusIcon } from './status-icon.ts';
import type { CenterLanguage, CenterModel } from './center-model.ts';
import type { CenterWords } from './center-words.ts';

const NAME = 'real-name-label';

/** Without limits the service answers a very high number of attempts. From this number on, none is shown. */
const MANY = 100;

/** Below the state, or below the button that it is about: why the user cannot go on now, or how many attempts are left. */
export function hintsOf(language: CenterLanguage, model: CenterModel): unknown[] {
  const { words, results } = language;
  const { known, next } = model;
  const left = attemptsLeft(language, model);
  switch (next.step) {
    case 'none':
    case 'checking':
    case 'deciding':
    case 'bring':
      return [];
    case 'administrator':
      return [words.operator];
    case 'no-source':
      return results.trouble['no-source'].text;
    case 'authority':
      if (isHeld(known)) return results.trouble['way-closed'].text;
      return closedUntil(known, 'certify') ? left : [];
    case 'rechecking': // The form is not the next step: what is left of it is said beside its button.
      return closedUntil(known, 'certify') ? left : [];
    case 'counter':
      // No number is named where something else comes before the form.
      return endedCaseIn(known) && !closedUntil(known, 'certify') ? [] : left;
    case 'later':
    case 'correct':
    case 'renew':
    case 'certify':
      return left;
  }
}

/** From when there are attempts again. */
function usedUp({ results }: CenterLanguage, until: string, more: readonly string[]): unknown[] {
  const { title, text } = results.tooManyAttempts(results.when(until));
  return [html`<b>${title}</b>`, ...text, ...more];
}

const isFew = (left: number | null | undefined): left is number => !!left && left < MANY;

function attemptsLeft(language: CenterLanguage, { known, next }: CenterModel): unknown[] {
  const { words, results } = language;
  const until = closedUntil(known, 'certify');
  if (until) return usedUp(language, until, [submissionIn(known) ? words.unlock : results.unlock]);
  if (next.ways[0] === 'counter') return isFew(next.attempts) ? [words.casesLeft(next.attempts)] : [];
  const left = attemptsIn(known);
  return isFew(left) ? [words.remaining(left)] : [];
}

/** The kept claim whose result is the next step. */
export function waitsFor({ status }: KindView, { known }: CenterModel): 'case' | 'recheck' | undefined {
  const waits = waitingIn(known);
  return isInForce(status) || waits === 'claim' ? undefined : waits;
}

/** The way whose button stands beside the state or in the notice of an end; after the end of a case its ways stand below its answer. */
export function mainWay({ known, status, next }: CenterModel): 'certify' | 'counter' | undefined {
  switch (next.step) {
    case 'counter':
    case 'later':
      return next.ways[0] === 'counter' && !endedCaseIn(known) ? 'counter' : undefined;
    case 'correct':
    case 'renew':
    case 'certify': // Why it has lapsed, or was refused, is on its way, and comes first.
      return status && hasWay(known, 'certify') ? 'certify' : undefined;
    case 'none':
    case 'checking':
    case 'deciding':
    case 'bring':
    case 'rechecking':
    case 'administrator':
    case 'no-source':
    case 'authority':
      return undefined;
  }
}

export function mainButton(
  { status, due }: KindView,
  { words, results }: CenterLanguage,
  model: CenterModel,
): unknown {
  const way = mainWay(model);
  if (!way) return nothing;
  const certify = due || hasLapsed(status) ? words.renew : words.certify;
  const label = way === 'certify' ? certify : results.ways.refused.counter.button;
  return button(label, () => model.open(way), {
    primary: !due || !model.business,
    describedBy: due ? 'due' : NAME,
  });
}

/** Which words say the news where the last submission is told. `undefined`: they are told elsewhere. */
const WHY: Record<NewsReason, keyof CenterWords['why'] | undefined> = {
  'registry-mismatch': 'registry-mismatch',
  'unit-not-active': 'unit-not-active',
  'agent-without-record': 'agent-without-record',
  'claim-expired': 'expired',
  'recheck-expired': 'otherwise',
  // The counter's, in the line about the case.
  'papers-missing': undefined,
  'papers-differ': undefined,
  'not-authorized': undefined,
  'papers-in-doubt': undefined,
  'case-expired': undefined,
  // The certification's, with the state or in the notice of its end.
  'representative-changed': undefined,
  'registration-changed': undefined,
  'agent-withdrew': undefined,
  revoked: undefined,
};

/** Before the button: why the last submission failed, and what to do; of a unit that is not active, whom to ask first. */
export function whyOf(view: KindView, { words }: CenterLanguage, { known, next }: CenterModel): unknown[] {
  if (waitingIn(known) === 'case' || endedCaseIn(known) || isHeld(known)) return [];
  const { step, reason } = next;
  // The state, or the notice of an end, has the cause already.
  const isSaid = !!reason && (view.reason === reason || view.due?.reason === reason);
  if (step === 'authority' && (isSaid || !reason)) return [words.inactive];
  const key = reason && (reason in WHY ? WHY[reason] : 'otherwise');
  if (isSaid || !key) return [];
  const [said, check] = words.why[key];
  const isForm = step === 'correct' || step === 'renew' || step === 'certify';
  return [
    html`<span class="problem marked">${statusIcon('lapsed')}${said}</span>`,
    ...(isForm && check ? [check] : []),
  ];
}

/** Lines in the row of an agent's certification: that a takeover was refused, and why, and until when its ways are closed. */
export function agentLines(language: CenterLanguage, { known, next }: CenterModel): unknown[] {
  const { results, words } = language;
  const { reasons }: { reasons: Partial<Record<string, string>> } = results;
  const until = closedUntil(known, 'replace') ?? closedUntil(known, 'withdraw');
  const left = attemptsIn(known);
  return [
    ...(next.step === 'none' && next.reason
      ? [
          html`<span class="problem marked"
            >${statusIcon('lapsed')}${words.replace.refused(reasons[next.reason])}</span
          >`,
          results.stands(undefined),
          ...(isFew(left) ? [words.remaining(left)] : []),
        ]
      : []),
    ...(until ? usedUp(language, until, [words.replace.usedUp, results.unlock]) : []),
  ];
}

/** The reference of the submission that waits, or of the last one that failed. */
export function submissionView(
  { submission: waits, last }: KindView,
  language: CenterLanguage,
  model: CenterModel,
): unknown {
  const { known, next } = model;
  const {
    fullTimeOf: timeOf,
    results: { reference: words },
  } = language;
  // A re-check is of the last submission.
  const own = waits ?? (next.step === 'rechecking' ? last : undefined);
  const submission = own ? referenceOf(own) : submissionIn(known);
  if (!submission) return nothing;
  return html`<div class="more">
    ${referenceView(submission, { words, timeOf, copying: model.copying })}
    ${waits ? withdrawView('claim', language, model) : nothing}
  </div>`;
}

/** A way that few need. */
const quietWay = (
  text: string,
  label: string,
  run: () => void,
  hints: readonly unknown[] = [],
  primary = false,
): TemplateResult =>
  html`<div class="more quiet">
    ${paragraphs([text])} ${button(label, run, { describedBy: NAME, primary })} ${paragraphs(hints)}
  </div>`;

/** The button that withdraws what waits, below a withdrawal that has failed. */
function withdrawView(of: 'recheck' | 'claim', language: CenterLanguage, model: CenterModel): unknown {
  const { known, withdrawal, askWithdrawal } = model;
  const { words } = language;
  const disabled = withdrawal?.step === 'sending';
  return html`${notWithdrawnView(of, words.notWithdrawn[of], language, model)}
  ${
    hasWay(known, 'withdraw-kept')
      ? html`<div class="quiet">
          ${button(words.withdraw[of], () => askWithdrawal(of), { disabled, describedBy: NAME })}
        </div>`
      : nothing
  }`;
}

/** The re-check that waits. */
export function recheckView(_view: KindView, language: CenterLanguage, model: CenterModel): unknown {
  const { next } = model;
  const { words, dateOf } = language;
  if (next.step !== 'rechecking') return nothing;
  const { title, text } = words.recheck(dateOf(next.until ?? ''));
  return html`<div class="more due waits" part="notice">
    <p class="name">${unbroken(title)}</p>
    ${paragraphs(text)} ${withdrawView('recheck', language, model)}
  </div>`;
}

/** The ways that stand below the state at each step. While others decide there is none; before anything went wrong, only what helps then. */
const BELOW: Record<Step, readonly Leading[]> = {
  bring: ['certify'],
  rechecking: ['certify', 'counter'],
  authority: ['certify', 'recheck', 'counter'],
  counter: ['certify', 'recheck', 'counter'],
  later: ['recheck', 'counter'],
  correct: ['recheck', 'counter'],
  renew: ['recheck', 'counter'],
  certify: ['recheck', 'counter'],
  deciding: [],
  checking: [], // Its text says that nothing has to be submitted again.
  none: [],
  'no-source': [],
  administrator: [],
};

/** The counter waits until something stands in the way of the form. Beside a claim that waits nothing has to be submitted again. */
function isBelow(way: Leading, model: CenterModel): boolean {
  const { next, known } = model;
  if (way === mainWay(model) || !BELOW[next.step].includes(way)) return false;
  const isUntried = next.step === 'certify' || next.step === 'renew';
  if (way === 'counter' && isUntried) return !!submissionIn(known) || !!endedCaseIn(known);
  return way !== 'certify' || next.step !== 'bring' || !standingIn(known).submission;
}

/** Each open way in a block of its own, the best one first: for whom it is, and its button. */
export function waysView(language: CenterLanguage, model: CenterModel): unknown[] {
  const { words, results } = language;
  const { known, next, open } = model;
  const ways = offeredWays(known, results).filter(({ way }) => isBelow(way, model));
  const isFirst = mainWay(model) === undefined && !waitingIn(known);
  const until = closedUntil(known, 'counter');
  const succession = (['replace', 'withdraw'] as const).filter((way) => next.ways.includes(way));
  const ofAgent = { replace: words.replace, withdraw: words.withdrawCertification };
  return [
    ...ways.map(({ way, text, button: label }, index) =>
      quietWay(
        text,
        label,
        () => open(way, true),
        way === 'certify' && next.step === 'rechecking' ? attemptsLeft(language, model) : [],
        isFirst && index === 0,
      ),
    ),
    ...succession.map((way) => quietWay(ofAgent[way].text, ofAgent[way].button, () => open(way))),
    ...(until && BELOW[next.step].length > 0 ? [casesUsedUp(language, until)] : []),
  ];
}

function casesUsedUp({ results }: CenterLanguage, until: string): TemplateResult {
  const { title, text } = results.casesUsedUp(results.when(until));
  return html`<div class="more">
    <p class="name">${title}</p>
    ${paragraphs([...text, results.unlockCases])}
  </div>`;
}

/** The icon of each end of a withdrawal; a failed one is told beside what waits. */
const ENDS: Partial<Record<Withdrawal['step'], 'certified' | 'pending'>> = {
  withdrawn: 'certified',
  decided: 'pending',
};

/** First in the row, where the focus comes: the kept claim has been withdrawn, or was decided first. */
export function withdrawnView(
  _view: KindView,
  { words }: CenterLanguage,
  { withdrawal }: CenterModel,
): unknown {
  if (!withdrawal) return nothing;
  const { of, step } = withdrawal;
  const like = ENDS[step];
  const said = { certified: words.withdrawn[of], pending: words.decided };
  return like
    ? html`<p class="marked ${like}" id="news" part="hint" tabindex="-1">${statusIcon(like)}${said[like]}</p>`
    : nothing;
}
