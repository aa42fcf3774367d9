import { expect } from '@open-wc/testing';
import type { LapseReason } from '../../../bff/contract/reasons.ts';
import { cleanUp, openForm, openPage } from '../support/page.ts';
import { firstLayerOf, press, query, see, seeNothing, shown, putOff } from '../support/user.ts';
import { watch } from '../support/logins.ts';
import { formOf, problem, statusOf, tokenOf } from '../support/scripted.ts';
import { TITLES, WORDS, wordsFor } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const typesOf = (events: { type: string }[]): string[] => events.map(({ type }) => type);

describe('prompt', () => {
  afterEach(cleanUp);

  it('asks an uncertified unit, with the words of the manual', async () => {
    const { element, events } = await openPage();
    await see(element, TITLES.prompt);
    expect(shown(element)).to.include(WORDS.prompt.ask.text[0]);
    expect(shown(element)).to.include(WORDS.prompt.ask.text[1]);
    expect(element.shadowRoot!.activeElement).to.have.property('innerText', WORDS.prompt.confirm);
    expect(events).to.deep.equal([{ type: 'certification-status', detail: statusOf('uncertified') }]);
  });

  it('names the certificate of the unit’s class', async () => {
    const kindergarten = { code: '12320100466000017X', name: '云川市第一幼儿园' };
    const { element } = await openPage(
      {},
      { status: [{ body: statusOf('uncertified', { unit: kindergarten }) }] },
    );
    await see(element, wordsFor(kindergarten.code).prompt.ask.text[1]!);
    expect(shown(element)).not.to.include(WORDS.prompt.ask.text[1]);
  });

  it('says in the place of the prompt that no register has this class of units, with the help', async () => {
    const body = statusOf('uncertified', { form: { fields: [], reason: 'no-source' } });
    const { element, events } = await openPage({ help: '请拨打12333' }, { status: [{ body }] });
    await see(element, WORDS.results.trouble['no-source'].text[0]!);
    expect(shown(element)).to.include('请拨打12333');
    press(element, WORDS.results.close);
    await seeNothing(element);
    expect(typesOf(events)).to.include('certification-deferred');
  });

  it('says why the certification has lapsed', async () => {
    const { element } = await openPage({}, { status: [{ body: statusOf('lapsed') }] });
    await see(element, WORDS.again.lapsed(undefined));
    expect(shown(element)).to.include(WORDS.again.title).and.not.include(TITLES.prompt);
    expect(shown(element)).not.to.include(WORDS.prompt.ask.text[0]);
    expect(shown(element)).to.include(WORDS.prompt.ask.text[1]);
  });

  const reasons: LapseReason[] = [
    'representative-changed',
    'registration-changed',
    'unit-not-active',
    'revoked',
  ];
  const said = (lapse: LapseReason): string => {
    const { again, results } = WORDS;
    if (lapse === 'revoked') return again.revoked.needed;
    return lapse === 'unit-not-active' ? results.inactive.lapsed : again.lapsed(lapse);
  };
  for (const lapse of reasons)
    it(`says why a certification has lapsed: ${lapse}, also when the portal knows only that it has`, async () => {
      const { element } = await openPage({}, { status: [{ body: statusOf('lapsed', { lapse }) }] });
      await see(element, said(lapse));
      cleanUp();
      const assumed = await openPage(
        { 'known-status': 'lapsed' },
        { status: [{ body: statusOf('lapsed', { lapse }) }] },
      );
      await see(assumed.element, said(lapse));
    });

  it('says nothing of a reason that only a newer service knows', async () => {
    const newer = 'merged' as LapseReason;
    const { element } = await openPage({}, { status: [{ body: statusOf('lapsed', { lapse: newer }) }] });
    await see(element, WORDS.again.lapsed(undefined));
    cleanUp();
    const due = {
      at: new Date(Date.now() + 86_400_000).toISOString(),
      reason: newer as 'registration-changed',
    };
    const later = await openPage({}, { status: [{ body: statusOf('certified', { due }) }] });
    await see(later.element, WORDS.again.title);
    expect(shown(later.element)).not.to.include('undefined');
  });

  it('sends a unit that is not active to its authority first, also in the place of a form that would be refused', async () => {
    for (const body of [
      statusOf('lapsed', { lapse: 'unit-not-active' }),
      statusOf('uncertified', { refused: 'unit-not-active' }),
      statusOf('certified', { due: { at: '2026-12-24T15:59:59.999Z', reason: 'unit-not-active' } }),
    ]) {
      const { element } = await openPage({ open: '', help: '请拨打12333' }, { status: [{ body }] });
      await see(element, WORDS.results.ways.inactive.certify.button);
      expect(shown(element)).to.include('市场监管部门').and.include('请拨打12333');
      press(element, WORDS.results.ways.inactive.certify.button);
      await see(element, TITLES.form);
      cleanUp();
    }
  });

  it('says after a revocation so in its title, and whom to ask', async () => {
    const status = [{ body: statusOf('lapsed', { lapse: 'revoked' }) }];
    const { element } = await openPage({ help: '请拨打12333' }, { status });
    await see(element, WORDS.again.revoked.title);
    expect(shown(element)).to.include(WORDS.again.revoked.text[0]).and.include('请拨打12333');
    expect(firstLayerOf(element), 'whom to ask, before what to prepare').to.match(
      new RegExp(`^${WORDS.again.revoked.title}${WORDS.again.revoked.text[0]}`),
    );
    expect(shown(element).match(/撤销/g), 'said twice').to.have.length(1);
    press(element, WORDS.again.revoked.confirm);
    await see(element, TITLES.form);
  });

  it('says that a class of units without a register goes to the counter', async () => {
    const unit = { code: '31320000MA1DEMO29D', name: '江苏示例律师事务所' };
    const body = statusOf('uncertified', { unit, form: formOf('counter') });
    const { element } = await openPage({ 'known-status': 'uncertified' }, { status: [{ body, delay: 300 }] });
    await see(element, wordsFor(unit.code).results.atCounter);
    expect(shown(element)).to.include(WORDS.prompt.ask.text[0]).and.not.include('约2分钟');
  });

  it('is not shown over the form of another element, and comes with refresh() when that is closed', async () => {
    const first = await openForm();
    const { element, events } = await openPage();
    await waitUntil(() => events.length);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await seeNothing(element);
    await element.refresh();
    await seeNothing(element);
    first.element.close();
    await element.refresh();
    await see(element, TITLES.prompt);
  });

  it('does not come back over the form that another element has opened over it', async () => {
    const { element: asks } = await openPage();
    await see(asks, TITLES.prompt);
    const { element: other } = await openForm();
    asks.close();
    await asks.refresh();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await seeNothing(asks);
    expect(shown(other)).to.include(TITLES.form);
  });

  it('is not shown while a refused claim is re-checked', async () => {
    const body = statusOf('uncertified', {
      refused: 'registry-mismatch',
      recheck: { reference: 'R7M29QXB', until: '2026-12-24T15:59:59.999Z' },
    });
    const { element, events } = await openPage({}, { status: [{ body }] });
    await waitUntil(() => events.length === 1);
    await element.updateComplete;
    expect(shown(element)).to.equal('');
    cleanUp();
    const assumed = await openPage({ 'known-status': 'uncertified' }, { status: [{ body }] });
    await waitUntil(() => assumed.events.length === 1);
    await seeNothing(assumed.element);
    assumed.element.open();
    await see(assumed.element, TITLES.form);
  });

  for (const status of ['certified', 'pending'] as const)
    it(`shows nothing to a unit that is ${status}`, async () => {
      const { element, events } = await openPage({}, { status: [{ body: statusOf(status) }] });
      await waitUntil(() => events.length === 1);
      await element.updateComplete;
      expect(events[0]!.detail).to.deep.equal(statusOf(status));
      expect(shown(element)).to.equal('');
    });

  for (const [status, body] of Object.entries({
    uncertified: statusOf('uncertified'),
    certified: statusOf('certified'),
    'not active': statusOf('uncertified', { refused: 'unit-not-active' }),
    used: statusOf('uncertified', { attempts: { remaining: 0, resetsAt: '2026-11-25T16:00:00Z' } }),
  }))
    it(`follows the service’s status, and never that of the portal: ${status}`, async () => {
      const script = { token: [{ body: { token: tokenOf() }, delay: 200 }], status: [{ body, delay: 200 }] };
      const { element } = await openPage({ 'known-status': 'uncertified' }, script);
      const seen = watch(element);
      const before = new Promise((resolve) =>
        element.addEventListener('certification-status', () => resolve(seen())),
      );
      expect(await before).to.equal('');
      switch (status) {
        case 'uncertified':
          return see(element, TITLES.prompt);
        case 'not active':
          return see(element, WORDS.results.earlier);
        case 'used':
          return see(element, TITLES.tooManyAttempts);
        default:
          await element.updateComplete;
          return seeNothing(element);
      }
    });

  it('makes no request with known-status certified', async () => {
    const { element, arrived, events } = await openPage({ 'known-status': 'certified' });
    expect(await element.requireCertified()).to.equal(true);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await arrived('token')).to.have.length(0);
    expect(await arrived('status')).to.have.length(0);
    expect(events).to.deep.equal([]);
  });

  it('makes no request in the other views either, also after a deferral', async () => {
    sessionStorage.setItem('unit-certification.deferred', '1');
    const { element, arrived } = await openPage({ open: '', 'known-status': 'certified' });
    await see(element, TITLES.alreadyCertified);
    expect(await arrived('token')).to.have.length(0);
  });

  it('says when attempts are possible again instead of asking, also when the portal knows only that the unit is uncertified', async () => {
    const attempts = { remaining: 0, resetsAt: '2026-11-25T16:00:00Z' };
    const status = [{ body: statusOf('uncertified', { attempts }), delay: 300 }];
    for (const attributes of [{}, { 'known-status': 'uncertified' }]) {
      const { element } = await openPage(attributes, { status });
      await see(element, TITLES.tooManyAttempts);
      expect(shown(element)).to.include('11月26日 00:00').and.not.include(WORDS.prompt.confirm);
      cleanUp();
    }
    const again = await openPage({}, { status: [{ body: statusOf('uncertified') }] });
    await see(again.element, TITLES.prompt);
  });

  it('says why the last submission was refused when attempts are used up, and nothing of it before one was', async () => {
    const attempts = { remaining: 0, resetsAt: '2026-11-25T16:00:00Z' };
    const { said } = WORDS.results.rejected['registry-mismatch'];
    for (const refused of ['registry-mismatch', undefined] as const) {
      const { element } = await openPage(
        {},
        { status: [{ body: statusOf('uncertified', { attempts, ...(refused && { refused }) }) }] },
      );
      await see(element, TITLES.tooManyAttempts);
      expect(shown(element).includes(`${TITLES.refusedEarlier}：${said}`)).to.equal(refused !== undefined);
      cleanUp();
    }
  });

  it('says whom to ask first to a unit that is not active, also when attempts are used up', async () => {
    const attempts = { remaining: 0, resetsAt: '2026-11-25T16:00:00Z' };
    const body = statusOf('uncertified', {
      refused: 'unit-not-active',
      attempts,
      form: formOf('market', true),
    });
    const { element } = await openPage({}, { status: [{ body }] });
    await see(element, TITLES.refusedEarlier);
    expect(firstLayerOf(element)).to.include(WORDS.results.rejected['unit-not-active'].next);
  });

  it('has no notice after attempts that are used up, and one that promises no prompt while a claim is re-checked', async () => {
    const attempts = { remaining: 0, resetsAt: '2026-11-25T16:00:00Z' };
    const recheck = { reference: 'R7M29QXB', until: '2026-12-24T15:59:59.999Z' };
    const { element, events } = await openPage(
      {},
      { status: [{ body: statusOf('uncertified', { attempts }) }] },
    );
    await see(element, TITLES.tooManyAttempts);
    press(element, WORDS.results.close);
    await seeNothing(element);
    expect(typesOf(events)).to.include('certification-deferred');
    sessionStorage.clear();
    cleanUp();
    const kept = await openPage();
    await see(kept.element, TITLES.prompt);
    press(kept.element, WORDS.prompt.cancel);
    await see(kept.element, WORDS.results.notice.nextLogin);
    await kept.script({ status: [{ body: statusOf('uncertified', { recheck }) }] });
    await kept.element.refresh();
    await waitUntil(() => !shown(kept.element).includes(WORDS.results.notice.nextLogin));
    expect(shown(kept.element)).to.include(WORDS.results.notice.until);
  });

  it('opens the notice at 取消, and stays away in this tab until the next login', async () => {
    const first = await openPage({ 'center-url': '#centre' });
    await see(first.element, TITLES.prompt);
    press(first.element, WORDS.prompt.cancel);
    await see(first.element, TITLES.notice);
    expect(shown(first.element)).to.include(WORDS.results.notice.menu());
    expect(query<HTMLAnchorElement>(first.element, 'a').getAttribute('href')).to.equal('#centre');
    expect(typesOf(first.events)).not.to.include('certification-deferred');
    press(first.element, WORDS.results.acknowledge);
    await seeNothing(first.element);
    expect(typesOf(first.events)).to.include('certification-deferred');
    expect(JSON.stringify({ ...sessionStorage })).not.to.match(/91320100|user-1|portal/);

    // Another page of the same login: a fresh token, the same auth_time.
    const second = await openPage({ 'known-status': 'uncertified' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await second.arrived('status')).to.have.length(1);
    expect(shown(second.element)).to.equal('');

    const nextLogin = await openPage({}, { token: [{ body: { token: tokenOf({ auth_time: 2 }) } }] });
    await see(nextLogin.element, TITLES.prompt);
  });

  it('names the center in the notice as the portal does', async () => {
    const name = '“个人中心”→“单位认证”';
    const { element } = await openPage({ 'center-url': '#centre', 'center-name': name });
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.cancel);
    await see(element, TITLES.notice);
    expect(shown(element)).to.include(`点击${name}，可以办理`);
    expect(shown(element)).not.to.include('单位设置');
  });

  it('has a notice for a portal without a center, which names no menu', async () => {
    for (const [locale, cancel, nextLogin, menu] of [
      ['zh-Hans', WORDS.prompt.cancel, WORDS.results.notice.nextLogin, '单位设置'],
      ['zh-Hant', WORDS.prompt.cancel, '下次登入時會再次提示您，點擊「確認」即可辦理', '單位設置'],
      ['en', 'Not now', 'You will be asked again the next time you log in', 'settings'],
    ] as const) {
      const { element } = await openPage({ locale });
      await waitUntil(() => shown(element) !== '');
      press(element, cancel);
      await see(element, nextLogin);
      expect(shown(element)).not.to.include(menu);
      cleanUp();
    }
  });

  it('comes back after a session that has ended', async () => {
    const first = await openPage();
    await see(first.element, TITLES.prompt);
    press(first.element, WORDS.prompt.cancel);
    await see(first.element, TITLES.notice);
    press(first.element, WORDS.results.acknowledge);
    const ended = await openPage({}, { token: [{ status: 401 }] });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(ended.events).to.deep.equal([
      { type: 'certification-error', detail: { code: 'session-expired', retryable: true } },
    ]);
    const again = await openPage();
    await see(again.element, TITLES.prompt);
  });

  it('handles Escape as 取消, and in the notice as 确定', async () => {
    const { element, events } = await openPage();
    await see(element, TITLES.prompt);
    const escape = (): boolean =>
      query<HTMLDialogElement>(element, 'dialog').dispatchEvent(new Event('cancel', { cancelable: true }));
    expect(escape()).to.equal(false);
    await see(element, TITLES.notice);
    escape();
    await seeNothing(element);
    expect(typesOf(events)).to.include('certification-deferred');
  });

  it('can be deferred when the storage is full', async () => {
    const { element, events } = await openPage();
    await see(element, TITLES.prompt);
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      await putOff(element);
    } finally {
      Storage.prototype.setItem = setItem;
    }
    expect(typesOf(events)).to.include('certification-deferred');
  });

  it('refers an operator to the administrator instead of the form', async () => {
    const { element } = await openPage(
      {},
      { status: [{ body: statusOf('uncertified', { canSubmit: false }) }] },
    );
    await see(element, TITLES.operator);
    expect(shown(element))
      .to.include(WORDS.results.operator.said)
      .and.not.include(WORDS.results.byAdministrator());
    press(element, WORDS.results.acknowledge);
    await seeNothing(element);
    cleanUp();
    const withCenter = await openPage(
      { 'center-url': '/center', 'center-name': '“我的单位”' },
      { status: [{ body: statusOf('uncertified', { canSubmit: false }) }] },
    );
    await see(withCenter.element, WORDS.results.byAdministrator('“我的单位”'));
  });

  it('lets the page handle the way to the center', async () => {
    const { element, events } = await openPage({ 'center-url': '/elsewhere' });
    element.addEventListener('certification-center', (event) => event.preventDefault());
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.cancel);
    await see(element, WORDS.results.center);
    query(element, 'a').click();
    await seeNothing(element);
    expect(typesOf(events)).to.include.members(['certification-center', 'certification-deferred']);
  });

  it('leaves a click that opens a new tab to the browser', async () => {
    const { element, events } = await openPage({ 'center-url': '#centre' });
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.cancel);
    await see(element, WORDS.results.center);
    const click = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, ctrlKey: true });
    let isLeft = false;
    const look = (event: Event): void => {
      isLeft = !event.defaultPrevented;
      event.preventDefault(); // no new tab in the test
    };
    window.addEventListener('click', look, { once: true });
    query(element, 'a').dispatchEvent(click);
    expect(isLeft).to.equal(true);
    await element.updateComplete;
    expect(shown(element)).to.include(TITLES.notice);
    expect(typesOf(events)).not.to.include('certification-center');
  });

  for (const [code, step] of [
    ['unavailable', problem(503, 'unavailable')],
    ['origin-not-allowed', problem(403, 'origin-not-allowed')],
    ['network', { cut: true as const }],
  ] as const)
    it(`is not shown, and the page gets an event, when the status cannot be loaded (${code})`, async () => {
      const { element, events } = await openPage({}, { status: [step] });
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(shown(element)).to.equal('');
      const retryable = code !== 'origin-not-allowed';
      expect(events).to.deep.equal([{ type: 'certification-error', detail: { code, retryable } }]);
    });
});
