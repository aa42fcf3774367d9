/**
 * The status as events of the procedure: when it can be asked for, what it is, how a request for it
 * ends, and that another user is logged in. They say what may come by itself: the prompt, and by
 * the attribute `open` the form.
 */
import type { PropertyValues } from 'lit';
import type { CertificationStatus } from '../../bff/contract/wire.ts';
import type { Result } from '../api/result.ts';
import type { CertificationHost } from '../controllers/host.ts';
import { StatusController } from '../controllers/status-controller.ts';
import { type Known, answerIn, asksAt } from '../procedure/known.ts';
import type { Asking, CertificationProcedure } from '../procedure/state.ts';
import type { Account } from '../session/account.ts';
import { isDeferred } from '../session/tab-storage.ts';

export class StatusEvents {
  readonly status: StatusController;
  readonly #host: CertificationHost;
  readonly #procedure: Pick<CertificationProcedure, 'state' | 'dispatch'>;
  readonly #awaited: ((answer: Promise<Result<CertificationStatus>>) => void) | undefined;
  /** The form was opened by the attribute `open`, for this login. */
  #opened = false;

  /** `awaited`: takes an answer that a user waits for. */
  constructor(
    host: CertificationHost,
    procedure: Pick<CertificationProcedure, 'state' | 'dispatch'>,
    awaited: ((answer: Promise<Result<CertificationStatus>>) => void) | undefined,
  ) {
    this.#host = host;
    this.#procedure = procedure;
    this.#awaited = awaited;
    this.status = new StatusController(host, {
      ready: () => this.#begin(),
      updated: (known) => this.#updated(known),
      outdated: () => procedure.dispatch({ type: 'uncertain' }),
      replaced: (before, now) => this.#replaced(before, now),
    });
  }

  /** For the element's `willUpdate()`, which runs before the controllers' `hostUpdate()`. */
  willUpdate(changed: PropertyValues): void {
    const { status } = this;
    if (changed.has('knownStatus')) status.onKnownStatusSet();
    if (!status.ready) return; // `#begin()` does the same.
    if (changed.has('knownStatus')) {
      status.useKnownStatus();
      this.#procedure.dispatch({ type: 'ready' });
    }
    if (changed.has('open') && this.#host.opens) this.#procedure.dispatch({ type: 'open' });
  }

  /** Fetches the status. */
  async fetch(asking: Asking): Promise<void> {
    const { status } = this;
    const answer = status.fetch(asking.how);
    const isAwaited = asking.how !== 'quietly';
    if (isAwaited) this.#awaited?.(answer);
    const result = await answer;
    if (asking !== this.#procedure.state.asking) return; // A later request says how it ends, or the user has signed out.
    const isShown = !result.ok && isAwaited && this.#host.isConnected;
    const hidden = !status.trusted;
    this.#procedure.dispatch(
      isShown ? { type: 'failed', of: 'status', failure: result.failure, hidden } : { type: 'status-ended' },
    );
  }

  /** The element is in the page and configured. */
  #begin(): void {
    this.status.useKnownStatus();
    this.#openOnce();
    this.#procedure.dispatch({ type: 'ready' });
  }

  /** By the attribute `open`, the form opens once for each login. */
  #openOnce(): void {
    if (this.#host.opens && !this.#opened) this.#procedure.dispatch({ type: 'open' });
    this.#opened = true;
  }

  /** Another user is logged in, or none. */
  #replaced({ draft }: Account, now: Account | undefined): void {
    this.#opened = !!now;
    this.#procedure.dispatch(
      now ? { type: 'login-changed', typed: !!draft?.typed, open: this.#host.opens } : { type: 'signed-out' },
    );
  }

  /** Only the service's answer prompts. */
  #updated(known: Known): void {
    const answer = answerIn(known);
    const mayPrompt =
      !!answer &&
      !this.#host.guards &&
      this.#host.use === 'prompt' &&
      !isDeferred(this.#host.session?.facts?.login) &&
      asksAt(known, Date.now());
    this.#procedure.dispatch({ type: 'known', known, mayPrompt });
    if (answer) this.#openOnce();
  }
}
