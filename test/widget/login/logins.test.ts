/** No data of one user is left for the next user, who logs in without a reload of the page. */
import { expect } from '@open-wc/testing';
import type { CertificationStatus } from '../../../bff/contract/wire.ts';
import { configure, signOut, type UnitCertification } from '../../../widget/unit-certification.ts';
import { UNTIL, centre, labels, stands, withdrawRecheck } from '../support/center.ts';
import {
  ANNA,
  ANNA_AGAIN,
  BERT,
  CERTIFIED_BERT,
  SOURCES,
  type Portal,
  type User,
  advance,
  openPortal,
  watch,
} from '../support/logins.ts';
import { ListenerCount } from '../support/listeners.ts';
import { cleanUp } from '../support/page.ts';
import { WITHDRAWN, answered, statusOf } from '../support/scripted.ts';
import { LEGAL, button, fillLegal, input, press, see, seeNothing, shown, putOff } from '../support/user.ts';
import { replace } from '../support/replace.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { otherTab } from '../support/other-tab.ts';
import { waitUntil } from '../support/wait.ts';

/** The real-name row's text. The phone's row is certified for all. */
const CERTIFIED = `${WORDS.center.about['real-name']} ${WORDS.center.status.certified}`;

const valueOf = (element: Element, path: string): string => input(element, path).value;

/** Adds an element with the form open and filled in. */
async function putFilledForm(portal: Portal): Promise<UnitCertification> {
  const form = portal.put({ open: '' });
  await see(form, TITLES.form);
  fillLegal(form);
  return form;
}

const seen = (): boolean => document.dispatchEvent(new Event('visibilitychange'));

