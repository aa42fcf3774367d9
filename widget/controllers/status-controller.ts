/** Follows whose login the element shows, asks for the unit's status when the element is ready for it, and learns what others have asked for. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CertificationStatus, Status } from '../../bff/contract/wire.ts';
import { toJson } from '../api/json.ts';
import { type Failure, type FailureCode, type Result, fail } from '../api/result.ts';
import { type Known, knownFrom } from '../flow/state.ts';
import { loadPart } from '../loading/load-part.ts';
import { Account } from '../session/account.ts';
import type { Session } from '../session/session.ts';
import { ManualTask } from './manual-task.ts';

interface Host extends ReactiveControllerHost {
  readonly isConnected: boolean;
  readonly session: Session | undefined;
  /** The page's own statement. */
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
  /** All that was shown was another user's than the one who is logged in now; undefined: the user has signed out. */
  replaced: (before: Account, now: Account | undefined) => void;
}

/** A page's own script may set `getToken` a moment after the widget's has run. Milliseconds. */
const GRACE = 500;

/** Elements that come into the page together share a token. Milliseconds. */
const TOGETHER = 100;

export class StatusController implements ReactiveController {
  /** Whose data the element shows. Nobody's in particular, until a token says whose. */
  account = new Account();
  /** Why the last question had no answer. */
  failed: FailureCode | undefined;
  readonly #host: Host;
  readonly #on: StatusListeners;
  readonly #polling: ManualTask<[], boolean>;
  #known: Known | undefined;
  /** A token has named the account since the element came into the page. */
  #confirmed = false;
  /** A token has named the account once. */
  #named = false;
  /** The page's statement was about a former user. */
  #outdated = false;
  /** The pending claim was asked for in vain. */
  #stalled = false;
  /** Ends when the element leaves the page, or asks elsewhere. */
  #following = new AbortController();
  /** Ends with the account. */
  #learning = new AbortController();
  #session: Session | undefined;
  #asking: Promise<Result<CertificationStatus>> | undefined;
  #signOuts = 0;
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
    this.#followAccount();
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#following.abort();
    this.#learning.abort();
    this.#polling.abort();
    this.#stalled = false;
    clearTimeout(this.#grace);
    this.#session = this.#grace = undefined;
    this.#ready = false;
    // Not for an element that is only moved: it is back before the microtask.
    queueMicrotask(() => (this.#confirmed &&= this.#host.isConnected));
  }

  hostUpdated(): void {
    if (!this.#host.isConnected) return; // An update may come after the element has left the page.
    const { session } = this.#host;
    if (session !== this.#session) this.#follow(session);
    if (this.#ready) return;
    if (session || this.stated === 'certified') this.#start();
    else this.#grace ??= setTimeout(() => this.#start(), GRACE);
  }

  /** Whether the element may show what it knows: somebody else may have logged in while it was away. */
  get trusted(): boolean {
    return this.#confirmed || !this.#named;
  }

  get known(): Known | undefined {
    return this.trusted ? this.#known : undefined;
  }

  /** The page's statement, unless it was about a former user. */
  get stated(): Status | undefined {
    return this.#outdated ? undefined : this.#host.knownStatus;
  }

  /** Of the real-name certification, as far as anybody knows: the BFF, or else the portal's server. */
  get status(): Status | undefined {
    return this.known?.status ?? this.stated;
  }

  get body(): CertificationStatus | undefined {
    return this.trusted ? this.account.status : undefined;
  }

  /** The page has said it anew. */
  restated(): void {
    this.#outdated = false;
  }

  /** What is known by other means than the BFF's status, until that comes. */
  assume(status: Status): void {
    this.#known = { status, canSubmit: true };
  }

  /** Shared by all who ask at the same time. `anew`: a known status does not do. */
  ask(anew = false): Promise<Result<CertificationStatus>> {
    const asking = (this.#asking ??= this.#ask(anew).finally(() => {
      if (this.#asking === asking) this.#asking = undefined;
    }));
    return asking;
  }

  /** Asks anew, with a token that is asked for now. */
  refresh(): Promise<Result<CertificationStatus>> {
    return this.#ask(true, 0);
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

  async #ask(
    anew: boolean,
    maxAge = this.#confirmed ? Infinity : TOGETHER,
  ): Promise<Result<CertificationStatus>> {
    const signOuts = this.#signOuts;
    this.failed = undefined;
    this.#host.requestUpdate();
    const result = await (isSecureContext ? this.#askSession(anew, maxAge) : fail('insecure-context'));
    if (signOuts !== this.#signOuts) return result; // It was asked for somebody who has left.
    this.failed = result.ok ? undefined : result.failure.code;
    this.#host.requestUpdate();
    if (!result.ok && this.#host.isConnected) this.#on.failed(result.failure);
    return result;
  }

  async #askSession(anew: boolean, maxAge: number): Promise<Result<CertificationStatus>> {
    const { session } = this.#host;
    if (!session) return fail('misconfigured');
    const token = await session.token(maxAge);
    if (!token.ok) return token;
    if (session.account) this.#show(session.account);
    return session.ask(anew);
  }

  #follow(session: Session | undefined): void {
    this.#following.abort();
    this.#following = new AbortController();
    if (this.#session) this.#confirmed = false;
    this.#session = session;
    if (session) this.#ready = false;
    session?.follow((account) => this.#show(account), this.#following.signal);
  }

  #start(): void {
    clearTimeout(this.#grace);
    this.#ready = true;
    this.#on.ready();
  }

  /** A token has named the account; undefined: the user has signed out. */
  #show(account: Account | undefined): void {
    const [before, named, confirmed] = [this.account, this.#named, this.#confirmed];
    this.#named = this.#confirmed = !!account;
    if (account === before && confirmed) return;
    if (account !== before) {
      this.account = account ?? new Account();
      this.#followAccount();
      if (account && !named) account.adopt(before);
      else this.#reset(before, account);
    }
    this.#host.requestUpdate();
    if (account?.status) this.#learn(account.status);
  }

  #followAccount(): void {
    this.#learning.abort();
    this.#learning = new AbortController();
    this.account.follow((status) => this.#learn(status), this.#learning.signal);
  }

  #reset(before: Account, account: Account | undefined): void {
    this.#known = undefined;
    this.#last = '';
    this.#stalled = false;
    this.#outdated = true;
    this.#polling.abort();
    this.failed = account ? undefined : 'session-expired';
    if (!account) {
      before.end(); // No token has named it: the registry of accounts has not ended it.
      this.#signOuts++;
      this.#asking = undefined;
    }
    this.#on.replaced(before, account);
  }

  #learn(status: CertificationStatus): void {
    const text = toJson(status);
    const changed = text !== this.#last;
    this.#last = text;
    this.#known = knownFrom(status);
    this.failed = undefined;
    if (this.#known.status !== 'pending') this.#stalled = false;
    this.#host.requestUpdate();
    this.#on.learned(status, changed);
  }
}
