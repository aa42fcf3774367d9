/** The dialog of a state: the prompt at once, every other dialog as soon as its part has loaded. */
import type { TemplateResult } from 'lit';
import type { StatusController } from '../controllers/status-controller.ts';
import type { State } from '../flow/state.ts';
import type { FlowController } from '../flow/flow-controller.ts';
import { dateOf, fullTimeOf } from '../locales/dates.ts';
import type { Locale, Words } from '../locales/index.ts';
import { pageAddress } from '../page/addresses.ts';
import { missingPartView, openingView, promptView } from '../prompt/prompt-view.ts';
import { centerAddress } from './center-address.ts';
import { firstWords } from './first-words.ts';
import type { Parts } from './parts.ts';
import type { ViewLoader } from './view-loader.ts';

/** The parts of the element that the views use. */
export interface DialogModel {
  host: {
    readonly language: Locale;
    readonly unitCode: string | undefined;
    readonly centerUrl: string | undefined;
    readonly loginUrl: string | undefined;
    readonly help: string | undefined;
    open(): void;
  };
  loader: ViewLoader;
  flow: FlowController;
  status: Pick<StatusController, 'known' | 'body'>;
  /** The business on this page that waits for the certification. */
  business: { name: string } | undefined;
  /** `returnPath`: a path of this site; by default this page. */
  goToCenter: (returnPath?: string) => void;
}

/** The state's view; undefined while its part is loading. */
function ownView(state: State, parts: Parts, words: Words, model: DialogModel): TemplateResult | undefined {
  const { form, gate, recheck } = parts;
  const { flow, status } = model;
  const cancel = (): void => flow.dispatch({ type: 'cancel' });
  const inWords = dateOf(words.tag);
  const record = form?.recordOf(status.body, words.results, inWords);
  switch (state.name) {
    case 'idle':
    case 'checking':
    case 'prompt':
      return undefined;
    case 'gate': {
      // The form opens in place, unless `center-url` contains `{resume}`: then the user certifies in the center.
      const toCenter = model.host.centerUrl?.includes('{resume}') && centerAddress(model.host.centerUrl);
      const confirm = (): void =>
        toCenter ? model.goToCenter(gate?.controller.returnPath) : model.host.open();
      return gate?.gateView(words.gate, { business: state.business, confirm, cancel });
    }
    case 'recheck-consent':
    case 'recheck-sending':
    case 'recheck-kept':
    case 'recheck-refused':
      return recheck?.recheckView(state, words.recheck, {
        dateOf: inWords,
        record,
        dispatch: (event) => flow.dispatch(event),
        remaining: (attempts) => form?.remainingIn(words.results, attempts) ?? [],
        leave: words.results.close,
        help: model.host.help,
      });
    case 'form':
    case 'sending':
      return form?.formView(form.controller, words.form);
    case 'notice':
    case 'operator':
    case 'certified':
    case 'rejected':
    case 'pending':
    case 'trouble':
    case 'login-changed':
      return form?.resultsView(state, {
        words,
        unitName: form.controller.unit?.name ?? '',
        known: status.known,
        record,
        help: model.host.help,
        business: model.business ?? parts.center?.controller.business,
        centerUrl: centerAddress(model.host.centerUrl),
        loginUrl: pageAddress(model.host.loginUrl),
        typed: form.controller.typed,
        timeOf: fullTimeOf(words.tag),
        copying: form.controller.copying,
        retryAt: form.controller.countdown.until,
        now: Date.now(),
        dispatch: (event) => flow.dispatch(event),
        goToCenter: () => model.goToCenter(),
      });
  }
}

export interface Dialog {
  /** A new name is a new dialog. Sending has the form's name, so that the focus stays. */
  name: string;
  /** The language of its words. It differs from the page's while that language is loading. */
  tag: string;
  content: TemplateResult;
}

/** Undefined when no dialog is shown. */
export function dialogOf(state: State, parts: Parts, model: DialogModel): Dialog | undefined {
  const { flow, loader, host, status } = model;
  const { words, failed } = loader;
  if (state.name === 'idle') return undefined;
  const own = words && ownView(state, parts, words, model);
  if (own) return { name: state.name === 'sending' ? 'form' : state.name, tag: words.tag, content: own };
  const first = firstWords(host.language, host.unitCode, words);
  if (!first) return undefined;
  const { tag, prompt } = first;
  const asks = state.name === 'prompt';
  const cancel = (): void => flow.dispatch({ type: 'cancel' });
  if (!asks && failed)
    return {
      name: 'missing part',
      tag,
      content: missingPartView(prompt, host.help, () => loader.retry(), cancel),
    };
  // The answered prompt stays until the next dialog has loaded. It does not return after a later dialog.
  if (!asks && (!state.prompted || (words && parts.form)))
    return { name: 'opening', tag, content: openingView(prompt, cancel) };
  const content = promptView(prompt, {
    lapsed: asks && state.lapsed,
    lapse: asks ? state.lapse : undefined,
    confirmed: !asks,
    confirm: () => flow.dispatch({ type: 'confirm', known: status.known }),
    cancel,
  });
  return { name: 'prompt', tag, content };
}

/** The form's dialog is wider, and has two columns where everything is shown at once. */
export function dialogClass(name: string, appearance: string | undefined): string {
  if (name !== 'form') return '';
  return appearance === 'large' ? 'form' : 'form columns';
}