for (const source of SOURCES)
  describe(`logins by ${source}`, () => {
    const undo: (() => void)[] = [];
    afterEach(() => {
      for (const each of undo.splice(0)) each();
      cleanUp();
      signOut();
    });

    it('a route’s new center never shows the former user’s data, not even for a moment', async () => {
      const portal = await openPortal(source);
      const first = portal.put({}, 'unit-certification-center');
      await stands(first, WORDS.center.status.uncertified);
      const history = first.shadowRoot!.querySelector('[part~=history]')!.textContent!.trim();
      first.remove();
      await portal.login(CERTIFIED_BERT);
      const second = portal.put({}, 'unit-certification-center');
      const all = watch(second);
      await stands(second, CERTIFIED);
      expect(all()).not.to.include(WORDS.center.status.uncertified).and.not.to.include(history);
      expect(await portal.usersOf('status')).to.deep.equal(['anna', 'bert']);
    });

    it('a center that stays in the layout shows the new user after refresh()', async () => {
      const portal = await openPortal(source);
      const center = portal.put({}, 'unit-certification-center');
      await stands(center, WORDS.center.status.uncertified);
      await portal.login(CERTIFIED_BERT);
      await center.refresh();
      await stands(center, CERTIFIED);
      expect(centre(center)).not.to.include(WORDS.center.status.uncertified);
    });

    it('a route’s new form is empty, and sends in the new user’s name', async () => {
      const portal = await openPortal(source);
      const first = await putFilledForm(portal);
      first.remove();
      await portal.login(BERT, { submit: [answered('certified')] });
      const second = portal.put({ open: '' });
      const all = watch(second);
      await see(second, '福建另一家有限公司');
      expect(valueOf(second, 'legalRepresentative.name')).to.equal('');
      expect(all()).not.to.include(LEGAL.name).and.not.to.include('1231002X').and.not.to.include('江苏示例');
      fillLegal(second);
      press(second, WORDS.form.submit);
      await see(second, TITLES.certified);
      expect(await portal.usersOf('submit')).to.deep.equal(['bert']);
    });

    it('a cached element that comes back shows nothing before a token names the user', async () => {
      const portal = await openPortal(source);
      const element = await putFilledForm(portal);
      element.remove();
      await new Promise((resolve) => setTimeout(resolve, 20));
      await portal.login(BERT);
      document.body.append(element);
      const all = watch(element);
      await see(element, TITLES.loginChanged);
      expect(all()).not.to.include('1231002X').and.not.to.include('江苏示例');
      press(element, WORDS.results.proceed(''));
      await see(element, TITLES.form);
      expect(shown(element)).to.include('福建另一家有限公司');
      expect(valueOf(element, 'legalRepresentative.idNumber')).to.equal('');
    });

    it('a cached element that was asked while it was out of the page shows nothing either before a token names the user', async () => {
      const portal = await openPortal(source);
      const element = await putFilledForm(portal);
      element.remove();
      await new Promise((resolve) => setTimeout(resolve, 20));
      await element.refresh();
      undo.push(advance(4_000)); // longer than elements share a token
      await portal.login(BERT);
      document.body.append(element);
      const all = watch(element);
      await see(element, TITLES.loginChanged);
      expect(all()).not.to.include('1231002X').and.not.to.include('江苏示例');
    });

    it('a user whose unit is not the one to certify closes, and the page may show that user', async () => {
      const portal = await openPortal(source);
      const element = await putFilledForm(portal);
      let told = 0;
      element.addEventListener('certification-login-changed', () => told++);
      await portal.login(BERT);
      await element.refresh();
      await see(element, TITLES.loginChanged);
      press(element, WORDS.results.close);
      await seeNothing(element);
      expect(told).to.equal(1);
    });

    for (const [what, leave] of [
      ['signs out', signOut],
      ['closes the dialog', (element: UnitCertification) => element.close()],
    ] as const)
      it(`a page that ${what} is not told that the user has read of another login`, async () => {
        const portal = await openPortal(source);
        const element = await putFilledForm(portal);
        let told = 0;
        element.addEventListener('certification-login-changed', () => told++);
        await portal.login(BERT);
        await element.refresh();
        await see(element, TITLES.loginChanged);
        leave(element);
        await waitUntil(() => !shown(element).includes(TITLES.loginChanged));
        expect(told).to.equal(0);
      });

    it('a cached element that comes back with nothing to show leaves the focus where the user is', async () => {
      const [opener, field] = [document.createElement('button'), document.createElement('input')];
      document.body.append(opener, field);
      undo.push(() => (opener.remove(), field.remove()));
      const portal = await openPortal(source);
      opener.focus();
      const element = portal.put({ for: '' });
      element.open();
      await see(element, TITLES.form);
      element.remove();
      await portal.login(CERTIFIED_BERT);
      field.focus();
      document.body.append(element);
      await waitUntil(() => portal.events.length === 2, 'no status of the next user');
      await element.updateComplete;
      expect(field.matches(':focus')).to.equal(true);
    });

    it('the same user keeps the typed values after a new login, and is prompted again', async () => {
      const portal = await openPortal(source);
      const form = await putFilledForm(portal);
      form.remove();
      await portal.login(ANNA_AGAIN);
      const again = portal.put({ open: '' });
      await see(again, TITLES.form);
      expect(valueOf(again, 'legalRepresentative.name')).to.equal(LEGAL.name);
    });

    it('a deferral is for one login: the next user is prompted, and the same user after a new login', async () => {
      const portal = await openPortal(source);
      const defer = async (element: UnitCertification): Promise<void> => {
        await see(element, TITLES.prompt);
        await putOff(element);
      };
      const prompt = portal.put();
      await defer(prompt);
      await portal.login(ANNA_AGAIN);
      await prompt.refresh();
      await defer(prompt);
      await portal.login(BERT);
      await prompt.refresh();
      await defer(prompt);
    });

    it('known-status is ignored for the next user', async () => {
      const portal = await openPortal(source, CERTIFIED_BERT);
      const gate = portal.put({ for: 'a', 'known-status': 'certified' });
      await gate.refresh();
      expect(await gate.requireCertified()).to.equal(true);
      await portal.login(ANNA);
      await gate.refresh();
      const asked = gate.requireCertified('社保缴费');
      await see(gate, '“社保缴费”');
      press(gate, WORDS.gate.cancel);
      expect(await asked).to.equal(false);
      signOut();
      await portal.login(CERTIFIED_BERT);
      gate.setAttribute('known-status', 'certified');
      await gate.updateComplete;
      const { length } = await portal.arrived('status');
      expect(await gate.requireCertified()).to.equal(true);
      expect(await portal.arrived('status'), 'it is said anew').to.have.length(length);
    });

    it('actions of the former user do not continue', async () => {
      const portal = await openPortal(source);
      const link = Object.assign(document.createElement('a'), { href: '#pay', textContent: '社保缴费' });
      let paid = 0;
      link.addEventListener('click', () => paid++);
      document.body.append(link);
      undo.push(() => link.remove());
      const gate = portal.put({ for: 'a' });
      await waitUntil(() => portal.events.length);
      link.click();
      await see(gate, '“社保缴费”');
      const asked = gate.requireCertified('养老');
      await portal.login(CERTIFIED_BERT);
      await gate.refresh();
      expect(await asked).to.equal(false);
      await seeNothing(gate);
      expect(paid).to.equal(0);
      link.click();
      expect(paid, 'the new user’s own').to.equal(1);
    });

    it('a late answer is not shown, and has no event', async () => {
      const portal = await openPortal(source);
      await portal.login({ ...ANNA, status: { ...ANNA.status, delay: 600 } });
      const center = portal.put({}, 'unit-certification-center');
      await waitUntil(async () => (await portal.arrived('status')).length === 1);
      await portal.login(CERTIFIED_BERT);
      const all = watch(center);
      await center.refresh();
      await new Promise((resolve) => setTimeout(resolve, 800));
      expect(all()).not.to.include(WORDS.center.status.uncertified);
      const units = portal.events.map(({ detail }) => (detail as { unit?: { name: string } }).unit?.name);
      expect(units).to.deep.equal(['福建另一家有限公司']);
    });

    it('a late answer to a submission is not shown, and has no event', async () => {
      const portal = await openPortal(source);
      const form = await putFilledForm(portal);
      await portal.script({ submit: [{ ...answered('certified'), delay: 600 }] });
      press(form, WORDS.form.submit);
      await waitUntil(async () => (await portal.arrived('submit')).length === 1);
      await portal.login(BERT);
      await form.refresh();
      await see(form, TITLES.loginChanged);
      await new Promise((resolve) => setTimeout(resolve, 800));
      expect(shown(form)).to.include(TITLES.loginChanged);
      expect(portal.events.filter(({ type }) => type === 'certification-submitted')).to.deep.equal([]);
    });

    it('another tab’s login is noticed before anything is sent', async () => {
      const portal = await openPortal(source);
      const form = await putFilledForm(portal);
      await portal.login(BERT, { submit: [answered('certified')] });
      undo.push(advance(11_000));
      press(form, WORDS.form.submit);
      await see(form, TITLES.loginChanged);
      expect(await portal.arrived('submit')).to.deep.equal([]);
      await see(form, WORDS.results.loginChanged('福建另一家有限公司').text[0]!);
      let told = 0;
      form.addEventListener('certification-login-changed', () => told++);
      press(form, WORDS.results.proceed(''));
      await see(form, TITLES.form);
      expect(told).to.equal(1);
      expect(shown(form)).to.include('福建另一家有限公司');
    });

    it('another tab’s login is noticed before a re-check is withdrawn', async () => {
      const rechecked = ({ token, status }: User): User => {
        const { unit } = status.body as CertificationStatus;
        return {
          token,
          status: {
            body: statusOf('uncertified', { recheck: { reference: 'R7M29QXB', until: UNTIL }, unit }),
          },
        };
      };
      const portal = await openPortal(source, rechecked(ANNA));
      const center = portal.put({}, 'unit-certification-center');
      await stands(center, WORDS.center.withdraw.recheck);
      await portal.login(rechecked(BERT), { withdrawKept: [WITHDRAWN] });
      undo.push(advance(11_000));
      await withdrawRecheck(center);
      await waitUntil(async () => (await portal.usersOf('status')).includes('bert'));
      expect(await portal.usersOf('withdrawKept')).to.deep.equal([]);
      expect(labels(center)).to.include(WORDS.center.withdraw.recheck);
    });

    it('without a fresh token nothing is sent, and no typed value is lost', async () => {
      const portal = await openPortal('token-url');
      const form = await putFilledForm(portal);
      await portal.script({
        token: [{ cut: true }, { body: { token: ANNA.token } }],
        submit: [answered('certified')],
      });
      undo.push(advance(11_000));
      press(form, WORDS.form.submit);
      await see(form, TITLES.unreachable);
      expect(await portal.arrived('submit')).to.deep.equal([]);
      press(form, WORDS.prompt.retry);
      await see(form, TITLES.certified);
    });

    it('the login is checked when the user comes back to the page after a pause', async () => {
      const portal = await openPortal(source);
      const [prompt, center] = [portal.put(), portal.put({}, 'unit-certification-center')];
      await see(prompt, TITLES.prompt);
      await stands(center, WORDS.center.status.uncertified);
      await portal.login(CERTIFIED_BERT);
      undo.push(advance(4000));
      seen();
      await stands(center, CERTIFIED);
      await seeNothing(prompt);
    });

    it('a window that gets the focus again checks its login, as one that was visible beside the login', async () => {
      const portal = await openPortal(source);
      const form = await putFilledForm(portal);
      await portal.login(BERT);
      undo.push(advance(4000));
      window.dispatchEvent(new Event('focus'));
      await see(form, TITLES.loginChanged);
      expect(shown(form)).not.to.include('1231002X');
    });

    it('a page that is loaded for another login tells other tabs, and the next page of this login does not', async () => {
      const portal = await openPortal(source);
      const tab = otherTab();
      undo.push(tab.close);
      /** Ends what the page knows, as the next page does. Whether other tabs were told of a login before: messages keep their order. */
      const leave = async (): Promise<boolean> => {
        signOut();
        await waitUntil(() => tab.heard.at(-1) === 'signed-out');
        return tab.heard.splice(0).includes('login');
      };
      const load = async (): Promise<boolean> => {
        const { length } = portal.events;
        const center = portal.put({}, 'unit-certification-center');
        await waitUntil(() => portal.events.length > length);
        center.remove();
        return leave();
      };
      await leave();
      expect(await load()).to.equal(true);
      expect(await load()).to.equal(false);
      await portal.login(CERTIFIED_BERT);
      expect(await load()).to.equal(true);
      expect(JSON.stringify({ ...sessionStorage })).not.to.match(/bert|anna|913/);
    });

    it('other tabs announce a login and a sign-out', async () => {
      const portal = await openPortal(source);
      const tab = otherTab();
      undo.push(tab.close);
      const center = portal.put({}, 'unit-certification-center');
      await stands(center, WORDS.center.status.uncertified);
      await portal.login(CERTIFIED_BERT);
      tab.say('login');
      await stands(center, CERTIFIED);
      // This page has detected by itself that another user is logged in.
      await waitUntil(() => tab.heard.includes('login'));
      tab.say('signed-out');
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(centre(center), 'the portal still knows the user here').to.include(CERTIFIED);
      signOut();
      await waitUntil(() => tab.heard.includes('signed-out'));
      expect(tab.heard.every((message) => /^(changed|login|signed-out)$/.test(message as string))).to.equal(
        true,
      );
    });

    it('signOut() clears every element and all memory, and makes no request until an action', async () => {
      const portal = await openPortal(source);
      const form = portal.put({ open: '' });
      const center = portal.put({}, 'unit-certification-center');
      await see(form, TITLES.form);
      fillLegal(form);
      sessionStorage.setItem('unit-certification.deferred', '1');
      const asked = form.requireCertified();
      (customElements.get('unit-certification') as typeof UnitCertification).signOut();
      expect(shown(form)).to.equal('');
      expect(sessionStorage.getItem('unit-certification.deferred')).to.equal(null);
      await Promise.all([form.updateComplete, center.updateComplete]);
      expect(form.shadowRoot!.innerHTML).not.to.include(LEGAL.name);
      expect(centre(center))
        .not.to.include(WORDS.center.status.uncertified)
        .and.not.to.include(WORDS.center.history);
      const counts = async (): Promise<number[]> => [
        (await portal.arrived('status')).length,
        source === 'token-url' ? (await portal.arrived('token')).length : 0,
      ];
      const before = await counts();
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await counts()).to.deep.equal(before);
      expect(portal.events.filter(({ type }) => type === 'certification-error')).to.deep.equal([]);
      void asked;
      await portal.login(BERT);
      await form.refresh();
      await see(form, '福建另一家有限公司');
      expect(valueOf(form, 'legalRepresentative.name')).to.equal('');
      await stands(center, WORDS.center.status.uncertified);
    });

    it('signOut() clears the numbers in memory also before the first token', async () => {
      const count = new ListenerCount([window]);
      count.begin();
      undo.push(() => count.end());
      const portal = await openPortal(source);
      const form = portal.put({ open: '', 'known-status': 'uncertified' });
      form.getToken = () => new Promise<string>(() => undefined);
      await see(form, TITLES.form);
      fillLegal(form);
      expect(count.all()['pagehide'], 'the draft waits for it with its numbers').to.equal(1);
      signOut();
      await form.updateComplete;
      expect(count.all()['pagehide'] ?? 0).to.equal(0);
    });

    it('signOut() while a form is out of the page clears what was typed before the first token', async () => {
      const portal = await openPortal(source);
      const form = portal.put({ open: '', 'known-status': 'uncertified' });
      form.getToken = () => new Promise<string>(() => undefined);
      await see(form, TITLES.form);
      fillLegal(form);
      form.remove();
      await new Promise((resolve) => setTimeout(resolve));
      signOut();
      await portal.login(BERT);
      form.getToken = async () => BERT.token;
      document.body.append(form);
      const all = watch(form);
      await see(form, '福建另一家有限公司');
      expect(valueOf(form, 'legalRepresentative.name')).to.equal('');
      expect(all()).not.to.include(LEGAL.name).and.not.to.include('1231002X');
    });

    it('what was typed after signOut() stays when the form leaves the page and comes back', async () => {
      const portal = await openPortal(source);
      const form = portal.put({ open: '', 'known-status': 'uncertified' });
      form.getToken = () => new Promise<string>(() => undefined);
      await see(form, TITLES.form);
      signOut();
      await form.updateComplete;
      form.knownStatus = 'uncertified';
      form.open();
      await see(form, TITLES.form);
      fillLegal(form);
      form.remove();
      await new Promise((resolve) => setTimeout(resolve));
      document.body.append(form);
      await see(form, TITLES.form);
      expect(valueOf(form, 'legalRepresentative.name')).to.equal(LEGAL.name);
    });

    it('an element without a request loads the status when a new element finds another user', async () => {
      const portal = await openPortal(source, CERTIFIED_BERT);
      const tab = otherTab();
      undo.push(tab.close);
      const first = portal.put({}, 'unit-certification-center');
      await stands(first, CERTIFIED);
      // It stays in the layout, with its own source of tokens.
      const gate = portal.put({ for: 'a', 'known-status': 'certified' });
      const getToken = async (): Promise<string> =>
        ((await (await fetch(portal.tokenUrl)).json()) as { token: string }).token;
      gate.getToken = getToken;
      await gate.updateComplete;
      first.remove();
      await portal.login(ANNA);
      await stands(portal.put({}, 'unit-certification-center'), WORDS.center.status.uncertified);
      await waitUntil(() => tab.heard.includes('login'), 'other tabs are told');
      const asked = gate.requireCertified('社保缴费');
      await see(gate, '“社保缴费”');
      press(gate, WORDS.gate.cancel);
      expect(await asked).to.equal(false);
    });

    it('an answer about another unit than the token’s is dropped, and requested again', async () => {
      const portal = await openPortal(source);
      await portal.script({ status: [CERTIFIED_BERT.status, ANNA.status] });
      const center = portal.put({}, 'unit-certification-center');
      const all = watch(center);
      await stands(center, WORDS.center.status.uncertified);
      expect(all()).not.to.include(WORDS.center.passed);
      expect(await portal.arrived('status')).to.have.length(2);
    });

    it('numbers are cleared from memory also after a success that the prompt learns of', async () => {
      const portal = await openPortal(source);
      const prompt = portal.put();
      await see(prompt, TITLES.prompt);
      press(prompt, WORDS.prompt.confirm);
      await see(prompt, TITLES.form);
      fillLegal(prompt);
      press(prompt, WORDS.prompt.cancel);
      await see(prompt, TITLES.notice);
      await portal.script({ status: [{ body: statusOf('certified') }] });
      await prompt.refresh();
      await seeNothing(prompt);
      await portal.script({ status: [{ body: statusOf('uncertified') }] });
      await prompt.refresh();
      prompt.open();
      await see(prompt, TITLES.form);
      expect(valueOf(prompt, 'legalRepresentative.idNumber')).to.equal('');
      expect(valueOf(prompt, 'legalRepresentative.name')).to.equal(LEGAL.name);
    });
  });

