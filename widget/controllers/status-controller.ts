/**
 * The unit's status for one element: of the account that it shows, from the page's `known-status`
 * or from the service. The session fetches it, the account keeps it and updates all that subscribe
 * to it: one status for the elements of a page.
 */
import type { ReactiveController } from 'lit';
import type { CertificationStatus, Status } from '../../bff/contract/wire.ts';
import { type Result, fail, failLogged } from '../api/result.ts';
import { whenLeft } from '../page/left.ts';
import { type Known, isInForce, knownFrom } from '../procedure/known.ts';
import { Account } from '../session/account.ts';
import type { Session } from '../session/session.ts';
import { GRACE } from '../session/token.ts';
import type { Asking } from '../procedure/state.ts';
import type { CertificationHost } from './host.ts';
import { SessionFollower } from './session-follower.ts';

export interface StatusListeners {
  /**
   * Called each time the element enters the page, when it knows where to ask, need not ask, or has
   * waited long enough. Called again if it learns later where to ask.
   */
  ready: () => void;
  /** The status is known, or has changed. */
  updated: (known: Known) => void;
  /** The element was out of the page, or asks another service: another user may be logged in. */
  outdated: () => void;
  /** All that is shown is outdated: another user is logged in, or none (`now` undefined). */
  replaced: (before: Account, now: Account | undefined) => void;
}

/** Elements that enter the page within this time share a token. Milliseconds. */
const TOGETHER = 100;

export class StatusController implements ReactiveController {
  /** The account whose data the element shows. Anonymous until a token names one. */
  account = new Account();
  /** `ready()` has been called. */
  ready = false;
  /** The answer to the latest request for the status. */
  answer: Promise<Result<CertificationStatus>> = Promise.resolve(fail('misconfigured'));
  readonly #host: CertificationHost;
  readonly #on: StatusListeners;
  readonly #follower: SessionFollower;
  /** When a token has named this account: since the element entered the page, or only before. */
  #named: 'now' | 'before' | undefined;
  /** `known-status` was about a former user. */
  #isOfFormer = false;
  /** Aborted when the account changes, or the element leaves the page. */
  #subscription = new AbortController();
  #grace: ReturnType<typeof setTimeout> | undefined;

  constructor(host: CertificationHost, listeners: StatusListeners) {
    this.#host = host;
    this.#on = listeners;
    this.#follower = new SessionFollower(host, {
      changed: (session) => this.#sessionChanged(session),
      named: (account) => this.#show(account),
      signedOut: () => this.#show(undefined),
    });
    host.addController(this);
  }

  hostConnected(): void {
    // It may have been asked while it was out of the page.
    if (!this.#follower.follows) this.#becomeOutdated();
    this.#followAccount();
  }

  hostDisconnected(): void {
    whenLeft(this.#host, () => {
      this.#subscription.abort();
      clearTimeout(this.#grace);
      this.#grace = undefined;
      this.ready = false;
      this.#becomeOutdated();
    });
  }

  hostUpdate(): void {
    // An update can run after the element has left the page.
    if (!this.#host.isConnected || this.ready) return;
    if (this.#host.session || isInForce(this.stated)) this.#start();
    else this.#grace ??= setTimeout(() => this.#start(), GRACE);
  }

  /** False while another user may be logged in, since the element was out of the page. */
  get trusted(): boolean {
    return this.#named !== 'before';
  }

  /** `known-status`, unless it was about a former user. */
  get stated(): Status | undefined {
    return this.#isOfFormer ? undefined : this.#host.knownStatus;
  }

  /** The page has set `known-status` again. */
  onKnownStatusSet(): void {
    this.#isOfFormer = false;
  }

  /** Takes `known-status` until the service has answered. It may spare a request or a wait. */
  useKnownStatus(): void {
    const { stated: status, trusted, account } = this;
    if (!status || status === 'not-open' || !trusted || account.status) return;
    if (isInForce(status) || isSecureContext) this.#on.updated(knownFrom(status));
  }

  fetch(how: Asking['how']): Promise<Result<CertificationStatus>> {
    return (this.answer = this.#fetch(how).catch(failLogged));
  }

  async #fetch(how: Asking['how']): Promise<Result<CertificationStatus>> {
    if (this.#host.isConnected) await this.#host.updateComplete; // The page may have changed just now where to ask.
    if (!isSecureContext) return fail('insecure-context');
    if (!this.#host.session && !this.ready) await new Promise((resolve) => setTimeout(resolve, GRACE));
    const { session } = this.#host;
    if (!session) return fail('misconfigured');
    const token = await session.token(how === 'refresh' ? 0 : this.#named === 'now' ? Infinity : TOGETHER);
    if (!token.ok) return token;
    if (session.account) this.#show(session.account);
    const result = await session.fetchStatus(how !== 'once');
    // An account outlives the elements: it would keep one that has left meanwhile.
    if (!this.#host.isConnected) this.#subscription.abort();
    return result;
  }

  #sessionChanged(session: Session | undefined): void {
    this.#becomeOutdated();
    if (session) this.ready = false;
  }

  #becomeOutdated(): void {
    if (!this.#named) return;
    this.#named = 'before';
    this.#on.outdated();
  }

  #start(): void {
    clearTimeout(this.#grace);
    this.ready = true;
    if (isInForce(this.stated)) this.#host.session?.loggedIn();
    this.#on.ready();
  }

  /** Shows the account that a token has named; undefined: the user has signed out. */
  #show(account: Account | undefined): void {
    const [before, named] = [this.account, this.#named];
    this.#named = account && 'now';
    if (account === before && named === 'now') return;
    if (account !== before) {
      this.account = account ?? new Account();
      this.#followAccount();
      if (account && !named) account.adopt(before);
      else this.#reset(before, account);
    }
    this.#host.requestUpdate();
    if (account?.status) this.#update(account.status);
  }

  #followAccount(): void {
    this.#subscription.abort();
    this.#subscription = new AbortController();
    this.account.subscribe((status) => this.#update(status), this.#subscription.signal);
  }

  #reset(before: Account, account: Account | undefined): void {
    this.#isOfFormer = true;
    if (!account) before.end(); // `sessions` ends only accounts that a token has named.
    this.#on.replaced(before, account);
  }

  #update(status: CertificationStatus): void {
    this.#host.requestUpdate();
    this.#on.updated(status);
  }
}
