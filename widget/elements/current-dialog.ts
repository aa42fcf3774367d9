/**
 * The dialog of a state, once the flow has loaded: its view as soon as its part has loaded, and
 * until then that it opens.
 */
import { type TemplateResult, html } from 'lit';
import { REFUSAL_REASONS } from '../../bff/contract/reasons.ts';
import type { CertificationHost } from '../controllers/host.ts';
import type { FormController } from '../form/form-controller.ts';
import { formView } from '../form/form-view.ts';
import { datesIn } from '../locales/dates.ts';
import type { Words } from '../locales/index.ts';
import { centerAddress, toLogin } from '../page/addresses.ts';
import { submissionIn } from '../procedure/claims.ts';
import { traitsOf } from '../procedure/dialogs.ts';
import { type Known, answerIn } from '../procedure/known.ts';
import { attemptsIn } from '../procedure/open-ways.ts';
import { type CertificationProcedure, type State, nameOf } from '../procedure/state.ts';
import { promptCopy } from '../prompt/prompt-copy.ts';
import type { Copying } from '../results/copying.ts';
import type { SuccessionWords } from '../results/intent-words.ts';
import { recordView } from '../results/record.ts';
import type { ResultsModel } from '../results/results-model.ts';
import { loginChangedView, noticeView, resultView, troubleView } from '../results/results-view.ts';
import type { ResultsWords } from '../results/results-words.ts';
import {
  type FirstDialogModel,
  type ShownDialog,
  missingDialog,
  openingDialog,
  promptDialog,
} from './first-dialog.ts';
import type { Parts } from './parts.ts';

/** What the views use beside the state, the parts and the words. */
export interface DialogModel {
  host: Pick<CertificationHost, 'appearance' | 'help' | 'loginUrl'> & {
    readonly centerUrl: string | undefined;
    readonly centerName: string | undefined;
  };
  form: FormController;
  copying: Copying;
  procedure: CertificationProcedure;
  /** In the center. */
  succession: SuccessionWords | undefined;
  /** The business that waits for the certification. */
  business: ResultsModel['business'];
  /** `returnPath`: a path of this site; by default this page. */
  goToCenter: (returnPath?: string) => void;
}

/** Why the last submission was refused, and how many attempts are left. */
function lastRefused(known: Known | undefined, words: ResultsWords): string | undefined {
  const reason = REFUSAL_REASONS.find((each) => each === known?.next.reason);
  return reason && submissionIn(known)
    ? words.lastRefused(words.reasons[reason], attemptsIn(known))
    : undefined;
}

/** The state's view; undefined while its part is loading. */
function ownView(state: State, parts: Parts, words: Words, model: DialogModel): TemplateResult | undefined {
  const { known, dialog } = state;
  const printed = (view: TemplateResult | undefined) =>
    view && html`${view}${recordView(answerIn(known), words.results, results.dateOf)}`;
  const results = resultsModel(state, parts, words, model);
  const kept = parts.kept.value;
  const keptWords = parts.keptWords.value?.[words.tag]?.(words.unit);
  switch (dialog.name) {
    case 'idle':
    case 'checking':
    case 'prompt':
      return undefined;
    case 'gate':
      return gateView(known, parts, words, model);
    case 'form':
      return ownForm(state, parts, words, model);
    case 'sending':
      if (dialog.of === 'submission') return ownForm(state, parts, words, model);
      return keptWords && kept?.askingView(dialog, keptWords, results);
    case 'consent':
      return printed(keptWords && kept?.consentView(dialog, keptWords, results));
    case 'question':
      return keptWords && kept?.questionView(dialog, keptWords, results);
    case 'result':
      return printed(resultView(dialog, keptWords && kept?.keptRow(keptWords), results));
    case 'notice':
      return noticeView(results);
    case 'trouble':
      return printed(troubleView(dialog, results));
    case 'login-changed':
      return loginChangedView(results);
  }
}

