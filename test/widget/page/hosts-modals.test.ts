/** A modal box of the page that opens while a dialog of the widget is open: the box can be used, and the dialog comes back after it. */
import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { pause } from '../support/business.ts';
import { type Page, cleanUp, openForm, openPage } from '../support/page.ts';
import { answered } from '../support/scripted.ts';
import { active, fill, input, query, see, shown, submitForm } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

let box: HTMLElement;
let clicks = 0;

/** A box of the page, as libraries make them: a plain element with a high z-index and one button, in the middle of the window. */
function boxOf<Name extends 'div' | 'dialog'>(
  name: Name,
  attributes: Record<string, string> = {},
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.style.cssText = 'position: fixed; inset: 200px; margin: 0; z-index: 9999; background: #fff';
  const button = document.createElement('button');
  button.textContent = WORDS.results.logIn;
  button.style.cssText = 'width: 100%; height: 100%';
  button.addEventListener('click', () => clicks++);
  made.append(button);
  box = made;
  return made;
}

const MODAL = { role: 'dialog', 'aria-modal': 'true' };

/** A real click, which an inert page would not get. */
async function clickBox(): Promise<number> {
  const { left, top, width, height } = box.getBoundingClientRect();
  const position: [number, number] = [Math.round(left + width / 2), Math.round(top + height / 2)];
  await sendMouse({ type: 'click', position });
  return clicks;
}

const isModal = ({ element }: Page): boolean => !!element.shadowRoot!.querySelector('dialog:modal');

/** A box in the corner of the window, which covers nothing of our dialog. */
function showBoxInCorner(): void {
  document.body.append(boxOf('div', MODAL));
  box.style.inset = '0 auto auto 0';
}

/** Nothing of the dialog can be seen or focused, and a click at the place of its button is a click on the page. */
async function expectUnseen({ element }: Page): Promise<void> {
  const dialog = query(element, 'dialog');
  for (const each of [dialog, ...dialog.querySelectorAll('*')])
    expect(getComputedStyle(each).visibility, each.localName).to.equal('hidden');
  const primary = query(element, '.primary');
  primary.focus();
  expect(element.shadowRoot!.activeElement).to.equal(null);
  const { left, top, width, height } = primary.getBoundingClientRect();
  const position: [number, number] = [Math.round(left + width / 2), Math.round(top + height / 2)];
  expect(document.elementFromPoint(...position)).to.not.equal(element);
  let clicked: EventTarget | null = null;
  addEventListener('click', ({ target }) => (clicked = target), { once: true });
  await sendMouse({ type: 'click', position });
  expect(clicked).to.be.instanceOf(Element);
  expect(clicked).to.not.equal(element);
}

/** The form with a typed value and the focus in a field. */
async function openTyped(): Promise<Page> {
  const page = await openForm();
  fill(page.element, 'legalRepresentative.name', '张三');
  const field = input(page.element, 'legalRepresentative.idNumber');
  field.focus();
  await sendKeys({ type: '1101' });
  return page;
}

function expectAsBefore(page: Page): void {
  expect(shown(page.element)).to.include(TITLES.form);
  expect(input(page.element, 'legalRepresentative.name').value).to.equal('张三');
  expect(input(page.element, 'legalRepresentative.idNumber').value).to.equal('1101');
  expect(active(page)?.id).to.equal('legalRepresentative-idNumber');
}

