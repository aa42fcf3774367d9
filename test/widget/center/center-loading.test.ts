/** The center while it loads: it shows that it loads, reserves its space, and announces only changes. */
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import {
  RECHECKING,
  centre,
  choose,
  openCentre,
  realName,
  stands,
  withdrawRecheck,
} from '../support/center.ts';
import { BY_AGENT, DUE_AND_ENDED, REFUSED_WHILE_DUE } from '../support/center-states.ts';
import { cleanUp } from '../support/page.ts';
import { type Step, problem, statusOf } from '../support/scripted.ts';
import { query } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const LIVE = '[aria-live="polite"], [aria-live="assertive"], [role="alert"], [role="status"]';

/** A layout shift: the boxes that have moved. */
interface Shift {
  sources: Record<'previousRect' | 'currentRect', DOMRect>[];
}

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
      await stands(element, WORDS.results.attemptsLeft(4));
      // The row shown by `known-status` gets its attempts with the status.
      if ('known-status' in attributes) expect(announced.join()).to.include(WORDS.results.attemptsLeft(4));
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
    await stands(element, WORDS.results.trouble.unavailable.text[0]!);
    expect(announced.join()).to.include(TITLES.unavailable);
  });

  it('give the result of a withdrawn re-check', async () => {
    const { element } = await openCentre({
      status: [
        {
          body: statusOf('uncertified', {
            recheck: { reference: 'R7M29QXB', until: '2026-12-24T15:59:59.999Z' },
          }),
        },
      ],
      withdrawKept: [problem(503, 'unavailable')],
    });
    await stands(element, RECHECKING);
    const announced = listenTo(element);
    await withdrawRecheck(element);
    await waitUntil(() => announced.join().includes(WORDS.kept.ends.notWithdrawn.recheck), announced.join());
  });
});

describe('the center’s request for the status', () => {
  afterEach(cleanUp);

  const isBusy = (element: Element): boolean => query(element, '[part~="center"]').ariaBusy === 'true';

  it('shows its failure until it is made again, and then that the center loads', async () => {
    const { element, script } = await openCentre({ status: [problem(503, 'unavailable')] });
    await stands(element, TITLES.unavailable);
    expect(isBusy(element)).to.equal(false);
    await script({ status: [{ body: statusOf('uncertified'), delay: 300 }] });
    choose(element, WORDS.prompt.retry);
    await waitUntil(() => isBusy(element) && !centre(element).includes(TITLES.unavailable));
    await stands(element, WORDS.center.status.uncertified);
    expect(isBusy(element)).to.equal(false);
  });

  it('is dropped when the element leaves, and made again when it is back', async () => {
    const { element, script, arrived } = await openCentre({
      status: [{ ...problem(503, 'unavailable'), delay: 300 }],
    });
    await waitUntil(async () => (await arrived('status')).length === 1);
    element.remove();
    await script({ status: [{ body: statusOf('uncertified'), delay: 600 }] });
    document.body.append(element);
    await stands(element, WORDS.loading);
    const said: string[] = [];
    const observer = new MutationObserver(() => said.push(centre(element)));
    observer.observe(element.shadowRoot!, { subtree: true, childList: true, characterData: true });
    await stands(element, WORDS.center.status.uncertified);
    observer.disconnect();
    expect(said.join()).not.to.include(TITLES.unavailable);
  });
});

describe('the center’s space', () => {
  let below: HTMLElement;
  beforeEach(() => (below = document.createElement('p')));
  afterEach(async () => {
    cleanUp();
    below.remove();
    document.body.style.paddingTop = '';
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

  const BUSINESS = { 'resume-url': '/services/pay', business: '社会保险费缴纳' };
  const REFUSED = { body: statusOf('uncertified', { refused: 'registry-mismatch' }) };
  const ARRIVALS: [string, Step, Record<string, string>?][] = [
    ['refused', REFUSED],
    ['refused, uncertified painted', REFUSED, { 'known-status': 'uncertified' }],
    ['certified by an agent', BY_AGENT],
    ['due and refused', REFUSED_WHILE_DUE],
    ['due, certified before', DUE_AND_ENDED],
    ['certified, for a business', BY_AGENT, BUSINESS],
    ['operator, for a business', { body: statusOf('uncertified', { canSubmit: false }) }, BUSINESS],
    ['with help', REFUSED, { help: '咨询电话：12333' }],
  ];
  for (const [width, appearance] of [
    [1366, 'standard'],
    [360, 'standard'],
    [360, 'large'],
  ] as const)
    for (const [state, step, attributes] of ARRIVALS)
      it(`keeps in place what it shows: ${state}, ${appearance}, ${width} px`, async () => {
        await setViewport({ width, height: width > 640 ? 625 : 640 });
        document.body.style.paddingTop = '96px'; // the header of a page
        const moved: string[] = [];
        const observer = new PerformanceObserver((list) => {
          for (const { sources } of list.getEntries() as (PerformanceEntry & Shift)[])
            moved.push(
              ...sources.map(({ previousRect, currentRect }) => `${previousRect.y} → ${currentRect.y}`),
            );
        });
        const script = { status: [{ ...step, delay: 300 }] };
        const { element, events } = await openCentre(script, {
          appearance,
          locale: 'zh-Hans',
          ...attributes,
        });
        document.body.append(below);
        below.textContent = 'below';
        await stands(element, WORDS.center.kinds.phone);
        await new Promise(requestAnimationFrame);
        observer.observe({ type: 'layout-shift', buffered: false });
        await waitUntil(() => events.some(({ type }) => type === 'certification-status'));
        await new Promise((resolve) => setTimeout(resolve, 100));
        observer.disconnect();
        expect(centre(element)).to.include(WORDS.center.kinds['real-person']);
        expect(moved).to.deep.equal([]);
      });

  it('gets the words that arrived while the center was out of the page', async () => {
    document.documentElement.lang = 'en';
    const { element } = await openCentre();
    await element.updateComplete; // The words have been asked for.
    element.remove();
    await new Promise((resolve) => setTimeout(resolve, 500));
    document.body.append(element);
    await waitUntil(() => query(element, '[part~="center"]').ariaBusy === 'false', 'it still loads');
    expect(query(element, '[part~="center"]').lang).to.equal('en');
    document.documentElement.removeAttribute('lang');
  });

  it('shows that the center loads, before its part has loaded', async () => {
    const { element } = await openCentre(DELAYED);
    await element.updateComplete;
    const place = query(element, 'section[part~="center"]');
    expect(place.ariaBusy).to.equal('true');
    expect(place.querySelectorAll('.row')).to.have.length(3);
    expect(place.innerText).to.include(WORDS.loading);
    expect(place.getBoundingClientRect().height).to.be.greaterThan(250);
  });
});