function resultsModel(state: State, parts: Parts, words: Words, model: DialogModel): ResultsModel {
  const { host, form, copying, procedure, succession, business, goToCenter } = model;
  const { dateOf, lastDayOf, fullTimeOf } = datesIn(words.tag);
  return {
    state,
    words,
    succession,
    business,
    unitName: form.unit?.name ?? '',
    help: host.help,
    privacyUrl: form.privacyUrl,
    centerUrl: centerAddress(host.centerUrl),
    centerName: host.centerName,
    logIn: toLogin(host.loginUrl),
    print: () => print(),
    isOffline: !navigator.onLine,
    typed: form.draft.typed,
    valueOf: (id) => form.valueOf(id),
    dateOf,
    lastDayOf,
    timeOf: fullTimeOf,
    copying,
    now: Date.now(),
    dispatch: (event) => procedure.dispatch(event),
    goToCenter: () => goToCenter(),
    toCenter: business && !business.go ? toCenter(parts, model) : undefined,
  };
}

/** The form opens in place, unless `center-url` contains `{resume}`: then the user certifies in the center. */
const toCenter = (parts: Parts, { host, goToCenter }: DialogModel): (() => void) | undefined =>
  centerAddress(host.centerUrl) && host.centerUrl?.includes('{resume}')
    ? () => goToCenter(parts.gate.value?.controller.returnPath)
    : undefined;

function gateView(
  known: Known | undefined,
  parts: Parts,
  words: Words,
  model: DialogModel,
): TemplateResult | undefined {
  const gate = parts.gate.value;
  const own = gate && parts.gateWords.value?.[words.tag]?.(words.unit);
  if (!own || !known) return undefined;
  const { lastDayOf } = datesIn(words.tag);
  return gate.gateView(own, {
    known,
    results: words.results,
    again: words.again,
    business: model.business?.name ?? '',
    toCenter: toCenter(parts, model),
    seeCenter: centerAddress(model.host.centerUrl) ? () => model.goToCenter() : undefined,
    lastDayOf,
    dispatch: (event) => model.procedure.dispatch(event),
  });
}

function ownForm(
  { known, intent }: State,
  parts: Parts,
  words: Words,
  model: DialogModel,
): TemplateResult | undefined {
  const kept = parts.kept.value;
  const keptWords = parts.keptWords.value?.[words.tag]?.(words.unit);
  const last = intent === 'certify' ? lastRefused(known, words.results) : undefined;
  const own = {
    certify: words.form,
    replace: model.succession?.replace,
    withdraw: model.succession?.withdraw,
    counter: keptWords && kept?.counterIntent(keptWords, known),
    recheck: keptWords?.forms.recheck,
  }[intent];
  const fields = intent === 'counter' ? keptWords && kept?.counterForm(words.form, keptWords) : words.form;
  return own && fields && formView(model.form, fields, own, last);
}

/** A claim is sent from its form, which stays. */
const shownName = ({ dialog }: State): string =>
  dialog.name === 'sending' && dialog.of === 'submission' ? 'form' : nameOf(dialog);

/**
 * The form's dialog is wider, and has two columns where everything is shown at once. Behind `alone`
 * nothing of the page is seen.
 */
const classOf = (name: string, appearance: string | undefined): string | undefined => {
  if (name === 'login-changed') return 'alone';
  if (name !== 'form') return undefined;
  return appearance === 'large' ? 'form' : 'form columns';
};

/** Undefined when no dialog is shown. */
export function dialogOf(parts: Parts, first: FirstDialogModel, model: DialogModel): ShownDialog | undefined {
  const { state, failed, dispatch } = first;
  const { dialog, prompted } = state;
  const words = parts.words.value?.(state.known?.unit?.code);
  if (dialog.name === 'idle' || !words) return undefined;
  if (dialog.name === 'prompt') {
    const { lastDayOf } = datesIn(words.tag);
    return promptDialog(words, promptCopy(words, state.known!, lastDayOf, first.help), first);
  }
  const content = ownView(state, parts, words, model);
  if (content) {
    const name = shownName(state);
    return { name, tag: words.tag, content, className: classOf(name, model.host.appearance) };
  }
  if (failed) return missingDialog(first, () => dispatch({ type: 'cancel' }));
  // A dialog that comes by itself is not announced while its part loads: nobody waits for it.
  return prompted && traitsOf(dialog).asks ? undefined : openingDialog(words, first);
}