describe('the message about another user', () => {
  afterEach(() => {
    cleanUp();
    signOut();
  });

  it('covers the page, which still shows the former unit', async () => {
    const portal = await openPortal('token-url');
    const form = await putFilledForm(portal);
    await portal.login(BERT);
    await form.refresh();
    await see(form, TITLES.loginChanged);
    const { backgroundColor } = getComputedStyle(form.shadowRoot!.querySelector('dialog')!, '::backdrop');
    expect(backgroundColor, 'opaque').to.match(/^rgb\(/);
    press(form, WORDS.results.close);
    await seeNothing(form);
  });
});

describe('help', () => {
  afterEach(() => {
    cleanUp();
    configure({ help: '' });
    signOut();
  });

  it('from the attribute is the page’s present text, not the former user’s', async () => {
    const portal = await openPortal('token-url');
    configure({ help: '江苏专线：12333' });
    const form = portal.put({ open: '' });
    await see(form, '江苏专线：12333');
    signOut();
    expect(shown(form)).to.equal('');
    configure({ help: '福建专线：12345' });
    await portal.login(BERT);
    const all = watch(form);
    await form.refresh();
    await see(form, '福建专线：12345');
    expect(all()).not.to.include('江苏专线');
  });

  it('in the slot is hidden after signOut(), and the next user sees its new content', async () => {
    const portal = await openPortal('token-url');
    const help = document.createElement('p');
    help.slot = 'help';
    help.textContent = '江苏专线：12333';
    const form = portal.put({ open: '' });
    form.append(help);
    await see(form, TITLES.form);
    expect(help.clientHeight).to.be.greaterThan(0);
    signOut();
    await form.updateComplete;
    expect(help.clientHeight).to.equal(0);
    help.remove();
    const next = Object.assign(document.createElement('p'), { slot: 'help', textContent: '福建专线：12345' });
    form.append(next);
    await portal.login(BERT);
    await form.refresh();
    await see(form, '福建另一家有限公司');
    expect(next.clientHeight).to.be.greaterThan(0);
  });
});

describe('two copies of the script in one page', () => {
  afterEach(() => {
    cleanUp();
    signOut();
  });

  it('signOut() of one clears the elements of the other, and makes no request', async () => {
    const copy = '/built/widget/unit-certification.js?another-copy';
    const { signOut: signOutOfCopy } = (await import(copy)) as { signOut: typeof signOut };
    expect(signOutOfCopy).not.to.equal(signOut);
    const portal = await openPortal('token-url');
    const form = portal.put({ open: '' });
    const center = portal.put({}, 'unit-certification-center');
    await see(form, TITLES.form);
    await stands(center, WORDS.center.status.uncertified);
    fillLegal(form);
    const { length } = await portal.arrived('token');
    signOutOfCopy();
    expect(shown(form)).to.equal('');
    await Promise.all([form.updateComplete, center.updateComplete]);
    expect(form.shadowRoot!.innerHTML).not.to.include(LEGAL.name);
    expect(centre(center))
      .not.to.include(WORDS.center.status.uncertified)
      .and.not.to.include(WORDS.center.history);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await portal.arrived('token')).to.have.length(length);
    await portal.login(BERT);
    await form.refresh();
    await see(form, '福建另一家有限公司');
    expect(valueOf(form, 'legalRepresentative.name')).to.equal('');
  });
});

