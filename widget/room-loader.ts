/** Fetches what comes after the first dialogs, ahead of need: the form's chunk, and the words of the language. */
import { TIMEOUT } from './deadline.ts';
import type { Gate } from './gate-room.ts';
import type { InlineRoom, Room, ViewHost } from './room.ts';
import { type LocaleModule, loadLocale } from './locale.ts';
import type { Locale } from './locales/words.ts';

declare global {
  interface ImportMeta {
    /** Appended to the addresses of what loads later (`build/retried-imports.mjs`). */
    retry: string;
  }
}

import.meta.retry = '';

export class RoomLoader {
  room: Room | undefined;
  center: InlineRoom | undefined;
  words: LocaleModule | undefined;
  /** The last try did not succeed. */
  failed = false;
  readonly #host: ViewHost;
  readonly #arrived: (styles: string) => void;
  #loading: Promise<void> | undefined;
  #gate: Promise<Gate | undefined> | undefined;
  #language: Locale | undefined;

  /** `arrived` is called once a room, with its styles. */
  constructor(host: ViewHost, arrived: (styles: string) => void) {
    this.#host = host;
    this.#arrived = arrived;
  }

  openCenter(): void {
    import('./center-room.ts').then(
      ({ CenterRoom }) => (this.center ??= new CenterRoom(this.#host)),
      () => this.#host.send({ type: 'failed', failure: { code: 'network' } }),
    );
  }

  /** Undefined when it cannot be had. */
  gate(): Promise<Gate | undefined> {
    return (this.#gate ??= import('./gate-room.ts').then(
      ({ Gate }) => new Gate(this.#host),
      () => (this.#gate = undefined),
    ));
  }

  /** Does nothing while it is under way or done, unless the language has changed. */
  load(language: Locale): void {
    if (this.#loading && language === this.#language) return;
    this.#language = language;
    this.failed = false;
    // A request that hangs is as good as lost; browsers would wait for minutes.
    this.#loading = Promise.race([
      Promise.all([import('./form-room.ts'), loadLocale(language)]),
      new Promise<never>((_, reject) => setTimeout(reject, TIMEOUT)),
    ])
      .then(
        ([{ FormRoom, formStyles }, words]) => {
          this.words = words;
          if (!this.room) {
            this.room = new FormRoom(this.#host);
            this.#arrived(formStyles);
          }
        },
        () => {
          this.#loading = undefined;
          this.failed = true;
          import.meta.retry += '?';
        },
      )
      .finally(() => this.#host.requestUpdate());
  }
}
