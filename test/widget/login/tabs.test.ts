/** Tabs of one origin: when what to do next has changed in one, the others ask the BFF. */
import { expect } from '@open-wc/testing';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import { cleanUp, openPage, openSubmitted } from '../support/page.ts';
import { stands } from '../support/center.ts';
import { press, see, seeNothing } from '../support/user.ts';
import { answered, statusOf } from '../support/scripted.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { type OtherTab, otherTab } from '../support/other-tab.ts';
import { waitUntil } from '../support/wait.ts';

const NAME = 'unit-certification';
const uncertified = { body: statusOf('uncertified') };
const certified = { body: statusOf('certified') };

describe('other tabs', () => {
  let other: OtherTab;
  beforeEach(() => (other = otherTab()));
  afterEach(() => {
    other.close();
    cleanUp();
  });

  it('get one message about a success, without data', async () => {
    const { element } = await openSubmitted({
      submit: [answered('certified')],
      status: [uncertified, certified],
    });
    await see(element, TITLES.certified);
    await waitUntil(() => other.heard.length > 1);
    await element.refresh();
    expect(other.heard).to.deep.equal(['login', 'changed']); // the page's own login came first
  });

  it('hear of each change of what to do next that this tab finds, and not of one that it was told', async () => {
    const { element, script, arrived } = await openPage({}, { status: [certified] });
    const heard = (): number => other.heard.filter((news) => news === 'changed').length;
    await element.requireCertified();
    await script({ status: [uncertified] });
    await element.refresh();
    await waitUntil(() => heard() === 1);
    const asked = (await arrived('status')).length;
    await script({ status: [certified] });
    other.say('changed');
    await seeNothing(element);
    await waitUntil(async () => (await arrived('status')).length > asked);
    await script({ status: [uncertified] });
    await element.refresh();
    await waitUntil(() => heard() > 1);
    expect(heard()).to.equal(2);
  });

  it('show at once that a certification is no longer in force', async () => {
    const { element, script } = await openPage(
      {},
      { status: [certified] },
      document.body,
      'unit-certification-center',
    );
    await stands(element, WORDS.center.status.certified);
    await script({ status: [uncertified] });
    other.say('changed');
    await stands(element, WORDS.center.status.uncertified);
  });

  it('hear of a certified user, for whom no token is asked for', async () => {
    const { arrived } = await openPage({ 'known-status': 'certified' });
    await waitUntil(() => other.heard.length > 0);
    expect(other.heard).to.deep.equal(['login']);
    expect(await arrived('token')).to.have.length(0);
  });

  it('are not trusted: the BFF’s status counts', async () => {
    const { element, script, arrived } = await openPage({}, { status: [uncertified] });
    await see(element, TITLES.prompt);
    other.say('changed');
    await waitUntil(async () => (await arrived('status')).length === 2);
    await element.updateComplete;
    await see(element, TITLES.prompt);
    await script({ status: [certified] });
    other.say('changed');
    await seeNothing(element);
    expect(await element.requireCertified()).to.equal(true);
  });

  it('show the certified state instead of an open form', async () => {
    const { element, script } = await openPage({}, { status: [uncertified] });
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.confirm);
    await see(element, TITLES.form);
    await script({ status: [certified] });
    other.say('changed');
    await see(element, TITLES.alreadyCertified);
  });

  it('are ignored by a page without elements', async () => {
    const { element, arrived } = await openPage({}, { status: [uncertified] });
    await see(element, TITLES.prompt);
    (element as UnitCertification).remove();
    const asked = (await arrived('status')).length;
    other.say('changed');
    // Messages arrive in order, so this one shows that earlier ones have arrived.
    const probe = new BroadcastChannel(NAME);
    const reached = new Promise((resolve) => (probe.onmessage = resolve));
    other.say('again');
    await reached;
    probe.close();
    expect(await arrived('status')).to.have.length(asked);
  });
});
