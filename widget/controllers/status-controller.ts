/**
 * The unit's status for one element: of the account that it shows, from the page's `known-status`
 * or from the service. The session fetches it, the account keeps it and updates all that subscribe
 * to it: one status for the elements of a page. What becomes of it, and of the login, are events of
 * the procedure. They say what may come by itself: the prompt, and by the attribute `open` the
 * form.
 */
import type { PropertyValues, ReactiveController } from 'lit';
import type { CertificationStatus, Status } from '../../bff/contract/wire.ts';
import { type Result, fail, failLogged } from '../api/result.ts';
import { whenLeft } from '../page/left.ts';
import { type Known, answerIn, asksAt, isInForce, knownFrom } from '../procedure/known.ts';
import { Account } from '../session/account.ts';
import type { Session } from '../session/session.ts';
import { isDeferred } from '../session/tab-storage.ts';
import { GRACE } from '../session/token.ts';
import type { Asking, CertificationProcedure } from '../procedure/state.ts';
import type { CertificationHost } from './host.ts';
import { SessionFollower } from './session-follower.ts';

/** Elements that enter the page within this time share a token. Milliseconds. */
const TOGETHER = 100;

export class StatusController implements ReactiveController {
  /** The account whose data the element shows. Anonymous until a token names one. */
  account = new Account();
  /**
   * The element is in the page, and knows where to ask, need not ask, or has waited long enough.
   */
  ready = false;
  /** The answer to the latest request for the status. */
  answer: Promise<Result<CertificationStatus>> = Promise.resolve(fail('misconfigured'));
  readonly #host: CertificationHost;
  readonly #procedure: CertificationProcedure;
  readonly #awaited: ((answer: Promise<Result<CertificationStatus>>) => void) | undefined;
  readonly #follower: SessionFollower;
  /** A token has named the account. */
  #isNamed = false;
  /** `known-status` was about a former user. */
  #isOfFormer = false;
  /** The form was opened by the attribute `open`, for this login. */
  #opened = false;
  /** Aborted when the account changes, or the element leaves the page. */
  #subscription = new AbortController();
  #grace: ReturnType<typeof setTimeout> | undefined;

  /** `awaited`: takes an answer that a user waits for. */
  constructor(
    host: CertificationHost,
    procedure: CertificationProcedure,
    awaited: ((answer: Promise<Result<CertificationStatus>>) => void) | undefined,
  ) {
    this.#host = host;
    this.#procedure = procedure;
    this.#awaited = awaited;
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

  /** For the element's `willUpdate()`, which runs before the controllers' `hostUpdate()`. */
  willUpdate(changed: PropertyValues): void {
    if (changed.has('knownStatus')) this.#isOfFormer = false;
    if (!this.ready) return; // `#start()` does the same.
    if (changed.has('knownStatus')) {
      this.#useKnownStatus();
      this.#procedure.dispatch({ type: 'ready' });
    }
    if (changed.has('open') && this.#host.opens) this.#procedure.dispatch({ type: 'open' });
  }

  hostUpdate(): void {
    // An update can run after the element has left the page.
    if (!this.#host.isConnected || this.ready) return;
    if (this.#host.session || isInForce(this.stated)) this.#start();
    else this.#grace ??= setTimeout(() => this.#start(), GRACE);
  }

  /** `known-status`, unless it was about a former user. */
  get stated(): Status | undefined {
    return this.#isOfFormer ? undefined : this.#host.knownStatus;
  }

  /** Fetches the status. */
  async fetch(asking: Asking): Promise<void> {
    const answer = (this.answer = this.#fetch(asking.how).catch(failLogged));
    const isAwaited = asking.how !== 'quietly';
    if (isAwaited) this.#awaited?.(answer);
    const result = await answer;
    if (asking !== this.#procedure.state.asking) return; // A later request says how it ends, or the user has signed out.
    const isShown = !result.ok && isAwaited && this.#host.isConnected;
    this.#procedure.dispatch(
      isShown ? { type: 'failed', of: 'status', failure: result.failure } : { type: 'status-ended' },
    );
  }

  async #fetch(how: Asking['how']): Promise<Result<CertificationStatus>> {
    if (this.#host.isConnected) await this.#host.updateComplete; // The page may have changed just now where to ask.
    if (!isSecureContext) return fail('insecure-context');
    if (!this.#host.session && !this.ready) await new Promise((resolve) => setTimeout(resolve, GRACE));
    const { session } = this.#host;
    if (!session) return fail('misconfigured');
    const token = await session.token(how === 'refresh' ? 0 : this.#isSure ? Infinity : TOGETHER);
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

  /** The account is still the one that a token has named. */
  get #isSure(): boolean {
    return this.#isNamed && !this.#procedure.state.isUncertain;
  }

  /** The element was out of the page, or asks another service: another user may be logged in. */
  #becomeOutdated(): void {
    if (this.#isNamed) this.#procedure.dispatch({ type: 'uncertain' });
  }

  /** Each time the element enters the page, and again if it learns later where to ask. */
  #start(): void {
    clearTimeout(this.#grace);
    this.ready = true;
    if (isInForce(this.stated)) this.#host.session?.loggedIn();
    this.#useKnownStatus();
    this.#openOnce();
    this.#procedure.dispatch({ type: 'ready' });
  }

  /** Takes `known-status` until the service has answered. It may spare a request or a wait. */
  #useKnownStatus(): void {
    const { stated: status, account } = this;
    const { isUncertain } = this.#procedure.state;
    if (!status || status === 'not-open' || isUncertain || account.status) return;
    if (isInForce(status) || isSecureContext) this.#updated(knownFrom(status));
  }

  /** By the attribute `open`, the form opens once for each login. */
  #openOnce(): void {
    if (this.#host.opens && !this.#opened) this.#procedure.dispatch({ type: 'open' });
    this.#opened = true;
  }

  /** Shows the account that a token has named; undefined: the user has signed out. */
  #show(account: Account | undefined): void {
    const [before, wasNamed, wasSure] = [this.account, this.#isNamed, this.#isSure];
    this.#isNamed = !!account;
    if (account === before && wasSure) return;
    if (account !== before) {
      this.account = account ?? new Account();
      this.#followAccount();
      if (account && !wasNamed) account.adopt(before);
      else this.#replaced(before, account);
    }
    if (account) this.#procedure.dispatch({ type: 'named' });
    this.#host.requestUpdate();
    if (account?.status) this.#updated(account.status);
  }

  #followAccount(): void {
    this.#subscription.abort();
    this.#subscription = new AbortController();
    this.account.subscribe((status) => this.#updated(status), this.#subscription.signal);
  }

  /** All that is shown is outdated: another user is logged in, or none (`now` undefined). */
  #replaced(before: Account, now: Account | undefined): void {
    this.#isOfFormer = true;
    this.#opened = !!now;
    if (!now) before.end(); // `sessions` ends only accounts that a token has named.
    const typed = !!before.draft?.typed;
    this.#procedure.dispatch(
      now ? { type: 'login-changed', typed, open: this.#host.opens } : { type: 'signed-out' },
    );
  }

  /** The status is known, or has changed. Only the service's answer prompts. */
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