describe('a modal box of the page, above a dialog of the widget', () => {
  beforeEach(() => (clicks = 0));
  afterEach(() => {
    box.remove();
    cleanUp();
  });

  for (const [how, show, leave] of [
    ['added and removed', () => document.body.append(boxOf('div', MODAL)), () => box.remove()],
    ['shown and hidden by a style', () => (box.style.display = 'block'), () => (box.style.display = 'none')],
    [
      'marked when it is shown',
      () => {
        box.style.display = 'block';
        box.setAttribute('aria-modal', 'true');
      },
      () => {
        box.style.display = 'none';
        box.removeAttribute('aria-modal');
      },
    ],
  ] as const)
    it(`can be used, and the dialog comes back in the same state: ${how}`, async () => {
      if (how !== 'added and removed') {
        document.body.append(boxOf('div', how.startsWith('marked') ? { role: 'dialog' } : MODAL));
        box.style.display = 'none';
      }
      const page = await openTyped();
      show();
      await waitUntil(() => !isModal(page), 'the dialog does not step aside');
      expect(box.contains(document.activeElement), 'the focus is in the box').to.equal(true);
      expect(await clickBox()).to.equal(1);
      leave();
      await waitUntil(() => isModal(page), 'the dialog does not come back');
      expectAsBefore(page);
      await pause(50);
      expect(page.events.map(({ type }) => type)).to.deep.equal(['certification-status']);
    });

  it('is seen without the form, which comes back', async () => {
    const page = await openTyped();
    showBoxInCorner();
    await waitUntil(() => !isModal(page));
    await expectUnseen(page);
    box.remove();
    await waitUntil(() => isModal(page));
    expectAsBefore(page);
    expect(getComputedStyle(query(page.element, 'dialog')).visibility).to.equal('visible');
  });

  it('is seen without the prompt, which comes back', async () => {
    const page = await openPage();
    await see(page.element, TITLES.prompt);
    showBoxInCorner();
    await waitUntil(() => !isModal(page));
    await expectUnseen(page);
    box.remove();
    await see(page.element, TITLES.prompt);
  });

  it('is seen without the form, also when its place was hidden and shown meanwhile', async () => {
    const page = await openTyped();
    showBoxInCorner();
    await waitUntil(() => !isModal(page));
    page.element.hidden = true;
    await pause(50);
    page.element.hidden = false;
    await pause(50);
    expect(isModal(page)).to.equal(false);
    await expectUnseen(page);
    box.remove();
    await waitUntil(() => isModal(page));
    expectAsBefore(page);
  });

  it('does not count when it was open before the dialog', async () => {
    document.body.append(boxOf('div', MODAL));
    const page = await openTyped();
    box.classList.add('changed');
    await pause(50);
    expect(isModal(page)).to.equal(true);
    box.remove();
    await pause(50);
    expect(isModal(page)).to.equal(true);
    document.body.append(box);
    await waitUntil(() => !isModal(page), 'the dialog does not step aside for the box that came back');
  });

  it('closes and opens with the dialog that stands in it, also with a shade made anew', async () => {
    document.body.append(boxOf('div', MODAL));
    const page = await openPage({ open: '' }, {}, box);
    await see(page.element, TITLES.form);
    box.style.display = 'none';
    await waitUntil(() => !isModal(page));
    const shade = document.createElement('div');
    shade.className = 'ui-widget-overlay';
    shade.style.cssText = 'position: fixed; inset: 0';
    document.body.append(shade);
    box.style.display = 'block';
    const isBack = waitUntil(() => isModal(page), 'the dialog does not come back');
    await isBack.finally(() => shade.remove());
  });

  it('delays a dialog that opens meanwhile', async () => {
    const page = await openPage({ open: '' }, { submit: [{ ...answered('certified'), delay: 300 }] });
    await submitForm(page.element);
    await waitUntil(async () => (await page.arrived('submit')).length > 0);
    showBoxInCorner();
    await waitUntil(() => page.events.some(({ type }) => type === 'certification-submitted'));
    await pause(50);
    expect(isModal(page)).to.equal(false);
    await expectUnseen(page);
    box.remove();
    await see(page.element, TITLES.certified);
  });

  it('changes nothing about where the focus returns after the dialog', async () => {
    const opener = document.createElement('button');
    opener.textContent = WORDS.results.done;
    document.body.append(opener);
    opener.focus();
    const page = await openForm();
    document.body.append(boxOf('div', MODAL));
    await waitUntil(() => !isModal(page));
    expect(document.activeElement).to.equal(box.querySelector('button'));
    box.style.display = 'none'; // its button has the focus until the page is drawn
    await waitUntil(() => isModal(page));
    page.element.close();
    await waitUntil(() => !isModal(page));
    const focused = document.activeElement === opener;
    opener.remove();
    expect(focused).to.equal(true);
  });

  it('takes no focus from the page when the dialog is closed under it', async () => {
    const page = await openTyped();
    document.body.append(boxOf('div', MODAL));
    await waitUntil(() => !isModal(page));
    box.querySelector('button')!.focus();
    page.element.close();
    await pause(50);
    expect(document.activeElement).to.equal(box.querySelector('button'));
  });

  it('is above without help when it is a native <dialog>', async () => {
    const page = await openTyped();
    document.body.append(boxOf('dialog'));
    (box as HTMLDialogElement).showModal();
    expect(await clickBox()).to.equal(1);
    await sendKeys({ press: 'Escape' });
    expect((box as HTMLDialogElement).open).to.equal(false);
    await pause(50);
    expect(isModal(page)).to.equal(true);
    expectAsBefore(page);
  });

  it('without a mark can be used while the page hides the element', async () => {
    const page = await openTyped();
    document.body.append(boxOf('div'));
    page.element.hidden = true;
    await waitUntil(() => !isModal(page));
    expect(await clickBox()).to.equal(1);
    box.remove();
    page.element.hidden = false;
    await see(page.element, TITLES.form);
    await waitUntil(() => isModal(page));
    expectAsBefore(page);
  });

  it('without a mark can be used after close(), and open() shows the typed values again', async () => {
    const page = await openTyped();
    document.body.append(boxOf('div'));
    page.element.close();
    await waitUntil(() => !isModal(page));
    expect(await clickBox()).to.equal(1);
    page.element.open();
    await see(page.element, TITLES.form);
    expect(query<HTMLInputElement>(page.element, '#legalRepresentative-name').value).to.equal('张三');
  });
});
