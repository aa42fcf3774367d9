/** Micro-frontends in one document, as in wujie: the script of a same-origin frame puts its nodes into the outer page. */
import { expect } from '@open-wc/testing';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import { $, addBusiness, certify, done, openGate, pause, withBusiness } from '../support/business.ts';
import { RECHECKING, UNTIL, stands, withdrawRecheck } from '../support/center.ts';
import { cleanUp, openPage } from '../support/page.ts';
import { WITHDRAWN, type Scripted, scripted, statusOf } from '../support/scripted.ts';
import { input, putOff, query, see } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

let frame: HTMLIFrameElement;
type Realm = Window & typeof globalThis;
let realm: Realm;

async function openRealm(): Promise<void> {
  frame = document.createElement('iframe');
  frame.src = '/strict-page.js'; // some document of the same origin
  frame.style.cssText = 'width: 800px; height: 400px';
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve));
  realm = frame.contentWindow as Realm;
}

/** Nodes with the frame's prototypes, for the outer page. */
function madeInRealm(html: string): HTMLElement {
  const made = realm.document.createElement('div');
  made.innerHTML = html;
  for (const each of [made, ...made.querySelectorAll('*')])
    expect(each instanceof realm.Element && !(each instanceof Element)).to.equal(true);
  return made;
}

describe('the gate for business that a frame’s script has put into the page', () => {
  withBusiness();
  beforeEach(openRealm);
  afterEach(() => frame.remove());

  const BUSINESS = `<a class="business" href="#sub"><b>缴费</b></a><form class="business" aria-label="申报" action="#form">
    <input name="person" value="李四"><button name="action" value="add">增员</button></form>`;

  /** Puts a sub-application into a shadow root of the page, as wujie does. */
  function putSubApp(): ShadowRoot {
    addBusiness('<div id="app"></div>');
    const root = $('#app').attachShadow({ mode: 'open' });
    root.append(madeInRealm(BUSINESS));
    return root;
  }

  it('intercepts a link, and continues', async () => {
    const page = await openGate();
    const root = putSubApp();
    const clicked: string[] = [];
    root.addEventListener('click', (event) => {
      event.preventDefault();
      clicked.push((event.target as Element).localName);
    });
    root.querySelector('b')!.click();
    await see(page.element, TITLES.gate);
    expect(clicked).to.deep.equal([]);
    await certify(page);
    expect(clicked).to.deep.equal(['b']);
  });

  it('intercepts a form within a shadow root, and submits it with the pressed button', async () => {
    const page = await openGate();
    const root = putSubApp();
    const sent: string[] = [];
    root.querySelector('form')!.addEventListener('submit', (event) => {
      event.preventDefault();
      sent.push([...new FormData(event.target as HTMLFormElement, event.submitter)].join());
    });
    root.querySelector('button')!.click();
    await see(page.element, '申报');
    expect(sent).to.deep.equal([]);
    await certify(page);
    expect(sent).to.deep.equal(['person,李四,action,add']);
  });

  it('intercepts a form in the page itself', async () => {
    const page = await openGate();
    $('form').after(madeInRealm(BUSINESS));
    $('[action="#form"] button').click();
    await see(page.element, '申报');
    await certify(page);
    expect(done).to.deep.equal(['submit person=李四&action=add to #first']);
  });
});

describe('the form in another document than its script’s', () => {
  beforeEach(openRealm);
  afterEach(() => {
    realm.document.body.textContent = '';
    cleanUp();
    frame.remove();
  });

  it('shows the error of a field that a press has left, after the release', async () => {
    const { element } = await openPage({ open: '' }, {}, realm.document.body);
    await see(element, TITLES.form);
    const field = input(element, 'foundedOn');
    field.focus();
    field.value = '2001-02-30';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    query(element, 'form').dispatchEvent(new MouseEvent('mousedown', { bubbles: true, composed: true }));
    field.blur();
    realm.dispatchEvent(new MouseEvent('mouseup'));
    await see(element, WORDS.form.error('date', 'no-such-day', '', 0));
  });
});

describe('a form that is moved to another document', () => {
  beforeEach(openRealm);
  afterEach(() => {
    cleanUp();
    frame.remove();
  });

  it('has its styles there, and when it comes back', async () => {
    const { element } = await openPage({ open: '' });
    await see(element, TITLES.form);
    const looks = (): string[] => [
      getComputedStyle(query(element, 'dialog')).borderTopLeftRadius,
      getComputedStyle(query(element, '.fields')).display,
    ];
    const before = looks();
    expect(before).to.deep.equal(['8px', 'grid']);
    for (const page of [realm.document, document]) {
      page.body.append(element);
      await see(element, TITLES.form);
      expect(looks()).to.deep.equal(before);
    }
  });
});

