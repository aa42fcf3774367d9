/**
 * Calls the BFF on behalf of the logged-in user, for the elements with the same source of tokens,
 * which share one token and one status request. Nothing rejects or throws: an error is logged, and
 * a failure is a value.
 */
import type { CertificationStatus } from '../../bff/contract/wire.ts';
import { type RequestOptions, request } from '../api/request.ts';
import { type Failure, type Result, fail, failLogged, notify, succeed } from '../api/result.ts';
import type { Account } from './account.ts';
import { isSameUnit, isWhole } from './status.ts';
import { forgetDeferral } from './tab-storage.ts';
import { type TokenFacts, type TokenSource, obtainToken, readToken } from './token.ts';

export interface CallOptions<T> extends RequestOptions<T> {
  /**
   * For requests that state something in the user's name: uses a token at most ten seconds old, so
   * that this user is still logged in.
   */
  fresh?: true;
  /** Called just before the request is sent. Aborting the signal prevents it. */
  beforeSending?: () => void;
  /** Called when the request was refused and needs a new token. */
  returns?: () => void;
}

/** Certification and registration have different tokens. */
export type Purpose = 'certification' | 'registration';

/** Called with a token's account before the token is used; undefined: the user has signed out. */
export type AccountListener = (account: Account | undefined) => void;

/** The data that the sessions of a page share. */
export interface Page {
  /** How often users have signed out in the page. */
  readonly signOuts: number;
  /** The account of this name, shared by the sessions of a scope (BFF and purpose). */
  account(scope: string, name: string): Account;
  /** The session's account has changed. */
  entered(session: Session, before: Account | undefined): void;
  /** The unit's next step has changed, and no other tab has said so. */
  changed(): void;
  /** A user is logged in whom no token has named. */
  loggedIn(): void;
  /** The session got its first follower, or lost its last. */
  used(session: Session, used: boolean): void;
}

/** An answer that may have the present status. */
interface WithStatus {
  status?: CertificationStatus;
}

/** A request for a token. */
interface Reading {
  begunAt: number;
  renewAt: number;
  result: Promise<Result<string>>;
}

/** A token is renewed this long before it expires. Milliseconds. */
const MARGIN = 30_000;

/** The maximal age of the token for a `fresh` request. Milliseconds. */
const FRESH = 10_000;

const STATUS_PATH = '/v1/certification';

export class Session {
  /** BFF and purpose. */
  readonly scope: string;
  /** The account of the last token. */
  account: Account | undefined;
  /** The claims of the last token. */
  facts: TokenFacts | undefined;
  /** A certification token was used, so what is shown can become outdated. */
  hasUsedToken = false;
  #source: TokenSource;
  readonly #bff: string;
  readonly #purpose: Purpose;
  readonly #page: Page;
  readonly #now: () => number;
  readonly #listeners = new Set<AccountListener>();
  #reading: Reading | undefined;
  #fetching: Promise<Result<CertificationStatus>> | undefined;
  /** How often the status may have changed: by a request of this tab, or of another. */
  #changes = 0;
  /** Aborted when the login ends, or the status may have changed. */
  #asking = new AbortController();
  /** Another tab knows the change that the next status shows. */
  #othersKnow = false;

  /** `bff` without a final slash. */
  constructor(bff: string, purpose: Purpose, source: TokenSource, page: Page, now: () => number) {
    this.scope = `${bff} ${purpose}`;
    this.#bff = bff;
    this.#purpose = purpose;
    this.#source = source;
    this.#page = page;
    this.#now = now;
  }

  get source(): TokenSource {
    return this.#source;
  }

  /** Replaces the source of tokens. The next token may be another user's. */
  set source(source: TokenSource) {
    if (source.getToken === this.#source.getToken) return;
    this.#source = source;
    if (this.#reading) this.#reading.begunAt = 0;
  }

  /** How often users have signed out in this page. */
  get signOuts(): number {
    return this.#page.signOuts;
  }

  /** Calls the listener until the signal aborts. A session without listeners forgets its token. */
  subscribe(listener: AccountListener, signal: AbortSignal): void {
    if (!this.#listeners.size) this.#page.used(this, true);
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size) return;
      this.#forget();
      this.#page.used(this, false);
    });
  }

  /** By the portal's server, a certified user is logged in, for whom no token is asked for. */
  loggedIn(): void {
    this.#page.loggedIn();
  }

  /** The user has signed out, or is about to. */
  signOut(): void {
    this.#forget();
    this.#notify();
  }

  /**
   * Checks whether another user is logged in, and asks for the status unless it is known. Failures
   * are not shown, because no user asked for this.
   */
  async revalidate(maxAge: number): Promise<Failure | undefined> {
    const token = await this.token(maxAge);
    const result = token.ok ? await this.fetchStatus() : token;
    return result.ok ? undefined : result.failure;
  }

