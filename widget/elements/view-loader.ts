/** Which parts the host needs now, and fetching them with the words of its language: ahead of need, behind the first dialog. */
import { Task, TaskStatus, initialState } from '@lit/task';
import type { ReactiveControllerHost } from 'lit';
import type { Dialog } from '../procedure/state.ts';
import { loadPart } from '../loading/load-part.ts';
import { type Locale, type Words, type WordsFor, loadWords } from '../locales/index.ts';

/** Literal imports, so that bundlers follow them. Each key names its chunk in the script build. */
const IMPORTS = {
  form: () => import('../form/index.ts'),
  gate: () => import('../gate/index.ts'),
  recheck: () => import('../recheck/index.ts'),
  debug: () => import('../debug/index.ts'),
};

export type PartName = keyof typeof IMPORTS;
export type Part<Name extends PartName> = Awaited<ReturnType<(typeof IMPORTS)[Name]>>;

/** Called once for each part, when it has arrived. */
export type PartListeners = { [Name in PartName]: (part: Part<Name>) => void };

/** What a dialog, or the one after it, is made of. */
export function partsOf(dialog: Dialog): readonly PartName[] {
  switch (dialog.name) {
    case 'idle':
      return [];
    case 'gate':
      return ['form', 'gate'];
    case 'rejected':
      return dialog.recheckable ? ['form', 'recheck'] : ['form'];
    case 'recheck-consent':
    case 'recheck-sending':
    case 'recheck-kept':
    case 'recheck-refused':
      return ['form', 'recheck'];
    default:
      return ['form'];
  }
}

interface Host extends ReactiveControllerHost {
  readonly language: Locale;
  /** The unit's code, once the status has told it. */
  readonly unitCode: string | undefined;
}

export class ViewLoader {
  readonly #host: Host;
  readonly #arrived: PartListeners;
  readonly #loaded = new Set<PartName>();
  readonly #loading: Task;
  /** Words of the language that arrived last. */
  #wordsFor: WordsFor | undefined;
  #attempt = 0;

  /** `needed` says which parts the host needs now. */
  constructor(host: Host, needed: () => readonly PartName[], arrived: PartListeners) {
    this.#host = host;
    this.#arrived = arrived;
    this.#loading = new Task(host, {
      args: () => [needed().join(), host.language, this.#attempt],
      task: async ([names]) => {
        if (!names) return initialState;
        return this.load(...needed());
      },
    });
  }

  /** Those of the language that arrived last, for the host's unit. */
  get words(): Words | undefined {
    return this.#wordsFor?.(this.#host.unitCode);
  }

  /** The last try did not succeed. */
  get failed(): boolean {
    return this.#loading.status === TaskStatus.ERROR;
  }

  retry(): void {
    this.#attempt++;
    this.#host.requestUpdate();
  }

  /** Resolves when the parts and the words are there; rejects when one does not arrive. */
  async load(...names: PartName[]): Promise<void> {
    const { language } = this.#host;
    const words = loadWords(language).then((loaded) => {
      if (language !== this.#host.language) return; // another language has been asked for meanwhile
      this.#wordsFor = loaded;
      this.#host.requestUpdate(); // also when a part does not arrive
    });
    await Promise.all([words, ...names.map((name) => this.#load(name))]);
    this.#host.requestUpdate();
  }

  async #load<Name extends PartName>(name: Name): Promise<void> {
    if (this.#loaded.has(name)) return;
    const part = (await loadPart(name, IMPORTS[name] as () => Promise<Part<Name>>)) as Part<Name>;
    if (this.#loaded.has(name)) return;
    this.#loaded.add(name);
    this.#arrived[name](part);
  }
}
