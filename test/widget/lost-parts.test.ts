/** A part of the widget that did not arrive: what the user reads, and that it arrives when the network is back. */
import { choose, stands } from './support/center.ts';
import { listenToConsole, restoreConsole } from './support/console.ts';
import { bringBack, cleanUpMissing, openWithout } from './support/missing-states.ts';
import { answered } from './support/scripted.ts';
import { fillLegal, press, see } from './support/user.ts';
import { TITLES, WORDS } from '../support/words.ts';

beforeEach(() => void listenToConsole());
afterEach(() => {
  cleanUpMissing();
  restoreConsole();
});

/** The status has arrived, and what the element needs with it has been asked for. */
async function settled(element: HTMLElement): Promise<void> {
  await new Promise((resolve) => element.addEventListener('certification-status', resolve));
  await new Promise((resolve) => setTimeout(resolve, 300));
}

// The browser remembers that it could not fetch the form's part, and fails every part that imports it from the same address.
describe('without the form’s part', () => {
  it('the center is there after 重试, once the network is back', async () => {
    const { element } = await openWithout(['form', 'gate'], 'UnitCertificationCenter');
    await stands(element, TITLES.unreachable);
    await bringBack(['form', 'gate']);
    choose(element, WORDS.prompt.retry);
    await stands(element, WORDS.center.status.uncertified);
    choose(element, WORDS.center.certify);
    await see(element, TITLES.form);
  });

  it('no part of a later dialog is missing, once the network is back', async () => {
    const refused = answered('rejected', { reason: 'registry-mismatch', recheckable: true });
    const parts = ['form', 'polling'];
    const { element } = await openWithout(parts, 'UnitCertification', { submit: [refused] }, { open: '' });
    await settled(element);
    await see(element, TITLES.unreachable);
    await bringBack(parts);
    press(element, WORDS.prompt.retry);
    await see(element, TITLES.form);
    fillLegal(element);
    press(element, WORDS.form.submit);
    await see(element, TITLES.rejected);
    press(element, WORDS.results.recheck);
    await see(element, TITLES.recheckConsent);
  });
});
