/** Which view a state has: the prompt at once, everything else as soon as its part is there. */
import { type TemplateResult, html } from 'lit';
import type { UnitView } from '../../bff/contract/wire.ts';
import type { Known, State } from '../flow/state.ts';
import type { FlowController } from '../flow/flow-controller.ts';
import type { Locale, Words } from '../locales/index.ts';
import { prompt as defaultWords } from '../locales/zh-Hans/prompt.ts';
import { missingCenterView, missingPartView, openingView, promptView } from '../prompt/prompt-view.ts';
import type { PromptWords } from '../prompt/prompt-words.ts';
import { centerAddress } from './center-address.ts';
import type { Parts } from './parts.ts';
import type { ViewLoader } from './view-loader.ts';

/** What the views need of the element. */
export interface DialogModel {
  host: {
    readonly language: Locale;
    readonly centerUrl: string | undefined;
    readonly loginUrl: string | undefined;
    open(): void;
  };
  loader: ViewLoader;
  flow: FlowController;
  known: Known | undefined;
  /** What waits for the certification on this page. */
  business: { name: string } | undefined;
  /** `returnPath`: a path of this site; by default this page. */
  goToCenter: (returnPath?: string) => void;
}

const promptWordsOf = (language: Locale, words: Words | undefined): PromptWords | undefined =>
  language === 'zh-Hans' ? defaultWords : words?.prompt;

export const dateOf =
  ({ tag }: Words) =>
  (instant: string): string =>
    new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'Asia/Shanghai' }).format(new Date(instant));

/** A moment in words, without its year; rounded down to the minute. */
const timeOf =
  ({ tag }: Words) =>
  (instant: string | number): string =>
    new Intl.DateTimeFormat(tag, {
      month: 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: 'Asia/Shanghai',
    }).format(new Date(instant));

/** What is printed with a result: whose it is, and of which day. */
function recordOf(unit: UnitView | undefined, words: Words): readonly [string, string][] {
  const { record } = words.results;
  return [
    ...(unit?.name ? [[record.unit, unit.name] satisfies [string, string]] : []),
    ...(unit ? [[record.code, unit.code] satisfies [string, string]] : []),
    [record.date, dateOf(words)(new Date().toISOString())],
  ];
}

/** The state's own view; undefined while its part is not there. */
function ownView(state: State, parts: Parts, words: Words, model: DialogModel): TemplateResult | undefined {
  const { form, gate, recheck } = parts;
  const { flow } = model;
  const cancel = (): void => flow.dispatch({ type: 'cancel' });
  switch (state.name) {
    case 'idle':
    case 'checking':
    case 'prompt':
      return undefined;
    case 'gate': {
      // The form in place, or the center when the page asks for it by a place for the way back in its address.
      const toCenter = model.host.centerUrl?.includes('{resume}');
      const confirm = (): void =>
        toCenter ? model.goToCenter(gate?.controller.returnPath) : model.host.open();
      return gate?.gateView(words.gate, { business: state.business, confirm, cancel });
    }
    case 'recheck-consent':
    case 'recheck-sending':
    case 'recheck-kept':
    case 'recheck-refused':
      return recheck?.recheckView(state, words.recheck, {
        dateOf: dateOf(words),
        record: recordOf(form?.controller.unit, words),
        dispatch: (event) => flow.dispatch(event),
        remaining: (attempts) => form?.remainingIn(words.results, attempts) ?? [],
        leave: words.results.close,
        logIn: form?.logInAt(model.host.loginUrl, words.results),
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
      return form?.resultsView(state, {
        words,
        unitName: form.controller.unit?.name ?? '',
        record: recordOf(form.controller.unit, words),
        business: model.business ?? parts.center?.controller.business,
        centerUrl: centerAddress(model.host.centerUrl),
        loginUrl: model.host.loginUrl,
        retryAt: form.controller.countdown.until,
        now: Date.now(),
        dispatch: (event) => flow.dispatch(event),
        goToCenter: () => model.goToCenter(),
      });
  }
}

/** Undefined while nothing is to be shown. */
export function dialogContent(state: State, parts: Parts, model: DialogModel): TemplateResult | undefined {
  const { flow, loader, host } = model;
  if (state.name === 'idle' || state.name === 'checking') return undefined;
  const own = loader.words && ownView(state, parts, loader.words, model);
  if (own) return own;
  const words = promptWordsOf(host.language, loader.words);
  if (!words) return undefined;
  const cancel = (): void => flow.dispatch({ type: 'cancel' });
  if (state.name !== 'prompt' && loader.failed) return missingPartView(words, () => loader.retry(), cancel);
  // Until the next dialog is there the prompt stays, already answered.
  if (!state.prompted) return openingView(words);
  return promptView(words, {
    lapsed: state.name === 'prompt' && state.lapsed,
    lapse: state.name === 'prompt' ? state.lapse : undefined,
    confirmed: state.name !== 'prompt',
    confirm: () => flow.dispatch({ type: 'confirm', known: model.known }),
    cancel,
  });
}

/** Tells one dialog from the next. Sending is the form at work: the focus stays. */
export function dialogName({ name }: State, { form }: Parts, { failed, words }: ViewLoader): string {
  if (form && words) return name === 'sending' ? 'form' : name;
  return failed && name !== 'prompt' ? 'missing part' : 'prompt';
}

/** The form's dialog is wider, and has two columns where everything is shown at once. */
export function dialogClass(name: string, appearance: string | undefined): string {
  if (name !== 'form') return '';
  return appearance === 'large' ? 'form' : 'form columns';
}

/** The center in the page, or what stands for it when it cannot be fetched. */
export function centerContent(
  { center }: Parts,
  loader: ViewLoader,
  language: Locale,
): TemplateResult | undefined {
  const { words, failed } = loader;
  if (center && words)
    return center.centerView(center.controller, {
      name: language,
      words: words.center,
      dateOf: dateOf(words),
      timeOf: timeOf(words),
      results: words.results,
    });
  if (!failed) return undefined;
  const own = promptWordsOf(language, words);
  return html`<section class="missing" part="center" role="alert" lang=${own ? language : 'zh-Hans'}>
    ${missingCenterView(own ?? defaultWords, () => loader.retry())}
  </section>`;
}
