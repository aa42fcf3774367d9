/** An element follows its session from the page it is in, and leaves nothing behind. */
import { expect } from '@open-wc/testing';
import { LitElement } from 'lit';
import type { Host } from '../../../widget/controllers/host.ts';
import { SessionFollower } from '../../../widget/controllers/session-follower.ts';
import type { Session } from '../../../widget/session/session.ts';
import { Sessions } from '../../../widget/session/sessions.ts';
import { scripted, tokenOf } from '../support/scripted.ts';

class Following extends LitElement {
  session: Session | undefined;
  readonly heard: string[] = [];
  readonly follower = new SessionFollower(this as unknown as Host, {
    changed: (session) => this.heard.push(session ? 'session' : 'none'),
    named: () => this.heard.push('named'),
    signedOut: () => this.heard.push('signed out'),
  });

  /** The events since the last call. */
  async news(): Promise<string[]> {
    await this.updateComplete;
    return this.heard.splice(0);
  }
}
customElements.define('following-element', Following);

describe('an element that follows its session', () => {
  let element: Following;
  let sessions: Sessions;
  let session: Session;
  let sub: string;

  beforeEach(async () => {
    const { bff } = await scripted();
    sub = 'user-1';
    sessions = new Sessions();
    session = sessions.open(bff, 'certification', { getToken: async () => tokenOf({ sub }) });
    element = new Following();
    element.session = session;
    document.body.append(element);
    expect(await element.news()).to.deep.equal(['session']);
  });
  afterEach(() => element.remove());

  /** The element has left when the microtask has run. */
  const leave = async (): Promise<void> => {
    element.remove();
    await Promise.resolve();
  };

  it('hears of each user that a token names, and of a sign-out once', async () => {
    await session.token(0);
    await session.token(0);
    sub = 'user-2';
    await session.token(0);
    sessions.signOut();
    expect(await element.news()).to.deep.equal(['named', 'named', 'signed out']);
  });

  it('hears nothing while it is out of the page, and of a sign-out that it has missed when it is back', async () => {
    await leave();
    expect(element.follower.follows).to.equal(false);
    await session.token(0);
    const other = new AbortController();
    session.subscribe(() => undefined, other.signal); // Another element keeps the page listening.
    sessions.signOut();
    expect(await element.news()).to.deep.equal([]);
    document.body.append(element);
    expect(await element.news()).to.deep.equal(['session', 'signed out']);
    await leave();
    document.body.append(element);
    expect(await element.news()).to.deep.equal(['session']);
    other.abort();
  });

  it('that is moved in the page goes on without news', async () => {
    document.body.prepend(element);
    expect(element.follower.follows).to.equal(true);
    expect(await element.news()).to.deep.equal([]);
    sessions.signOut();
    expect(await element.news()).to.deep.equal(['signed out']);
  });

  it('hears only of the session that it has now', async () => {
    element.session = undefined;
    element.requestUpdate();
    expect(await element.news()).to.deep.equal(['none']);
    await session.token(0);
    sessions.signOut();
    expect(await element.news()).to.deep.equal([]);
  });
});
