/** The session has ended, and the user logs in again in another tab: that tab leads back to the first one, which goes on. */
import { expect } from '@open-wc/testing';
import { cleanUp, openPage, openSubmitted } from '../support/page.ts';
import { problem, statusOf, tokenOf } from '../support/scripted.ts';
import { labelsIn, press, see, seeNothing, shown } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { type OtherTab, otherTab } from '../support/other-tab.ts';
import { replace } from '../support/replace.ts';
import { waitUntil } from '../support/wait.ts';

const { loggedInHere, acknowledge } = WORDS.results;
const LOGGED_OUT = [{ status: 401 }];
const loggedIn = (claims?: Record<string, unknown>) => [{ body: { token: tokenOf(claims) } }];

describe('a new login in another tab', () => {
  let other: OtherTab;
  beforeEach(() => (other = otherTab()));
  afterEach(() => {
    other.close();
    cleanUp();
  });

  /** The page's question or answer, without its other messages. */
  const told = (): unknown[] => other.heard.filter((message) => /^(prompts|waits)$/.test(message as string));

  const openLogin = async () => {
    const page = await openPage({}, { status: [{ body: statusOf('uncertified') }] });
    await see(page.element, TITLES.prompt);
    await waitUntil(() => told().length > 0, 'the question');
    return page;
  };

  /** A page whose submission has met the end of the session. */
  const openWaiting = async () => {
    const page = await openSubmitted({
      submit: [problem(401, 'token-expired')],
      token: [...loggedIn(), ...LOGGED_OUT],
    });
    await see(page.element, TITLES.sessionExpired);
    return page;
  };

  it('is told in the page of the login, which leads back instead of asking anew', async () => {
    const { element, events } = await openLogin();
    expect(told()).to.deep.equal(['prompts']);
    other.say('waits');
    await see(element, loggedInHere.title);
    for (const said of loggedInHere.text) expect(shown(element)).to.include(said);
    expect(labelsIn(element)).to.deep.equal([loggedInHere.stay, acknowledge]);
    press(element, acknowledge);
    await seeNothing(element);
    expect(events.map(({ type }) => type)).to.include('certification-deferred');
  });

  it('leaves the user to go on in the page of the login', async () => {
    const { element } = await openLogin();
    other.say('waits');
    await see(element, loggedInHere.title);
    press(element, loggedInHere.stay);
    await see(element, TITLES.form);
    expect(told(), 'asked once').to.deep.equal(['prompts']);
  });

  it('is told by the page’s one channel, which closes when the last element has left', async () => {
    const open = new Set<BroadcastChannel>();
    replace(
      window,
      'BroadcastChannel',
      class extends BroadcastChannel {
        constructor(name: string) {
          super(name);
          open.add(this);
        }
        override close(): void {
          super.close();
          open.delete(this);
        }
      },
    );
    const { element } = await openLogin();
    expect([...open].map(({ name }) => name)).to.deep.equal(['unit-certification']);
    element.remove();
    await waitUntil(() => open.size === 0, 'the channel is closed');
  });

  it('changes nothing in a page whose user has begun', async () => {
    const { element } = await openLogin();
    press(element, WORDS.prompt.confirm);
    await see(element, TITLES.form);
    other.say('waits');
    // A message of a channel arrives before a later one's answer.
    await element.refresh();
    expect(shown(element)).to.include(TITLES.form);
  });

  it('is awaited by a page whose session has ended, once its user is logged in again', async () => {
    const { element, script, arrived } = await openWaiting();
    const asked = async (): Promise<number> => (await arrived('token')).length;
    const before = await asked();
    other.say('prompts');
    await waitUntil(async () => (await asked()) > before, 'the page asks for the login');
    expect(told()).to.deep.equal([]);
    await script({ token: loggedIn({ auth_time: 2 }) });
    other.say('prompts');
    await waitUntil(() => told().length > 0, 'the answer');
    expect(told()).to.deep.equal(['waits']);
    expect(shown(element), 'it goes on when the user comes back').to.include(TITLES.sessionExpired);
    expect(await arrived('submit')).to.have.length(1);
  });

  it('by another user is not awaited', async () => {
    const { element, script } = await openWaiting();
    await script({
      token: loggedIn({ sub: 'another', unit: { code: '91350100M000100Y43' } }),
      status: [
        {
          body: statusOf('uncertified', { unit: { code: '91350100M000100Y43', name: '福建另一家有限公司' } }),
        },
      ],
    });
    other.say('prompts');
    await see(element, TITLES.loginChanged);
    other.say('prompts');
    await element.refresh();
    expect(told()).to.deep.equal([]);
  });
});
