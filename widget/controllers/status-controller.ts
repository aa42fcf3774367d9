/** Asks for the unit's status when the element is ready for it, and follows what the page's session learns. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CertificationStatus, Status } from '../../bff/contract/wire.ts';
import type { Session } from '../session/session.ts';
import { toJson } from '../api/json.ts';
import { type Failure, type FailureCode, type Result, fail } from '../api/result.ts';
import { type Known, knownFrom } from '../flow/state.ts';
import { loadPart } from '../loading/load-part.ts';
import { ManualTask } from './manual-task.ts';

interface Host extends ReactiveControllerHost {
  readonly isConnected: boolean;
  readonly session: Session | undefined;
  readonly knownStatus: Status | undefined;
}

export interface StatusListeners {
  /**
   * The element is ready, each time it comes into the page: it knows where to ask, or need not ask, or has waited long
   * enough. And again when it learns later where to ask.
   */
  ready: () => void;
  /** The status came. `changed`: it is not what was learned last. */
  learned: (status: CertificationStatus, changed: boolean) => void;
  /** It could not be had. */
  failed: (failure: Failure) => void;
}

/** A page's own script may set `getToken` a moment after the widget's has run. Milliseconds. */
const GRACE = 500;

export class StatusController implements ReactiveController {
  known: Known | undefined;
  /** Why the last question had no answer. */
  failed: FailureCode | undefined;
  readonly #host: Host;
  readonly #on: StatusListeners;
  readonly #polling: ManualTask<[], boolean>;
  /** The pending claim was asked for in vain. */
  #stalled = false;
  /** Ends when the element leaves the page, or asks elsewhere. */
  #following: AbortController | undefined;
  #session: Session | undefined;
  #asking: Promise<Result<CertificationStatus>> | undefined;
  #last = '';
  #ready = false;
  #grace: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, listeners: StatusListeners) {
    this.#host = host;
    this.#on = listeners;
    this.#polling = new ManualTask(host, async (_, signal) => {
      const decided = await this.#askUntilDecided(signal);
      if (!signal.aborted) this.#stalled = !decided;
      return decided;
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#following?.abort();
    this.#polling.abort();
    this.#stalled = false;
    clearTimeout(this.#grace);
    this.#session = this.#grace = undefined;
    this.#ready = false;
  }

  hostUpdated(): void {
    if (!this.#host.isConnected) return; // An update may come after the element has left the page.
    const { session, knownStatus } = this.#host;
    if (session !== this.#session) this.#follow(session);
    if (this.#ready) return;
    if (session || knownStatus === 'certified') this.#start();
    else this.#grace ??= setTimeout(() => this.#start(), GRACE);
  }

  /** Of the real-name certification, as far as anybody knows: the BFF, or else the portal's server. */
  get status(): Status | undefined {
    return this.known?.status ?? this.#host.knownStatus;
  }

  get body(): CertificationStatus | undefined {
    return this.#host.session?.status;
  }

  /** What is known by other means than the BFF's status, until that comes. */
  assume(status: Status): void {
    this.known = { status, canSubmit: true };
  }

  /** Shared by all who ask at the same time. `anew`: a known status does not do. */
  ask(anew = false): Promise<Result<CertificationStatus>> {
    return (this.#asking ??= this.#ask(anew).finally(() => (this.#asking = undefined)));
  }

  /** Asks until the pending claim is decided; resolves to false when that took too long, undefined when nobody waits any more. */
  poll(): Promise<boolean | undefined> {
    return this.#polling.resultOf();
  }

  /** Polls, unless that goes on already or was in vain: for a view that shows the claim as long as it is pending. */
  pollWhilePending(): void {
    if (this.status === 'pending' && !this.#polling.running && !this.#stalled) void this.poll();
  }

  async #askUntilDecided(signal: AbortSignal): Promise<boolean> {
    const ask = async (): Promise<boolean | number> => {
      const result = await this.#host.session?.ask(true);
      if (result?.ok) return knownFrom(result.value).status !== 'pending';
      return result?.failure.retryAfter ?? 0;
    };
    return loadPart('polling', () => import('../api/polling.ts')).then(
      ({ askUntilDecided }) => askUntilDecided(ask, signal),
      () => false, // Nothing will come by itself.
    );
  }

  async #ask(anew: boolean): Promise<Result<CertificationStatus>> {
    const result = await (isSecureContext
      ? (this.#host.session?.ask(anew) ?? fail('misconfigured'))
      : fail('insecure-context'));
    this.failed = result.ok ? undefined : result.failure.code;
    this.#host.requestUpdate();
    if (!result.ok && this.#host.isConnected) this.#on.failed(result.failure);
    return result;
  }

  #follow(session: Session | undefined): void {
    this.#following?.abort();
    this.#following = new AbortController();
    this.#session = session;
    if (session) this.#ready = false;
    session?.subscribe((status) => this.#learn(status), this.#following.signal);
    if (session?.status) this.#learn(session.status);
  }

  #start(): void {
    clearTimeout(this.#grace);
    this.#ready = true;
    this.#on.ready();
  }

  #learn(status: CertificationStatus): void {
    const text = toJson(status);
    const changed = text !== this.#last;
    this.#last = text;
    this.known = knownFrom(status);
    if (this.known.status !== 'pending') this.#stalled = false;
    this.#host.requestUpdate();
    this.#on.learned(status, changed);
  }
}
