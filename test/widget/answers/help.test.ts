/** The portal's help is shown in every dialog with a refusal, in the center, and in the registration's refusals. */
import { expect } from '@open-wc/testing';
import { configure } from '../../../widget/unit-certification.ts';
import { cleanUp, openForm, openPage } from '../support/page.ts';
import { MISSING_STATES, cleanUpMissing } from '../support/missing-states.ts';
import { cleanUpRegistration } from '../support/registration.ts';
import { REGISTRATION_STATES } from '../support/registration-states.ts';
import { problem } from '../support/scripted.ts';
import { CERTIFICATION_STATES } from '../support/states.ts';
import { query, see } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const HOTLINE = '咨询电话：12333';

/** Dialogs and notices with a refusal or a failure. */
const REFUSALS = [
  'operator',
  'registry mismatch',
  'agent without record',
  'unit not active',
  'refused for another reason',
  'refused for the last time',
  'pending',
  'network lost',
  'unavailable',
  'too many requests',
  'too many attempts',
  'misconfigured',
  'insecure context',
  'session expired',
  're-check, unavailable',
  're-check, another claim',
  're-check, another claim after the last attempt',
  'a part missing',
];

const CENTER = ['center, uncertified', 'center, refused', 'center, operator', 'center, network lost'];

const REGISTRATION_REFUSALS = [
  'registration, unit refused',
  'registration, people refused',
  'registration, no register',
  'registration, no register, at the counter',
  'registration, pending, not asked for any more',
  'registration, unavailable',
  'registration, session expired',
];

const STATES = { ...CERTIFICATION_STATES, ...MISSING_STATES, ...REGISTRATION_STATES };

function put(element: Element): HTMLElement {
  const help = document.createElement('p');
  help.slot = 'help';
  help.textContent = HOTLINE;
  element.append(help);
  return help;
}

/** Whether the slotted help is visible in that place. */
const standsIn = (help: HTMLElement, place: string): boolean =>
  help.clientHeight > 0 && !!help.assignedSlot?.closest(place);

/** Whether the text of `help` is visible there. */
const isSaidIn = (element: Element, place: string): boolean =>
  [...element.shadowRoot!.querySelectorAll<HTMLElement>(`${place} .help`)].some(
    (said) => said.clientHeight > 0 && said.innerText === HOTLINE,
  );

async function isShown(state: string, place: string): Promise<void> {
  const element = await STATES[state]!();
  const help = put(element);
  expect(standsIn(help, place), 'the slot').to.equal(true);
  help.remove();
  element.setAttribute('help', HOTLINE);
  await waitUntil(() => isSaidIn(element, place), 'the text');
}

describe('help', () => {
  afterEach(() => {
    cleanUp();
    cleanUpRegistration();
    cleanUpMissing();
  });

  for (const state of REFUSALS) it(`is in the dialog: ${state}`, () => isShown(state, 'dialog[open]'));

  for (const state of [...CENTER, 'center, a part missing'])
    it(`is in the ${state}`, () => isShown(state, '[part=center]'));

  for (const state of REGISTRATION_REFUSALS) it(`is in: ${state}`, () => isShown(state, '[part~="notice"]'));

  it('is not in successes and questions', async () => {
    for (const state of ['prompt', 'certified', 're-check, kept']) {
      const element = await CERTIFICATION_STATES[state]!();
      element.setAttribute('help', HOTLINE);
      expect(put(element).clientHeight, state).to.equal(0);
      expect(isSaidIn(element, 'dialog'), state).to.equal(false);
      cleanUp();
    }
  });

  it('keeps its distance from the edge of the center when the page has a CSS reset', async () => {
    const reset = document.createElement('style');
    reset.textContent = '* { margin: 0; padding: 0 }';
    document.head.append(reset);
    try {
      const element = await CERTIFICATION_STATES['center, uncertified']!();
      const range = document.createRange();
      range.selectNodeContents(put(element));
      const edge = query(element, '[part=center]').getBoundingClientRect().left;
      expect(range.getBoundingClientRect().left - edge).to.be.at.least(16);
    } finally {
      reset.remove();
    }
  });

  it('moves from the center to the dialog over it, and back', async () => {
    const element = await CERTIFICATION_STATES['center, uncertified']!();
    const help = put(element);
    expect(standsIn(help, '[part=center]')).to.equal(true);
    query(element, '[part=center] [part~="primary"]').click();
    await see(element, TITLES.form);
    expect(standsIn(help, 'dialog'), 'in the form').to.equal(true);
    (element as Awaited<ReturnType<typeof openPage>>['element']).close();
    await waitUntil(() => standsIn(help, '[part=center]'), 'not back in the center');
  });

  it('stands under a revocation, which only the portal can explain', async () => {
    const element = await CERTIFICATION_STATES['center, revoked']!();
    expect(query(element, '.remarks').innerText).to.include(WORDS.center.askWhy);
    const help = put(element);
    expect(standsIn(help, '.remarks')).to.equal(true);
    help.remove();
    element.setAttribute('help', HOTLINE);
    await waitUntil(() => element.shadowRoot!.querySelector('.help'));
    expect(query(element, '.help').closest('.remarks')).not.to.equal(null);
  });

  it('is the same plain text for all elements of a page, unless an element has its own', async () => {
    configure({ help: `${HOTLINE}<b>` });
    const { element } = await openForm();
    expect(query(element, '.help').innerText).to.equal(`${HOTLINE}<b>`);
    const refused = await openPage({ open: '' }, { status: [problem(503, 'unavailable')] });
    await see(refused.element, HOTLINE);
    const own = await openPage({ open: '', help: '电话：96111' }, { status: [problem(503, 'unavailable')] });
    await see(own.element, '电话：96111');
    configure({ help: '' });
    await waitUntil(() => !element.shadowRoot!.querySelector('.help'));
  });
});
