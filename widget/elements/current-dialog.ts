/** The content of a state's dialog: the prompt at once, every other dialog as soon as its part has loaded. */
import { type TemplateResult, html } from 'lit';
import { REFUSAL_REASONS } from '../../bff/contract/reasons.ts';
import type { CounterDialog } from '../counter/counter-view.ts';
import { dateOf, fullTimeOf, lastDayOf } from '../locales/dates.ts';
import type { Locale, Words } from '../locales/index.ts';
import { type Known, answerIn, attemptsIn, standingIn, submissionIn, waitingIn } from '../procedure/known.ts';
import type { CertificationProcedure, State } from '../procedure/state.ts';
import { missingPartView, openingView, promptView } from '../prompt/prompt-view.ts';
import type { RecheckDialog } from '../recheck/recheck-view.ts';
import type { SuccessionWords } from '../results/intent-words.ts';
import type { ResultsModel } from '../results/results-view.ts';
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
function ownView(
  { known, intent, dialog }: State,
  parts: Parts,
  words: Words,
  model: DialogModel,
): TemplateResult | undefined {
  const [form, gate] = [parts.form.value, parts.gate.value];
  const [recheck, counter] = [parts.recheck.value, parts.counter.value];
  const { procedure } = model;
  const inWords = dateOf(words.tag);
  const printed = (view: TemplateResult | undefined) =>
    form && view && html`${view}${form.recordView(answerIn(known), words.results, inWords)}`;
  const results = form?.controller.resultsModel({
    words,
    succession: model.succession,
    business: model.business,
    centerUrl: centerAddress(model.host.centerUrl),
    centerName: model.host.centerName,
    dateOf: inWords,
    lastDayOf: lastDayOf(words.tag),
    timeOf: fullTimeOf(words.tag),
    goToCenter: () => model.goToCenter(),
  });
  const recheckWords = parts.recheckWords.value?.[words.tag];
  const recheckView = (of: RecheckDialog): TemplateResult | undefined =>
    results && recheckWords && recheck?.recheckView(of, recheckWords, results);
  const counterWords = parts.counterWords.value?.[words.tag]?.(words.unit);
  const counterView = (of: CounterDialog): TemplateResult | undefined =>
    results && counterWords && counter?.counterView(of, counterWords, results);
  switch (dialog.name) {
    case 'idle':
    case 'checking':
      return undefined;
    case 'gate': {
      // The form opens in place, unless `center-url` contains `{resume}`: then the user certifies in the center.
      const center = centerAddress(model.host.centerUrl);
      const toCenter = center && model.host.centerUrl?.includes('{resume}');
      const own = gate && parts.gateWords.value?.[words.tag]?.(words.unit);
      return (
        own &&
        known &&
        gate.gateView(own, {
          known,
          results: words.results,
          prompt: words.prompt,
          business: model.business?.name ?? '',
          toCenter: toCenter ? () => model.goToCenter(gate.controller.returnPath) : undefined,
          seeCenter: center ? () => model.goToCenter() : undefined,
          dateOf: inWords,
          lastDayOf: lastDayOf(words.tag),
          dispatch: (event) => procedure.dispatch(event),
        })
      );
    }
    case 'consent':
    case 'keeping':
      return printed(dialog.of === 'counter' ? counterView(dialog) : recheckView(dialog));
    case 'withdrawal':
      return printed(dialog.of === 'case' ? counterView(dialog) : recheckView(dialog));
    case 'recheck-kept':
    case 'recheck-refused':
    case 'taken-back':
      return printed(recheckView(dialog));
    case 'prompt':
    case 'counter-case':
    case 'counter-used-up':
      return printed(counterView(dialog));
    case 'form':
    case 'sending': {
      const last = intent === 'certify' ? lastRefused(known, words.results) : undefined;
      const own = {
        certify: words.form,
        replace: model.succession?.replace,
        withdraw: model.succession?.withdraw,
        counter: counterWords && counter?.counterIntent(counterWords, known),
        recheck: recheckWords?.form,
      }[intent];
      const fields =
        intent === 'counter' ? counterWords && counter?.counterForm(words.form, counterWords) : words.form;
      return own && fields && form?.formView(form.controller, fields, own, last);
    }
    default:
      return printed(results && form?.resultsView(dialog, results));
  }
}

export interface ShownDialog {
  /** A new name is a new dialog. Sending has the form's name, so that the focus stays. */
  name: string;
  /** The language of its words. It differs from the page's while that language is loading. */
  tag: string;
  content: TemplateResult;
}

function nameOf(state: State): string {
  const { dialog } = state;
  // A case that arrives in the dialog is announced.
  if (dialog.name === 'counter-case' && !dialog.opened && waitingIn(state.known) === 'case') return 'case';
  return dialog.name === 'sending' ? 'form' : dialog.name;
}

/** Undefined when no dialog is shown. */
export function dialogOf(state: State, parts: Parts, model: DialogModel): ShownDialog | undefined {
  const { dialog, prompted } = state;
  const { procedure, host } = model;
  if (dialog.name === 'idle') return undefined;
  const words = parts.words.value?.(host.unitCode);
  const own = words && ownView(state, parts, words, model);
  if (own) return { name: nameOf(state), tag: words.tag, content: own };
  const asks = dialog.name === 'prompt';
  const { failed } = parts.loader;
  // A user who has asked for a dialog reads that it did not load, in Simplified Chinese when the language did not load either.
  const first =
    firstWords(host.language, host.unitCode, words) ?? (failed && !asks ? defaultWords() : undefined);
  if (!first) return undefined;
  const { tag, prompt } = first;
  const cancel = (): void => procedure.dispatch({ type: 'cancel' });
  // It would be replaced as soon as the words of the refusal have loaded.
  if (asks && dialog.refused && !failed) return undefined;
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
  // The answered prompt stays until the next dialog has loaded. It does not return after a later dialog.
  if (!asks && (!prompted || (words && parts.form.value)))
    return { name: 'opening', tag, content: openingView(prompt, cancel) };
  const content = promptView(prompt, {
    standing: standingIn(state.known),
    next: state.known!.next,
    lastDayOf: lastDayOf(tag),
    help: host.help,
    pressed: asks ? undefined : dialog.name === 'notice' ? 'cancel' : state.intent,
    take: (type) => procedure.dispatch({ type }),
    cancel,
  });
  return { name: 'ask', tag, content };
}

/** The form's dialog is wider, and has two columns where everything is shown at once. */
export function dialogClass(name: string, appearance: string | undefined): string {
  if (name !== 'form') return '';
  return appearance === 'large' ? 'form' : 'form columns';
}