describe('signOut() of the classic script, before its module has come', () => {
  type Loader = { signOut: typeof signOut };
  const page = window as { UnitCertification?: Loader };
  const undo: (() => void)[] = [];
  let early: Loader['signOut'];

  /** Runs the classic script; its module, at its own address, is loading. */
  async function load(bff: string): Promise<Loader> {
    const script = Object.assign(document.createElement('script'), {
      src: `${bff}/widget/unit-certification.classic.js`,
    });
    document.body.append(script);
    undo.push(() => script.remove());
    await new Promise((resolve) => script.addEventListener('load', resolve));
    early = page.UnitCertification!.signOut;
    return page.UnitCertification!;
  }

  /** Resolves when the module has replaced the loader's function. */
  const moduleComes = (loader: Loader): Promise<void> =>
    waitUntil(() => loader.signOut !== early, 'no module', { timeout: 8000 });

  afterEach(() => {
    for (const each of undo.splice(0)) each();
    cleanUp();
    delete page.UnitCertification;
    signOut();
  });

  it('forgets 取消 and announces it to other tabs; the module’s function replaces it', async () => {
    const portal = await openPortal('token-url');
    const tab = otherTab();
    undo.push(tab.close);
    sessionStorage.setItem('unit-certification.deferred', '1');
    const loader = await load(portal.bff);
    loader.signOut();
    expect(sessionStorage.getItem('unit-certification.deferred')).to.equal(null);
    await waitUntil(() => tab.heard.includes('signed-out'));
    await moduleComes(loader);
    const form = portal.put({ open: '' });
    await see(form, TITLES.form);
    loader.signOut();
    expect(shown(form)).to.equal('');
  });

  it('clears the elements of another copy of the script at once', async () => {
    const portal = await openPortal('token-url');
    const form = await putFilledForm(portal);
    const loader = await load(portal.bff);
    loader.signOut();
    const left = shown(form);
    await form.updateComplete;
    const { innerHTML } = form.shadowRoot!;
    await moduleComes(loader);
    expect(left).to.equal('');
    expect(innerHTML).not.to.include(LEGAL.name);
  });
});

