/** The certification center in the page. */
import { expect } from '@open-wc/testing';
import {
  RECHECKING,
  UNTIL,
  buttons,
  centre,
  choose,
  labels,
  openCentre,
  realName,
  stands,
  withdrawRecheck,
} from '../support/center.ts';
import type { Status } from '../../../bff/contract/wire.ts';
import { cleanUp } from '../support/page.ts';
import { press, query, see, seeNothing, submitForm } from '../support/user.ts';
import { replace } from '../support/replace.ts';
import { WITHDRAWN, answered, problem, formOf, statusOf, tokenOf } from '../support/scripted.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const { kinds, about, status: states, certify, noHistory } = WORDS.center;
const LEFT = WORDS.results.attemptsLeft(4);
const PHONE_ROW = `${kinds.phone} ${about.phone} ${states.certified} · 2026年11月24日`;
const PERSON_ROW = `${kinds['real-person']} ${about['real-person']} ${states['not-open']}`;

describe('center', () => {
  afterEach(cleanUp);

  it('lists the kinds with state and date, and opens no dialog by itself', async () => {
    const { element, arrived } = await openCentre();
    await stands(
      element,
      `${PHONE_ROW} ${kinds['real-name']} ${about['real-name']} ${states.uncertified} ${certify} ${LEFT} ` +
        `${PERSON_ROW} ${noHistory}`,
    );
    await seeNothing(element);
    expect(await arrived('status')).to.have.length(1);
  });

  it('opens the form, and its row changes to 已认证 without a reload', async () => {
    const { element, script } = await openCentre({ submit: [answered('certified')] });
    await stands(element, WORDS.center.status.uncertified);
    await script({ status: [realName({ status: 'certified', since: '2026-11-25T01:00:00Z' })] });
    choose(element, WORDS.center.certify);
    await submitForm(element);
    await see(element, TITLES.certified);
    await stands(element, `${states.certified} · 2026年11月25日`);
    press(element, WORDS.results.done);
    await seeNothing(element);
    expect(labels(element)).to.deep.equal([]);
    await waitUntil(() => element.shadowRoot!.activeElement?.id === 'real-name', 'the focus is lost');
  });

  for (const [reason, words] of [
    ['representative-changed', WORDS.again.causes['representative-changed']],
    ['registration-changed', WORDS.again.causes['registration-changed']],
    ['unit-not-active', WORDS.again.causes['unit-not-active']],
    ['revoked', WORDS.again.revoked.title],
  ] as const)
    it(`says why it has lapsed: ${reason}`, async () => {
      const { element } = await openCentre({ status: [realName({ status: 'lapsed', reason })] });
      const said = reason === 'revoked' ? [words, states.lapsed] : [states.lapsed, words];
      await stands(element, said.join(' · '));
      const isActive = reason !== 'unit-not-active';
      choose(element, isActive ? WORDS.center.renew : WORDS.results.ways.inactive.certify.button);
      await see(element, TITLES.form);
    });

  it('leads a unit that is not active to its authority, and to the form only after that', async () => {
    const { element } = await openCentre({
      status: [{ body: statusOf('uncertified', { refused: 'unit-not-active' }) }],
    });
    const { said: cause } = WORDS.results.rejected['unit-not-active'];
    await stands(element, `${states.uncertified} ${cause}`);
    const said = centre(element);
    const { inactive } = WORDS.results.ways;
    expect(said.indexOf(inactive.recheck.text), 'first').to.be.below(said.indexOf(inactive.certify.text));
    expect(labels(element)).to.include(WORDS.results.ways.inactive.certify.button);
    expect(centre(element).split('状态异常'), 'the cause once').to.have.length(2);
    expect(centre(element)).not.to.include(LEFT);
    expect(query(element, '.row .primary').innerText).to.equal(inactive.recheck.button);
  });

  it('says that the unit is not active, whatever was refused before', async () => {
    const refused = statusOf('uncertified', { refused: 'registry-mismatch' });
    const next = { ...refused.next, step: 'authority' as const };
    const { element } = await openCentre({ status: [{ body: { ...refused, next } }] });
    await stands(element, WORDS.results.rejected['unit-not-active'].said);
    expect(centre(element)).to.include(WORDS.results.rejected['unit-not-active'].next);
    expect(centre(element)).not.to.include(WORDS.center.check);
  });

  it('says that the unit is not active, whatever the counter answered before', async () => {
    const refused = statusOf('uncertified', {
      case: {
        reference: 'P4XW7TRH',
        state: 'refused',
        reason: 'papers-missing',
        openedAt: '2026-11-20T08:00:00Z',
        endedAt: '2026-11-24T08:00:00Z',
        until: '2026-12-25T00:00:00Z',
      },
    });
    const next = { ...refused.next, step: 'authority' as const };
    expect(next.reason).to.equal('papers-missing');
    const { element } = await openCentre({ status: [{ body: { ...refused, next } }] });
    await stands(element, WORDS.results.rejected['unit-not-active'].said);
    expect(centre(element)).not.to.include('材料');
  });

  it('shows changes made elsewhere when the user comes back to the page', async () => {
    const { element, script, arrived } = await openCentre({
      status: [{ body: statusOf('uncertified', { recheck: { reference: 'R7M29QXB', until: UNTIL } }) }],
    });
    await stands(element, WORDS.center.waits.recheck);
    await script({ status: [realName({ status: 'certified' })] });
    document.dispatchEvent(new Event('visibilitychange'));
    await stands(element, `${about['real-name']} ${states.certified}`);
    document.dispatchEvent(new Event('visibilitychange'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await arrived('status')).to.have.length(2);
  });

  it('asks for nothing when the user leaves the page for another tab', async () => {
    const { element, arrived } = await openCentre({
      status: [{ body: statusOf('uncertified', { recheck: { reference: 'R7M29QXB', until: UNTIL } }) }],
    });
    await stands(element, WORDS.center.waits.recheck);
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    Reflect.deleteProperty(document, 'visibilityState');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await arrived('status')).to.have.length(1);
  });

  it('keeps the focus in the row when the pressed button is removed', async () => {
    const { element, script } = await openCentre({ status: [problem(503, 'unavailable')] });
    const focused = (): string | undefined => element.shadowRoot!.activeElement?.id;
    await waitUntil(() => labels(element).length === 1);
    const press = async (label: string): Promise<void> => {
      const button = buttons(element).find(({ innerText }) => innerText === label)!;
      button.focus();
      button.click();
      await waitUntil(() => focused());
    };
    await press(WORDS.prompt.retry);
    expect(focused()).to.equal('trouble');
    await script({
      status: [{ body: statusOf('uncertified', { recheck: { reference: 'R7M29QXB', until: UNTIL } }) }],
    });
    await press(WORDS.prompt.retry);
    expect(focused()).to.equal('real-name');
    await script({ withdrawKept: [WITHDRAWN], status: [{ body: statusOf('uncertified') }] });
    await withdrawRecheck(element);
    await waitUntil(() => focused() === 'news', 'where the end of the withdrawal is told');
    expect(labels(element)).to.deep.equal([WORDS.center.certify]);
  });

  it('takes no other success than the service’s for the end of a withdrawal', async () => {
    const { element } = await openCentre({
      status: [{ body: statusOf('uncertified', { recheck: { reference: 'R7M29QXB', until: UNTIL } }) }],
      withdrawKept: [{ body: '<!doctype html><title>gateway</title>', type: 'text/html' }],
    });
    await stands(element, RECHECKING);
    await withdrawRecheck(element);
    await stands(element, WORDS.kept.ends.notWithdrawn.recheck);
  });

  it('leaves the focus alone when the status changes after the dialog has returned it', async () => {
    const { element, script } = await openCentre();
    await stands(element, certify);
    const [button] = buttons(element);
    button!.focus();
    button!.click();
    await see(element, TITLES.form);
    press(element, WORDS.form.cancel);
    await seeNothing(element);
    expect(button!.matches(':focus')).to.equal(true);
    button!.blur();
    await script({ status: [realName({ status: 'certified' })] });
    await element.refresh();
    await stands(element, `${about['real-name']} ${states.certified}`);
    expect(document.activeElement!.tagName).to.equal('BODY');
  });

  it('polls a pending claim until its decision', async () => {
    const { element } = await openCentre({
      status: [{ body: statusOf('pending') }, realName({ status: 'certified' })],
    });
    await stands(element, WORDS.center.status.pending);
    expect(labels(element)).to.deep.equal([WORDS.results.reference.copy, WORDS.center.withdraw.claim]);
    await stands(element, `${about['real-name']} ${states.certified}`);
  });

  it('refers operators to their administrator', async () => {
    const { element } = await openCentre({
      status: [{ body: statusOf('uncertified', { canSubmit: false }) }],
    });
    await stands(element, WORDS.center.operator);
    expect(labels(element)).to.deep.equal([]);
  });

  it('says in the place of the button that no register has this class of units', async () => {
    const { element } = await openCentre({
      status: [{ body: statusOf('uncertified', { form: { fields: [], reason: 'no-source' } }) }],
    });
    await stands(element, WORDS.results.trouble['no-source'].text[0]!);
    expect(labels(element)).to.deep.equal([]);
  });

  it('shows a kind that the site has opened, and no unknown kinds', async () => {
    const body = { ...statusOf('certified') };
    const { element } = await openCentre({
      status: [{ body: { ...body, kinds: [body.kinds[1], { kind: 'real-person', status: 'uncertified' }] } }],
    });
    await stands(
      element,
      `${about['real-name']} ${states.certified} ${kinds['real-person']} ${about['real-person']} ${states.uncertified}`,
    );
    expect(centre(element)).not.to.include(WORDS.center.kinds.phone);
  });

  it('shows the other rows beside a status that it does not know', async () => {
    const { element } = await openCentre({
      status: [realName({ status: 'suspended' as Status })],
    });
    await stands(element, kinds['real-person']);
    expect(centre(element)).to.include(PHONE_ROW).and.to.include(WORDS.center.unknown);
  });

  it('shows the end of a withdrawal when it was moved in the page meanwhile', async () => {
    const { element, arrived } = await openCentre({
      status: [
        { body: statusOf('uncertified', { recheck: { reference: 'R7M29QXB', until: UNTIL } }) },
        { body: statusOf('uncertified') },
      ],
      withdrawKept: [{ ...WITHDRAWN, delay: 300 }],
      token: [{ body: { token: tokenOf() } }, { body: { token: tokenOf() }, delay: 1000 }],
    });
    await stands(element, WORDS.center.withdraw.recheck);
    await withdrawRecheck(element);
    await waitUntil(async () => (await arrived('withdrawKept')).length === 1);
    document.body.append(element);
    await stands(element, WORDS.kept.ends.withdrawn.recheck);
    expect(labels(element)).to.deep.equal([WORDS.center.certify]);
    expect(await arrived('withdrawKept')).to.have.length(1);
  });

  it('can withdraw again after it was out of the page meanwhile', async () => {
    const { element } = await openCentre({
      status: [{ body: statusOf('uncertified', { recheck: { reference: 'R7M29QXB', until: UNTIL } }) }],
      withdrawKept: [{ ...WITHDRAWN, delay: 5000 }, WITHDRAWN],
    });
    await stands(element, WORDS.center.withdraw.recheck);
    await withdrawRecheck(element);
    await element.updateComplete;
    element.remove();
    await Promise.resolve();
    document.body.append(element);
    await element.updateComplete;
    await stands(element, WORDS.center.withdraw.recheck);
    await withdrawRecheck(element);
    await stands(element, WORDS.kept.ends.withdrawn.recheck);
  });

  it('is the state while a re-check waits, and the form is another way below it', async () => {
    const body = statusOf('uncertified', {
      refused: 'registry-mismatch',
      recheck: { reference: 'R7M29QXB', until: UNTIL },
    });
    const { element } = await openCentre({ status: [{ body }] });
    const { waits, withdraw } = WORDS.center;
    const correct = WORDS.results.ways.refused.certify;
    const refused = WORDS.results.lastRefused(WORDS.results.reasons['registry-mismatch']);
    await stands(element, `${about['real-name']} ${waits.recheck} ${refused} ${RECHECKING}`);
    const said = centre(element);
    const places = [
      refused,
      RECHECKING,
      withdraw.recheck,
      WORDS.results.beside.recheck!,
      correct.button,
      LEFT,
      'K7M2-9QXH',
    ].map((each) => said.indexOf(each));
    expect(places).to.deep.equal(places.toSorted((one, other) => one - other));
    expect(places).not.to.include(-1);
    expect(said).not.to.include(states.uncertified);
    expect(element.shadowRoot!.querySelector('.row .primary')).to.equal(null);
    choose(element, correct.button);
    await see(element, TITLES.form);
  });

  it('says from when the form is possible again while a re-check waits', async () => {
    const attempts = { remaining: 0, resetsAt: '2026-11-25T22:54:10Z' };
    const body = statusOf('uncertified', { attempts, recheck: { reference: 'R7M29QXB', until: UNTIL } });
    const { element } = await openCentre({ status: [{ body }] });
    await stands(element, WORDS.results.attemptsUsedUp(attempts.resetsAt));
    expect(labels(element)).to.deep.equal([WORDS.center.withdraw.recheck]);
  });

  it('says once from when the form is possible again while a re-check waits beside the counter', async () => {
    const attempts = { remaining: 0, resetsAt: '2026-11-25T22:54:10Z' };
    const recheck = { reference: 'R7M29QXB', until: UNTIL };
    const body = statusOf('uncertified', { attempts, recheck, form: formOf('market', true) });
    const { element } = await openCentre({ status: [{ body }] });
    await stands(element, WORDS.results.ways.refused.counter.button);
    expect(centre(element).split(WORDS.results.attemptsUsedUp(attempts.resetsAt))).to.have.length(2);
  });

  it('shows until when re-checks run, and withdraws them', async () => {
    const { element, arrived } = await openCentre({
      status: [
        {
          body: statusOf('uncertified', {
            refused: 'registry-mismatch',
            recheck: { reference: 'R7M29QXB', until: UNTIL },
          }),
        },
        { body: statusOf('uncertified', { refused: 'registry-mismatch' }) },
      ],
      withdrawKept: [WITHDRAWN],
    });
    await stands(element, RECHECKING);
    await withdrawRecheck(element);
    await stands(element, WORDS.kept.ends.withdrawn.recheck);
    expect(labels(element)).to.deep.equal([
      WORDS.results.ways.refused.certify.button,
      WORDS.results.ways.refused.recheck.button,
      WORDS.results.reference.copy,
    ]);
    expect(await arrived('withdrawKept')).to.have.length(1);
  });

  it('withdraws no re-check before the answer to a question, whose «no» has the focus', async () => {
    const { element, arrived } = await openCentre({
      status: [{ body: statusOf('uncertified', { recheck: { reference: 'R7M29QXB', until: UNTIL } }) }],
    });
    await stands(element, RECHECKING);
    choose(element, WORDS.center.withdraw.recheck);
    const {
      question: {
        recheck: { title },
      },
      keep,
    } = WORDS.kept;
    await see(element, title);
    expect((element.shadowRoot!.activeElement as HTMLElement).innerText).to.equal(keep);
    press(element, keep);
    await seeNothing(element);
    expect(centre(element)).to.include(RECHECKING);
    expect(await arrived('withdrawKept')).to.be.empty;
  });

  it('asks no more when the re-check has ended meanwhile', async () => {
    const { element, script } = await openCentre({
      status: [{ body: statusOf('uncertified', { recheck: { reference: 'R7M29QXB', until: UNTIL } }) }],
    });
    await stands(element, RECHECKING);
    choose(element, WORDS.center.withdraw.recheck);
    await see(element, WORDS.kept.question.recheck.title);
    await script({ status: [{ body: statusOf('certified') }] });
    await element.refresh();
    await seeNothing(element);
  });

  it('says when the withdrawal failed', async () => {
    const { element, events } = await openCentre({
      status: [{ body: statusOf('uncertified', { recheck: { reference: 'R7M29QXB', until: UNTIL } }) }],
      withdrawKept: [problem(503, 'unavailable')],
    });
    await stands(element, RECHECKING);
    await withdrawRecheck(element);
    await stands(element, WORDS.kept.ends.notWithdrawn.recheck);
    expect(events.filter(({ type }) => type === 'certification-error')).to.deep.equal([
      { type: 'certification-error', detail: { code: 'unavailable', retryable: true } },
    ]);
    expect(query(element, '[part=error]:has(svg)').innerText).to.include(
      WORDS.kept.ends.notWithdrawn.recheck,
    );
    expect(labels(element)).to.include(WORDS.center.withdraw.recheck);
    const { previousElementSibling: news } = query(element, '.waits .quiet');
    expect(news?.id, 'above the link that was pressed').to.equal('news');
    const focused = element.shadowRoot!.activeElement as HTMLElement;
    expect(focused.innerText, 'where the question came from, to try again').to.equal(
      WORDS.center.withdraw.recheck,
    );
  });

  for (const [name, step, message] of [
    ['network', { cut: true as const }, 'network'],
    ['outage', problem(503, 'unavailable'), 'unavailable'],
    ['too often', problem(429, 'too-many-requests'), 'too-many-requests'],
  ] as const)
    it(`offers 重试 after an error (${name}), and then works`, async () => {
      const { element, script } = await openCentre({ status: [step] });
      const { title, text } = WORDS.results.trouble[message];
      await stands(element, `${title} ${text[0]!}`);
      await script({ status: [{ body: statusOf('uncertified') }] });
      choose(element, WORDS.prompt.retry);
      await stands(element, WORDS.center.status.uncertified);
    });

  it('shows whom to contact, when the user cannot solve the problem', async () => {
    const { element } = await openCentre({ status: [problem(403, 'origin-not-allowed')] });
    await stands(
      element,
      `${WORDS.results.trouble.misconfigured.text[0]!} ${WORDS.results.problemCode('origin-not-allowed')}`,
    );
    expect(labels(element)).to.deep.equal([]);
    expect(query(element, 'section').getBoundingClientRect().height).to.be.below(150);
  });

  it('opens the login that the page has set', async () => {
    const { element } = await openCentre({ token: [{ status: 401 }] }, { 'login-url': '/login' });
    await stands(element, TITLES.sessionExpired);
    expect(labels(element), 'goes on by itself afterward').to.deep.equal([WORDS.results.logIn]);
    const opened: unknown[] = [];
    replace(window, 'open', (...words) => (opened.push(words), null));
    choose(element, WORDS.results.logIn);
    expect(opened).to.deep.equal([['/login', '_blank', 'noopener']]);
  });

  it('says that the session has ended, and loads again when the user comes back from the login', async () => {
    const { element, script } = await openCentre({ token: [{ status: 401 }] });
    await stands(element, TITLES.sessionExpired);
    await script({ token: [{ body: { token: tokenOf() } }] });
    document.dispatchEvent(new Event('visibilitychange'));
    await stands(element, WORDS.center.status.uncertified);
  });

  it('shows known-status at once; with certified it makes no request', async () => {
    const { element, arrived } = await openCentre({}, { 'known-status': 'certified' });
    await stands(element, `${states.certified} ${PERSON_ROW}`);
    expect(await arrived('token')).to.have.length(0);
  });

  it('keeps its height from the skeleton to the status, without a layout shift', async () => {
    const { element } = await openCentre({ status: [{ body: statusOf('uncertified'), delay: 400 }] });
    const height = element.getBoundingClientRect().height;
    await stands(element, `${about['real-name']} ${WORDS.loading}`);
    expect(element.shadowRoot!.querySelector('section')!.ariaBusy).to.equal('true');
    expect(element.getBoundingClientRect().height).to.be.closeTo(height, 2);
    await stands(element, WORDS.center.status.uncertified);
    expect(element.getBoundingClientRect().height).to.be.closeTo(height, 2);
  });

  it('follows a change of the language', async () => {
    const { element } = await openCentre();
    await stands(element, WORDS.center.status.uncertified);
    element.locale = 'en';
    await stands(
      element,
      'Phone verification Done at registration Verified · November\u00A024, 2026 Real-name verification',
    );
    await stands(element, 'Not verified Verify now 4\u00a0attempts\u00a0left');
    element.locale = 'zh-Hant';
    await stands(element, '手機認證 註冊時已完成 已認證 · 2026年11月24日');
    element.locale = undefined;
    await stands(element, WORDS.center.status.uncertified);
    document.body.lang = 'en';
    await stands(element, 'Not verified Verify now 4\u00a0attempts\u00a0left');
    document.body.removeAttribute('lang');
  });

  it('has targets of 44 pixels', async () => {
    const { element } = await openCentre();
    await stands(element, WORDS.center.status.uncertified);
    expect(query(element, 'button').getBoundingClientRect().height).to.be.at.least(44);
  });
});
