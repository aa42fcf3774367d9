/** Polling a pending claim: its end, a move in the page, and one event for an answer. */
import { expect } from '@open-wc/testing';
import { openCentre, stands } from '../support/center.ts';
import { cleanUp, openPage } from '../support/page.ts';
import { cleanUpRegistration, openProven, press, read, registered, type } from '../support/registration.ts';
import { type Scripted, problem, statusOf } from '../support/scripted.ts';
import { type CaughtTimers, catchTimers } from '../support/timers.ts';
import { press as pressIn, see, seeNothing, shown } from '../support/user.ts';
import { REGISTRATION_WORDS, TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const pending = { body: statusOf('pending') };
const uncertified = { body: statusOf('uncertified') };

describe('polling', () => {
  let timers: CaughtTimers;
  // The timers of `waitUntil` and of requests run normally.
  beforeEach(() => (timers = catchTimers([5000, 6000, 10_000, 15_000])));
  afterEach(() => {
    timers.restore();
    cleanUp();
    cleanUpRegistration();
  });

  /** Ends pauses until there is none for half a second; returns the number of requests. */
  async function askToTheEnd({ arrived }: Scripted): Promise<number> {
    const before = (await arrived('status')).length;
    for (let idle = 0; idle < 25; idle++) {
      if (timers.fire()) idle = 0;
      await new Promise((resolve) => setTimeout(resolve, 20));
      const asked = (await arrived('status')).length - before;
      if (asked > 40) return asked;
    }
    return (await arrived('status')).length - before;
  }

  /** Moves the element within the page. */
  const move = (element: Element): void => document.body.append(element);

  it('ends in the center after ten minutes, and begins again with the next claim', async () => {
    const page = await openCentre({ status: [pending] });
    await stands(page.element, WORDS.center.status.pending);
    expect(await askToTheEnd(page)).to.be.within(20, 30);
    await page.element.refresh();
    expect(await askToTheEnd(page), 'the same claim').to.equal(0);
    await page.script({ status: [uncertified] });
    await page.element.refresh();
    await page.script({ status: [pending] });
    await page.element.refresh();
    expect(await askToTheEnd(page), 'the next claim').to.be.within(20, 30);
  }).timeout(60_000);

  it('is shared by the center and the dialog over it', async () => {
    const page = await openCentre({ status: [pending] });
    await stands(page.element, WORDS.center.status.pending);
    page.element.open();
    await see(page.element, WORDS.results.pending.said);
    expect(await askToTheEnd(page)).to.be.within(20, 30);
    pressIn(page.element, WORDS.results.acknowledge);
    await seeNothing(page.element);
  }).timeout(60_000);

  it('continues when the element is moved in the page', async () => {
    const { element, script, arrived } = await openPage({ open: '' }, { status: [pending] });
    await see(element, WORDS.results.pending.said);
    await waitUntil(() => timers.fire(2000));
    await waitUntil(async () => (await arrived('status')).length > 1);
    move(element);
    await see(element, WORDS.results.pending.said);
    await script({ status: [{ body: statusOf('certified') }] });
    await waitUntil(() => timers.fire(2000), 'a pause', { timeout: 5000 });
    await see(element, TITLES.certified);
  });

  it('continues after an answer without the unit', async () => {
    const nameless = { body: { ...statusOf('pending'), unit: undefined } };
    const page = await openPage(
      { open: '' },
      { status: [pending, nameless, { body: statusOf('certified') }] },
    );
    await see(page.element, WORDS.results.pending.said);
    for (let asked = 1; asked < 3; asked++) {
      await waitUntil(async () => (await page.arrived('status')).length === asked);
      await waitUntil(() => timers.fire(), 'a pause', { timeout: 5000 });
    }
    await see(page.element, TITLES.certified);
  });

  it('ends in a moved element too', async () => {
    const page = await openPage({ open: '' }, { status: [pending] });
    await see(page.element, WORDS.results.pending.said);
    move(page.element);
    expect(await askToTheEnd(page)).to.be.within(20, 30);
    expect(shown(page.element)).to.include(WORDS.results.pending.said);
  }).timeout(60_000);

  it('ends with the element', async () => {
    const page = await openCentre({ status: [pending] });
    await stands(page.element, TITLES.pending);
    page.element.remove();
    expect(await askToTheEnd(page)).to.equal(0);
  });

  it('dispatches one event for a registration that was changed and sent again meanwhile', async () => {
    const page = await openProven({
      register: [
        registered('pending'),
        problem(503, 'unavailable', { headers: { 'Retry-After': '20' } }),
        registered('pending'),
        registered('certified'),
      ],
    });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, REGISTRATION_WORDS.pending.text[0]!);
    await waitUntil(() => timers.fire(2000));
    await waitUntil(async () => (await page.arrived('register')).length === 2);
    type(page, 'unit.name', '江苏示例科技股份有限公司');
    await page.element.updateComplete;
    press(page, REGISTRATION_WORDS.submit);
    await waitUntil(async () => (await page.arrived('register')).length === 3);
    await waitUntil(() => timers.fire(2000));
    await read(page, TITLES.registered);
    await waitUntil(() => timers.fire(20_000), 'the first wait');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(page.events.map(({ type: name }) => name)).to.deep.equal(['unit-registered']);
    expect(await page.arrived('register')).to.have.length(4);
  });
});
