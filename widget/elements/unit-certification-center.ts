import { type CSSResultOrNative, type PropertyDeclarations, type TemplateResult, html, nothing } from 'lit';
import { Task, initialState } from '@lit/task';
import type { CertificationStatus } from '../../bff/contract/wire.ts';
import { type FailureCode, type RequestError, type Result, valueOf } from '../api/result.ts';
import type { CenterLanguage } from '../center/index.ts';
import type { CenterHost, Use } from '../controllers/host.ts';
import { buttonView } from '../dialog/button.ts';
import { helpView } from '../dialog/help.ts';
import { icon } from '../dialog/icon.ts';
import { type Lazy, LazyPart, LazyWords } from '../loading/loader.ts';
import { LOADING, loadCenterWords } from '../locales/center.ts';
import type { Locale } from '../locales/index.ts';
import { whenLeft } from '../page/left.ts';
import type { SuccessionWords } from '../results/results-words.ts';
import { centerHostStyles } from '../styles/center.ts';
import { dialogStyles } from '../styles/dialog.ts';
import { surfaceStyles } from '../styles/surface.ts';
import { CertificationElement } from './certification-element.ts';
import { Certification } from './certification.ts';
import type { MissingPart } from './first-dialog.ts';

const ROWS = ['phone', 'real-name', 'real-person'];

/** Undefined: another user is logged in, or none, and nothing has been asked since. */
type Answer = Promise<Result<CertificationStatus>> | undefined;

/**
 * The certification center in the page: the unit's kinds of certification with their states, and
 * the way to certify. The form and its results open in dialogs over the page, as those of
 * `<unit-certification>` (docs/en/embedding.md).
 *
 * @tagname unit-certification-center
 *
 * @attr {string} resume-url - where the business that waits continues; only a page of the same origin counts
 * @attr {string} business - that business's name
 *
 * @fires {CustomEvent<{ url: string }>} certification-resume - cancelable: the user continues the business that waited; default: go to `url`, which is `resume-url`
 */
export class UnitCertificationCenter extends CertificationElement implements CenterHost {
  static override properties: PropertyDeclarations = {
    resumeUrl: { attribute: 'resume-url', reflect: true },
    business: { reflect: true },
  };

  static override styles: CSSResultOrNative[] = [
    ...CertificationElement.styles,
    centerHostStyles,
    surfaceStyles,
    dialogStyles,
  ];

  declare resumeUrl: string | undefined;
  declare business: string | undefined;

  /** @internal */
  readonly certification: Certification = new Certification(this, {
    needs: () => this.#needs,
    business: () => this.#part.value?.controller.business,
    succession: () => this.#succession,
    awaited: (answer) => void this.#status.run([answer]),
    forgetUser: () => {
      this.#part.value?.controller.reset();
      void this.#status.run([undefined]);
    },
  });

  /** @internal It asks nothing by itself. */
  readonly use: Use = 'center';

  /** Awaits the session's one request. */
  readonly #status = new Task(this, {
    autoRun: false,
    task: async ([answer]: readonly [Answer], { signal }) => {
      const result = await answer;
      return !result || signal.aborted ? initialState : valueOf(result);
    },
  });

  readonly #part = new LazyPart(
    'center',
    () => import('../center/index.ts'),
    (part) => {
      this.addStyles(part.centerStyles);
      return { ...part, controller: new part.CenterController(this, this.certification.procedure) };
    },
  );

  readonly #words = new LazyWords(this, async (language: Locale) => {
    const { words } = this.certification.parts;
    const [, center] = await Promise.all([words.load(), loadCenterWords(language)]);
    return { common: words.value!, center };
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    whenLeft(this, () => this.#status.abort());
  }

  /** The dialog comes first, because the first slot `help` in the tree shows the help. */
  protected override render(): TemplateResult {
    return html`${this.certification.render()}${this.#center()}`;
  }

  get #needs(): readonly Lazy[] {
    const own = [this.#words, this.#part];
    const { parts } = this.certification.parts.flow ?? {};
    return parts && this.#tellsKept ? [...own, parts.kept, parts.keptWords] : own;
  }

  #center(): unknown {
    const [part, loaded] = [this.#part.value, this.#words.value];
    const { flow, loader, unitCode, missing } = this.certification.parts;
    if (!flow || !part || !loaded) return missing ? this.#missing(missing) : this.#placeholder();
    const { tag, unit, again, results, prompt } = loaded.common(unitCode);
    const kept = flow.parts.kept.value;
    const keptWords = flow.parts.keptWords.value?.[tag]?.(unit);
    const language: CenterLanguage = {
      ...flow.datesIn(tag),
      tag,
      words: loaded.center(unit),
      again,
      ends: keptWords?.ends,
      results,
      retryLabel: prompt.retry,
      loading: LOADING[tag],
    };
    const isComing = this.#showsCase && !loader.failed; // with its part
    const view = (failure?: FailureCode): TemplateResult => {
      const model = part.controller.model(language, failure);
      const caseLine =
        kept && keptWords && model.status
          ? kept.caseLine(keptWords, model, part.notWithdrawnView('case', model))
          : isComing
            ? undefined
            : nothing;
      return part.centerView(model, caseLine);
    };
    return this.#status.render({
      // Nothing was asked for this login yet, or the user has signed out, which the state says.
      initial: () => view(this.certification.state.statusFailure),
      pending: () => view(),
      // By the account's status, because a newer one also comes with other answers.
      complete: () => view(),
      error: (error) => view((error as RequestError).failure.code),
    });
  }

  get #showsCase(): boolean {
    return !!this.certification.state.known?.case;
  }

  /** A case, or the end of a withdrawal. */
  get #tellsKept(): boolean {
    return this.#showsCase || !!this.certification.state.withdrawal;
  }

  get #succession(): SuccessionWords | undefined {
    const words = this.#words.value;
    return words?.center(words.common(this.certification.parts.unitCode).unit).succession;
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

  #missing({ words, help, retry }: MissingPart): TemplateResult {
    const { title, text } = words.missing;
    return html`<section class="missing" part="center" role="alert" lang=${words.tag}>
      <div>
        <p class="problem" part="error">${icon('warning')}${title}</p>
        <p part="hint">${text}</p>
        ${helpView(help)}
      </div>
      ${buttonView({ label: words.retry, run: retry }, { primary: true })}
    </section>`;
  }
}
