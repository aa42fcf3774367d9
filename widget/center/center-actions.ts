/** The user's actions for the real-name certification. */
import { type TemplateResult, html, nothing } from 'lit';
import type { KindView } from '../../bff/contract/wire.ts';
import { referenceOf } from '../api/result.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { newestFailure } from '../procedure/next-step.ts';
import type { Intent, Kept } from '../procedure/state.ts';
import { recheckableText } from '../results/recheckable.ts';
import { referenceView } from '../results/reference.ts';
import { hasLapsed, isInactive, isInForce, mayCertify } from '../standing.ts';
import { button } from '../results/button.ts';
import { notWithdrawnView } from './center-trouble.ts';
import { statusIcon } from './status-icon.ts';
import type { CenterLanguage, CenterModel } from './center-model.ts';
import type { CenterWords } from './center-words.ts';

const NAME = 'real-name-label';

/** Without limits the service answers a very high number of attempts. From this number on, none is shown. */
const MANY = 100;

/** Below the state, or below the button that it is about: why the user cannot go on now, or how many attempts are left. */
export function hintsOf(view: KindView, language: CenterLanguage, model: CenterModel): unknown[] {
  const { words, results } = language;
  switch (model.next.step) {
    case 'none':
    case 'checking':
    case 'case':
    case 'recheck':
      return [];
    case 'administrator':
      return [words.operator];
    case 'no-source':
      return results.trouble['no-source'].text;
    case 'authority':
    case 'counter':
    case 'online':
    case 'used-up':
      return attemptsLeft(view, language, model);
  }
}

/** From when there are attempts again. */
function usedUp({ results }: CenterLanguage, { known }: CenterModel, more: readonly string[]): unknown[] {
  const { title, text } = results.tooManyAttempts(results.when(known!.attempts?.resetsAt));
  return [html`<b>${title}</b>`, ...text, ...more];
}

/** No number is named where something else comes before the form. */
function attemptsLeft(view: KindView, language: CenterLanguage, model: CenterModel): unknown[] {
  const { words, results } = language;
  const {
    known,
    onlyCounter,
    next: { step, online, refused },
  } = model;
  const { attempts, caseAttempts } = known!;
  const unlock = failureOf(view, model) ? words.unlock : results.unlock;
  if (online === 'used-up') return usedUp(language, model, [unlock]);
  const left = (onlyCounter ? caseAttempts : attempts)?.remaining;
  const later = isInactive(view) || (refused && (step === 'authority' || step === 'counter'));
  if (!left || left >= MANY || later) return [];
  return [(onlyCounter ? words.casesLeft : words.remaining)(left)];
}

/** The kept claim whose result is the next step. */
export const waitsFor = ({ status }: KindView, { next: { step } }: CenterModel): Kept | undefined =>
  !isInForce(status) && (step === 'case' || step === 'recheck') ? step : undefined;

/** The main button, beside the state or in the notice of an end; after a refusal at the counter it is in its answer. */
export function mainButton(
  { status, due }: KindView,
  { words }: CenterLanguage,
  model: CenterModel,
): unknown {
  const { step, refused } = model.next;
  const main = (label: string, intent: Intent): TemplateResult =>
    button(label, () => model.open(intent), {
      primary: !due || !model.business,
      describedBy: due ? 'due' : NAME,
    });
  if (step === 'counter' && !refused) return main(words.toCounter, 'counter');
  if (step !== 'online' || !model.status) return nothing; // Why it has lapsed, or was refused, is on its way, and comes first.
  return main(due || hasLapsed(status) ? words.renew : words.certify, 'certify');
}

/** Another claim may take the place of the agent's certification. */
const isReplaceable = ({ status, by }: KindView): boolean => isInForce(status) && by === 'agent';

/** The last submission, which failed, and whose number is the one to name. */
const failureOf = (view: KindView, { known }: CenterModel): KindView['last'] =>
  mayCertify(view) || isReplaceable(view) ? newestFailure(known) : undefined;

/** Before the button: why the last submission failed, and what to do; of a unit that is not active, whom to ask first. */
export function whyOf(view: KindView, { words }: CenterLanguage, model: CenterModel): unknown[] {
  const failed = failureOf(view, model);
  const { step, refused: isAnswered } = model.next;
  // The state, or the notice of an end, has the cause already.
  if (isInactive(view) && (view.reason || view.due)) return isAnswered ? [] : [words.inactive.first];
  if (!failed) return [];
  const { outcome, reason = outcome } = failed;
  const [said, check] = words.why[reason] ?? words.why.otherwise;
  return [
    html`<span class="problem marked">${statusIcon('lapsed')}${said}</span>`,
    ...(step === 'online' ? [check] : []),
  ];
}

