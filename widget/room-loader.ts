/** Fetches what comes after the first dialogs, ahead of need: the form's chunk, and the words of the language. */
import type { Room, RoomHost } from './room.ts';
import { type LocaleModule, loadLocale } from './locale.ts';
import type { Locale } from './locales/words.ts';

export class RoomLoader {
  room: Room | undefined;
  words: LocaleModule | undefined;
  /** The last try did not succeed. */
  failed = false;
  readonly #host: RoomHost;
  readonly #arrived: (styles: string) => void;
  #loading: Promise<void> | undefined;
  #language: Locale | undefined;

  /** `arrived` is called once, with the room's styles. */
  constructor(host: RoomHost, arrived: (styles: string) => void) {
    this.#host = host;
    this.#arrived = arrived;
  }

  /** Does nothing while it is under way or done, unless the language has changed. */
  load(language: Locale): void {
    if (this.#loading && language === this.#language) return;
    this.#language = language;
    this.failed = false;
    this.#loading = Promise.all([import('./form-room.ts'), loadLocale(language)])
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
        },
      )
      .finally(() => this.#host.requestUpdate());
  }
}
