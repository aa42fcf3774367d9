/** The center while it loads: it shows that it loads, reserves its space, and announces only changes. */
import { expect, waitUntil } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { RECHECKING, choose, openCentre, realName, stands } from './support/center.ts';
import { cleanUp } from './support/page.ts';
import { problem, statusOf } from './support/scripted.ts';
import { query } from './support/user.ts';
import { WORDS } from '../support/words.ts';

const LIVE = '[aria-live="polite"], [aria-live="assertive"], [role="alert"], [role="status"]';

/** Records what a screen reader announces: changes within existing live regions, and new alerts. */
function listenTo(element: Element): string[] {
  const announced: string[] = [];
  const root = element.shadowRoot!;
  let regions = new Set(root.querySelectorAll(LIVE));
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      const place = target.nodeType === Node.ELEMENT_NODE ? (target as Element) : target.parentElement;
      const region = place?.closest(LIVE);
      if (region && regions.has(region)) announced.push(region.textContent!.replace(/\s+/g, ' ').trim());
      for (const node of addedNodes)
        if ((node as Partial<Element>).querySelector?.('[role="alert"]')) announced.push(node.textContent!);
    }
    regions = new Set(root.querySelectorAll(LIVE));
  }).observe(root, { subtree: true, childList: true, characterData: true });
  return announced;
}

describe('the announcements of the center', () => {
  afterEach(cleanUp);

  for (const attributes of [{}, { 'known-status': 'uncertified' }])
    it(`are none while it loads, and then the changes: ${JSON.stringify(attributes)}`, async () => {
      const { element, script } = await openCentre(
        { status: [{ body: statusOf('uncertified'), delay: 300 }] },
        attributes,
      );
      const announced = listenTo(element);
      await stands(element, WORDS.center.remaining(4));
      // The row shown by `known-status` gets its attempts with the status.
      if ('known-status' in attributes) expect(announced.join()).to.include(WORDS.center.remaining(4));
      else expect(announced).to.deep.equal([]);
      await script({ status: [realName({ status: 'certified', since: '2026-11-25T01:12:00Z' })] });
      document.dispatchEvent(new Event('visibilitychange'));
      await stands(element, '2026年11月25日');
      expect(announced.at(-1)).to.include(`${WORDS.center.status.certified} · 2026年11月25日`);
      expect(announced.join()).not.to.include(WORDS.center.kinds.phone);
    });

  it('say that the status could not be loaded', async () => {
    const { element } = await openCentre({ status: [problem(503, 'unavailable')] });
    const announced = listenTo(element);
    await stands(element, WORDS.center.tryAgain.unavailable);
    expect(announced.join()).to.include(WORDS.center.failed);
  });

  it('give the result of a withdrawn re-check', async () => {
    const { element } = await openCentre({
      status: [{ body: statusOf('uncertified', { recheck: { until: '2026-12-24T08:00:00Z' } }) }],
      withdraw: [problem(503, 'unavailable')],
    });
    await stands(element, RECHECKING);
    const announced = listenTo(element);
    choose(element, WORDS.center.withdraw);
    await waitUntil(() => announced.join().includes(WORDS.center.notWithdrawn), announced.join());
  });
});

describe('the center’s space', () => {
  let below: HTMLElement;
  beforeEach(() => (below = document.createElement('p')));
  afterEach(async () => {
    cleanUp();
    below.remove();
    await setViewport({ width: 800, height: 600 });
  });

  const DELAYED = { token: [{ status: 401, delay: 20_000 }] };

  for (const [width, appearance] of [
    [1366, 'standard'],
    [1366, 'large'],
    [360, 'standard'],
    [360, 'large'],
  ] as const)
    for (const status of ['uncertified', 'certified', 'pending'] as const)
      for (const known of [false, true])
        it(`is reserved from the first paint: ${status}${known ? ', known' : ''}, ${appearance}, ${width} px`, async () => {
          await setViewport({ width, height: 740 });
          const page = await openCentre(
            { status: [{ body: statusOf(status, { since: '2026-11-25T01:12:00Z' }), delay: 300 }] },
            { appearance, ...(known && { 'known-status': status }) },
          );
          const { element } = page;
          document.body.append(below);
          const tops: number[] = [];
          const look = (): void => void tops.push(Math.round(below.getBoundingClientRect().top));
          await element.updateComplete;
          look();
          const place = query(element, 'section');
          expect(place.ariaBusy).to.equal('true');
          await stands(element, WORDS.center.kinds.phone);
          look();
          const asks = !(known && status === 'certified');
          if (asks) await waitUntil(() => page.events.some(({ type }) => type === 'certification-status'));
          await element.updateComplete;
          look();
          expect(Math.max(...tops) - Math.min(...tops), tops.join()).to.be.at.most(2);
        });

  it('shows that the center loads, before its part has loaded', async () => {
    const { element } = await openCentre(DELAYED);
    await element.updateComplete;
    const place = query(element, 'section[part~="center"]');
    expect(place.ariaBusy).to.equal('true');
    expect(place.querySelectorAll('.row')).to.have.length(3);
    expect(place.innerText).to.include(WORDS.prompt.loading);
    expect(place.getBoundingClientRect().height).to.be.greaterThan(250);
  });
});
