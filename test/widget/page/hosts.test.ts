/** Pages that hide the element, or have several elements. */
import { expect } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import { $, done, openGate, pause, withBusiness } from '../support/business.ts';
import { listenToConsole, restoreConsole } from '../support/console.ts';
import { openCentre } from '../support/center.ts';
import { type Page, cleanUp, openForm, openPage } from '../support/page.ts';
import { press, query, see, seeNothing, shown, putOff } from '../support/user.ts';
import { scripted, statusOf } from '../support/scripted.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

let place: HTMLElement;
let another: HTMLButtonElement;
let clicks = 0;

/** Adds a place for the element, and a button of the page. */
function putPlace(): void {
  place = document.createElement('div');
  another = document.createElement('button');
  another.textContent = '其他';
  another.style.cssText = 'position: fixed; left: 0; top: 0; width: 80px; height: 40px';
  clicks = 0;
  another.addEventListener('click', () => clicks++);
  document.body.append(place, another);
}

/** A real click. An open modal dialog, even an invisible one, would block it. */
async function expectUsable(): Promise<void> {
  const before = clicks;
  await sendMouse({ type: 'click', position: [20, 20] });
  expect(clicks, 'clicks on the page').to.equal(before + 1);
}

async function expectNoDialog({ element }: Page): Promise<void> {
  expect(element.shadowRoot!.querySelector(':modal')).to.equal(null);
  await expectUsable();
}

/** Waits until the status has arrived and taken effect. */
async function settled(page: Page): Promise<void> {
  await waitUntil(() => page.events.some(({ type }) => type === 'certification-status'));
  await pause(150);
}

describe('a page that hides the element', () => {
  beforeEach(putPlace);
  afterEach(() => {
    cleanUp();
    place.remove();
    another.remove();
    restoreConsole();
  });

  it('is not blocked by a prompt, which waits until its place is shown', async () => {
    place.style.display = 'none';
    const page = await openPage({}, {}, place);
    await settled(page);
    await expectNoDialog(page);
    place.style.display = '';
    await see(page.element, TITLES.prompt);
    expect(query(page.element, 'dialog').matches(':modal')).to.equal(true);
  });

  it('may hide the place of an open dialog, which comes back with it', async () => {
    const page = await openPage({}, {}, place);
    await see(page.element, TITLES.prompt);
    place.style.display = 'none';
    await waitUntil(() => !page.element.shadowRoot!.querySelector(':modal'));
    await expectNoDialog(page);
    expect(page.events.map(({ type }) => type)).to.deep.equal(['certification-status']);
    place.style.display = '';
    await waitUntil(() => query(page.element, 'dialog').matches(':modal'));
    expect(shown(page.element)).to.include(TITLES.prompt);
  });

  for (const [name, html, show] of [
    [
      'a closed <details>',
      '<details><summary>…</summary><p></p></details>',
      () => (place.querySelector('details')!.open = true),
    ],
    [
      'hidden="until-found"',
      '<div hidden="until-found"><p></p></div>',
      () => place.querySelector('div')!.removeAttribute('hidden'),
    ],
    [
      'content-visibility: hidden',
      '<div style="content-visibility: hidden"><p></p></div>',
      () => (place.querySelector('div')!.style.contentVisibility = ''),
    ],
  ] as const)
    it(`is not blocked by a prompt inside ${name}, which waits until its place is shown`, async () => {
      place.innerHTML = html;
      const page = await openPage({}, {}, place.querySelector('p')!);
      await settled(page);
      await expectNoDialog(page);
      expect(await page.element.requireCertified('社保缴费')).to.equal(true);
      show();
      await see(page.element, TITLES.prompt);
      await waitUntil(() => query(page.element, 'dialog').matches(':modal'));
    });

  it('may close the <details> of an open dialog, which comes back with it', async () => {
    place.innerHTML = '<details open><summary>…</summary><p></p></details>';
    const details = place.querySelector('details')!;
    const page = await openPage({}, {}, place.querySelector('p')!);
    await see(page.element, TITLES.prompt);
    details.open = false;
    await waitUntil(() => !page.element.shadowRoot!.querySelector(':modal'));
    await expectNoDialog(page);
    details.open = true;
    await waitUntil(() => query(page.element, 'dialog').matches(':modal'));
  });

  for (const [name, hide, show] of [
    ['hidden', (e: HTMLElement) => (e.hidden = true), (e: HTMLElement) => (e.hidden = false)],
    [
      'style="display: none"',
      (e: HTMLElement) => (e.style.display = 'none'),
      (e: HTMLElement) => (e.style.display = ''),
    ],
  ] as const)
    it(`may hide the element itself by ${name}`, async () => {
      const page = await openPage({}, {}, place);
      hide(page.element);
      await settled(page);
      await expectNoDialog(page);
      show(page.element);
      await see(page.element, TITLES.prompt);
      hide(page.element);
      await waitUntil(() => !page.element.shadowRoot!.querySelector(':modal'));
      await expectNoDialog(page);
      show(page.element);
      await waitUntil(() => query(page.element, 'dialog').matches(':modal'));
    });

  it('is warned once why open() shows nothing', async () => {
    const log = listenToConsole();
    place.style.display = 'none';
    const page = await openPage({ 'known-status': 'certified' }, {}, place);
    page.element.open();
    await pause(100);
    await expectNoDialog(page);
    expect(log.warn).to.have.length(1);
    expect(log.warn[0]).to.match(/open\(\).*display: none/);
    expect(log.error).to.deep.equal([]);
  });

  it('is let through by requireCertified(), with one warning', async () => {
    const log = listenToConsole();
    place.style.display = 'none';
    const page = await openPage({}, {}, place);
    await settled(page);
    expect(await page.element.requireCertified('社保缴费')).to.equal(true);
    await expectNoDialog(page);
    expect(log.warn).to.have.length(1);
    expect(log.warn[0]).to.match(/gate.*display: none/);
  });
});

