/**
 * Loads for `<unit-certification>` what comes later: its parts, each by a literal import, and the words of its language. Ahead of need, behind the first
 * dialog.
 */
import type { CSSResultOrNative, ReactiveController } from 'lit';
import type { CertificationHost } from '../controllers/host.ts';
import type { StatusController } from '../controllers/status-controller.ts';
import type { FormController } from '../form/form-controller.ts';
import type * as form from '../form/index.ts';
import type { GateController } from '../gate/gate-controller.ts';
import { loadPart } from '../loading/load-part.ts';
import {
  type LaterWords,
  type Locale,
  type Words,
  type WordsFor,
  loadLaterWords,
  loadWords,
} from '../locales/index.ts';
import type { CertificationProcedure, State } from '../procedure/state.ts';
import { isInForce } from '../standing.ts';
import type { RecheckController } from '../recheck/recheck-controller.ts';
import type { CounterController } from '../counter/counter-controller.ts';
import { hasCounter } from '../procedure/transition.ts';
import type * as counter from './late/counter.ts';
import type * as gate from './late/gate.ts';
import type * as recheck from './late/recheck.ts';

interface PartsHost extends CertificationHost {
  readonly language: Locale;
  /** The unit's code, once the status has told it. */
  readonly unitCode: string | undefined;
  addStyles(...styles: CSSResultOrNative[]): void;
}

/** Literal imports, so that bundlers follow them. */
const IMPORTS = {
  form: () => import('../form/index.ts'),
  gate: () => import('./late/gate.ts'),
  recheck: () => import('./late/recheck.ts'),
  counter: () => import('./late/counter.ts'),
};

type PartName = keyof typeof IMPORTS;

/** The parts of a dialog, and of the one after it. */
function partsOf(state: State): readonly PartName[] {
  const { dialog, intent } = state;
  switch (dialog.name) {
    case 'idle':
      return [];
    case 'gate':
      return ['form', 'gate'];
    case 'rejected':
      return [
        'form',
        ...(dialog.recheckable ? (['recheck'] as const) : []),
        ...(hasCounter(state) ? (['counter'] as const) : []),
      ];
    case 'recheck-consent':
    case 'recheck-sending':
    case 'recheck-kept':
    case 'recheck-refused':
      return ['form', 'recheck'];
    case 'counter-consent':
    case 'counter-sending':
    case 'counter-case':
      return ['form', 'counter'];
    default:
      return intent === 'counter' ? ['form', 'counter'] : ['form'];
  }
}

/** A part's words in the languages that have loaded. */
type Loaded<Part extends keyof LaterWords> = Partial<Record<Locale, LaterWords[Part]>>;

export class Parts implements ReactiveController {
  form: (typeof form & { controller: FormController }) | undefined;
  gate: (typeof gate & { controller: GateController; words: Loaded<'gate'> }) | undefined;
  recheck: (typeof recheck & { controller: RecheckController; words: Loaded<'recheck'> }) | undefined;
  counter: (typeof counter & { controller: CounterController; words: Loaded<'counter'> }) | undefined;
  /** A part or the words could not be loaded. */
  failed = false;
  readonly #host: PartsHost;
  readonly #procedure: CertificationProcedure;
  readonly #status: StatusController;
  #debugs = false;
  /** Words of the language that arrived last. */
  #wordsFor: WordsFor | undefined;
  /** The latest loading, and for which language and `debug`. */
  #loading: { for: string } | undefined;

  constructor(host: PartsHost, procedure: CertificationProcedure, status: StatusController) {
    this.#host = host;
    this.#procedure = procedure;
    this.#status = status;
    host.addController(this);
  }

  /** Those of the language that arrived last, for the host's unit. */
  get words(): Words | undefined {
    return this.#wordsFor?.(this.#host.unitCode);
  }

