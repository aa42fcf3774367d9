/** The parts of a state that must be visible without scrolling. Looks are judged by pictures. */
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { cleanUp } from '../support/page.ts';
import { REGISTRATION_STATES } from '../support/registration-states.ts';
import { cleanUpRegistration } from '../support/registration.ts';
import { CERTIFICATION_STATES } from '../support/states.ts';
import { isSeen } from '../support/visible.ts';
import { waitUntil } from '../support/wait.ts';

const STATES = { ...CERTIFICATION_STATES, ...REGISTRATION_STATES };

const EVERYTHING = 'label, legend, input, a, button, p, h2, dt, dd';
const BUTTONS = '[part~="actions"] button';
const FRAME = `h2, ${BUTTONS}`;

const DESKTOP = [1366, 625] as const;
const PHONE = [360, 640] as const;

const TABLE: readonly [state: string, window: readonly [number, number], seen: string, locale?: string][] = [
  ['form of an agent, filled in', DESKTOP, EVERYTHING],
  ['large, the agent', DESKTOP, EVERYTHING],
  ['gate', DESKTOP, EVERYTHING],
  ['certified', DESKTOP, EVERYTHING],
  ['registry mismatch', DESKTOP, EVERYTHING],
  ['form with errors', PHONE, FRAME],
  ['form of an agent with errors', PHONE, FRAME],
  ['large, the agent', PHONE, FRAME],
  ['large, the agent', PHONE, FRAME, 'en'],
  ['sending', PHONE, BUTTONS],
  ['large, the date', PHONE, BUTTONS, 'en'],
  ['registry mismatch', PHONE, BUTTONS],
  ['prompt', PHONE, EVERYTHING],
];

/** The elements that can be seen, possibly after scrolling. */
const drawn = (root: ShadowRoot, selector: string): HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>(selector)].filter(
    (each) =>
      each.checkVisibility({ visibilityProperty: true }) &&
      each.getClientRects().length > 0 &&
      each.offsetWidth > 1 && // for screen readers alone
      !each.closest('[aria-hidden="true"]'),
  );

const nameOf = (element: HTMLElement): string => element.innerText.trim() || element.id;

/** The selected elements that the window cuts off or something covers. */
const hidden = (root: ShadowRoot, selector: string): string[] =>
  drawn(root, selector)
    .filter((each) => !isSeen(each))
    .map(nameOf);

/** The elements that overflow the window at a side, where users do not scroll. */
const cut = (root: ShadowRoot, width: number): string[] =>
  drawn(root, EVERYTHING)
    .filter((each) => {
      const { left, right } = each.getBoundingClientRect();
      return left < 0 || right > width || each.scrollWidth > each.clientWidth + 1;
    })
    .filter((each) => !each.matches('input') && getComputedStyle(each).display !== 'inline')
    .map(nameOf);

describe('must be visible', () => {
  afterEach(() => {
    cleanUp();
    cleanUpRegistration();
  });
  after(() => setViewport({ width: 800, height: 600 }));

  for (const [state, [width, height], seen, locale = 'zh-Hans'] of TABLE)
    it(`${state}, ${width}×${height}, ${locale}`, async () => {
      await setViewport({ width, height });
      const element = await STATES[state]!();
      element.setAttribute('locale', locale);
      const root = element.shadowRoot!;
      await waitUntil(() => root.querySelector<HTMLElement>('[lang]')!.lang === locale);
      expect(drawn(root, seen)).not.to.have.length(0);
      let missing: string[] = [];
      await waitUntil(() => (missing = hidden(root, seen)).length === 0).catch(() => undefined);
      expect(missing).to.deep.equal([]);
      expect(cut(root, width), 'at the sides').to.deep.equal([]);
      for (const each of drawn(root, BUTTONS))
        expect(each.offsetHeight, 'a finger meets a button').to.be.at.least(44);
    });
});
