import { expect, oneEvent } from '@open-wc/testing';
import type { CertificationStatus } from '../../../bff/contract/wire.ts';
import { UnitCertification } from '../../../widget/unit-certification.ts';
import { openCentre } from '../support/center.ts';
import { cleanUp, openPage, openSubmitted } from '../support/page.ts';
import { press, query, see, seeNothing, shown, submitForm } from '../support/user.ts';
import { answered, problem, scripted, statusOf, tokenOf } from '../support/scripted.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const create = (): UnitCertification => document.createElement('unit-certification') as UnitCertification;

describe('element', () => {
  afterEach(cleanUp);

  it('is defined once when the script is included twice', async () => {
    const address = '/built/widget/unit-certification.js?again';
    const second = (await import(address)) as { UnitCertification: CustomElementConstructor };
    expect(second.UnitCertification).not.to.equal(UnitCertification);
    expect(customElements.get('unit-certification')).to.equal(UnitCertification);
  });

  it('has a property for every attribute', async () => {
    const element = create();
    element.tokenUrl = '/token';
    element.knownStatus = 'certified';
    document.body.append(element);
    await element.updateComplete;
    expect(element.getAttribute('token-url')).to.equal('/token');
    expect(element.getAttribute('known-status')).to.equal('certified');
    element.setAttribute('appearance', 'large');
    expect(element.appearance).to.equal('large');
    element.appearance = undefined;
    await element.updateComplete;
    expect(element.hasAttribute('appearance')).to.equal(false);
  });

  it('opens the form by the attribute, by the property that frameworks set, and by the method of the same name', async () => {
    for (const open of [
      (element: UnitCertification) => element.setAttribute('open', ''),
      (element: UnitCertification) => (element.open = true),
      (element: UnitCertification) => (element.open = ''),
      (element: UnitCertification) => element.open(),
    ]) {
      const { element } = await openPage();
      await see(element, TITLES.prompt);
      open(element);
      await see(element, TITLES.form);
      element.remove();
    }
    const { element } = await openPage();
    element.open = false;
    await see(element, TITLES.prompt);
  });

  it('renders once at its start', async () => {
    for (const [name, value] of [
      ['for', ''],
      ['open', ''],
      ['known-status', 'certified'],
      ['known-status', 'uncertified'],
    ] as const)
      for (const tag of ['unit-certification', 'unit-certification-center']) {
        const { bff, tokenUrl } = await scripted();
        const element = document.createElement(tag) as UnitCertification;
        for (const [attribute, text] of Object.entries({ bff, 'token-url': tokenUrl, [name]: value }))
          element.setAttribute(attribute, text);
        document.body.append(element);
        // Lit: false when the update has scheduled another one.
        expect(await element.updateComplete, `${tag} ${name}="${value}"`).to.equal(true);
        element.remove();
      }
  });

  it('waits for a getToken that the page sets a moment later, without an error', async () => {
    const { bff } = await scripted();
    const element = create();
    const errors: Event[] = [];
    element.addEventListener('certification-error', (event) => errors.push(event));
    element.setAttribute('bff', `${bff}/`);
    document.body.append(element);
    await new Promise((resolve) => setTimeout(resolve, 100));
    element.getToken = async () => tokenOf();
    await see(element, TITLES.prompt);
    expect(errors).to.have.length(0);
  });

  for (const [name, call, title] of [
    ['open()', async (element: UnitCertification): Promise<void> => element.open(), TITLES.form],
    ['refresh()', (element: UnitCertification) => element.refresh(), TITLES.prompt],
    ['requireCertified()', (element: UnitCertification) => element.requireCertified(), TITLES.gate],
  ] as const)
    it(`waits for it also when ${name} was called before`, async () => {
      const { bff } = await scripted();
      const element = create();
      const errors: Event[] = [];
      element.addEventListener('certification-error', (event) => errors.push(event));
      element.setAttribute('bff', bff);
      document.body.append(element);
      const called = Promise.resolve(call(element)).catch(String);
      await new Promise((resolve) => setTimeout(resolve, 100));
      element.getToken = async () => tokenOf();
      await see(element, title);
      if (name === 'refresh()') expect(await called).to.deep.equal(statusOf('uncertified'));
      expect(errors).to.have.length(0);
    });

  it('reports misconfigured once when it has no source of tokens', async () => {
    const element = create();
    document.body.append(element);
    const { detail } = (await oneEvent(element, 'certification-error')) as CustomEvent;
    expect(detail).to.deep.equal({ code: 'misconfigured', retryable: false });
  });

  it('shares one status request and its result with the other elements of the page', async () => {
    const status = [{ body: statusOf('uncertified'), delay: 50 }, { body: statusOf('certified') }];
    const page = await openPage({}, { status, submit: [answered('certified')] });
    const other = create();
    const statuses: string[] = [];
    other.addEventListener('certification-status', (event) =>
      statuses.push((event as CustomEvent).detail.kinds[1].status),
    );
    other.setAttribute('for', '');
    other.setAttribute('bff', page.bff);
    other.setAttribute('token-url', page.tokenUrl);
    document.body.append(other);
    await see(page.element, TITLES.prompt);
    await waitUntil(() => statuses.length === 1);
    expect(await page.arrived('status')).to.have.length(1);
    expect(await page.arrived('token')).to.have.length(1);
    press(page.element, WORDS.prompt.confirm);
    await submitForm(page.element);
    await see(page.element, TITLES.certified);
    await waitUntil(() => statuses.length === 2);
    expect(statuses).to.deep.equal(['uncertified', 'certified']);
    expect(await other.requireCertified()).to.equal(true);
  });

  it('tells the other elements of a success although the next request for the status fails', async () => {
    const status = [{ body: statusOf('uncertified') }, problem(503, 'unavailable')];
    const page = await openPage({}, { status, submit: [answered('certified')] });
    await see(page.element, TITLES.prompt);
    const other = create();
    other.setAttribute('for', '');
    other.setAttribute('bff', page.bff);
    other.setAttribute('token-url', page.tokenUrl);
    document.body.append(other);
    await oneEvent(other, 'certification-status');
    press(page.element, WORDS.prompt.confirm);
    await submitForm(page.element);
    const { detail } = await oneEvent(other, 'certification-status');
    expect(detail.kinds[1].status).to.equal('certified');
    expect(await other.requireCertified()).to.equal(true);
    const statuses = page.events.filter(({ type }) => type === 'certification-status');
    expect(statuses).to.have.length(2);
  });

  it('makes no second request for a later element', async () => {
    const page = await openPage();
    await see(page.element, TITLES.prompt);
    const later = create();
    later.setAttribute('for', 'a');
    later.setAttribute('bff', page.bff);
    later.setAttribute('token-url', page.tokenUrl);
    setTimeout(() => document.body.append(later));
    await oneEvent(later, 'certification-status');
    expect(await page.arrived('status')).to.have.length(1);
  });

  it('shows nothing by itself as a gate or a center', async () => {
    for (const open of [() => openPage({ for: 'a' }), () => openCentre()]) {
      const { element, events } = await open();
      await waitUntil(() => events.length > 0);
      await element.updateComplete;
      expect(shown(element)).to.equal('');
    }
  });

  it('works when it leaves the page and comes back at any moment', async () => {
    const { element } = await openPage({}, { status: [{ body: statusOf('uncertified'), delay: 40 }] });
    for (const pause of [0, 1, 5, 20, 60]) {
      element.remove();
      await new Promise((resolve) => setTimeout(resolve, pause));
      document.body.append(element);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    await see(element, TITLES.prompt);
    expect(query(element, 'dialog').matches(':modal')).to.equal(true);
    expect(element.shadowRoot!.querySelectorAll('dialog')).to.have.length(1);
  });

  it('returns the focus to where it was when the element came back', async () => {
    const [former, later] = [document.createElement('button'), document.createElement('button')];
    document.body.append(former, later);
    former.focus();
    const { element } = await openPage({ open: '' });
    await see(element, TITLES.form);
    element.remove();
    await Promise.resolve();
    later.focus();
    document.body.append(element);
    await see(element, TITLES.form);
    await waitUntil(() => element.shadowRoot!.querySelector('dialog:modal'));
    press(element, WORDS.form.cancel);
    await seeNothing(element);
    expect(document.activeElement).to.equal(later);
    former.remove();
    later.remove();
  });

  it('returns the focus to where it was before it left, when nothing has it since', async () => {
    const former = document.createElement('button');
    document.body.append(former);
    former.focus();
    const { element } = await openPage({ open: '' });
    await see(element, TITLES.form);
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    document.body.append(element);
    await see(element, TITLES.form);
    press(element, WORDS.form.cancel);
    await seeNothing(element);
    expect(document.activeElement).to.equal(former);
    former.remove();
  });

  it('returns the focus to where the user was while it was hidden', async () => {
    const [opener, field] = [document.createElement('button'), document.createElement('input')];
    document.body.append(opener, field);
    opener.focus();
    const { element } = await openPage({ open: '' });
    await see(element, TITLES.form);
    element.hidden = true;
    await seeNothing(element);
    field.focus();
    element.hidden = false;
    await see(element, TITLES.form);
    press(element, WORDS.form.cancel);
    await seeNothing(element);
    expect(field.matches(':focus')).to.equal(true);
    opener.remove();
    field.remove();
  });

  it('keeps its dialog open, and its focus, while the page moves it by moveBefore()', async () => {
    const opener = document.createElement('button');
    const place = document.createElement('div');
    place.lang = 'en';
    document.body.append(opener, place);
    opener.focus();
    const { element } = await openPage({ open: '' });
    await see(element, TITLES.form);
    const dialog = query<HTMLDialogElement>(element, 'dialog');
    const field = query(element, 'input:focus');
    let closed = 0;
    dialog.addEventListener('close', () => closed++);
    (place as Element & { moveBefore(node: Node, child: null): void }).moveBefore(element, null);
    await waitUntil(() => dialog.lang === 'en', 'the language of its new place');
    expect(dialog.matches(':modal')).to.equal(true);
    expect(field.matches(':focus')).to.equal(true);
    expect(closed).to.equal(0);
    element.close();
    await seeNothing(element);
    expect(opener.matches(':focus')).to.equal(true);
    opener.remove();
    place.remove();
  });

  it('follows no language of the place that it was moved from by moveBefore()', async () => {
    const { element } = await openPage();
    await see(element, TITLES.prompt);
    const [from, to] = [0, 1].map(() => {
      const root = document.createElement('div').attachShadow({ mode: 'open' });
      document.body.append(root.host);
      return root as ShadowRoot & { moveBefore(node: Node, child: null): void };
    });
    from!.moveBefore(element, null);
    to!.moveBefore(element, null);
    await see(element, TITLES.prompt);
    let updates = 0;
    const update = element.requestUpdate.bind(element);
    element.requestUpdate = (...args: Parameters<typeof update>) => (updates++, update(...args));
    const change = async (root: ShadowRoot): Promise<number> => {
      updates = 0;
      const child = document.createElement('div');
      root.append(child);
      child.lang = 'en';
      await new Promise((resolve) => setTimeout(resolve));
      return updates;
    };
    expect(await change(from!), 'where it was').to.equal(0);
    expect(await change(to!), 'where it is').to.be.above(0);
    element.remove();
    for (const { host } of [from!, to!]) host.remove();
  });

  it('gives the page a status of its own, which the page may change', async () => {
    const { element } = await openPage({ for: '' }, { status: [{ body: statusOf('certified') }] });
    const change = ({ kinds }: CertificationStatus): unknown => kinds.splice(0);
    element.addEventListener('certification-status', ({ detail }: CustomEventInit) => change(detail));
    change(await element.refresh());
    expect(await element.requireCertified()).to.equal(true);
  });

  it('uses the page’s language unless set, and follows a change', async () => {
    document.documentElement.lang = 'en-GB';
    const { element } = await openPage();
    await see(element, 'Verify your organization');
    element.locale = 'zh-Hant';
    await see(element, '請完成單位實名認證');
    element.locale = undefined;
    document.documentElement.lang = 'zh-CN';
    await see(element, TITLES.prompt);
    document.documentElement.removeAttribute('lang');
  });

  describe('refresh()', () => {
    it('makes a request and resolves to the status', async () => {
      const page = await openPage(
        {},
        { status: [{ body: statusOf('uncertified') }, { body: statusOf('certified') }] },
      );
      await see(page.element, TITLES.prompt);
      expect(await page.element.refresh()).to.deep.equal(statusOf('certified'));
      await seeNothing(page.element);
      expect(page.events.map(({ detail }) => detail)).to.deep.equal([
        statusOf('uncertified'),
        statusOf('certified'),
      ]);
    });

    it('rejects with the code', async () => {
      const { element } = await openPage({}, { token: [{ status: 401 }] });
      let message = '';
      await element.refresh().catch((error: Error) => (message = error.message));
      expect(message).to.equal('session-expired');
    });
  });

  describe('requireCertified()', () => {
    it('resolves true at once when certified', async () => {
      const { element } = await openPage({ for: '' }, { status: [{ body: statusOf('certified') }] });
      expect(await element.requireCertified()).to.equal(true);
      expect(shown(element)).to.equal('');
    });

    it('resolves true after the user has certified, and offers to continue', async () => {
      const { element } = await openPage({ for: '' }, { submit: [answered('certified')] });
      const allowed = element.requireCertified();
      await see(element, TITLES.gate);
      press(element, WORDS.gate.confirm);
      await submitForm(element);
      await see(element, TITLES.certified);
      press(element, WORDS.results.proceed(''));
      expect(await allowed).to.equal(true);
    });

    it('resolves false when the user leaves', async () => {
      const { element } = await openPage({ for: '' });
      const allowed = element.requireCertified();
      await see(element, TITLES.gate);
      press(element, WORDS.gate.cancel);
      expect(await allowed).to.equal(false);
    });

    it('resolves false when the element leaves the page', async () => {
      const { element } = await openPage({ for: '' });
      const allowed = element.requireCertified();
      await see(element, TITLES.gate);
      element.remove();
      expect(await allowed).to.equal(false);
    });

    it('opens no dialog again for a caller that was answered when the element left', async () => {
      const { element } = await openPage({ for: '' });
      const allowed = element.requireCertified('Pay');
      await see(element, TITLES.gate);
      element.remove();
      expect(await allowed).to.equal(false);
      document.body.append(element);
      await element.refresh();
      await element.updateComplete;
      expect(shown(element)).to.equal('');
    });

    it('resolves when the element leaves or is hidden before the gate has loaded', async () => {
      for (const [gone, allowed] of [
        [(element: Element) => element.remove(), false],
        [(element: Element) => element.setAttribute('hidden', ''), true],
      ] as const) {
        const { element, events } = await openPage();
        await waitUntil(() => events.length > 0);
        element.close();
        const asked = element.requireCertified();
        gone(element);
        const waits = new Promise((resolve) => setTimeout(resolve, 5000, 'waits'));
        expect(await Promise.race([asked, waits])).to.equal(allowed);
        expect(shown(element)).to.equal('');
        element.remove();
      }
    }).timeout(15_000);

    it('resolves true when the status cannot be loaded', async () => {
      const { element } = await openPage({ for: '' }, { status: [{ status: 502, body: '' }] });
      expect(await element.requireCertified()).to.equal(true);
    });
  });

  it('puts no text into the page outside its dialogs', async () => {
    for (const attributes of [{}, { open: '' }, { for: 'a' }] as Record<string, string>[]) {
      const { element, events } = await openPage(attributes, { status: [{ body: statusOf('certified') }] });
      await waitUntil(() => events.length > 0);
      element.close();
      await element.updateComplete;
      expect(element.shadowRoot!.textContent.trim(), JSON.stringify(attributes)).to.equal('');
      expect(element.getBoundingClientRect().height).to.equal(0);
    }
  });

  it('writes no style on html and body, and causes no layout shift', async () => {
    const shifts: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    });
    observer.observe({ type: 'layout-shift', buffered: false });
    const before = document.documentElement.outerHTML.match(/<html[^>]*>|<body[^>]*>/g);
    const { element } = await openSubmitted({
      submit: [answered('rejected', { reason: 'registry-mismatch' })],
    });
    await see(element, TITLES.rejected);
    expect(document.documentElement.outerHTML.match(/<html[^>]*>|<body[^>]*>/g)).to.deep.equal(before);
    await new Promise((resolve) => setTimeout(resolve, 100));
    observer.disconnect();
    expect(shifts).to.deep.equal([]);
  });
});
