/** Warns the portal's developer, once, when a form is shown without a personal data notice: without one nobody is asked for consent. */
import type { ReactiveController } from 'lit';
import type { Host } from '../controllers/host.ts';
import { pageAddress } from '../page/addresses.ts';

export class NoticeCheck implements ReactiveController {
  readonly #host: Host;
  readonly #shown: () => boolean;
  #warned = false;

  /** `shown`: the form can be seen. */
  constructor(host: Host, shown: () => boolean) {
    this.#host = host;
    this.#shown = shown;
    host.addController(this);
  }

  hostUpdated(): void {
    const { localName, privacyUrl } = this.#host;
    if (this.#warned || pageAddress(privacyUrl) || !this.#shown()) return;
    this.#warned = true;
    console.warn(
      `<${localName}>: "privacy-url" is missing or no http address, so the form asks nobody for consent to the use of their data. ` +
        'Set it to the address of your personal data notice.',
    );
  }
}