describe('requireCertified()', () => {
  afterEach(() => {
    cleanUp();
    signOut();
  });

  it('lets nothing continue for a user who signs out before the status is known', async () => {
    const portal = await openPortal('token-url');
    await portal.script({ status: [{ ...ANNA.status, delay: 500 }] });
    const asked = portal.put({ for: '' }).requireCertified('社保缴费');
    await waitUntil(async () => (await portal.arrived('status')).length === 1);
    signOut();
    expect(await asked).to.equal(false);
  });

  it('checks the status again when its dialog has loaded: the unit may be certified by then', async () => {
    const portal = await openPortal('token-url');
    const element = portal.put();
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.cancel);
    await see(element, TITLES.notice);
    press(element, WORDS.results.acknowledge);
    await portal.script({ status: [{ body: statusOf('certified') }] });
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { fetch: real } = window;
    const putBack = replace(window, 'fetch', async (...request) => {
      const response = await real(...request);
      if (!String(request[0]).endsWith('/v1/certification')) return response;
      const text = await response.text();
      await held;
      return new Response(text, response);
    });
    const refreshed = element.refresh();
    await waitUntil(async () => (await portal.arrived('status')).length === 2);
    await new Promise((resolve) => setTimeout(resolve, 100));
    putBack();
    // The words of another language are loading when the answer arrives.
    element.locale = 'en';
    const asked = element.requireCertified('社保缴费');
    release();
    await refreshed;
    expect(await asked).to.equal(true);
    expect(shown(element)).to.equal('');
  });
});

