/** Pages that listen for keys, the clipboard and the context menu. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { cleanUp, openForm, openPage } from '../support/page.ts';
import { fillLegal, input, press, query, see, seeNothing, submitForm } from '../support/user.ts';
import { answered, problem, statusOf } from '../support/scripted.ts';
import { TITLES, WORDS } from '../../support/words.ts';

const TYPES = ['keydown', 'keypress', 'keyup', 'copy', 'cut', 'paste', 'contextmenu'];

/** The events that the page's listeners got. */
const heard: string[] = [];
let listening: AbortController;

function listen(
  target: Document | Window,
  types: string[],
  listener: (event: Event) => void,
  capture = false,
): void {
  for (const type of types) target.addEventListener(type, listener, { capture, signal: listening.signal });
}

/** The page's own shortcuts: listeners on the document in both phases, and on the window. */
function listenEverywhere(): void {
  const hear =
    (where: string) =>
    ({ type }: Event): void =>
      void heard.push(`${type} at ${where}`);
  listen(document, TYPES, hear('document, capturing'), true);
  listen(document, TYPES, hear('document'));
  listen(window, TYPES, hear('window'));
}

/** As many portals do: blocks Backspace (page back), paste and the context menu outside of its inputs. */
function blockOutsideOfInputs(): void {
  const block = (event: Event): void => {
    if (event instanceof KeyboardEvent && event.key !== 'Backspace') return;
    if (!(event.target as Element).matches('input, textarea')) event.preventDefault();
  };
  listen(document, ['keydown', 'paste', 'contextmenu'], block, true);
}

describe('a page that listens for keys', () => {
  beforeEach(() => {
    heard.length = 0;
    listening = new AbortController();
  });
  afterEach(() => {
    listening.abort();
    cleanUp();
  });

  it('gets no key events of the dialog', async () => {
    listenEverywhere();
    const { element } = await openForm();
    const field = input(element, 'legalRepresentative.name');
    field.focus();
    await sendKeys({ type: 'Li 4' });
    await sendKeys({ press: 'Tab' });
    expect(field.value).to.equal('Li 4');
    expect(heard).to.deep.equal([]);
  });

  it('gets none with a capturing window listener that was added after the element', async () => {
    const status = [{ body: statusOf('uncertified'), delay: 300 }];
    const { element } = await openPage({ open: '' }, { status });
    listen(window, TYPES, ({ type }) => void heard.push(type), true);
    await see(element, TITLES.form);
    const field = input(element, 'legalRepresentative.name');
    field.focus();
    await sendKeys({ type: 'Li 4' });
    expect(field.value).to.equal('Li 4');
    expect(heard).to.deep.equal([]);
  });

  it('gets them only with a capturing window listener that was added before the element', async () => {
    listen(window, TYPES, ({ type }) => void heard.push(type), true);
    const { element } = await openForm();
    const field = input(element, 'legalRepresentative.name');
    field.focus();
    await sendKeys({ press: 'a' });
    expect(heard).to.deep.equal(['keydown', 'keypress', 'keyup']);
    expect(field.value, 'typing is not broken by it').to.equal('a');
  });

  it('gets no copy, paste or context menu events of the dialog', async () => {
    listenEverywhere();
    const { element } = await openForm();
    const field = input(element, 'legalRepresentative.name');
    const init = { bubbles: true, composed: true, cancelable: true };
    for (const type of ['copy', 'cut', 'paste']) field.dispatchEvent(new ClipboardEvent(type, init));
    field.dispatchEvent(new MouseEvent('contextmenu', init));
    query(element, 'h2').dispatchEvent(new MouseEvent('contextmenu', init));
    expect(heard).to.deep.equal([]);
  });

  it('gets its own keys before the dialog and after it', async () => {
    listenEverywhere();
    const { element } = await openForm();
    element.close();
    await element.updateComplete;
    await sendKeys({ press: 'a' });
    expect(heard).to.include.members([
      'keydown at document, capturing',
      'keydown at document',
      'keyup at window',
    ]);
  });

  it('may block Backspace, paste and the menu outside of its own inputs', async () => {
    blockOutsideOfInputs();
    const { element } = await openForm();
    const field = input(element, 'legalRepresentative.name');
    field.focus();
    await sendKeys({ type: 'Li 44' });
    await sendKeys({ press: 'Backspace' });
    expect(field.value).to.equal('Li 4');
    const init = { bubbles: true, composed: true, cancelable: true };
    expect(field.dispatchEvent(new ClipboardEvent('paste', init)), 'paste').to.equal(true);
    expect(field.dispatchEvent(new MouseEvent('contextmenu', init)), 'menu').to.equal(true);
  });

  it('cannot take Enter from the form', async () => {
    listenEverywhere();
    const page = await openPage({ open: '' }, { submit: [answered('certified')] });
    await see(page.element, TITLES.form);
    fillLegal(page.element);
    input(page.element, 'foundedOn').focus();
    await sendKeys({ press: 'Enter' });
    await see(page.element, TITLES.certified);
    expect(await page.arrived('submit')).to.have.length(1);
    expect(heard.filter((event) => event.startsWith('keydown'))).to.deep.equal([]);
  });

  it('cannot take Escape from the dialog', async () => {
    listenEverywhere();
    const { element } = await openPage();
    await see(element, TITLES.prompt);
    await sendKeys({ press: 'Escape' });
    await see(element, TITLES.notice);
    expect(heard.filter((event) => event.startsWith('keydown'))).to.deep.equal([]);
  });
});

describe('a page whose listeners throw', () => {
  const { onerror } = window;
  let thrown = 0;
  const THROWING = ['status', 'submitted', 'deferred', 'center', 'error'].map(
    (name) => `certification-${name}`,
  );
  const fail = (): never => {
    throw new Error('the page’s own fault');
  };

  beforeEach(() => {
    thrown = 0;
    window.onerror = () => {
      thrown++;
      return true;
    };
    for (const type of THROWING) document.addEventListener(type, fail);
  });
  afterEach(() => {
    window.onerror = onerror;
    for (const type of THROWING) document.removeEventListener(type, fail);
    cleanUp();
  });

  it('does not break the flow from the prompt to success', async () => {
    const { element } = await openPage({}, { submit: [answered('certified')] });
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.confirm);
    await submitForm(element);
    await see(element, TITLES.certified);
    press(element, WORDS.results.done);
    await seeNothing(element);
    expect(thrown).to.be.at.least(2);
  });

  it('does not break canceling, the way to the center, and an error', async () => {
    const { element, script } = await openPage({ 'center-url': '#center' });
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.cancel);
    await see(element, WORDS.results.center);
    element.shadowRoot!.querySelector('a')!.click();
    await seeNothing(element);
    expect(location.hash).to.equal('#center');
    history.replaceState(null, '', location.pathname + location.search);
    await script({ status: [problem(503, 'unavailable')] });
    const failed = await element.refresh().catch((error: Error) => error.message);
    expect(failed).to.equal('unavailable');
    expect(thrown).to.equal(4);
  });
});
