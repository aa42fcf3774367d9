/** A part of the widget that did not arrive: what the user reads, and that it arrives when the network is back. */
import { expect } from '@open-wc/testing';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import { choose, stands } from '../support/center.ts';
import { type ConsoleLog, listenToConsole, restoreConsole } from '../support/console.ts';
import { bringBack, cleanUpMissing, openUpgraded, openWithout } from '../support/missing-states.ts';
import { answered, statusOf } from '../support/scripted.ts';
import { press, see, shown, submitForm } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

let log: ConsoleLog;
beforeEach(() => (log = listenToConsole()));
afterEach(() => {
  cleanUpMissing();
  restoreConsole();
});

/** The status has arrived, and what the element needs with it has been asked for. */
async function settled(element: HTMLElement): Promise<void> {
  await new Promise((resolve) => element.addEventListener('certification-status', resolve));
  await new Promise((resolve) => setTimeout(resolve, 300));
}

describe('without the words of the page’s language', () => {
  const openIn = async (locale: string, attributes: Record<string, string>, ...parts: string[]) => {
    const { element } = await openWithout(parts, 'UnitCertification', {}, { locale, ...attributes });
    return element as UnitCertification;
  };

  for (const locale of ['en', 'zh-Hant'])
    it(`the user reads so in Simplified Chinese where not even the first words came, and can try again: ${locale}`, async () => {
      const parts = [`first-${locale}`, locale];
      const element = await openIn(locale, { open: '' }, ...parts);
      await settled(element);
      await see(element, TITLES.unreachable);
      expect(element.shadowRoot!.querySelector('dialog')!.lang).to.equal('zh-Hans');
      await bringBack(parts);
      press(element, WORDS.prompt.retry);
      await waitUntil(() => element.shadowRoot!.querySelector('dialog form'), 'no form', { timeout: 5000 });
      expect(element.shadowRoot!.querySelector('dialog')!.lang).to.equal(locale);
    });

  it('the user reads so in the page’s language where the first words came', async () => {
    const element = await openIn('en', { open: '' }, 'en');
    await see(element, 'The service cannot be reached');
    expect(element.shadowRoot!.querySelector('dialog')!.lang).to.equal('en');
  });

  it('a caller of requireCertified() has an answer', async () => {
    const element = await openIn('en', { for: '' }, 'first-en', 'en', 'gate');
    const answer = element.requireCertified('社保缴费');
    await see(element, TITLES.unreachable);
    press(element, WORDS.prompt.cancel);
    expect(await answer).to.equal(false);
  });

  it('nobody is disturbed who has asked for nothing', async () => {
    const element = await openIn('en', {}, 'first-en', 'gate');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(shown(element)).to.equal('');
  });
});

// The browser remembers that it could not fetch the form's part, and fails every part that imports it from the same address.
describe('without the form’s part', () => {
  it('a requested dialog says that it opens, and then that it did not load', async () => {
    const parts = ['flow', 'recheck'];
    const { element } = await openWithout(parts, 'UnitCertification', {
      status: [{ body: statusOf('pending') }],
    });
    await settled(element);
    const texts: string[] = [];
    const look = new MutationObserver(() => texts.push(shown(element)));
    look.observe(element.shadowRoot!, { childList: true, subtree: true });
    (element as UnitCertification).open();
    await see(element, TITLES.unreachable);
    const { opening, moment, cancel } = WORDS.prompt;
    expect(texts[0]!.replace(/\n+/g, '\n')).to.equal([opening, moment, cancel].join('\n'));
    await bringBack(parts);
    press(element, WORDS.prompt.retry);
    await see(element, TITLES.pending);
  });

  it('the center is there after 重试, once the network is back', async () => {
    const { element } = await openWithout(['flow', 'gate'], 'UnitCertificationCenter');
    await stands(element, TITLES.unreachable);
    await bringBack(['flow', 'gate']);
    choose(element, WORDS.prompt.retry);
    await stands(element, WORDS.center.status.uncertified);
    choose(element, WORDS.center.certify);
    await see(element, TITLES.form);
  });

  it('no part of a later dialog is missing, once the network is back', async () => {
    const refused = answered('rejected', { reason: 'registry-mismatch' });
    const parts = ['flow', 'counter'];
    const { element } = await openWithout(parts, 'UnitCertification', { submit: [refused] }, { open: '' });
    await settled(element);
    await see(element, TITLES.unreachable);
    await bringBack(parts);
    press(element, WORDS.prompt.retry);
    await submitForm(element);
    await see(element, TITLES.rejected);
    press(element, WORDS.results.ways.refused.recheck.button);
    await see(element, TITLES.recheckConsent);
  });
});

describe('after an upgrade of the server', () => {
  it('the page’s script takes no chunk of the other version', async () => {
    const { element, upgrade } = await openUpgraded('UnitCertification', {}, { 'known-status': 'certified' });
    await upgrade();
    (element as UnitCertification).open();
    await see(element, TITLES.unreachable);
    press(element, WORDS.prompt.retry);
    await waitUntil(() => log.error.some((line) => line.includes('is of version')));
    await see(element, TITLES.unreachable);
    expect(element.shadowRoot!.querySelector('form')).to.equal(null);
  });
});

describe('without the gate’s part', () => {
  it('clicks go through, the console says so, and requireCertified() asks for it again', async () => {
    const parts = ['gate', 'counter'];
    const business = document.createElement('button');
    business.id = 'business';
    let clicks = 0;
    business.addEventListener('click', () => clicks++);
    document.body.append(business);
    const attributes = { for: '#business', debug: '' };
    const { element } = await openWithout(parts, 'UnitCertification', {}, attributes);
    await settled(element);
    business.click();
    expect(clicks).to.equal(1);
    expect(log.error.join()).to.include('"gate" did not load');
    await waitUntil(() =>
      log.info.join().includes('intercepts nothing, because its part could not be fetched'),
    );
    await bringBack(parts);
    const answer = (element as UnitCertification).requireCertified();
    await see(element, TITLES.gate);
    press(element, WORDS.gate.cancel);
    expect(await answer).to.equal(false);
    business.click();
    await see(element, TITLES.gate);
    expect(clicks).to.equal(1);
    business.remove();
  });
});
