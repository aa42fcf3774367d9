/**
 * Which dialog is shown once the flow has loaded, and by which view: its own as soon as its part
 * has loaded, and until then that it opens.
 */
import { type TemplateResult, html } from 'lit';
import { REFUSAL_REASONS } from '../../bff/contract/reasons.ts';
import type { CertificationHost } from '../controllers/host.ts';
import type { FormController } from '../form/form-controller.ts';
import { formView } from '../form/form-view.ts';
import type { LazyWords } from '../loading/loader.ts';
import { datesIn } from '../locales/dates.ts';
import type { Locale, Words, WordsFor } from '../locales/index.ts';
import { centerAddress, toLogin } from '../page/addresses.ts';
import { submissionIn } from '../procedure/claims.ts';
import { isKept, traitsOf } from '../procedure/dialogs.ts';
import { type Known, answerIn } from '../procedure/known.ts';
import { attemptsIn } from '../procedure/open-ways.ts';
import { type CertificationProcedure, type ProcedureEvent, nameOf } from '../procedure/state.ts';
import { promptCopy } from '../prompt/prompt-copy.ts';
import { Copying } from '../results/copying.ts';
import { follow } from '../results/links.ts';
import { recordView } from '../results/record.ts';
import { loginChangedView, noticeView } from '../results/notice-view.ts';
import type { ResultsModel } from '../results/results-model.ts';
import { rowView } from '../results/row.ts';
import { ownRow } from '../results/rows.ts';
import type { ResultsWords, SuccessionWords } from '../results/results-words.ts';
import { troubleRow } from '../results/trouble-row.ts';
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

export interface DialogSources {
  host: CertificationHost;
  procedure: CertificationProcedure;
  words: LazyWords<Locale, WordsFor>;
  parts: Parts;
  form: FormController;
  /** The business that waits. */
  business: () => ResultsModel['business'];
  /** The words of takeover and withdrawal, which only the center offers. */
  succession: () => SuccessionWords | undefined;
}

export class CurrentDialog {
  readonly #sources: DialogSources;
  readonly #copying: Copying;

  constructor(sources: DialogSources) {
    this.#sources = sources;
    this.#copying = new Copying(sources.host);
  }

  /** Undefined when no dialog is shown. `missing`: something that it needs did not load. */
  shown(missing: MissingPart | undefined): ShownDialog | undefined {
    const { host, procedure, words: loaded, parts, form, succession } = this.#sources;
    const { known, dialog, prompted } = procedure.state;
    const words = loaded.value?.(known?.unit?.code);
    if (!words || dialog.name === 'idle') return undefined;
    const { tag } = words;
    const { dateOf, lastDayOf } = datesIn(tag);
    const dispatch = (event: ProcedureEvent): void => procedure.dispatch(event);
    const kept = parts.kept.value;
    const keptWords = parts.keptWords.value?.[tag]?.(words.unit);

    const by = (content: TemplateResult | undefined, name = nameOf(dialog), className?: string) => {
      if (content) return { name, tag, content, className };
      if (missing) return missingDialog(missing, () => dispatch({ type: 'cancel' }));
      // A dialog that comes by itself is not announced while its part loads: nobody waits for it.
      return prompted && traitsOf(dialog).comesByItself ? undefined : openingDialog(words, dispatch);
    };
    const printed = (view: TemplateResult | undefined) =>
      by(view && html`${view}${recordView(answerIn(known), words.results, dateOf)}`);
    // The form's dialog is wider, and has two columns where everything is shown at once.
    const byForm = () => by(this.#form(words, succession()), 'form', form.step ? 'form' : 'form columns');
    // The form, which is shown anew at each typed character, does without.
    const model = (): ResultsModel => this.#model(words, dispatch);

    switch (dialog.name) {
      case 'prompt':
        return promptDialog(words, promptCopy(words, known!, lastDayOf, host.setting('help')), dispatch);
      case 'checking':
        return by(undefined);
      case 'gate': {
        const gateWords = parts.gateWords.value?.[tag]?.(words.unit);
        return by(known && gateWords && parts.gate.value?.gateView(gateWords, model()));
      }
      case 'form':
        return byForm();
      case 'sending': // A claim is sent from its form, which stays.
        return dialog.of === 'submission'
          ? byForm()
          : by(keptWords && kept?.askingView(dialog, keptWords, model()));
      case 'consent':
        return printed(keptWords && kept?.consentView(dialog, keptWords, model()));
      case 'question':
        return by(keptWords && kept?.questionView(dialog, keptWords, model()));
      case 'result': {
        const own = model();
        const row = isKept(dialog)
          ? keptWords && kept?.keptRow(dialog.of, dialog, keptWords, own)
          : ownRow(dialog.of, dialog, own);
        return printed(row && rowView(row, own));
      }
      case 'notice':
        return by(noticeView(model()));
      case 'trouble': {
        const own = model();
        return printed(rowView(troubleRow(dialog, own), own));
      }
      case 'login-changed': // Behind `alone` nothing of the page is seen.
        return by(loginChangedView(model()), dialog.name, 'alone');
    }
  }

  /** The form of the intent; undefined while its part is loading. */
  #form(words: Words, succession: SuccessionWords | undefined): TemplateResult | undefined {
    const { procedure, parts, form } = this.#sources;
    const { intent, known } = procedure.state;
    const kept = parts.kept.value;
    const keptWords = parts.keptWords.value?.[words.tag]?.(words.unit);
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
  }

  #model(words: Words, dispatch: ResultsModel['dispatch']): ResultsModel {
    const { host, procedure, parts, form, business, succession } = this.#sources;
    const { dateOf, lastDayOf, fullTimeOf: timeOf } = datesIn(words.tag);
    const waits = business();
    const centerUrl = centerAddress(host.centerUrl);
    // With `{resume}` in `center-url` the user certifies in the center, else in place.
    const certifiesThere = waits && !waits.go && centerUrl && host.centerUrl?.includes('{resume}');
    return {
      state: procedure.state,
      words,
      succession: succession(),
      business: waits,
      unitName: form.unit?.name ?? '',
      help: host.setting('help'),
      privacyUrl: form.privacyUrl,
      centerUrl,
      centerName: host.centerName,
      logIn: toLogin(host.setting('loginUrl')),
      print: () => print(),
      isOffline: !navigator.onLine,
      typed: form.draft.typed,
      valueOf: (id) => form.valueOf(id),
      dateOf,
      lastDayOf,
      timeOf,
      copying: this.#copying,
      now: Date.now(),
      dispatch,
      goToCenter: () => this.#goToCenter(),
      toCenter: certifiesThere ? () => this.#goToCenter(parts.gate.value?.controller.returnPath) : undefined,
    };
  }

  /** `returnPath`: a path of this site; by default this page. */
  #goToCenter(returnPath?: string): void {
    const { host, procedure } = this.#sources;
    follow(host, 'certification-center', centerAddress(host.centerUrl, returnPath));
    procedure.dispatch({ type: 'cancel' });
  }
}
