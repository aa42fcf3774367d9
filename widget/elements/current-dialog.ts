/**
 * The dialog of a state, once the flow has loaded: its view as soon as its part has loaded, and
 * until then that it opens.
 */
import { type TemplateResult, html } from 'lit';
import { REFUSAL_REASONS } from '../../bff/contract/reasons.ts';
import type { FormController } from '../form/form-controller.ts';
import { formView } from '../form/form-view.ts';
import type { Words } from '../locales/index.ts';
import { submissionIn } from '../procedure/claims.ts';
import { isKept, traitsOf } from '../procedure/dialogs.ts';
import { type Known, answerIn } from '../procedure/known.ts';
import { attemptsIn } from '../procedure/open-ways.ts';
import { type State, nameOf } from '../procedure/state.ts';
import { promptCopy } from '../prompt/prompt-copy.ts';
import { recordView } from '../results/record.ts';
import type { ResultsModel } from '../results/results-model.ts';
import { loginChangedView, noticeView, ownRow, troubleView } from '../results/results-view.ts';
import { rowView } from '../results/row.ts';
import type { ResultsWords } from '../results/results-words.ts';
import { besideOf } from '../results/ways.ts';
import {
  type MissingPart,
  type ShownDialog,
  missingDialog,
  openingDialog,
  promptDialog,
} from './first-dialog.ts';
import type { Parts } from './parts.ts';

/** Why the last submission was refused, and how many attempts are left. */
function lastRefused(known: Known | undefined, words: ResultsWords): string | undefined {
  const reason = REFUSAL_REASONS.find((each) => each === known?.next.reason);
  return reason && submissionIn(known)
    ? words.lastRefused(words.reasons[reason], attemptsIn(known))
    : undefined;
}

/** The dialog's view; undefined while its part is loading. */
function ownView(parts: Parts, words: Words, form: FormController, model: ResultsModel) {
  const { state, succession } = model;
  const { known, dialog } = state;
  const printed = (view: TemplateResult | undefined): TemplateResult | undefined =>
    view && html`${view}${recordView(answerIn(known), words.results, model.dateOf)}`;
  const gate = parts.gate.value;
  const gateWords = parts.gateWords.value?.[words.tag]?.(words.unit);
  const kept = parts.kept.value;
  const keptWords = parts.keptWords.value?.[words.tag]?.(words.unit);
  const ownForm = (): TemplateResult | undefined => {
    const { intent } = state;
    const last = intent === 'certify' ? lastRefused(known, words.results) : undefined;
    const own = {
      certify: { ...words.form, text: besideOf(known, words.results) },
      replace: succession?.replace,
      withdraw: succession?.withdraw,
      counter: keptWords && kept?.counterIntent(keptWords, known),
      recheck: keptWords?.forms.recheck,
    }[intent];
    const fields = intent === 'counter' ? keptWords && kept?.counterForm(words.form, keptWords) : words.form;
    return own && fields && formView(form, fields, own, last);
  };
  switch (dialog.name) {
    case 'idle':
    case 'checking':
    case 'prompt':
      return undefined;
    case 'gate':
      return known && gateWords && gate?.gateView(gateWords, model);
    case 'form':
      return ownForm();
    case 'sending':
      return dialog.of === 'submission' ? ownForm() : keptWords && kept?.askingView(dialog, keptWords, model);
    case 'consent':
      return printed(keptWords && kept?.consentView(dialog, keptWords, model));
    case 'question':
      return keptWords && kept?.questionView(dialog, keptWords, model);
    case 'result': {
      const row = isKept(dialog)
        ? keptWords && kept?.keptRow(dialog.of, dialog, keptWords, model)
        : ownRow(dialog.of, dialog, model);
      return printed(row && rowView(row, model));
    }
    case 'notice':
      return noticeView(model);
    case 'trouble':
      return printed(troubleView(dialog, model));
    case 'login-changed':
      return loginChangedView(model);
  }
}

/** A claim is sent from its form, which stays. */
const shownName = ({ dialog }: State): string =>
  dialog.name === 'sending' && dialog.of === 'submission' ? 'form' : nameOf(dialog);

/**
 * The form's dialog is wider, and has two columns where everything is shown at once. Behind `alone`
 * nothing of the page is seen.
 */
const classOf = (name: string, { step }: FormController): string | undefined => {
  if (name === 'login-changed') return 'alone';
  if (name !== 'form') return undefined;
  return step ? 'form' : 'form columns';
};

/** Undefined when no dialog is shown. */
export function dialogOf(
  parts: Parts,
  words: Words,
  form: FormController,
  model: ResultsModel,
  missing: MissingPart | undefined,
): ShownDialog | undefined {
  const { state, help, lastDayOf, dispatch } = model;
  const { known, dialog, prompted } = state;
  if (dialog.name === 'idle') return undefined;
  if (dialog.name === 'prompt')
    return promptDialog(words, promptCopy(words, known!, lastDayOf, help), dispatch);
  const content = ownView(parts, words, form, model);
  if (content) {
    const name = shownName(state);
    return { name, tag: words.tag, content, className: classOf(name, form) };
  }
  if (missing) return missingDialog(missing, () => dispatch({ type: 'cancel' }));
  // A dialog that comes by itself is not announced while its part loads: nobody waits for it.
  return prompted && traitsOf(dialog).comesByItself ? undefined : openingDialog(words, dispatch);
}
