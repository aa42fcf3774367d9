/**
 * The gate: holds links, buttons and submissions of the page back until the unit is certified, then lets that
 * very business go on (flows.md C.10). It is a convenience: the portal's server decides.
 */
import type { TemplateResult } from 'lit/html.js';
import { type Held, businessOf, goOn, heldBy, resumeOf } from './held.ts';
import { type Locale } from './locales/words.ts';
import { gateWords } from './locales/gate.ts';
import type { ViewHost } from './room.ts';
import { message } from './views/message.ts';

/** Longer than this nobody waits for a state that is not known: the business goes on. */
const PATIENCE = 3000;
/** A second click of a double click comes within this time. */
const DOUBLE = 1000;

export class Gate {
  readonly #host: ViewHost;
  #held: Held | undefined;
  /** The dialog is up: what is held stays what it is. */
  #asked = false;
  #passing = false;
  #passed: { element: Element; at: number } | undefined;
  #listening: AbortSignal | undefined;

  constructor(host: ViewHost) {
    this.#host = host;
  }

  /** Listens ahead of the page's own listeners (but for those of the window that were there before), until the signal aborts. */
  listen(signal: AbortSignal): void {
    if (this.#listening === signal || signal.aborted) return;
    this.#listening = signal;
    const options = { capture: true, signal };
    for (const type of ['click', 'auxclick', 'submit'])
      addEventListener(type, (event) => this.#meet(event), options);
    // Who comes back to the page starts anew.
    addEventListener('pagehide', () => (this.#held = undefined), { signal });
  }

  /** Shows the dialog 1.11, or the one that stands in its place: being checked, operator. */
  show(business: string): void {
    const { state, known, client } = this.#host;
    if (!/^(idle|prompt|notice)$/.test(state.name)) return;
    if (known?.status === 'pending' || known?.canSubmit === false) return this.#host.open();
    const view = (language: Locale): TemplateResult => {
      const { ask, cancel, confirm } = gateWords[language];
      return message({
        ...ask(business),
        actions: [
          { label: cancel, run: () => this.#host.send({ type: 'cancel' }) },
          { label: confirm, run: () => this.#confirm() },
        ],
      });
    };
    this.#host.send({ type: 'aside', aside: { name: 'gate', view } });
    // It may have been done elsewhere since: another tab, the unit's other administrator.
    void client?.ask(true);
  }

  /** The form in place; the centre when the page asks for it by a place for the way back in `center-url`. */
  #confirm(): void {
    const { centerUrl } = this.#host;
    if (!centerUrl?.includes('{resume}')) return this.#host.open();
    this.#host.toCentre(this.#held && resumeOf(this.#held));
  }

  #meet(event: Event): void {
    const certified = this.#status === 'certified';
    if (this.#passing || (event as MouseEvent).button === 2 || (certified && !this.#passed)) return;
    const held = this.#find(event);
    if (!held || (certified && !this.#isEcho(held))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (certified) return;
    const waiting = this.#held;
    if (!this.#asked) this.#held = held;
    if (!waiting) void this.#wait();
  }

  get #status(): string | undefined {
    const { known, knownStatus } = this.#host;
    return known?.status ?? knownStatus;
  }

  #find(event: Event): Held | undefined {
    try {
      return heldBy(event, this.#host.for ?? ':not(*)');
    } catch {
      console.error('unit-certification: not a selector', this.#host.for);
      return undefined; // Nothing is held back.
    }
  }

  /** The second click of a double click whose first one has just gone on. */
  #isEcho({ event, element }: Held): boolean {
    const { element: last, at } = this.#passed!;
    return (event as MouseEvent).detail > 1 && element === last && Date.now() - at < DOUBLE;
  }

  async #wait(): Promise<void> {
    const goes = await this.#mayGo();
    const held = this.#held;
    this.#held = undefined;
    this.#asked = false;
    // An element that was only moved is back by now.
    if (!goes || !held || this.#host.lifetime.aborted) return;
    this.#passed = { element: held.element, at: Date.now() };
    this.#passing = true;
    try {
      goOn(held);
    } finally {
      this.#passing = false;
    }
  }

  async #mayGo(): Promise<boolean> {
    if (!this.#status) {
      const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
      await Promise.race([this.#host.ask(), late]);
    }
    if (!this.#status || !this.#held) return true;
    this.#asked = true;
    return this.#host.requireCertified(businessOf(this.#held));
  }
}
