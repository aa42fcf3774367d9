/** The gate: the actions that it intercepts, and how it repeats them. */
import { expect } from '@open-wc/testing';
import { CASE_REFUSALS, type CaseRefusal } from '../../../bff/contract/cases.ts';
import { LAPSE_REASONS } from '../../../bff/contract/reasons.ts';
import type { CaseView } from '../../../bff/contract/wire.ts';
import { $, addBusiness, certify, done, openGate, pause, withBusiness } from '../support/business.ts';
import { cleanUp, openPage } from '../support/page.ts';
import { button, firstLayerOf, labelsIn, othersIn, press, see, seeNothing, shown } from '../support/user.ts';
import { formOf, problem, statusOf } from '../support/scripted.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

describe('gate', () => {
  withBusiness();

  const CASE: CaseView = {
    reference: 'P4XW7TRH',
    state: 'open',
    openedAt: '2026-11-24T08:00:00Z',
    until: '2026-12-24T15:59:59.999Z',
  };

  it('shows nothing until a business is started, then names it', async () => {
    const { element } = await openGate();
    expect(shown(element)).to.equal('');
    $('a').click();
    await see(element, TITLES.gate);
    expect(shown(element)).to.include(WORDS.gate.ask('社保缴费', true).text[0]);
    expect(element.shadowRoot!.activeElement).to.have.property('innerText', WORDS.gate.confirm);
    expect(done).to.deep.equal([]);
  });

  it('does not intercept other elements', async () => {
    const { element } = await openGate();
    $('#free').click();
    expect(done).to.deep.equal(['click free']);
    expect(shown(element)).to.equal('');
  });

  it('continues a link after the certification, once, also after a double click', async () => {
    const page = await openGate();
    $('a').click();
    $('a').click();
    await certify(page);
    await waitUntil(() => done.length > 0);
    await pause(100);
    expect(done).to.deep.equal(['click #pay']);
    $('a').click();
    expect(done, 'from now on nothing is intercepted').to.deep.equal(['click #pay', 'click #pay']);
  });

  it('continues a click on something inside a button', async () => {
    const page = await openGate();
    $('#print b').click();
    await see(page.element, '“打印 凭证”');
    await certify(page);
    await waitUntil(() => done.length > 0);
    expect(done).to.deep.equal(['click print']);
  });

  it('submits the same form, with the pressed button’s value and address', async () => {
    const page = await openGate();
    $('#remove').click();
    await see(page.element, '“人员增减申报”');
    await certify(page);
    await waitUntil(() => done.length > 0);
    await pause(50);
    expect(done).to.deep.equal(['submit person=张三&action=remove to #second']);
  });

  it('intercepts Enter in a field and requestSubmit(), after the form’s own checks', async () => {
    const page = await openGate();
    const form = $('form') as HTMLFormElement;
    const field = $('input') as HTMLInputElement;
    field.value = '';
    form.requestSubmit();
    await pause(50);
    expect(shown(page.element), 'an invalid form is the page’s business').to.equal('');
    field.value = '李四';
    form.requestSubmit();
    await certify(page);
    await waitUntil(() => done.length > 0);
    expect(done).to.deep.equal(['submit person=李四 to #first']);
  });

  it('intercepts a selected submit button of a form that is not selected', async () => {
    const page = await openGate({}, { for: '#remove' });
    $('#add').click();
    expect(done).to.deep.equal(['submit person=张三&action=add to #first']);
    done.length = 0;
    $('#remove').click();
    await certify(page);
    await waitUntil(() => done.length > 0);
    expect(done).to.deep.equal(['submit person=张三&action=remove to #second']);
  });

  it('intercepts elements that are added after the widget', async () => {
    const page = await openGate();
    addBusiness('<a class="business" href="#late">以后</a>');
    $('[href="#late"]').click();
    await see(page.element, '“以后”');
    expect(done).to.deep.equal([]);
  });

  it('keeps the modifier keys of a click', async () => {
    const page = await openGate();
    let keys = '';
    const see = (event: MouseEvent): void => void (keys = `${event.type} ${event.ctrlKey} ${event.button}`);
    document.addEventListener('click', see);
    $('#print').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true }));
    expect(keys).to.equal('');
    await certify(page);
    await waitUntil(() => keys);
    document.removeEventListener('click', see);
    expect(keys).to.equal('click true 0');
  });

  it('drops the business when the user leaves', async () => {
    const page = await openGate();
    $('#add').click();
    await see(page.element, TITLES.gate);
    press(page.element, WORDS.gate.cancel);
    await seeNothing(page.element);
    await pause(50);
    expect(done).to.deep.equal([]);
    $('a').click();
    await certify(page);
    await waitUntil(() => done.length > 0);
    expect(done).to.deep.equal(['click #pay']);
  });

  it('drops the business, and intercepts nothing more, when the widget leaves the page', async () => {
    const page = await openGate();
    $('#add').click();
    await see(page.element, TITLES.gate);
    page.element.remove();
    await pause(50);
    expect(done).to.deep.equal([]);
    $('a').click();
    expect(done).to.deep.equal(['click #pay']);
  });

  it('continues when the unit turns out to be certified elsewhere', async () => {
    const { element, script } = await openGate();
    await script({ status: [{ body: statusOf('certified') }] });
    $('a').click();
    await see(element, TITLES.alreadyCertified);
    press(element, WORDS.results.proceed('社保缴费'));
    await waitUntil(() => done.length > 0);
    expect(done).to.deep.equal(['click #pay']);
  });

  it('neither blocks nor delays actions of a certified unit', async () => {
    await openGate({ status: [{ body: statusOf('certified') }] });
    $('a').click();
    expect(done).to.deep.equal(['click #pay']);
    $('#add').click();
    expect(done[1]).to.equal('submit person=张三&action=add to #first');
  });

  it('makes no request and intercepts nothing with known-status certified', async () => {
    const { arrived } = await openGate({}, { 'known-status': 'certified' });
    $('a').click();
    expect(done).to.deep.equal(['click #pay']);
    expect(await arrived('token')).to.have.length(0);
  });

  it('asks, and intercepts again, when the page takes back known-status certified', async () => {
    const { element, arrived } = await openGate(
      { status: [{ body: statusOf('lapsed') }] },
      { 'known-status': 'certified' },
    );
    element.knownStatus = 'lapsed';
    await waitUntil(async () => (await arrived('status')).length > 0);
    $('a').click();
    await see(element, TITLES.gate);
    expect(done).to.deep.equal([]);
  });

  it('opens the dialog at once with known-status uncertified', async () => {
    const { element } = await openGate(
      { status: [{ body: statusOf('uncertified'), delay: 2000 }] },
      { 'known-status': 'uncertified' },
    );
    $('a').click();
    await waitUntil(() => shown(element).includes(TITLES.gate), 'late', { timeout: 500 });
  });

  it('waits for a running status request, then continues once', async () => {
    await openGate({ status: [{ body: statusOf('certified'), delay: 500 }] });
    $('#add').click();
    $('#add').click();
    expect(done).to.deep.equal([]);
    await waitUntil(() => done.length > 0);
    const second = { bubbles: true, cancelable: true, detail: 2 };
    $('#print').dispatchEvent(new MouseEvent('click', second));
    await pause(50);
    expect(done).to.deep.equal(['submit person=张三&action=add to #first', 'click print']);
  });

  it('repeats nothing after the user has left the page, also when the page comes back from history', async () => {
    const { events } = await openGate({ status: [{ body: statusOf('certified'), delay: 500 }] });
    $('a').click();
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    await waitUntil(() => events.length > 0);
    await pause(50);
    expect(done).to.deep.equal([]);
  });

  for (const [name, step, longest] of [
    ['an outage', problem(503, 'unavailable'), 1000],
    ['a BFF that does not answer', { body: statusOf('uncertified'), delay: 8000 }, 4000],
  ] as const)
    it(`lets the action through when the status cannot be loaded: ${name}`, async () => {
      const { element } = await openGate({ status: [step] });
      $('a').click();
      await waitUntil(() => done.length > 0, 'intercepted', { timeout: longest });
      expect(done).to.deep.equal(['click #pay']);
      expect(shown(element)).to.equal('');
    });

  it('lets the action through when the widget fails, and intercepts the next one', async () => {
    const { element } = await openGate();
    const { certification } = element;
    const { requireCertified } = certification;
    certification.requireCertified = () => Promise.reject(new Error('made up'));
    $('a').click();
    await waitUntil(() => done.length > 0, 'swallowed');
    expect(done).to.deep.equal(['click #pay']);
    certification.requireCertified = requireCertified;
    $('#print').click();
    await see(element, TITLES.gate);
    expect(done).to.deep.equal(['click #pay']);
  });

  it('shows 正在核验 or 请联系管理员 when the user cannot certify', async () => {
    const pending = await openGate({ status: [{ body: statusOf('pending') }] });
    $('a').click();
    await see(pending.element, TITLES.pending);
    cleanUp();
    const operator = await openGate({ status: [{ body: statusOf('uncertified', { canSubmit: false }) }] });
    $('a').click();
    await see(operator.element, TITLES.operator);
    press(operator.element, WORDS.gate.confirm);
    await seeNothing(operator.element);
    expect(done).to.deep.equal([]);
  });

  it('says that a re-check runs, leads to it, and still to the form', async () => {
    const recheck = { reference: 'R7M29QXB', until: '2026-12-24T15:59:59.999Z' };
    const status = [{ body: statusOf('uncertified', { refused: 'registry-mismatch', recheck }) }];
    const { element, events } = await openGate({ status }, { 'center-url': '#centre' });
    $('a').click();
    const { title, text } = WORDS.gate.rechecking('社保缴费', '2026年12月24日');
    await see(element, text[0]!);
    expect(shown(element))
      .to.include(title)
      .and.include(WORDS.results.beside.recheck)
      .and.not.include(TITLES.gate);
    press(element, WORDS.gate.progress);
    await waitUntil(() => events.some(({ type }) => type === 'certification-center'));
    await seeNothing(element);
    await pause(50);
    $('a').click();
    await see(element, WORDS.gate.rechecking('', '').title);
    press(element, WORDS.results.ways.refused.certify.button);
    await see(element, TITLES.form);
    cleanUp();
    const other = await openGate({ status }, { 'center-url': '#centre?resume={resume}' });
    $('a').click();
    await see(other.element, WORDS.gate.rechecking('', '').title);
    expect(() => press(other.element, WORDS.results.ways.refused.certify.button)).to.throw('no button');
    press(other.element, WORDS.gate.progress);
    await waitUntil(() => other.events.some(({ type }) => type === 'certification-center'));
  });

  it('offers beside a re-check only what is open', async () => {
    const recheck = { reference: 'R7M29QXB', until: '2026-12-24T15:59:59.999Z' };
    const attempts = { remaining: 0, resetsAt: '2026-11-25T22:54:10Z' };
    const waits = { refused: 'registry-mismatch', recheck, form: formOf('market', true) } as const;
    const gated = async (change: Parameters<typeof statusOf>[1]) => {
      const status = [{ body: statusOf('uncertified', { ...waits, ...change }) }];
      const { element } = await openGate({ status }, { 'center-url': '#centre' });
      $('a').click();
      await see(element, WORDS.gate.rechecking('', '').title);
      return element;
    };
    const { cancel, progress } = WORDS.gate;
    const { refused } = WORDS.results.ways;
    const [counter, correct] = [refused.counter.button, refused.certify.button];
    const all = await gated({});
    expect(labelsIn(all)).to.deep.equal([counter, correct, progress]);
    expect(button(all, cancel).matches('.close')).to.equal(true);
    cleanUp();
    const closed = await gated({ attempts });
    expect(labelsIn(closed)).to.deep.equal([cancel, counter, progress]);
    expect(shown(closed))
      .to.include(WORDS.results.attemptsUsedUp(attempts.resetsAt))
      .and.not.include(WORDS.results.beside.recheck);
    press(closed, counter);
    await see(closed, WORDS.kept.forms.counter.text!);
    cleanUp();
    expect(labelsIn(await gated({ canSubmit: false }))).to.deep.equal([cancel, progress]);
    cleanUp();
    const status = [{ body: statusOf('uncertified', { ...waits, canSubmit: false }) }];
    const { element } = await openGate({ status });
    $('a').click();
    await see(element, WORDS.gate.rechecking('', '').title);
    expect(labelsIn(element)).to.deep.equal([cancel]);
  });

  it('says what the prompt says where the authority comes first or no register answers', async () => {
    const { results, kept } = WORDS;
    const doubted: CaseView = {
      ...CASE,
      state: 'refused',
      endedAt: CASE.openedAt,
      reason: 'papers-in-doubt',
    };
    const market = formOf('market', true);
    for (const [body, title] of [
      [statusOf('uncertified', { refused: 'unit-not-active', form: market }), results.earlier],
      [statusOf('uncertified', { case: doubted, form: market }), kept.ends.refused.title],
      [
        statusOf('uncertified', { form: { fields: [], reason: 'no-source' } }),
        results.trouble['no-source'].title,
      ],
    ] as const) {
      const { element } = await openGate({ status: [{ body }] });
      $('a').click();
      await see(element, title);
      expect(shown(element)).not.to.include(TITLES.gate);
      const names = [...labelsIn(element), ...othersIn(element)];
      cleanUp();
      const prompts = await openPage({}, { status: [{ body }] });
      await see(prompts.element, title);
      expect(names).to.deep.equal([...labelsIn(prompts.element), ...othersIn(prompts.element)]);
      cleanUp();
    }
  });

  it('leads to the counter where the papers decide it', async () => {
    const { gate, results, kept } = WORDS;
    const body = statusOf('uncertified', { form: formOf('counter') });
    const { element } = await openGate({ status: [{ body }] });
    $('a').click();
    await see(element, TITLES.gate);
    expect(shown(element)).to.include(results.atCounter);
    expect(labelsIn(element)).to.deep.equal([gate.cancel, results.ways.refused.counter.button]);
    press(element, results.ways.refused.counter.button);
    await see(element, kept.forms.counter.text!);
  });

  it('opens the form in place though there is a center', async () => {
    const { element, events } = await openGate({}, { 'center-url': '/centre' });
    $('a').click();
    await see(element, TITLES.gate);
    press(element, WORDS.gate.confirm);
    await see(element, TITLES.form);
    expect(events.map(({ type }) => type)).not.to.include('certification-center');
  });

  it('leads to the center when `center-url` contains {resume}', async () => {
    const { element, events } = await openGate({}, { 'center-url': '#centre?resume={resume}' });
    $('a').setAttribute('href', '/pay?year=2026');
    $('a').click();
    await see(element, TITLES.gate);
    press(element, WORDS.gate.confirm);
    await seeNothing(element);
    const { detail } = events.find(({ type }) => type === 'certification-center')!;
    expect(detail).to.deep.equal({ url: '#centre?resume=%2Fpay%3Fyear%3D2026' });
    expect(location.hash).to.equal('#centre?resume=%2Fpay%3Fyear%3D2026');
    history.replaceState(null, '', location.pathname + location.search);
    expect(done).to.deep.equal([]);
  });

  const openWithCase = async (change: Partial<CaseView>, attributes = {}) => {
    const body = statusOf('uncertified', { form: formOf('market', true), case: { ...CASE, ...change } });
    const page = await openGate({ status: [{ body }] }, attributes);
    $('a').click();
    return page;
  };

  for (const [stage, change] of [
    ['open', { bring: ['certificate'] }],
    ['seen', { seen: true }],
    ['returned', { bring: ['certificate', 'agent-document'], returned: true }],
  ] as const)
    it(`says of a case that waits at the counter and is ${stage} what comes next, with its number, and shows it`, async () => {
      const { element } = await openWithCase(change as Partial<CaseView>);
      const { title, text, then } = WORDS.gate.case;
      const said = text[stage]({
        agent: stage === 'returned',
        reference: 'P4XW-7TRH',
        until: '2026年12月24日',
      });
      await see(element, said);
      await see(element, then('社保缴费'));
      expect(shown(element)).to.include(title).and.not.include(TITLES.gate);
      press(element, WORDS.gate.progress);
      await see(element, TITLES.caseWaiting);
      expect(done).to.deep.equal([]);
    });

  /** The authority comes first, which the prompt says. */
  const FOR_AUTHORITY: readonly CaseRefusal[] = ['papers-in-doubt', 'unit-not-active'];

  for (const reason of FOR_AUTHORITY)
    it(`says what the counter has said when it has refused because of ${reason}`, async () => {
      const { element } = await openWithCase({ state: 'refused', endedAt: '2026-11-26T08:00:00Z', reason });
      await see(element, WORDS.kept.ends.refused.by[reason]);
      expect(shown(element)).to.include(WORDS.kept.ends.refused.title).and.not.include(TITLES.gate);
    });

  for (const reason of CASE_REFUSALS.filter((each) => !FOR_AUTHORITY.includes(each)))
    it(`says that the counter has refused because of ${reason}, the ways on, and the business that waits`, async () => {
      const { element } = await openWithCase({ state: 'refused', endedAt: '2026-11-26T08:00:00Z', reason });
      await see(element, WORDS.kept.ends.refused.by[reason]);
      expect(shown(element)).to.include(WORDS.results.afterwards('社保缴费', false));
      const ways = WORDS.results.ways['at-counter'];
      expect(labelsIn(element)).to.deep.equal([ways.counter.button]);
      expect(othersIn(element)).to.deep.equal([ways.certify.button]);
      press(element, ways.counter.button);
      await see(element, WORDS.kept.forms.counter.text!);
    });

  it('says that the last claim was refused, why, what is left and the ways on, before it asks for anything', async () => {
    const { element } = await openGate({
      status: [{ body: statusOf('uncertified', { refused: 'registry-mismatch' }) }],
    });
    $('a').click();
    await see(element, TITLES.refusedEarlier);
    const { results } = WORDS;
    expect(firstLayerOf(element))
      .to.include(results.reasons['registry-mismatch'])
      .and.include(results.attemptsLeft(4))
      .and.include(results.afterwards('社保缴费', true));
    expect(labelsIn(element)).to.deep.equal([results.ways.refused.certify.button]);
    expect(othersIn(element)).to.deep.equal([results.ways.refused.recheck.button]);
    press(element, results.ways.refused.certify.button);
    await see(element, TITLES.form);
  });

  it('leads to the center, as the page wants it, when it has said what happened', async () => {
    const { element, events } = await openGate(
      { status: [{ body: statusOf('uncertified', { refused: 'registry-mismatch' }) }] },
      { 'center-url': '#centre?resume={resume}' },
    );
    $('a').click();
    await see(element, TITLES.refusedEarlier);
    expect([...labelsIn(element), ...othersIn(element)]).to.deep.equal([WORDS.results.center]);
    press(element, WORDS.results.center);
    await waitUntil(() => events.some(({ type }) => type === 'certification-center'));
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('says from when attempts are possible again', async () => {
    const attempts = { remaining: 0, resetsAt: '2026-11-25T16:00:00Z' };
    const { element } = await openGate({ status: [{ body: statusOf('uncertified', { attempts }) }] });
    $('a').click();
    await see(element, TITLES.tooManyAttempts);
    expect(shown(element)).to.include('11月26日 00:00').and.not.include(TITLES.gate);
  });

  it('says from when applications at the counter are possible again, where there is no other way', async () => {
    const caseAttempts = { remaining: 0, resetsAt: '2026-11-25T01:00:00Z' };
    const body = statusOf('uncertified', { form: formOf('counter'), caseAttempts });
    const { element } = await openGate({ status: [{ body }] });
    $('a').click();
    await see(element, WORDS.results.casesUsedUp(WORDS.results.when(caseAttempts.resetsAt)).text[0]!);
    expect(shown(element)).not.to.include(TITLES.gate);
  });

  it('says what the prompt says when the certification has lapsed because the unit is not active', async () => {
    const { element } = await openGate({
      status: [{ body: statusOf('lapsed', { lapse: 'unit-not-active' }) }],
    });
    $('a').click();
    const { inactive, ways } = WORDS.results;
    await see(element, inactive.title);
    expect(shown(element)).to.include(inactive.lapsed);
    expect(labelsIn(element)).to.deep.equal([ways.inactive.certify.button]);
  });

  for (const reason of LAPSE_REASONS.filter((each) => each !== 'unit-not-active'))
    it(`says that the certification has lapsed: ${reason}`, async () => {
      const body = statusOf('lapsed', { lapse: reason });
      const { element } = await openGate({ status: [{ body }] });
      $('a').click();
      const { revoked, lapsed } = WORDS.again;
      await see(element, reason === 'revoked' ? revoked.text[0]! : lapsed(reason));
      const text =
        reason === 'revoked'
          ? WORDS.gate.ask('社保缴费', true).text[0]
          : WORDS.results.afterwards('社保缴费', true);
      expect(shown(element)).to.include(text);
      expect(shown(element).includes(revoked.title)).to.equal(reason === 'revoked');
      expect(shown(element)).to.include(reason === 'revoked' ? revoked.confirm : WORDS.gate.confirm);
    });

  it('follows a change of the language', async () => {
    const { element } = await openGate();
    $('a').click();
    await see(element, TITLES.gate);
    element.locale = 'en';
    await see(element, 'Verify your organization first');
  });
});
