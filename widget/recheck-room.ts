/**
 * Asking for automatic re-checks of a refused claim: consent, sending, confirmation (contract.md, section 2).
 * Loaded when the user asks for it.
 */
import type { CertificationRequest, RecheckRequest } from '../bff/contract/wire.ts';
import { dateIn } from './dates.ts';
import type { Failure } from './failure.ts';
import type { Aside } from './flow.ts';
import { type RecheckWords, recheckWords } from './locales/recheck.ts';
import type { Copy } from './locales/words.ts';
import type { RoomHost } from './room.ts';
import { type Action, message } from './views/message.ts';

/** `claim`: undefined, and the form shown, when the typed data cannot be sent any more. */
type ClaimSource = () => Promise<CertificationRequest | undefined>;

export class Recheck {
  readonly #host: RoomHost;
  readonly #claim: ClaimSource;

  constructor(host: RoomHost, claim: ClaimSource) {
    this.#host = host;
    this.#claim = claim;
  }

  /** Says what is kept and for how long, and asks whether the user agrees. */
  ask(): void {
    this.#show('recheck-consent', ({ consent, back, agree }) =>
      message({ ...consent, actions: [this.#back(back), this.#send(agree)] }),
    );
  }

  async #apply(): Promise<void> {
    const { client, lifetime } = this.#host;
    const waiting = this.#show('recheck-asking', ({ asking }) =>
      message({ ...asking, icon: 'waiting', actions: [] }),
    );
    const claim = await this.#claim();
    if (!client || !claim) return;
    const body: RecheckRequest = { ...claim, consent: true };
    const result = await client.call<{ until: string }>('/v1/certification/recheck', {
      body: JSON.stringify(body),
      signal: lifetime,
    });
    // Kept or not: the centre must tell the truth, also when the user has left this dialog.
    if (!lifetime.aborted) void client.ask(true);
    const { state } = this.#host;
    if (state.name !== 'aside' || state.aside !== waiting) return;
    if (result.ok) this.#kept(result.value.until);
    else this.#refused(result.failure);
  }

  #kept(until: string): void {
    this.#show('recheck-kept', ({ kept, close }, date) =>
      message({ ...kept(date(until)), icon: 'success', actions: [this.#leave(close)] }),
    );
  }

  #refused({ code }: Failure): void {
    // The status, which is on its way, leads on.
    if (code === 'already-certified') return;
    const mendable = /^(claim-differs|not-recheckable|invalid-fields)$/.test(code);
    this.#show('recheck-refused', (words) => {
      const copy: Copy = mendable
        ? words.differs
        : code === 'session-expired'
          ? words.loggedOut
          : words.unavailable;
      const actions = mendable ? [this.#back(words.back)] : [this.#back(words.back), this.#send(words.retry)];
      return message({ ...copy, icon: 'warning', actions });
    });
  }

  #show(
    name: string,
    view: (words: RecheckWords, date: (instant: string) => string) => ReturnType<Aside['view']>,
  ): Aside {
    const aside: Aside = {
      name,
      view: (language) => view(recheckWords[language], (instant) => dateIn(language, instant)),
    };
    this.#host.send({ type: 'aside', aside });
    return aside;
  }

  #back(label: string): Action {
    return { label, run: () => this.#host.send({ type: 'back' }) };
  }

  #leave(label: string): Action {
    return { label, run: () => this.#host.send({ type: 'cancel' }) };
  }

  #send(label: string): Action {
    return { label, run: () => void this.#apply() };
  }
}
