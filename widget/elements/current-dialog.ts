/** The dialog of a state, once the flow has loaded: its view as soon as its part has loaded, and until then that it opens. */
import { type TemplateResult, html } from 'lit';
import { REFUSAL_REASONS } from '../../bff/contract/reasons.ts';
import type { CounterDialog } from '../counter/counter-view.ts';
import type { FormController } from '../form/form-controller.ts';
import { formView } from '../form/form-view.ts';
import { dateOf, fullTimeOf, lastDayOf } from '../locales/dates.ts';
import type { Words } from '../locales/index.ts';
import { type Known, answerIn, attemptsIn, submissionIn, waitingIn } from '../procedure/known.ts';
import type { CertificationProcedure, State } from '../procedure/state.ts';
import type { RecheckDialog } from '../recheck/recheck-view.ts';
import type { SuccessionWords } from '../results/intent-words.ts';
import { recordView } from '../results/record.ts';
import { type ResultsModel, resultsView } from '../results/results-view.ts';
import type { ResultsWords } from '../results/results-words.ts';
import { centerAddress } from './center-address.ts';
import {
  type FirstDialogModel,
  type ShownDialog,
  missingDialog,
  openingDialog,
  promptDialog,
} from './first-dialog.ts';
import type { Parts } from './parts.ts';

/** The parts of the element that the views use. */
export interface DialogModel {
  host: {
    readonly unitCode: string | undefined;
    readonly centerUrl: string | undefined;
    readonly centerName: string | undefined;
    readonly appearance: string | undefined;
  };
  form: FormController;
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
  const gate = parts.gate.value;
  const [recheck, counter] = [parts.recheck.value, parts.counter.value];
  const { form, procedure } = model;
  const inWords = dateOf(words.tag);
  const printed = (view: TemplateResult | undefined) =>
    view && html`${view}${recordView(answerIn(known), words.results, inWords)}`;
  const results = form.resultsModel({
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
    recheckWords && recheck?.recheckView(of, recheckWords, results);
  const counterWords = parts.counterWords.value?.[words.tag]?.(words.unit);
  const counterView = (of: CounterDialog): TemplateResult | undefined =>
    counterWords && counter?.counterView(of, counterWords, results);
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
      return own && fields && formView(form, fields, own, last);
    }
    default:
      return printed(resultsView(dialog, results));
  }
}

function nameOf(state: State): string {
  const { dialog } = state;
  // A case that arrives in the dialog is announced.
  if (dialog.name === 'counter-case' && !dialog.opened && waitingIn(state.known) === 'case') return 'case';
  return dialog.name === 'sending' ? 'form' : dialog.name;
}

/** The form's dialog is wider, and has two columns where everything is shown at once. */
const classOf = (name: string, appearance: string | undefined): string | undefined => {
  if (name !== 'form') return undefined;
  return appearance === 'large' ? 'form' : 'form columns';
};

/** Undefined when no dialog is shown. */
export function dialogOf(parts: Parts, first: FirstDialogModel, model: DialogModel): ShownDialog | undefined {
  const { state, failed, dispatch } = first;
  const { dialog } = state;
  const words = parts.words.value?.(model.host.unitCode);
  if (dialog.name === 'idle' || !words) return undefined;
  const content = ownView(state, parts, words, model);
  if (content) {
    const name = nameOf(state);
    return { name, tag: words.tag, content, className: classOf(name, model.host.appearance) };
  }
  if (dialog.name === 'prompt') {
    // It would be replaced as soon as the words of the refusal have loaded.
    return dialog.refused && !failed ? undefined : promptDialog(words, first, undefined);
  }
  if (!failed) return openingDialog(words, first);
  return missingDialog(first, () => dispatch({ type: 'cancel' }));
}
