/**
 * Warns the portal's developer, once, when a form is shown without a personal data notice: without
 * one nobody is asked for consent.
 */
import type { ReactiveController } from 'lit';
import type { Host } from '../controllers/host.ts';
import { pageAddress } from '../page/addresses.ts';

export class NoticeCheck implements ReactiveController {
  readonly #host: Host;
  readonly #isShown: () => boolean;
  #warned = false;

  constructor(host: Host, isShown: () => boolean) {
    this.#host = host;
    this.#isShown = isShown;
    host.addController(this);
  }

  hostUpdated(): void {
    const { localName } = this.#host;
    if (this.#warned || !this.#isShown() || pageAddress(this.#host.setting('privacyUrl'))) return;
    this.#warned = true;
    console.warn(
      `<${localName}>: "privacy-url" is missing or no http address, so the form asks nobody for consent. ` +
        'Set it on the element, or by configure({ privacyUrl: … }).',
    );
  }
}