describe('the center in another document than its script’s', () => {
  beforeEach(openRealm);
  afterEach(() => {
    realm.document.body.textContent = '';
    cleanUp();
    frame.remove();
  });

  it('moves the focus to the end of a withdrawal when its button has gone', async () => {
    const { element, script } = await openPage(
      {},
      {
        status: [{ body: statusOf('uncertified', { recheck: { reference: 'R7M29QXB', until: UNTIL } }) }],
        withdrawKept: [WITHDRAWN],
      },
      realm.document.body,
      'unit-certification-center',
    );
    await stands(element, RECHECKING);
    await script({ status: [{ body: statusOf('uncertified') }] });
    await withdrawRecheck(element);
    await waitUntil(() => element.shadowRoot!.activeElement?.id === 'news');
  });
});

describe('one prompt a page, with a copy of the script in a frame', function () {
  this.timeout(15_000);
  let bff: Scripted;

  beforeEach(async () => {
    await openRealm();
    const script = realm.document.createElement('script');
    script.type = 'module';
    script.src = '/built/widget/unit-certification.js?another-copy';
    realm.document.head.append(script);
    await waitUntil(() => realm.customElements.get('unit-certification'), 'no second copy', {
      timeout: 8000,
    });
    bff = await scripted({ status: [{ body: statusOf('lapsed') }] });
  });
  afterEach(() => {
    cleanUp();
    frame.remove();
  });

  function putCopy(host: ParentNode): HTMLElement {
    const copy = realm.document.createElement('unit-certification');
    copy.setAttribute('bff', bff.bff);
    copy.setAttribute('token-url', bff.tokenUrl);
    host.append(copy);
    return copy;
  }

  const isModal = (element: Element): boolean => !!element.shadowRoot!.querySelector('dialog:modal');

  const hasAsked = async (): Promise<void> => {
    await waitUntil(async () => (await bff.arrived('status')).length > 0, 'no question', { timeout: 8000 });
    await pause(300);
  };

  for (const [where, hostOf] of [
    ['in the page', () => document.body],
    ['in the frame', () => realm.document.body],
  ] as const) {
    it(`the copy’s element, ${where}, shows none while the page’s is open, and none after it`, async () => {
      const page = await openPage();
      await see(page.element, TITLES.prompt);
      const copy = putCopy(hostOf());
      await hasAsked();
      expect(isModal(copy)).to.equal(false);
      expect(isModal(page.element)).to.equal(true);
      await putOff(page.element);
      await pause(200);
      expect(isModal(copy)).to.equal(false);
    });

    it(`the page’s element shows none while the copy’s, ${where}, is open`, async () => {
      const copy = putCopy(hostOf());
      await waitUntil(() => isModal(copy), 'the copy does not prompt', { timeout: 8000 });
      expect(getComputedStyle(copy.shadowRoot!.querySelector('dialog')!).position).to.equal('fixed');
      const page = await openPage();
      await waitUntil(() => page.events.length > 0);
      await pause(200);
      expect(isModal(page.element)).to.equal(false);
    });
  }

  it('is not taken by an element in a hidden frame, which prompts once the frame is shown', async () => {
    frame.style.display = 'none';
    const copy = putCopy(realm.document.body);
    await hasAsked();
    expect(isModal(copy)).to.equal(false);
    const page = await openPage();
    await see(page.element, TITLES.prompt);
    page.element.remove();
    frame.style.display = '';
    await waitUntil(() => isModal(copy), 'the copy does not prompt', { timeout: 8000 });
  });

  it('is possible again when the copy’s element leaves the page', async () => {
    const copy = putCopy(document.body);
    await waitUntil(() => isModal(copy), 'the copy does not prompt', { timeout: 8000 });
    copy.remove();
    const page = await openPage();
    await see(page.element, TITLES.prompt);
  });

  it('is possible again when the frame with the copy’s element leaves', async () => {
    const copy = putCopy(realm.document.body);
    await waitUntil(() => isModal(copy), 'the copy does not prompt', { timeout: 8000 });
    frame.remove();
    const page = await openPage();
    await see(page.element, TITLES.prompt);
  });

  it('adds no name to the page', async () => {
    const names = Object.getOwnPropertyNames(document).concat(Object.getOwnPropertyNames(window));
    const page = await openPage();
    await see(page.element, TITLES.prompt);
    const now = Object.getOwnPropertyNames(document).concat(Object.getOwnPropertyNames(window));
    expect(now).to.deep.equal(names);
    expect((page.element as UnitCertification).isConnected).to.equal(true);
  });
});
