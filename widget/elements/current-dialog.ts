/** The content of a state's dialog: the prompt at once, every other dialog as soon as its part has loaded. */
import { type TemplateResult, html } from 'lit';
import { REFUSAL_REASONS } from '../../bff/contract/reasons.ts';
import { dateOf, fullTimeOf, lastDayOf } from '../locales/dates.ts';
import type { Locale, Words } from '../locales/index.ts';
import { type Known, answerIn, attemptsIn, standingIn, submissionIn } from '../procedure/known.ts';
import { type CertificationProcedure, type ResultName, type State, nameOf } from '../procedure/state.ts';
import { missingPartView, openingView, promptView } from '../prompt/prompt-view.ts';
import type { SuccessionWords } from '../results/intent-words.ts';
import type { ResultsModel } from '../results/results-model.ts';
import type { ResultsWords } from '../results/results-words.ts';
import { centerAddress } from './center-address.ts';
import { defaultWords, firstWords } from './first-words.ts';
import type { Parts } from './parts.ts';

/** The parts of the element that the views use. */
export interface DialogModel {
  host: {
    readonly language: Locale;
    readonly unitCode: string | undefined;
    readonly centerUrl: string | undefined;
    readonly centerName: string | undefined;
    readonly help: string | undefined;
  };
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
  const form = parts.form.value;
  const printed = (view: TemplateResult | undefined) =>
    form && view && html`${view}${form.recordView(answerIn(known), words.results, dateOf(words.tag))}`;
  const results = resultsModel(parts, words, model);
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
      return results && keptWords && kept?.askingView(dialog, keptWords, results);
    case 'consent':
      return printed(results && keptWords && kept?.consentView(dialog, keptWords, results));
    case 'question':
      return results && keptWords && kept?.questionView(dialog, keptWords, results);
    case 'result':
      return printed(results && form?.resultView(dialog, keptWords && kept?.keptRow(keptWords), results));
    case 'notice':
      return results && form?.noticeView(results);
    case 'trouble':
      return printed(results && form?.troubleView(dialog, results));
    case 'login-changed':
      return results && form?.loginChangedView(results);
  }
}

function resultsModel(parts: Parts, words: Words, model: DialogModel): ResultsModel | undefined {
  const { business } = model;
  return parts.form.value?.controller.resultsModel({
    words,
    succession: model.succession,
    business,
    centerUrl: centerAddress(model.host.centerUrl),
    centerName: model.host.centerName,
    dateOf: dateOf(words.tag),
    lastDayOf: lastDayOf(words.tag),
    timeOf: fullTimeOf(words.tag),
    goToCenter: () => model.goToCenter(),
    toCenter: business && !business.go ? toCenter(parts, model) : undefined,
  });
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
  return gate.gateView(own, {
    known,
    results: words.results,
    prompt: words.prompt,
    business: model.business?.name ?? '',
    toCenter: toCenter(parts, model),
    seeCenter: centerAddress(model.host.centerUrl) ? () => model.goToCenter() : undefined,
    dateOf: dateOf(words.tag),
    lastDayOf: lastDayOf(words.tag),
    dispatch: (event) => model.procedure.dispatch(event),
  });
}

function ownForm(
  { known, intent }: State,
  parts: Parts,
  words: Words,
  model: DialogModel,
): TemplateResult | undefined {
  const [form, kept] = [parts.form.value, parts.kept.value];
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
  return own && fields && form?.formView(form.controller, fields, own, last);
}

export interface ShownDialog {
  /** A new name is a new dialog. Sending has the form's name, so that the focus stays. */
  name: string;
  /** The language of its words. It differs from the page's while that language is loading. */
  tag: string;
  content: TemplateResult;
}

/** A claim is sent from its form, which stays. */
const shownName = ({ dialog }: State): string =>
  dialog.name === 'sending' && dialog.of === 'submission' ? 'form' : nameOf(dialog);

/** What is said in the place of the prompt. */
const TOLD_FIRST: readonly ResultName[] = ['refused', 'ended-case', 'used-up', 'operator'];

const isToldFirst = (dialog: State['dialog']): boolean =>
  dialog.name === 'result' ? TOLD_FIRST.includes(dialog.of) : dialog.name === 'trouble';

/** Undefined when no dialog is shown. */
export function dialogOf(state: State, parts: Parts, model: DialogModel): ShownDialog | undefined {
  const { dialog, prompted } = state;
  const { procedure, host } = model;
  if (dialog.name === 'idle') return undefined;
  const words = parts.words.value?.(host.unitCode);
  const own = words && ownView(state, parts, words, model);
  if (own) return { name: shownName(state), tag: words.tag, content: own };
  const asks = dialog.name === 'prompt';
  const { failed } = parts.loader;
  // A user who has asked for a dialog reads that it did not load, in Simplified Chinese when the language did not load either.
  const first =
    firstWords(host.language, host.unitCode, words) ?? (failed && !asks ? defaultWords() : undefined);
  if (!first) return undefined;
  const { tag, prompt } = first;
  const cancel = (): void => procedure.dispatch({ type: 'cancel' });
  if (!asks && failed)
    return {
      name: 'missing part',
      tag,
      content: missingPartView(
        prompt,
        (failed === 'unavailable' && words?.results.trouble.unavailable) || prompt.missing,
        host.help,
        () => void parts.loader.load(),
        cancel,
      ),
    };
  // Nobody has asked for what the status tells: no prompt of the first day goes before it.
  if (prompted && !failed && isToldFirst(dialog)) return undefined;
  // The answered prompt stays until the next dialog has loaded. It does not return after a later dialog.
  if (!asks && (!prompted || (words && parts.form.value)))
    return { name: 'opening', tag, content: openingView(prompt, cancel) };
  const content = promptView(prompt, {
    standing: standingIn(state.known),
    next: state.known!.next,
    lastDayOf: lastDayOf(tag),
    help: host.help,
    pressed: asks ? undefined : dialog.name === 'notice' ? 'cancel' : state.intent,
    confirm: () => procedure.dispatch({ type: 'confirm' }),
    cancel,
  });
  return { name: 'ask', tag, content };
}

/** The form's dialog is wider, and has two columns where everything is shown at once. Behind `alone` nothing of the page is seen. */
export function dialogClass(name: string, appearance: string | undefined): string {
  if (name === 'login-changed') return 'alone';
  if (name !== 'form') return '';
  return appearance === 'large' ? 'form' : 'form columns';
}
