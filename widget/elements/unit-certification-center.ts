import { Task } from '@lit/task';
import { type CSSResultOrNative, type PropertyDeclarations, type TemplateResult, html, nothing } from 'lit';
import type { CenterController } from '../center/center-controller.ts';
import type * as center from '../center/index.ts';
import type { Use } from '../controllers/host.ts';
import { loadPart } from '../loading/load-part.ts';
import { dateOf, fullTimeOf, nextTimeOf, timeOf } from '../locales/dates.ts';
import { type CenterWordsFor, loadCenterWords } from '../locales/center.ts';
import { type Words, type WordsFor, loadWords } from '../locales/index.ts';
import { missingCenterView } from '../prompt/prompt-view.ts';
import type { SuccessionWords } from '../results/intent-words.ts';
import type { ResultsModel } from '../results/results-view.ts';
import { centerHostStyles } from '../styles/center.ts';
import { dialogStyles } from '../styles/dialog.ts';
import { defaultWords, firstWords } from './first-words.ts';
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
 * @attr {string} resume-url - where the business that waits goes on; only a page of the same origin counts
 * @attr {string} business - that business's name
 */
export class UnitCertificationCenter extends UnitCertification {
  static override properties: PropertyDeclarations = {
    resumeUrl: { attribute: 'resume-url', reflect: true },
    business: { reflect: true },
  };

  static override styles: CSSResultOrNative[] = [...WidgetElement.styles, centerHostStyles, dialogStyles];

  declare resumeUrl: string | undefined;
  declare business: string | undefined;

  #part: (typeof center & { controller: CenterController }) | undefined;
  /** Those of the language that arrived last: the common ones alone, for what says that a part is missing, and all. */
  #first: WordsFor | undefined;
  #words: { common: WordsFor; center: CenterWordsFor } | undefined;
  #attempt = 0;

  readonly #loading = new Task(this, {
    args: () => [this.language, this.#attempt] as const,
    task: async ([language]) => {
      const isWanted = () => language === this.language; // else another language was asked for meanwhile
      const first = loadWords(language).then((common) => {
        if (isWanted()) this.#first = common;
        this.requestUpdate();
        return common;
      });
      const words = Promise.all([first, loadCenterWords(language)]).then(([common, own]) => {
        if (isWanted()) this.#words = { common, center: own };
      });
      const [part] = await Promise.all([loadPart('center', () => import('../center/index.ts')), words]);
      if (this.#part) return;
      this.addStyles(part.centerStyles);
      const controller = new part.CenterController(this, this.procedure);
      this.#part = { ...part, controller };
    },
  });

  /** @internal */
  override get use(): Use {
    return 'center';
  }

  protected override renderInPage(): unknown {
    const words = this.#words?.common(this.unitCode);
    if (!this.#part || !this.#words || !words)
      return this.#loading.render({
        initial: () => this.#placeholder(),
        pending: () => this.#placeholder(),
        error: () => this.#missing(),
      });
    const language = {
      tag: words.tag,
      words: this.#words.center(words.unit),
      dateOf: dateOf(words.tag),
      timeOf: timeOf(words.tag),
      nextTimeOf: nextTimeOf(words.tag),
      fullTimeOf: fullTimeOf(words.tag),
      results: words.results,
      loading: words.prompt.loading,
    };
    return this.#part.centerView(this.#part.controller, language, this.#counterLine(words));
  }

  /** Undefined until its part has loaded. */
  #counterLine({ tag, unit }: Words): unknown {
    const { counter, awaitsCounter } = this.parts;
    const status = this.procedure.state.known?.body;
    const own = counter?.words[tag];
    if (awaitsCounter) return undefined;
    if (!own || !status) return nothing;
    const { controller } = counter;
    return counter.counterLine(own(unit), {
      status,
      withdrawal: controller.withdrawal,
      dateOf: dateOf(tag),
      show: () => controller.show(),
      withdraw: () => void controller.withdraw(),
    });
  }

  protected override get businessElsewhere(): ResultsModel['business'] {
    return this.#part?.controller.business;
  }

  /** @internal */
  resumes(url: string): boolean {
    return this.emit('certification-resume', { url }, true);
  }

  protected override get succession(): SuccessionWords | undefined {
    const words = this.#words;
    return words?.center(words.common(this.unitCode).unit).succession;
  }

  protected override forget(): void {
    super.forget();
    this.#part?.controller.reset();
  }

  /** Reserves the center's space from the first paint on. */
  #placeholder(): TemplateResult {
    const words = firstWords(this.language, undefined, this.#first?.())?.prompt.loading;
    return html`<section
      class="loading"
      part="center"
      lang=${this.language}
      aria-busy="true"
      aria-label=${words ?? nothing}
    >
      ${ROWS.map(
        (kind) =>
          html`<div class="row" part="row">
            <div class="bone"></div>
            ${kind === 'real-name' && words ? html`<p>${words}</p>` : html`<div class="bone"></div>`}
          </div>`,
      )}
    </section>`;
  }

  #missing(): TemplateResult {
    const { tag, prompt } = firstWords(this.language, undefined, this.#first?.()) ?? defaultWords();
    const again = (): void => {
      this.#attempt++;
      this.requestUpdate();
    };
    return html`<section class="missing" part="center" role="alert" lang=${tag}>
      ${missingCenterView(prompt, this.help, again)}
    </section>`;
  }
}
