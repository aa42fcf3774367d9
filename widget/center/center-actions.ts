/** The user's actions for the real-name certification. */
import { type TemplateResult, html, nothing } from 'lit';
import type { KindView } from '../../bff/contract/wire.ts';
import { referenceOf } from '../api/result.ts';
import { type Kept, type Known, isOpenCase } from '../procedure/state.ts';
import { isRefusedAtCounter } from '../procedure/transition.ts';
import { referenceView } from '../results/reference.ts';
import { dueAt, hasLapsed, isInactive, isInForce, mayCertify, needsAuthority } from '../standing.ts';
import { button, statusIcon } from './button-and-icon.ts';
import type { CenterLanguage, CenterModel } from './center-model.ts';
import type { CenterWords } from './center-words.ts';

const NAME = 'real-name-label';

/** Without limits the service answers a very high number of attempts. From this number on, none is shown. */
const MANY = 100;

/** Why the user cannot certify now, or how many attempts are left; none is named before the authority was asked. */
export function attemptsLeft(
  view: KindView,
  { words, nextTimeOf, results }: CenterLanguage,
  { known, status, canSubmit, noSource, onlyCounter }: CenterModel,
): string[] {
  if (noSource) return results.trouble['no-source'].text;
  if (!canSubmit) return [words.operator];
  const shown = (left: number | null | undefined, say: (left: number) => string): string[] =>
    left && left < MANY && !isInactive(view) ? [say(left)] : [];
  if (onlyCounter) return shown(status?.caseAttempts?.remaining, words.casesLeft);
  if (!known?.attempts) return [];
  const { remaining, resetsAt } = known.attempts;
  if (remaining === 0) return [words.usedUp, words.again(resetsAt ? nextTimeOf(resetsAt) : undefined)];
  return shown(remaining, words.remaining);
}

/** The form would not be refused at once. */
export const mayOpenForm = (model: CenterModel): boolean =>
  model.onlyCounter
    ? model.canSubmit && model.status?.caseAttempts?.remaining !== 0
    : maySubmit(model) && !model.noSource;

const maySubmit = ({ canSubmit, known }: CenterModel): boolean =>
  canSubmit && known?.attempts?.remaining !== 0;

/** The kept claim whose result is the next step. */
export function waitsFor(view: KindView, { status }: CenterModel): Kept | undefined {
  if (!mayCertify(view) || isInForce(view.status)) return undefined;
  if (isOpenCase(status?.case)) return 'case';
  return status?.recheck && 'recheck';
}

/** After a refusal at the counter: where the user goes before the form for the register. */
export function firstAfterCase(known: Known): CenterModel['first'] {
  if (!isRefusedAtCounter(known)) return undefined;
  if (needsAuthority(known.case!)) return 'authority';
  return known.form?.counter && known.caseAttempts?.remaining !== 0 ? 'counter' : undefined;
}

/** The form may be opened, and nothing else has to come first: of a lapse, why. */
const mayStart = (view: KindView, model: CenterModel): boolean =>
  mayCertify(view) &&
  !dueAt(view) &&
  !waitsFor(view, model) &&
  !(hasLapsed(view.status) && !view.reason) &&
  mayOpenForm(model);

function startOf({ status }: KindView, words: CenterWords, { onlyCounter }: CenterModel): string {
  if (onlyCounter) return words.toCounter;
  return hasLapsed(status) ? words.renew : words.certify;
}

/** While the certification is due, a kept claim waits, the counter has refused, or the unit is not active, the button stands below. */
export const certifyButton = (view: KindView, { words }: CenterLanguage, model: CenterModel): unknown =>
  mayStart(view, model) && !isInactive(view) && !model.first
    ? certify(startOf(view, words, model), model, { primary: true })
    : nothing;

const certify = (
  label: string,
  model: CenterModel,
  { primary = false, informed = false } = {},
): TemplateResult => button(label, () => model.open('certify', informed), { primary, describedBy: NAME });

