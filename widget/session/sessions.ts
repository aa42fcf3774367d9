/** Shares a page's sessions and accounts; ends an account when another user logs in. */
import { Account } from './account.ts';
import { forgetDeferral, isNewLogin } from './tab-storage.ts';
import { type Page, type Purpose, Session } from './session.ts';
import { onSignOut, announceSignOut } from './sign-out.ts';
import { type News, OtherTabs } from './tabs.ts';
import type { TokenSource } from './token.ts';

/** When the user comes back to the page, an older token may be a former user's. Milliseconds. */
const PAUSE = 3000;

type GetToken = NonNullable<TokenSource['getToken']>;

export class Sessions implements Page {
  readonly #byUrl = new Map<string, Session>();
  readonly #byFunction = new WeakMap<GetToken, Map<string, Session>>();
  /** By scope and name. An unused account stays here in case the same user returns. */
  readonly #accounts = new Map<string, Account>();
  /** The sessions that elements in the page follow. */
  readonly #used = new Set<Session>();
  readonly tabs = new OtherTabs();
  signOuts = 0;

  /**
   * The session for a BFF (without a final slash), a purpose and a source of tokens. `last`: the
   * element's present session. A framework may pass a new `getToken` function with each rendering;
   * the element then keeps its session.
   */
  open(bff: string, purpose: Purpose, { tokenUrl, getToken }: TokenSource, last?: Session): Session {
    const scope = `${bff} ${purpose}`;
    const source = getToken ? { getToken } : { tokenUrl };
    const sessions = getToken ? this.#of(getToken) : this.#byUrl;
    const key = getToken ? scope : `${scope} ${tokenUrl}`;
    let session = sessions.get(key);
    if (!session) {
      session =
        getToken && last?.scope === scope && last.source.getToken
          ? last
          : new Session(bff, purpose, source, this, () => Date.now());
      sessions.set(key, session);
    }
    session.source = source;
    return session;
  }

  /** Forgets the user, in all copies of the script in the page. Other tabs check their login. */
  signOut(): void {
    announceSignOut((news) => this.tabs.post(news));
  }

  account(scope: string, name: string): Account {
    const key = `${scope} ${name}`;
    let account = this.#accounts.get(key);
    if (!account) this.#accounts.set(key, (account = new Account()));
    return account;
  }

  /** Ends the scope's other accounts, of former users. Elements that show one check their login. */
  entered(session: Session, before: Account | undefined): void {
    const { scope, account, facts, hasUsedToken } = session;
    let changed = !!before;
    for (const [key, other] of this.#accounts) {
      if (other === account || !key.startsWith(`${scope} `)) continue;
      changed = true;
      const users = [...this.#used].filter((one) => one.account === other);
      for (const one of users) void one.revalidate(0);
      if (users.length) continue;
      other.end();
      this.#accounts.delete(key);
    }
    // Other tabs may show a former user, also one of the page before: the tab's last login counts.
    const isNew = hasUsedToken && isNewLogin(facts!.login);
    if (isNew || changed) this.tabs.post('login');
    if (!changed) return;
    // An element without a request relies on `known-status`, which was about the former user.
    for (const one of this.#used) if (one.scope === scope && !one.account) void one.revalidate(Infinity);
    forgetDeferral();
  }

  changed(): void {
    this.tabs.post('changed');
  }

  /** Other tabs read their login again, because they may show another user. */
  loggedIn(): void {
    this.tabs.post('login');
  }

  used(session: Session, used: boolean): void {
    if (used) this.#used.add(session);
    else this.#used.delete(session);
    if (this.#used.size) {
      onSignOut(this.#signedOut);
      this.tabs.addListener(this.#heard);
      document.addEventListener('visibilitychange', this.#seen);
      window.addEventListener('focus', this.#seen); // of two windows both are visible
    } else {
      this.tabs.removeListener(this.#heard);
      document.removeEventListener('visibilitychange', this.#seen);
      window.removeEventListener('focus', this.#seen);
    }
  }

  #of(getToken: GetToken): Map<string, Session> {
    let sessions = this.#byFunction.get(getToken);
    if (!sessions) this.#byFunction.set(getToken, (sessions = new Map<string, Session>()));
    return sessions;
  }

  readonly #signedOut = (): void => {
    this.signOuts++;
    for (const session of this.#used) session.signOut();
    for (const account of this.#accounts.values()) account.end();
    this.#accounts.clear();
  };

  readonly #seen = (): void => {
    if (document.visibilityState === 'visible') this.#revalidate(PAUSE);
  };

  /** Only sessions that have made a request: the others use the page's `known-status`. */
  #revalidate(maxAge: number): void {
    for (const session of this.#used) if (session.hasUsedToken) void session.revalidate(maxAge);
  }

  readonly #heard = (news: News): void => {
    switch (news) {
      case 'login':
        return this.#revalidate(0);
      case 'signed-out':
        return void this.#checkLogins();
      case 'changed':
        for (const session of this.#used) session.changedElsewhere();
        return;
      case 'prompts': // These are for `LoginReturn`.
      case 'waits':
        return;
    }
  };

  /** Another tab has signed out. Some portals have a login for each tab, so this one may go on. */
  async #checkLogins(): Promise<void> {
    const signedIn = [...this.#used].filter(({ account, hasUsedToken }) => account && hasUsedToken);
    const failures = await Promise.all(signedIn.map((session) => session.revalidate(0)));
    if (failures.some((failure) => failure?.code === 'session-expired')) this.#signedOut();
  }
}

/** One registry a page. */
export const sessions = new Sessions();

/** Forgets the user. For single-page portals. */
export const signOut = (): void => sessions.signOut();