describe('a page that has not added the element', () => {
  afterEach(restoreConsole);

  it('is let through by requireCertified(), with one warning', async () => {
    const log = listenToConsole();
    const element = document.createElement('unit-certification') as UnitCertification;
    expect(await element.requireCertified('社保缴费')).to.equal(true);
    expect(log.warn).to.have.length(1);
    expect(log.warn[0]).to.match(/gate.*not in the page/);
  });
});

describe('a gate in a hidden place', () => {
  withBusiness();
  afterEach(restoreConsole);

  it('lets the click through, with one warning', async () => {
    const log = listenToConsole();
    const { element } = await openGate({}, { hidden: '' });
    $('a').click();
    await waitUntil(() => done.length > 0);
    await pause(100);
    expect(done).to.deep.equal(['click #pay']);
    expect(shown(element)).to.equal('');
    expect(log.warn).to.have.length(1);
    expect(log.warn[0]).to.include('display: none');
  });
});

describe('a page with rules and a direction of its own', () => {
  let sheet: HTMLStyleElement;
  beforeEach(() => {
    sheet = document.createElement('style');
    document.head.append(sheet);
  });
  afterEach(() => {
    cleanUp();
    sheet.remove();
    document.documentElement.removeAttribute('dir');
  });

  for (const rule of [':empty { display: none }', ':empty { display: none !important }'])
    it(`may have the rule ${rule}`, async () => {
      sheet.textContent = rule;
      const { element } = await openPage();
      await see(element, TITLES.prompt);
      const { width, height } = query(element, 'dialog').getBoundingClientRect();
      expect(width * height).to.be.greaterThan(10_000);
    });

  it('may be written from right to left: the dialog is not', async () => {
    document.documentElement.dir = 'rtl';
    const { element } = await openForm();
    for (const selector of ['dialog', 'form', 'input', 'h2', 'button'])
      expect(getComputedStyle(query(element, selector)).direction, selector).to.equal('ltr');
  });

  it('may be written from right to left: the center is not', async () => {
    document.documentElement.dir = 'rtl';
    const { element } = await openCentre();
    await waitUntil(() => element.shadowRoot!.querySelector('[part~="row"]'));
    expect(getComputedStyle(query(element, '[part~="row"]')).direction).to.equal('ltr');
  });
});

describe('a page with two prompts', () => {
  afterEach(cleanUp);

  const modals = (...pages: Page[]): number =>
    pages.filter(({ element }) => element.shadowRoot!.querySelector(':modal')).length;

  async function putAside({ element }: Page): Promise<void> {
    await putOff(element);
  }

  it('shows one; after it is canceled the other does not appear', async () => {
    const first = await openPage();
    const second = await openPage({ bff: first.bff, 'token-url': first.tokenUrl });
    await see(first.element, TITLES.prompt);
    await settled(second);
    expect(modals(first, second)).to.equal(1);
    await putAside(first);
    await pause(200);
    expect(modals(first, second)).to.equal(0);
  });

  it('shows one also to operators; the other appears only when a business waits', async () => {
    const script = { status: [{ body: statusOf('uncertified', { canSubmit: false }) }] };
    const first = await openPage({}, script);
    await see(first.element, TITLES.operator);
    const second = await openPage({}, script);
    await settled(second);
    press(first.element, WORDS.results.acknowledge);
    await seeNothing(first.element);
    second.element.requestUpdate();
    await pause(200);
    expect(modals(first, second)).to.equal(0);
    const certified = second.element.requireCertified();
    await see(second.element, TITLES.operator);
    press(second.element, WORDS.results.acknowledge);
    expect(await certified).to.equal(false);
  });

  it('shows one also when they have different BFFs', async () => {
    const first = await openPage();
    await see(first.element, TITLES.prompt);
    const other = await scripted({ status: [{ body: statusOf('lapsed') }] });
    const second = await openPage({ bff: other.bff, 'token-url': other.tokenUrl });
    await settled(second);
    expect(modals(first, second)).to.equal(1);
    await putAside(first);
    await pause(200);
    expect(modals(first, second)).to.equal(0);
    expect(second.events.map(({ type }) => type)).to.deep.equal(['certification-status']);
  });
});