  /** Callers at the same time share one request. `anew`: asks even when a status is known. */
  async fetchStatus(anew = false): Promise<Result<CertificationStatus>> {
    if (!anew && this.account?.status) return succeed(this.account.status);
    const fetching = (this.#fetching ??= this.#fetchStatus().catch(failLogged));
    const result = await fetching;
    if (this.#fetching === fetching) this.#fetching = undefined;
    return result;
  }

  /** Another tab has seen a change of the status: asks anew, unless nobody has asked yet. */
  changedElsewhere(): void {
    this.#outdate();
    if (!this.account?.status && !this.#fetching) return;
    this.#othersKnow = true;
    void this.fetchStatus(true);
  }

  /**
   * The text of a valid token. Callers at the same time share one request to the portal. `maxAge`:
   * how long ago the token may have been requested, in milliseconds; an older one may be a former
   * user's.
   */
  async token(maxAge = Infinity): Promise<Result<string>> {
    for (;;) {
      const now = this.#now();
      const last = this.#reading;
      const reading = last && now <= last.renewAt && now - last.begunAt < maxAge ? last : this.#read(now);
      const result = await reading.result;
      if (this.#reading === reading) return result;
      // A newer request was made, which counts, or this one failed, or the user has signed out.
      if (!this.#reading) return result.ok ? fail('session-expired') : result;
      maxAge = Infinity;
    }
  }

  /** Makes one request with a token; when that has expired, once again with a new one. */
  async call<T>(path: string, options: CallOptions<T> = {}): Promise<Result<T>> {
    // Undefined means that the caller has left, so this failure is not shown.
    return (await this.#call(path, options).catch(failLogged)) ?? fail('network');
  }

  /** Undefined when the request was not sent, or another user was logged in before the answer. */
  async #call<T>(path: string, options: CallOptions<T>): Promise<Result<T> | undefined> {
    for (let renewed = false; ; renewed = true) {
      const token = await this.token(options.fresh && FRESH);
      if (!token.ok) return token;
      if (!options.signal?.aborted) options.beforeSending?.();
      if (options.signal?.aborted) return undefined;
      const { account } = this;
      const asked = { ...options, signal: options.signal ?? this.#asking.signal };
      const result = await request<T>(this.#bff + path, token.value, asked);
      if (options.body || options.method) this.#outdate();
      if (this.account !== account) return undefined;
      const status = result.ok
        ? (result.value as WithStatus | undefined)?.status
        : result.failure.certification;
      const isKnown = !!status && isWhole(status) && this.#update(status, false);
      // The status says what an answer means: one that is not this unit's is a faulty proxy's.
      if (result.ok && status && !isKnown) return fail('unavailable');
      if (result.ok || result.failure.code !== 'token-expired' || renewed) return result;
      options.returns?.();
      if (this.#reading) this.#reading.renewAt = -Infinity;
    }
  }

  /**
   * Drops an answer about another unit than the token's, which a faulty cache or proxy may deliver,
   * and one that a write, of this tab or another, has made outdated.
   */
  async #fetchStatus(): Promise<Result<CertificationStatus>> {
    for (let tries = 0; tries < 3; tries++) {
      const changes = this.#changes;
      const result = await this.#call<CertificationStatus>(STATUS_PATH, { expects: 'kinds' });
      if (!this.account) return result && !result.ok ? result : fail('session-expired');
      if (!result || changes !== this.#changes) continue;
      if (!result.ok) return result;
      if (!isWhole(result.value)) return fail('unavailable');
      if (!this.#update(result.value, this.#othersKnow)) continue;
      this.#othersKnow = false;
      return result;
    }
    return fail('unavailable');
  }

  /**
   * Takes a whole status; false when it is of another unit. `othersKnow`: another tab has
   * sent the news of the change, and asking each other again would never end.
   */
  #update(status: CertificationStatus, othersKnow: boolean): boolean {
    const { account, facts } = this;
    if (!account || !isSameUnit(facts!.unit, status.unit.code)) return false;
    const before = account.status?.next.step;
    account.update(status);
    if (before && before !== status.next.step && !othersKnow) this.#page.changed();
    return true;
  }

  #read(now: number): Reading {
    const entered = obtainToken(this.#source).then((token) => {
      if (token.ok && this.#reading === reading) {
        const facts = readToken(token.value);
        // Counted from arrival, not by `exp`: office clocks are wrong.
        reading.renewAt = this.#now() + Math.max(facts.lifetime * 1000 - MARGIN, MARGIN);
        this.#enter(facts);
      }
      return token;
    });
    const result = entered.catch(failLogged).then((token) => {
      if (token.ok || this.#reading !== reading) return token;
      this.#reading = undefined;
      if (token.failure.code === 'session-expired' && this.#purpose === 'certification') forgetDeferral();
      return token;
    });
    const reading: Reading = { begunAt: now, renewAt: Infinity, result };
    this.#reading = reading;
    this.hasUsedToken = this.#purpose === 'certification';
    return reading;
  }

  #enter(facts: TokenFacts): void {
    const before = this.account;
    const again = !!this.facts && this.facts.login !== facts.login;
    this.facts = facts;
    this.account = this.#page.account(this.scope, facts.account);
    if (this.account !== before) {
      this.#abort();
      this.#notify();
      this.#page.entered(this, before);
    } else if (again && this.hasUsedToken) void this.fetchStatus(true);
  }

  #notify(): void {
    notify(this.#listeners, this.account);
  }

  #forget(): void {
    this.#reading = this.#fetching = this.facts = this.account = undefined;
    this.#othersKnow = false;
    this.#abort();
  }

  /** The status has changed since what is on the way was asked. */
  #outdate(): void {
    this.#changes++;
    this.#abort();
  }

  #abort(): void {
    this.#asking.abort();
    this.#asking = new AbortController();
  }
}