  /** The page has changed the language, `debug` or `for`. */
  hostUpdated(): void {
    const { isConnected, debug } = this.#host;
    const { dialog } = this.#procedure.state;
    if (!isConnected || this.#loading?.for === this.#settings) return;
    if (debug || this.#intercepts || this.#showsCounter || dialog.name !== 'idle') void this.loadDialog();
  }

  /** Loads what the dialog is made of, and what intercepts clicks. */
  async loadDialog(): Promise<void> {
    const loading = (this.#loading = { for: this.#settings });
    if (this.failed) this.#host.requestUpdate();
    this.failed = false;
    if (this.#host.debug)
      this.#loadDebug().catch((error: unknown) => console.error('unit-certification: debug', error));
    try {
      await this.load(...this.#needed);
    } catch {
      if (loading !== this.#loading) return; // a later one says what is missing
      this.failed = true;
      this.#host.requestUpdate();
    }
  }

  /** Another user is logged in. */
  reset(): void {
    for (const part of [this.form, this.gate, this.recheck, this.counter]) part?.controller.reset();
  }

  /** Resolves when the parts and the words are there; rejects when one does not arrive. */
  async load(...names: PartName[]): Promise<void> {
    await Promise.all([this.#loadWords(this.#host.language), ...names.map((name) => this.#load[name]())]);
    this.#host.requestUpdate();
  }

  get #settings(): string {
    const { language, debug } = this.#host;
    return `${language} ${debug} ${this.#intercepts} ${this.#showsCounter}`;
  }

  /** The center's line about the counter is on its way. */
  get awaitsCounter(): boolean {
    return this.#showsCounter && !this.counter?.words[this.#host.language] && !this.failed;
  }

  /** The center has a line about the counter. */
  get #showsCounter(): boolean {
    const { state } = this.#procedure;
    return this.#host.use === 'center' && (hasCounter(state) || !!state.known?.body?.case);
  }

  /** The element is a gate, and the unit is not known to be certified. */
  get #intercepts(): boolean {
    const { dialog, known } = this.#procedure.state;
    return (
      this.#status.ready && this.#host.use === 'gate' && dialog.name === 'idle' && !isInForce(known?.status)
    );
  }

  get #needed(): readonly PartName[] {
    if (this.#intercepts) return ['gate'];
    const parts = partsOf(this.#procedure.state);
    return this.#showsCounter ? [...parts, 'counter'] : parts;
  }

  async #loadWords(language: Locale): Promise<void> {
    const loaded = await loadWords(language);
    if (language !== this.#host.language) return; // another language has been asked for meanwhile
    this.#wordsFor = loaded;
    this.#host.requestUpdate(); // also when a part does not arrive
  }

  readonly #load: Record<PartName, () => Promise<void>> = {
    form: async () => {
      const part = await loadPart('form', IMPORTS.form);
      if (this.form) return;
      this.#host.addStyles(...part.formStyles);
      this.form = { ...part, controller: new part.FormController(this.#host, this.#procedure, this.#status) };
    },
    gate: async () => {
      const { language } = this.#host;
      const part = await loadPart('gate', IMPORTS.gate);
      this.gate ??= {
        ...part,
        controller: new part.GateController(this.#host, this.#procedure, this.#status),
        words: {},
      };
      this.gate.words[language] ??= await loadLaterWords('gate', language); // clicks are intercepted already
    },
    recheck: async () => {
      const { language } = this.#host;
      const part = await loadPart('recheck', IMPORTS.recheck);
      const claim = () => this.form?.controller.claim();
      this.recheck ??= {
        ...part,
        controller: new part.RecheckController(this.#host, this.#procedure, claim),
        words: {},
      };
      this.recheck.words[language] ??= await loadLaterWords('recheck', language);
    },
    counter: async () => {
      const { language } = this.#host;
      const part = await loadPart('counter', IMPORTS.counter);
      const claim = () => this.form?.controller.claim();
      this.counter ??= {
        ...part,
        controller: new part.CounterController(this.#host, this.#procedure, claim),
        words: {},
      };
      this.counter.words[language] ??= await loadLaterWords('counter', language);
    },
  };

  async #loadDebug(): Promise<void> {
    const { DebugController, explain, situationOf } = await loadPart(
      'debug',
      () => import('../debug/index.ts'),
    );
    if (this.#debugs) return;
    this.#debugs = true;
    const describe = (): string =>
      explain(situationOf(this.#host, this.#procedure.state, this.#status, this.failed));
    new DebugController(this.#host, describe);
    this.#host.requestUpdate();
  }
}
