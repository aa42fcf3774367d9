/** The user's actions for the real-name certification. */
import { type TemplateResult, html, nothing } from 'lit';
import type { KindView } from '../../bff/contract/wire.ts';
import { referenceOf } from '../api/result.ts';
import { referenceView } from '../results/reference.ts';
import { dueAt, isInForce, mayCertify } from '../standing.ts';
import { button, statusIcon } from './button-and-icon.ts';
import type { CenterLanguage, CenterModel } from './center-model.ts';
import type { CenterWords } from './center-words.ts';

const NAME = 'real-name-label';

/** Without limits the service answers a very high number of attempts. From this number on, none is shown. */
const MANY = 100;

/** Why the user cannot certify now, or how many attempts are left. */
export function attemptsLeft(
  { words, nextTimeOf, results }: CenterLanguage,
  { attempts, canSubmit, noSource }: CenterModel,
): string[] {
  if (noSource) return results.trouble['no-source'].text;
  if (!canSubmit) return [words.operator];
  if (!attempts) return [];
  const { remaining, resetsAt } = attempts;
  if (remaining === 0) return [words.usedUp, words.again(resetsAt ? nextTimeOf(resetsAt) : undefined)];
  return remaining !== null && remaining < MANY ? [words.remaining(remaining)] : [];
}

/** The form would not be refused at once. */
export const mayOpenForm = (model: CenterModel): boolean =>
  maySubmit(model) && !model.noSource && model.onlyCases?.remaining !== 0;

const maySubmit = ({ canSubmit, attempts }: CenterModel): boolean => canSubmit && attempts?.remaining !== 0;

/** The unit's case is the next step. */
export const isAtCounter = (view: KindView, { counterCase }: CenterModel): boolean =>
  counterCase?.state === 'open' && mayCertify(view) && !isInForce(view.status);

/** While the certification is due, or a case waits, the button stands below. */
export const certifyButton = (view: KindView, { words }: CenterLanguage, model: CenterModel): unknown =>
  mayCertify(view) && !dueAt(view) && !isAtCounter(view, model) && mayOpenForm(model)
    ? button(words.certify, () => model.open('certify'), { primary: true, describedBy: NAME })
    : nothing;

/** The reference of the submission that waits, or why the last one was refused, and its reference. */
export function submissionView(
  view: KindView,
  { words, fullTimeOf: timeOf, results }: CenterLanguage,
  { copying }: CenterModel,
): unknown {
  const refused = view.last?.outcome === 'rejected' && mayCertify(view) ? view.last : undefined;
  const submission = view.submission ?? refused;
  if (!submission) return nothing;
  return html`<div class="more whole">
    <div class="marked">
      ${refused ? html`<p>${words.lastRefused(words.reasons[refused.reason ?? ''])}</p>` : nothing}
      ${referenceView(referenceOf(submission), { words: results.reference, timeOf, copying })}
    </div>
  </div>`;
}

/** Below the row of an agent's certification: its legal representative may take over, and its agent may withdraw. */
export function agentView(view: KindView, { words }: CenterLanguage, model: CenterModel): unknown {
  const { status, by, due } = view;
  if (!isInForce(status) || by !== 'agent' || !maySubmit(model)) return nothing;
  const line = ({ text, button: label }: CenterWords['replace'], run: () => void): TemplateResult =>
    html`<div class="more quiet">
      <p class="under">${text}</p>
      ${button(label, run, { describedBy: NAME })}
    </div>`;
  return html`
    ${due || model.noSource ? nothing : line(words.replace, () => model.open('replace'))}
    ${
      due?.reason === 'agent-withdrew'
        ? nothing
        : line(words.withdrawCertification, () => model.open('withdraw'))
    }
  `;
}

/** Below the row: the waiting re-check, the button that withdraws it, and the result of the withdrawal. */
export function pendingRecheckView(view: KindView, language: CenterLanguage, model: CenterModel): unknown {
  const { recheck, withdrawal, canSubmit } = model;
  const { words, dateOf } = language;
  if (!mayCertify(view)) return nothing;
  const step = withdrawal?.of === 'recheck' ? withdrawal.step : 'sending';
  const said = step === 'sending' ? undefined : words[step];
  if (!recheck && !said) return nothing;
  return html`<div class="more">
    <div>
      ${recheck ? html`<p class="under" part="hint">${words.recheck(dateOf(recheck.until))}</p>` : nothing}
      ${
        step === 'notWithdrawn'
          ? html`<p class="problem marked" part="error">${statusIcon('lapsed')}${said}</p>`
          : said
            ? html`<p class="under" part="hint">${said}</p>`
            : nothing
      }
    </div>
    ${
      recheck && canSubmit
        ? button(words.withdraw, () => model.withdraw('recheck'), {
            disabled: withdrawal?.step === 'sending',
            describedBy: NAME,
          })
        : nothing
    }
  </div>`;
}
