/** Tabs of one origin: a success in one is heard in the others, which ask the BFF themselves. */
import { expect, waitUntil } from '@open-wc/testing';
import type { UnitCertification } from '../../widget/unit-certification.ts';
import { cleanUp, openPage, openSubmitted } from './support/page.ts';
import { press, see, seeNothing } from './support/user.ts';
import { answered, statusOf } from './support/scripted.ts';
import { TITLES, WORDS } from '../support/words.ts';

const NAME = 'unit-certification';
const uncertified = { body: statusOf('uncertified') };
const certified = { body: statusOf('certified') };

/** Another tab of this origin: a frame has a channel of its own, as a tab has. */
function otherTab(): { heard: unknown[]; say(message: unknown): void; close(): void } {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const heard: unknown[] = [];
  const { BroadcastChannel } = frame.contentWindow as unknown as typeof globalThis;
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }) => heard.push(data);
  return {
    heard,
    say: (message) => channel.postMessage(message),
    close: () => {
      channel.close();
      frame.remove();
    },
  };
}

describe('other tabs', () => {
  let other: ReturnType<typeof otherTab>;
  beforeEach(() => (other = otherTab()));
  afterEach(() => {
    other.close();
    cleanUp();
  });

  it('hear of a success once, and nothing about whom', async () => {
    const { element } = await openSubmitted({
      submit: [answered('certified')],
      status: [uncertified, certified],
    });
    await see(element, TITLES.certified);
    await waitUntil(() => other.heard.length > 0);
    await element.refresh();
    expect(other.heard).to.deep.equal(['changed']);
  });

  it('are believed only as far as the BFF says so', async () => {
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

  it('turn a form that is filled in there into the certified state', async () => {
    const { element, script } = await openPage({}, { status: [uncertified] });
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.confirm);
    await see(element, TITLES.form);
    await script({ status: [certified] });
    other.say('changed');
    await see(element, TITLES.alreadyCertified);
  });

  it('are not listened to by a page whose elements have left', async () => {
    const { element, arrived } = await openPage({}, { status: [uncertified] });
    await see(element, TITLES.prompt);
    (element as UnitCertification).remove();
    const asked = (await arrived('status')).length;
    other.say('changed');
    // Whoever listens hears it in the order in which it was said.
    const probe = new BroadcastChannel(NAME);
    const reached = new Promise((resolve) => (probe.onmessage = resolve));
    other.say('again');
    await reached;
    probe.close();
    expect(await arrived('status')).to.have.length(asked);
  });
});