/** A case was opened after it, and is still open: its number is the one to name. */
const isAtCounter = (at: string, { status }: CenterModel): boolean =>
  isOpenCase(status?.case) && Date.parse(status!.case!.openedAt) > Date.parse(at);

/** The reference of the submission that waits, or why the last one was refused, and its reference. */
export function submissionView(
  view: KindView,
  { fullTimeOf: timeOf, results }: CenterLanguage,
  model: CenterModel,
): unknown {
  const { last } = view;
  const refused =
    last?.outcome === 'rejected' && mayCertify(view) && !isAtCounter(last.at, model) ? last : undefined;
  const submission = view.submission ?? refused;
  if (!submission) return nothing;
  return html`<div class="more">
    ${refused ? html`<p>${results.lastRefused(results.reasons[refused.reason ?? ''])}</p>` : nothing}
    ${referenceView(referenceOf(submission), { words: results.reference, timeOf, copying: model.copying })}
  </div>`;
}

/** A way that few need: the sentences, and the action under them. */
const wayView = (text: readonly string[], way: unknown): TemplateResult =>
  html`<div class="more quiet">${text.map((said) => html`<p>${said}</p>`)} ${way}</div>`;

/** Below the row of an agent's certification: its legal representative may take over, and its agent may withdraw. */
export function agentView(view: KindView, { words }: CenterLanguage, model: CenterModel): unknown {
  const { status, by, due } = view;
  if (!isInForce(status) || by !== 'agent' || !maySubmit(model)) return nothing;
  const line = ({ text, button: label }: CenterWords['replace'], run: () => void): TemplateResult =>
    wayView([text], button(label, run, { describedBy: NAME }));
  return html`
    ${due || model.noSource ? nothing : line(words.replace, () => model.open('replace'))}
    ${
      due?.reason === 'agent-withdrew'
        ? nothing
        : line(words.withdrawCertification, () => model.open('withdraw'))
    }
  `;
}

/** The re-check that waits, and the button that withdraws it. */
export function recheckView(view: KindView, language: CenterLanguage, model: CenterModel): unknown {
  const { status, withdrawal, canSubmit } = model;
  const { words, dateOf } = language;
  const recheck = status?.recheck;
  if (!recheck || !mayCertify(view)) return nothing;
  const { title, text } = words.recheck(dateOf(recheck.until));
  const withdraw = button(words.withdraw, () => model.withdraw('recheck'), {
    disabled: withdrawal?.step === 'sending',
    describedBy: NAME,
  });
  return html`<div class="more due waits" part="notice">
    <p class="name">${title}</p>
    ${text.map((said) => html`<p>${said}</p>`)}
    ${canSubmit ? html`<div class="quiet">${withdraw}</div>` : nothing}
  </div>`;
}

/** The form as another way: while the re-check waits, and where the authority of a unit that is not active comes first. */
export function otherWayView(view: KindView, language: CenterLanguage, model: CenterModel): unknown {
  const { words } = language;
  const inactive = isInactive(view);
  if (waitsFor(view, model) !== 'recheck' && !(inactive && mayStart(view, model))) return nothing;
  const left = attemptsLeft(view, language, model);
  if (!mayOpenForm(model)) return wayView(left, nothing);
  const { text, button: label } = inactive ? words.inactive : { text: words.correct, button: words.certify };
  const said = model.first === 'authority' ? left : [text, ...left]; // The refusal has told it.
  return wayView(said, certify(label, model, { informed: true }));
}

/** First in the row, where the focus comes: how the withdrawal of a kept claim ended. */
export function withdrawalView(view: KindView, { words }: CenterLanguage, model: CenterModel): unknown {
  const { withdrawal } = model;
  if (!withdrawal || withdrawal.step === 'sending' || !mayCertify(view)) return nothing;
  const { of, step } = withdrawal;
  const done = step === 'withdrawn';
  return html`<p
    class="marked ${done ? 'certified' : 'problem'}"
    id="told"
    part=${done ? 'hint' : 'error'}
    tabindex="-1"
  >
    ${statusIcon(done ? 'certified' : 'lapsed')}${words.withdrawal[of][step]}
  </p>`;
}