describe('getToken', () => {
  afterEach(() => {
    cleanUp();
    signOut();
  });

  it('that is a new function with each rendering keeps session, status and typed values, and is not called each time', async () => {
    const portal = await openPortal('getToken');
    const element = await putFilledForm(portal);
    let asked = 0;
    const { length } = await portal.arrived('status');
    for (let rendering = 0; rendering < 5; rendering++) {
      element.getToken = async () => (asked++, ANNA.token);
      await element.updateComplete;
    }
    expect(asked).to.equal(0);
    expect(await portal.arrived('status')).to.have.length(length);
    expect(valueOf(element, 'legalRepresentative.name')).to.equal(LEGAL.name);
    await portal.script({ submit: [answered('certified')] });
    press(element, WORDS.form.submit);
    await see(element, TITLES.certified);
    expect(asked, 'the token is fresh for a submission').to.be.greaterThan(0);
  });

  it('differs in two elements: each keeps its own, and both show a success of one', async () => {
    const portal = await openPortal('getToken');
    const form = portal.put({ open: '' });
    const center = portal.put({}, 'unit-certification-center');
    center.getToken = async () => ANNA.token;
    await see(form, TITLES.form);
    await stands(center, WORDS.center.status.uncertified);
    fillLegal(form);
    await portal.script({ submit: [answered('certified')], status: [{ body: statusOf('certified') }] });
    press(form, WORDS.form.submit);
    await see(form, TITLES.certified);
    await stands(center, CERTIFIED);
  });

  it('that never resolves: every dialog can be closed, and an error is shown after ten seconds', async () => {
    const portal = await openPortal('getToken');
    const real = globalThis.setTimeout;
    let end: (() => void) | undefined;
    globalThis.setTimeout = ((run: () => void, delay?: number, ...rest: unknown[]) => {
      if (delay === 10_000) end ??= run; // the first one: the gate has a deadline of its own
      return real(run, delay, ...rest);
    }) as typeof setTimeout;
    try {
      const element = portal.put({ open: '' });
      element.getToken = () => new Promise<string>(() => undefined);
      await see(element, WORDS.prompt.opening);
      expect(button(element, WORDS.prompt.cancel)).to.be.ok;
      const asked = element.requireCertified();
      await waitUntil(() => end);
      end!();
      await see(element, TITLES.unreachable);
      expect(await asked).to.equal(true);
      element.getToken = async () => ANNA.token;
      press(element, WORDS.prompt.retry);
      await see(element, TITLES.form);
      fillLegal(element);
      end = undefined;
      element.getToken = () => new Promise<string>(() => undefined);
      await element.updateComplete;
      press(element, WORDS.form.submit);
      await see(element, WORDS.form.sending);
      press(element, WORDS.prompt.cancel);
      await seeNothing(element);
      element.open();
      await see(element, TITLES.form);
      expect(valueOf(element, 'legalRepresentative.name')).to.equal(LEGAL.name);
      expect(await portal.arrived('submit')).to.deep.equal([]);
    } finally {
      globalThis.setTimeout = real;
    }
  });

  it('that takes long causes no error: values typed meanwhile are sent', async () => {
    const portal = await openPortal('getToken');
    let answer: ((token: string) => void) | undefined;
    const element = portal.put({ open: '', 'known-status': 'uncertified' });
    element.getToken = () => new Promise<string>((resolve) => (answer = resolve));
    await see(element, TITLES.form);
    fillLegal(element);
    await portal.script({ submit: [answered('certified')] });
    await waitUntil(() => answer);
    answer!(ANNA.token);
    await waitUntil(() => portal.events.length);
    expect(shown(element)).to.include(TITLES.form);
    expect(valueOf(element, 'legalRepresentative.name')).to.equal(LEGAL.name);
    press(element, WORDS.form.submit);
    await see(element, TITLES.certified);
  });

  it('a listener of the page that throws breaks nothing', async () => {
    const portal = await openPortal('getToken');
    const { onerror } = window;
    window.onerror = () => true;
    try {
      const element = portal.put({ open: '' });
      for (const type of ['certification-status', 'certification-submitted'])
        element.addEventListener(type, () => {
          throw new Error('the page’s own');
        });
      await see(element, TITLES.form);
      fillLegal(element);
      await portal.script({ submit: [answered('certified')] });
      press(element, WORDS.form.submit);
      await see(element, TITLES.certified);
    } finally {
      window.onerror = onerror;
    }
  });
});
