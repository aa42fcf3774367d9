/** Events before the flow has loaded: it is kept back until the test lets it come. */
import { expect } from '@open-wc/testing';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import { bringBack, cleanUpMissing, openWithout } from '../support/missing-states.ts';
import { statusOf } from '../support/scripted.ts';
import { button, press, query, see, seeNothing, shown } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

/** Presses 重试 until the form is there: a press that joins an attempt which began before the network came back fails with it. */
async function retryUntilForm(element: Element): Promise<void> {
  await waitUntil(() => {
    if (shown(element).includes(TITLES.unreachable)) press(element, WORDS.prompt.retry);
    return shown(element).includes(TITLES.form);
  });
}

let copies = 0;

/** A copy of the script of its own, for each test. */
async function open(attributes: Record<string, string> = {}, status = statusOf('uncertified')) {
  const parts = ['flow', `none-${copies++}`];
  const page = await openWithout(parts, 'UnitCertification', { status: [{ body: status }] }, attributes);
  const events: string[] = [];
  for (const type of ['certification-deferred', 'certification-error', 'certification-login-changed'])
    page.element.addEventListener(type, () => events.push(type));
  return { ...page, element: page.element as UnitCertification, events, comes: () => bringBack(parts) };
}

describe('before the flow has loaded', () => {
  beforeEach(() => sessionStorage.clear());
  afterEach(cleanUpMissing);

  it('取消 is answered by the notice once it is there', async () => {
    const { element, events, comes } = await open();
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.cancel);
    await see(element, TITLES.unreachable);
    await comes();
    press(element, WORDS.prompt.retry);
    await see(element, TITLES.notice);
    expect(events).not.to.include('certification-deferred');
    press(element, WORDS.results.acknowledge);
    await seeNothing(element);
    expect(events).to.include('certification-deferred');
  });

  it('取消 twice defers the prompt, although the notice never comes', async () => {
    const { element, events } = await open();
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.cancel);
    await see(element, TITLES.unreachable);
    press(element, WORDS.prompt.cancel);
    await seeNothing(element);
    expect(events).to.include('certification-deferred');
  });

  it('确认 pressed twice opens one form, and what is pressed says that it opens', async () => {
    const { element, comes } = await open();
    await see(element, TITLES.prompt);
    const confirm = button(element, WORDS.prompt.confirm);
    const dialog = confirm.closest('dialog');
    confirm.click();
    confirm.click();
    await element.updateComplete;
    expect(shown(element)).to.include(WORDS.prompt.opening);
    expect(query(element, 'dialog'), 'the same dialog, which keeps the focus').to.equal(dialog);
    await see(element, TITLES.unreachable);
    await comes();
    press(element, WORDS.prompt.retry);
    await see(element, TITLES.form);
    press(element, WORDS.form.cancel);
    await see(element, TITLES.notice);
  });

  it('requireCertified() asks in the end, and close() answers it', async () => {
    const { element, comes } = await open({ for: '' });
    const answer = element.requireCertified('社保缴费');
    await see(element, TITLES.unreachable);
    await comes();
    await retryUntilForm(element);
    element.close();
    expect(await answer).to.equal(false);
  });

  it('requireCertified() does not say that a part is missing before it has been asked for again', async () => {
    const { element } = await open({ for: '' });
    const said: boolean[] = [];
    const watch = new MutationObserver(() => said.push(shown(element).includes(TITLES.unreachable)));
    watch.observe(element.shadowRoot!, { childList: true, subtree: true, characterData: true });
    void element.requireCertified('社保缴费');
    await see(element, TITLES.unreachable);
    await element.updateComplete;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    watch.disconnect();
    expect(said.slice(said.indexOf(true))).not.to.include(false);
  });

  it('the element may leave the page and come back', async () => {
    const { element, comes } = await open();
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.confirm);
    const place = element.parentElement!;
    element.remove();
    await comes();
    place.append(element);
    await retryUntilForm(element);
  });
});

describe('known-status', () => {
  afterEach(cleanUpMissing);

  it('moves no dialog when the status arrives', async () => {
    const shifts: number[] = [];
    const watch = new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    });
    watch.observe({ type: 'layout-shift' });
    const { element } = await open(
      { 'known-status': 'uncertified' },
      statusOf('uncertified', { unit: { code: '12320100466000017X', name: '云川市第一幼儿园' } }),
    );
    await see(element, TITLES.prompt);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    watch.disconnect();
    expect(shifts).to.deep.equal([]);
  });
});
