/**
 * Loads parts and words after the first dialog, by literal imports that bundlers can follow, each
 * tried again after a failure.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { TIMEOUT, within } from '../api/deadline.ts';
import { type FailureCode, failLogged } from '../api/result.ts';

/**
 * The files of the parts in the script build, without their hash (`build/chunks.mjs`). Two parts in
 * one bundle, such as the two of `debug`, have two names. `registration` is in its script.
 */
export type Chunk =
  'flow' | 'gate' | 'guard' | 'kept' | 'center' | 'registration' | 'debug' | 'registration-debug';

/**
 * Imports a chunk from a new address. Set by the script build (`import-again.ts`); undefined in a
 * portal's own bundle.
 */
type ImportAgain = (chunk: string, attempt: number) => Promise<unknown>;

let importAgain: ImportAgain | undefined;
/** By chunk: what has arrived, or is on the way. */
const parts = new Map<string, Promise<unknown>>();
/** How many imports have failed. */
let failures = 0;

export function setImportAgain(by: ImportAgain): void {
  importAgain = by;
}

/** A part did not arrive. The error is logged already. */
export class NotLoaded extends Error {}

/**
 * Loads a part once; logs a failure, and rejects with `NotLoaded`. `chunk`: a `Chunk`, or a file of
 * a language.
 */
export function loadPart<Part>(chunk: string, literalImport: () => Promise<Part>): Promise<Part> {
  const part = (parts.get(chunk) as Promise<Part> | undefined) ?? importPart(chunk, literalImport);
  parts.set(chunk, part);
  return part;
}

/**
 * Browsers remember a module that could not be fetched and fail every later import of it, also by
 * another chunk that imports it. So after a failure all that loads comes from a new address. A
 * request that hangs is given up after `TIMEOUT`, because browsers would wait for minutes.
 */
async function importPart<Part>(chunk: string, literalImport: () => Promise<Part>): Promise<Part> {
  try {
    const part = failures && importAgain ? (importAgain(chunk, failures) as Promise<Part>) : literalImport();
    const module = await within(TIMEOUT, part);
    // A file that a proxy or a blocker has emptied is a module too.
    if (!Object.keys(module as object).length) throw new Error('empty');
    return module;
  } catch (error) {
    failures++;
    parts.delete(chunk);
    console.error(`unit-certification: "${chunk}" did not load`, error);
    throw new NotLoaded(chunk);
  }
}

/** Something that loads later. */
export interface Lazy {
  /** Undefined until it has loaded. */
  readonly value: unknown;
  /**
   * Rejects with `NotLoaded` when it did not arrive. Another error is in what is made of it, and no
   * failure of the network.
   */
  load(): Promise<void>;
}

/** A module, and what the element makes of it, once. */
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

/**
 * The words of the element's language. After a change of language the old ones stay until the new
 * ones have arrived.
 */
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

/** Loads what an element needs. Loading follows rendering: each update compares what is needed. */
export class Loader implements ReactiveController {
  #failed: FailureCode | undefined;
  readonly #host: ReactiveControllerHost & Element;
  readonly #needs: () => readonly Lazy[];
  readonly #occasion: () => string;
  #latest: { occasion: string } | undefined;

  /**
   * `needs`: what is needed now. `occasion`: with another one, what is needed is loaded, and what
   * failed is tried again.
   */
  constructor(host: ReactiveControllerHost & Element, needs: () => readonly Lazy[], occasion: () => string) {
    this.#host = host;
    this.#needs = needs;
    this.#occasion = occasion;
    host.addController(this);
  }

  /**
   * Something that is needed did not arrive (`network`), or has arrived and threw (`unavailable`).
   * The console says why. On another occasion it is about to be tried again.
   */
  get failed(): FailureCode | undefined {
    return this.#failed && this.#isLatest() ? this.#failed : undefined;
  }

  hostUpdated(): void {
    if (this.#host.isConnected && !this.#isLatest()) void this.load();
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
      const before = lazy.value;
      const failed = await lazy.load().then(
        () => undefined,
        (error: unknown) => (error instanceof NotLoaded ? 'network' : failLogged(error).failure.code),
      );
      if (lazy.value !== before) this.#host.requestUpdate();
      return failed;
    });
    return (await Promise.all(arrivals)).find(Boolean);
  }

  #isLatest(): boolean {
    return this.#occasion() === this.#latest?.occasion;
  }

  #show(failed: FailureCode | undefined): void {
    if (failed !== this.#failed) this.#host.requestUpdate();
    this.#failed = failed;
  }
}
