/** The user's actions for the real-name certification. */
import { type TemplateResult, html, nothing } from 'lit';
import type { Intent, NewsReason, Way } from '../../bff/contract/next.ts';
import type { KindView } from '../../bff/contract/wire.ts';
import { referenceOf } from '../api/result.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { attemptsIn, closedUntil, endedCaseIn, hasWay, submissionIn, waitingIn } from '../procedure/known.ts';
import { button } from '../results/button.ts';
import { recheckableText } from '../results/recheckable.ts';
import { referenceView } from '../results/reference.ts';
import { hasLapsed, isInForce } from '../standing.ts';
import { notWithdrawnView } from './center-trouble.ts';
import { statusIcon } from './status-icon.ts';
import type { CenterLanguage, CenterModel } from './center-model.ts';
import type { CenterWords } from './center-words.ts';

const NAME = 'real-name-label';

/** Without limits the service answers a very high number of attempts. From this number on, none is shown. */
const MANY = 100;

/** Below the state, or below the button that it is about: why the user cannot go on now, or how many attempts are left. */
export function hintsOf(language: CenterLanguage, model: CenterModel): unknown[] {
  const { words, results } = language;
  switch (model.next.step) {
    case 'none':
    case 'checking':
    case 'deciding':
    case 'bring':
    case 'rechecking':
      return [];
    case 'administrator':
      return [words.operator];
    case 'no-source':
      return results.trouble['no-source'].text;
    case 'authority':
      return closedUntil(model.known, 'certify') ? attemptsLeft(language, model) : [];
    case 'counter':
      // No number is named where something else comes before the form.
      return endedCaseIn(model.known) && !closedUntil(model.known, 'certify')
        ? []
        : attemptsLeft(language, model);
    case 'later':
    case 'correct':
    case 'renew':
    case 'certify':
      return attemptsLeft(language, model);
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

/** The main button, beside the state or in the notice of an end; after the end of a case the way to another one is in its answer. */
export function mainButton(
  { status, due }: KindView,
  { words }: CenterLanguage,
  { next, known, status: answer, business, open }: CenterModel,
): unknown {
  const main = (label: string, intent: Intent): TemplateResult =>
    button(label, () => open(intent), {
      primary: !due || !business,
      describedBy: due ? 'due' : NAME,
    });
  switch (next.step) {
    case 'counter':
      return endedCaseIn(known) || !hasWay(known, 'counter') ? nothing : main(words.toCounter, 'counter');
    case 'later':
      return next.ways[0] === 'counter' && !endedCaseIn(known) ? main(words.toCounter, 'counter') : nothing;
    case 'correct':
    case 'renew':
    case 'certify':
      if (!answer || !hasWay(known, 'certify')) return nothing; // Why it has lapsed, or was refused, is on its way, and comes first.
      return main(due || hasLapsed(status) ? words.renew : words.certify, 'certify');
    case 'none':
    case 'checking':
    case 'deciding':
    case 'bring':
    case 'rechecking':
    case 'administrator':
    case 'no-source':
    case 'authority':
      return nothing;
  }
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
  if (waitingIn(known) === 'case' || endedCaseIn(known)) return [];
  const { step, reason } = next;
  // The state, or the notice of an end, has the cause already.
  const isSaid = !!reason && (view.reason === reason || view.due?.reason === reason);
  if (step === 'authority' && (isSaid || !reason)) return [words.inactive.first];
  const key = reason && (reason in WHY ? WHY[reason] : 'otherwise');
  if (isSaid || !key) return [];
  const [said, check] = words.why[key];
  const isForm = step === 'correct' || step === 'renew' || step === 'certify';
  return [
    html`<span class="problem marked">${statusIcon('lapsed')}${said}</span>`,
    ...(isForm && check ? [check] : []),
  ];
}

/** Lines in the row of an agent's certification after a takeover was refused: why, that the certification stands, and the attempts left. */
export function notReplaced({ results, words }: CenterLanguage, { known, next }: CenterModel): unknown[] {
  if (next.step !== 'none' || !next.reason) return [];
  const { reasons }: { reasons: Partial<Record<string, string>> } = results;
  const said = words.replace.refused(reasons[next.reason]);
  const left = attemptsIn(known);
  return [
    html`<span class="problem marked">${statusIcon('lapsed')}${said}</span>`,
    results.stands(undefined),
    ...(isFew(left) ? [words.remaining(left)] : []),
  ];
}

/** The reference of the submission that waits, or of the last one that failed. */
export function submissionView({ last }: KindView, language: CenterLanguage, model: CenterModel): unknown {
  const { known, next } = model;
  const {
    fullTimeOf: timeOf,
    results: { reference: words },
  } = language;
  // A re-check is of the last submission.
  const submission =
    submissionIn(known) ?? (next.step === 'rechecking' && last ? referenceOf(last) : undefined);
  if (!submission) return nothing;
  return html`<div class="more">
    ${referenceView(submission, { words, timeOf, copying: model.copying })}
    ${next.step === 'checking' ? withdrawView('claim', language, model) : nothing}
  </div>`;
}

/** A way that few need. */
const quietWay = (
  text: string,
  label: string,
  run: () => void,
  { hints = [], primary = false }: { hints?: readonly unknown[]; primary?: boolean } = {},
): TemplateResult =>
  html`<div class="more quiet">
    <p>${unbroken(text)}</p>
    ${button(label, run, { describedBy: NAME, primary })}
    ${hints.map((said) => html`<p>${unbroken(said)}</p>`)}
  </div>`;

/** Of an agent's certification: until when its ways are closed. */
export function agentView({ due }: KindView, language: CenterLanguage, { known }: CenterModel): unknown {
  const { words, results } = language;
  const until = closedUntil(known, 'replace') ?? closedUntil(known, 'withdraw');
  if (!until || due) return nothing; // The notice of an end says it already.
  return html`<div class="more">
    ${usedUp(language, until, [words.replace.usedUp, results.unlock]).map((said) => html`<p>${unbroken(said)}</p>`)}
  </div>`;
}

/** The button that withdraws what waits, below a withdrawal that has failed. */
function withdrawView(of: 'recheck' | 'claim', language: CenterLanguage, model: CenterModel): unknown {
  const { known, withdrawal, askWithdrawal } = model;
  const { words } = language;
  const disabled = withdrawal?.step === 'sending';
  return html`${notWithdrawnView(of, words.notWithdrawn[of], language, model)}
  ${
    hasWay(known, 'withdraw-kept')
      ? html`<div class="quiet">
          ${button(words.withdraw[of], askWithdrawal, { disabled, describedBy: NAME })}
        </div>`
      : nothing
  }`;
}

/** The re-check that waits. */
export function recheckView(_view: KindView, language: CenterLanguage, model: CenterModel): unknown {
  const { next, known } = model;
  const { words, dateOf } = language;
  if (next.step !== 'rechecking') return nothing;
  const { title, text } = words.recheck(dateOf(next.until ?? ''));
  const closed = closedUntil(known, 'certify') ? attemptsLeft(language, model) : [];
  return html`<div class="more due waits" part="notice">
    <p class="name">${unbroken(title)}</p>
    ${text.map((said) => html`<p>${said}</p>`)} ${withdrawView('recheck', language, model)}
    ${closed.map((said) => html`<p>${unbroken(said)}</p>`)}
  </div>`;
}

/** The form as another way: while the re-check waits, and where the authority of a unit that is not active comes first. */
function otherForm(language: CenterLanguage, model: CenterModel): unknown {
  const { next, known, open } = model;
  const { inactive, correct } = language.words;
  const form = (text: string, label: string, hints: readonly unknown[] = []): TemplateResult =>
    quietWay(text, label, () => open('certify', true), { hints });
  switch (next.step) {
    case 'rechecking':
      return form(correct.text, correct.button, attemptsLeft(language, model));
    case 'authority':
      if (next.reason === 'papers-in-doubt') return nothing; // In the line about the case.
      return form(inactive[endedCaseIn(known) ? 'also' : 'text'], inactive.button);
    case 'none': // It has the main button, or the line about the case has it.
    case 'checking': // Its text says that nothing has to be submitted again.
    case 'deciding':
    case 'bring':
    case 'no-source':
    case 'administrator':
    case 'counter':
    case 'later':
    case 'correct':
    case 'renew':
    case 'certify':
      return nothing;
  }
}

/** How the row offers an open way, beside its main button and the notices. `counter`: the line about the case. */
export function wayView(way: Way, language: CenterLanguage, model: CenterModel, counter: unknown): unknown {
  const { words, results, dateOf } = language;
  const { known, next, open } = model;
  const succession = (
    { text, button: label }: CenterWords['withdrawCertification'],
    intent: Intent,
  ): TemplateResult => quietWay(text, label, () => open(intent));
  switch (way) {
    case 'certify':
      return otherForm(language, model);
    case 'recheck':
      return quietWay(recheckableText(known, results, dateOf), results.recheck, () => open('recheck'), {
        primary: next.step === 'later', // It is the first of them.
      });
    case 'counter':
      return counter;
    case 'replace':
      return succession(words.replace, 'replace');
    case 'withdraw':
      return succession(words.withdrawCertification, 'withdraw');
    case 'withdraw-kept': // In the notice of what waits, or beside its number.
      return nothing;
  }
}

/** First in the row, where the focus comes: the kept claim has been withdrawn. */
export const withdrawnView = (
  _view: KindView,
  { words }: CenterLanguage,
  { withdrawal }: CenterModel,
): unknown =>
  withdrawal?.step === 'withdrawn'
    ? html`<p class="marked certified" id="news" part="hint" tabindex="-1">
        ${statusIcon('certified')}${words.withdrawn[withdrawal.of]}
      </p>`
    : nothing;