/** Lines in the row of an agent's certification after a takeover was refused: why, that the certification stands, and the attempts left. */
export function notReplaced(view: KindView, language: CenterLanguage, model: CenterModel): unknown[] {
  const failed = failureOf(view, model);
  if (failed?.outcome !== 'rejected') return [];
  const { results, words } = language;
  const left = model.known?.attempts?.remaining;
  const said = words.replace.refused(results.reasons[failed.reason ?? '']);
  return [
    html`<span class="problem marked">${statusIcon('lapsed')}${said}</span>`,
    results.stands(undefined),
    ...(left && left < MANY ? [words.remaining(left)] : []),
  ];
}

/** The reference of the submission that waits, or of the last one that failed. */
export function submissionView(
  view: KindView,
  { fullTimeOf: timeOf, results: { reference: words } }: CenterLanguage,
  model: CenterModel,
): unknown {
  const submission = view.submission ?? failureOf(view, model);
  if (!submission) return nothing;
  return html`<div class="more">
    ${referenceView(referenceOf(submission), { words, timeOf, copying: model.copying })}
  </div>`;
}

/** A way that few need. */
const quietWay = (text: string, label: string, run: () => void): TemplateResult =>
  html`<div class="more quiet">
    <p>${unbroken(text)}</p>
    ${button(label, run, { describedBy: NAME })}
  </div>`;

/** Below the row of an agent's certification: its legal representative may take over, and its agent may withdraw. */
export function agentView(view: KindView, language: CenterLanguage, model: CenterModel): unknown {
  const { due } = view;
  const { words, results } = language;
  const { canSubmit, attempts, form } = model.known!;
  if (!isReplaceable(view) || !canSubmit) return nothing;
  if (attempts?.remaining === 0) {
    // The notice of an end says it already.
    if (due) return nothing;
    return html`<div class="more">
      ${usedUp(language, model, [words.replace.usedUp, results.unlock]).map((said) => html`<p>${unbroken(said)}</p>`)}
    </div>`;
  }
  const line = (
    { text, button: label }: CenterWords['withdrawCertification'],
    intent: Intent,
  ): TemplateResult => quietWay(text, label, () => model.open(intent));
  return html`
    ${due || form?.reason || model.onlyCounter ? nothing : line(words.replace, 'replace')}
    ${due?.reason === 'agent-withdrew' ? nothing : line(words.withdrawCertification, 'withdraw')}
  `;
}

/** The re-check that waits, and the button that withdraws it. */
export function recheckView(view: KindView, language: CenterLanguage, model: CenterModel): unknown {
  const { status, withdrawal } = model;
  const { words, dateOf } = language;
  const recheck = status?.recheck;
  if (!recheck || !mayCertify(view)) return nothing;
  const { title, text } = words.recheck(dateOf(recheck.until));
  const withdraw = button(words.withdraw, () => model.askWithdrawal('recheck'), {
    disabled: withdrawal?.step === 'sending',
    describedBy: NAME,
  });
  return html`<div class="more due waits" part="notice">
    <p class="name">${unbroken(title)}</p>
    ${text.map((said) => html`<p>${said}</p>`)}
    ${notWithdrawnView('recheck', words.notWithdrawn, language, model)}
    ${status!.canSubmit ? html`<div class="quiet">${withdraw}</div>` : nothing}
  </div>`;
}

/** The claim that was refused may be checked again: its user may ask for it also after the dialog of the refusal. */
export function askRecheckView(
  _view: KindView,
  { results, dateOf }: CenterLanguage,
  { next, known, open }: CenterModel,
): unknown {
  if (!next.recheckable) return nothing;
  return quietWay(recheckableText(known, results, dateOf), results.recheck, () => open('recheck'));
}

/** The form as another way: while the re-check waits, and where the authority of a unit that is not active comes first. */
export function otherWayView(view: KindView, language: CenterLanguage, model: CenterModel): unknown {
  const { words } = language;
  const { step, online, counter, refused } = model.next;
  const inactive = isInactive(view) && words.inactive;
  if (step !== 'recheck' && !(inactive && (step === 'authority' || step === 'counter'))) return nothing;
  const { text, button: label } = inactive
    ? { text: inactive[refused ? 'also' : 'text'], button: inactive.button }
    : words.correct;
  const isOpen = (model.onlyCounter ? counter : online) === 'open';
  const left = step === 'recheck' ? attemptsLeft(view, language, model) : [];
  if (!isOpen && !left.length) return nothing;
  return html`<div class="more quiet">
    ${
      isOpen
        ? html`<p>${text}</p>
            ${button(label, () => model.open('certify', true), { describedBy: NAME })}`
        : nothing
    }
    ${left.map((said) => html`<p>${unbroken(said)}</p>`)}
  </div>`;
}

/** First in the row, where the focus comes: the kept claim has been withdrawn. */
export const withdrawnView = (
  view: KindView,
  { words }: CenterLanguage,
  { withdrawal }: CenterModel,
): unknown =>
  withdrawal?.step === 'withdrawn' && mayCertify(view)
    ? html`<p class="marked certified" id="news" part="hint" tabindex="-1">
        ${statusIcon('certified')}${words.withdrawn[withdrawal.of]}
      </p>`
    : nothing;
