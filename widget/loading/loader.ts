/** Loads for an element what it needs after its first rendering. Loading follows rendering: each update compares what is needed. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type FailureCode, failLogged } from '../api/result.ts';
import { type Chunk, NotLoaded, loadPart } from './load-part.ts';

/** Something that loads later. */
export interface Lazy {
  /** Rejects with `NotLoaded` when it did not arrive. Another error is in what is made of it, and no failure of the network. */
  load(): Promise<void>;
}

/** A module, by a literal import that bundlers can follow, and what the element makes of it, once. */
export class LazyPart<Module, Part> implements Lazy {
  value: Part | undefined;
  readonly load: () => Promise<void>;

  constructor(chunk: Chunk, literalImport: () => Promise<Module>, make: (module: Module) => Part) {
    this.load = () =>
      loadPart(chunk, literalImport).then((module) => {
        this.value ??= make(module);
      });
  }
}

/** The words of the element's language. Those that arrived last stay until another language has arrived. */
export class LazyWords<Language, Words> implements Lazy {
  value: Words | undefined;
  readonly load: () => Promise<void>;

  constructor(host: { readonly language: Language }, load: (language: Language) => Promise<Words>) {
    let wanted: Language;
    this.load = async () => {
      const language = (wanted = host.language);
      const words = await load(language);
      if (language === wanted) this.value = words; // else another language has been asked for meanwhile
    };
  }
}

export class Loader implements ReactiveController {
  /** Something that is needed did not arrive (`network`), or has arrived and threw (`unavailable`). The console says why. */
  failed: FailureCode | undefined;
  readonly #host: ReactiveControllerHost & Element;
  readonly #needs: () => readonly Lazy[];
  readonly #occasion: () => string;
  #latest: { occasion: string } | undefined;

  /** `needs`: what is needed now. `occasion`: with another one, what is needed is loaded, and what failed is tried again. */
  constructor(host: ReactiveControllerHost & Element, needs: () => readonly Lazy[], occasion: () => string) {
    this.#host = host;
    this.#needs = needs;
    this.#occasion = occasion;
    host.addController(this);
  }

  hostUpdated(): void {
    if (this.#host.isConnected && this.#occasion() !== this.#latest?.occasion) void this.load();
  }

  /** Loads what is needed. */
  async load(): Promise<void> {
    const latest = (this.#latest = { occasion: this.#occasion() });
    this.#show(undefined);
    const failed = await this.get(...this.#needs());
    if (latest === this.#latest) this.#show(failed);
  }

  /** Resolves to undefined when all have arrived. */
  async get(...wanted: readonly Lazy[]): Promise<FailureCode | undefined> {
    const arrivals = wanted.map(async (lazy) => {
      const failed = await lazy.load().then(
        () => undefined,
        (error: unknown) => (error instanceof NotLoaded ? 'network' : failLogged(error).failure.code),
      );
      this.#host.requestUpdate();
      return failed;
    });
    return (await Promise.all(arrivals)).find(Boolean);
  }

  #show(failed: FailureCode | undefined): void {
    if (failed !== this.failed) this.#host.requestUpdate();
    this.failed = failed;
  }
}
