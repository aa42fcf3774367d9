/**
 * Loads the parts of a certification element: the words of the first dialog beside the token, the
 * flow with all words when somebody needs it, and then the parts that the flow needs. Loading
 * follows rendering.
 */
import type { StatusController } from '../controllers/status-controller.ts';
import type { FailureCode } from '../api/result.ts';
import { type Lazy, LazyPart, LazyWords, Loader } from '../loading/loader.ts';
import {
  type FirstWords,
  type FirstWordsFor,
  type Locale,
  type WordsFor,
  loadFirstWords,
  loadWords,
} from '../locales/index.ts';
import { isCertified } from '../procedure/known.ts';
import type { CertificationProcedure } from '../procedure/state.ts';
import { type MissingPart, missingWords } from './first-dialog.ts';
import type { Flow } from './flow.ts';
import type { CertificationWidget } from './widget-element.ts';

interface EntryPartsOptions {
  host: CertificationWidget;
  procedure: CertificationProcedure;
  status: StatusController;
  /** Makes the flow, which has loaded with its words. */
  flowOf: (module: { Flow: typeof Flow }) => Flow;
  /** Needed by what stands in the page; undefined where only dialogs are shown. */
  inPage: (() => readonly Lazy[]) | undefined;
}

export class EntryParts {
  /** Undefined until it has loaded. */
  flow: Flow | undefined;
  /** All words, which load with the flow. */
  readonly words: LazyWords<Locale, WordsFor>;
  readonly loader: Loader;
  readonly #options: EntryPartsOptions;
  readonly #firstWords: LazyWords<Locale, FirstWordsFor>;
  readonly #lazyFlow: Lazy;
  /** False also when the flow threw as it began: then it begins again, with what is queued. */
  #hasBegun = false;

  constructor(options: EntryPartsOptions) {
    const { host } = (this.#options = options);
    this.#firstWords = new LazyWords(host, loadFirstWords);
    this.words = new LazyWords(host, loadWords);
    const part = new LazyPart(
      'flow',
      () => import('./flow.ts'),
      (module) => module,
    );
    const flow = (): Flow | undefined => this.flow;
    this.#lazyFlow = {
      get value() {
        return flow();
      },
      load: async () => {
        await Promise.all([part.load(), this.words.load()]);
        if (this.#hasBegun) return;
        this.flow ??= options.flowOf(part.value!);
        this.flow.begin();
        this.#hasBegun = true;
      },
    };
    this.loader = new Loader(
      host,
      () => this.#needs,
      () => this.#occasion,
    );
  }

  get unitCode(): string | undefined {
    return this.#options.procedure.state.known?.unit?.code;
  }

  /** The words of the first dialog, once they have loaded. */
  get firstWords(): FirstWords | undefined {
    return this.#firstWords.value?.(this.unitCode);
  }

  /** The message in place of a part that did not load, or threw. Undefined while all is well. */
  get missing(): MissingPart | undefined {
    const { loader } = this;
    if (!loader.failed) return undefined;
    const words = missingWords(this.firstWords);
    const threw = loader.failed === 'unavailable' && this.words.value?.(this.unitCode);
    return {
      words: threw ? { ...words, missing: threw.results.trouble.unavailable } : words,
      help: this.#options.host.setting('help'),
      retry: () => void loader.load(),
    };
  }

  /** Resolves to undefined when the gate can ask. */
  async loadGate(): Promise<FailureCode | undefined> {
    return (await this.loader.get(this.#lazyFlow)) ?? this.loader.get(...this.flow!.gate);
  }

  get #needsFlow(): boolean {
    const { host, procedure, status, inPage } = this.#options;
    const { dialog, queued } = procedure.state;
    if (dialog.name !== 'idle' || queued.length > 0 || inPage) return true;
    return status.ready && host.use === 'gate' && !isCertified(procedure.state);
  }

  get #needs(): readonly Lazy[] {
    const { procedure, status, inPage } = this.#options;
    const asks = status.ready && !isCertified(procedure.state);
    return [
      ...(asks ? [this.#firstWords] : []),
      ...(this.#needsFlow ? [this.#lazyFlow] : []),
      ...(this.flow ? [this.words, ...this.flow.parts.needed()] : []),
      ...(inPage?.() ?? []),
    ];
  }

  /** Changes with the needs, and with what the user does, so that it tries again what failed. */
  get #occasion(): string {
    const { host, procedure } = this.#options;
    const { dialog, queued } = procedure.state;
    return [
      host.language,
      dialog.name,
      queued.length,
      this.#needs.length,
      ...(this.flow?.parts.names() ?? []),
    ].join();
  }
}
