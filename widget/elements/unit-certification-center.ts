import { type CSSResultOrNative, type PropertyDeclarations, type TemplateResult, html, nothing } from 'lit';
import type { FailureCode } from '../api/result.ts';
import type { CenterController } from '../center/index.ts';
import type { Use } from '../controllers/host.ts';
import { type Lazy, LazyPart, LazyWords } from '../loading/loader.ts';
import { dateOf, fullTimeOf, lastDayOf, timeOf } from '../locales/dates.ts';
import { LOADING, loadCenterWords } from '../locales/center.ts';
import type { Locale, Words } from '../locales/index.ts';
import { answerIn } from '../procedure/known.ts';
import type { Withdrawal } from '../procedure/state.ts';
import { missingCenterView } from '../prompt/missing-center.ts';
import type { SuccessionWords } from '../results/intent-words.ts';
import type { ResultsModel } from '../results/results-model.ts';
import { centerHostStyles } from '../styles/center.ts';
import { dialogStyles } from '../styles/dialog.ts';
import { surfaceStyles } from '../styles/surface.ts';
import { connectionWords } from './first-dialog.ts';
import { UnitCertification } from './unit-certification.ts';
import { WidgetElement } from './widget-element.ts';

const ROWS = ['phone', 'real-name', 'real-person'];

/**
 * The certification center in the page: the unit's kinds of certification with their states, and the way to certify. The form and its results open
 * in dialogs over the page, as those of `<unit-certification>` (docs/en/embedding.md).
 *
 * @tagname unit-certification-center
 *
 * @fires {CustomEvent<{ url: string }>} certification-resume - cancelable: the user continues the business that waited; default: go to `url`, which is `resume-url`
 *
 * @attr {string} resume-url - where the business that waits continues; only a page of the same origin counts
 * @attr {string} business - that business's name
 */
export class UnitCertificationCenter extends UnitCertification {
  static override properties: PropertyDeclarations = {
    resumeUrl: { attribute: 'resume-url', reflect: true },
    business: { reflect: true },
  };

  static override styles: CSSResultOrNative[] = [
    ...WidgetElement.styles,
    centerHostStyles,
    surfaceStyles,
    dialogStyles,
  ];

  declare resumeUrl: string | undefined;
  declare business: string | undefined;

  readonly #part = new LazyPart(
    'center',
    () => import('../center/index.ts'),
    (part) => {
      this.addStyles(part.centerStyles);
      return { ...part, controller: new part.CenterController(this, this.procedure) };
    },
  );

  readonly #words = new LazyWords(this, async (language: Locale) => {
    const [, center] = await Promise.all([this.words.load(), loadCenterWords(language)]);
    return { common: this.words.value!, center };
  });

  /** @internal */
  override get use(): Use {
    return 'center';
  }

  /** @internal */
  protected override get inPage(): readonly Lazy[] {
    const own = [this.#words, this.#part];
    const { parts } = this.flow ?? {};
    return parts && this.#showsCase ? [...own, parts.kept, parts.keptWords] : own;
  }

  protected override renderInPage(): unknown {
    const [part, loaded] = [this.#part.value, this.#words.value];
    const { failed } = this.loader;
    if (!part || !loaded) return failed ? this.#missing(failed) : this.#placeholder();
    const words = loaded.common(this.unitCode);
    const { model } = part.controller;
    const language = {
      tag: words.tag,
      words: loaded.center(words.unit),
      dateOf: dateOf(words.tag),
      lastDayOf: lastDayOf(words.tag),
      timeOf: timeOf(words.tag),
      fullTimeOf: fullTimeOf(words.tag),
      results: words.results,
      prompt: words.prompt,
      loading: LOADING[words.tag],
    };
    const notWithdrawn = (said: string): TemplateResult | typeof nothing =>
      part.notWithdrawnView('case', said, language, model);
    return part.centerView(model, language, this.#caseLine(words, part.controller, notWithdrawn));
  }

  get #showsCase(): boolean {
    return !!this.procedure.state.known?.case;
  }

  /** Undefined until its part has loaded. */
  #caseLine(
    { tag, unit, results }: Words,
    controller: CenterController,
    notWithdrawn: (said: string) => TemplateResult | typeof nothing,
  ): unknown {
    const kept = this.flow?.parts.kept.value;
    const own = this.flow?.parts.keptWords.value?.[tag];
    const status = answerIn(this.procedure.state.known);
    if (!kept || !own || !status) return this.#showsCase && !this.loader.failed ? undefined : nothing;
    const { copying, withdrawal } = controller.model;
    const words = own(unit);
    return kept.caseLine(words, {
      status,
      isWithdrawing: withdrawal?.step === 'sending',
      notWithdrawn: notWithdrawn(words.notWithdrawn),
      lastDayOf: lastDayOf(tag),
      reference: { words: results.reference, timeOf: fullTimeOf(tag), copying },
      show: () => controller.open('counter'),
      withdraw: () => controller.askWithdrawal('case'),
    });
  }

  /** @internal */
  override get businessElsewhere(): ResultsModel['business'] {
    return this.#part.value?.controller.business;
  }

  /** @internal */
  resumeBusiness(url: string): void {
    if (!this.follow('certification-resume', url)) this.procedure.dispatch({ type: 'close' });
  }

  /** @internal */
  override get succession(): SuccessionWords | undefined {
    const words = this.#words.value;
    return words?.center(words.common(this.unitCode).unit).succession;
  }

  /** @internal */
  override withdrawKept(of: Withdrawal): void {
    void this.#part.value?.controller.sendWithdrawal(of);
  }

  protected override forgetUser(): void {
    super.forgetUser();
    this.#part.value?.controller.reset();
  }

  /** Reserves the center's space from the first paint on. */
  #placeholder(): TemplateResult {
    const words = LOADING[this.language];
    return html`<section
      class="loading"
      part="center"
      lang=${this.language}
      aria-busy="true"
      aria-label=${words}
    >
      ${ROWS.map(
        (kind) =>
          html`<div class="row" part="row">
            <div class="bone"></div>
            ${kind === 'real-name' ? html`<p>${words}</p>` : html`<div class="bone"></div>`}
          </div>`,
      )}
    </section>`;
  }

  #missing(failed: FailureCode): TemplateResult {
    const { tag, ...said } = connectionWords(this.firstWords);
    const copy = (failed === 'unavailable' && this.unavailable) || said.missing;
    return html`<section class="missing" part="center" role="alert" lang=${tag}>
      ${missingCenterView(said, copy, this.help, () => void this.loader.load())}
    </section>`;
  }
}
