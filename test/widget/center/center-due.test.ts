/** The center's words about a certification that is due, of the last refusal, and of earlier certifications. */
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { KindView } from '../../../bff/contract/wire.ts';
import { centre, choose, labels, openCentre, realName, stands } from '../support/center.ts';
import { CERTIFIED_AGAIN, EXPIRED, REFUSED_WHILE_DUE } from '../support/center-states.ts';
import { cleanUp } from '../support/page.ts';
import { statusOf } from '../support/scripted.ts';
import { query, see } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const { again, center } = WORDS;
const { button: RESUBMIT } = WORDS.results.ways.refused.certify;
const REASON = 'representative-changed';
const refusedFor = (reason: keyof typeof WORDS.results.reasons): string =>
  WORDS.results.lastRefused(WORDS.results.reasons[reason]);
const DUE: Partial<KindView> = {
  status: 'certified',
  since: '2026-11-25T01:12:00Z',
  by: 'agent',
  due: { at: '2026-12-25T06:55:00Z', reason: REASON },
};
/** It ends in the afternoon of the next day. */
const { title, text } = center.dueUntil('2026年12月24日', again.causes[REASON]);
const openDue = (base = statusOf('certified')) => openCentre({ status: [realName(DUE, base)] });

describe('the center', () => {
  afterEach(async () => {
    cleanUp();
    await setViewport({ width: 800, height: 600 });
  });

  it('says until when the certification counts, and why, and opens the form', async () => {
    const { element } = await openDue();
    await stands(element, `${title} ${text[0]!}`);
    expect(centre(element)).to.include(`${center.status.certified} · 2026年11月25日`);
    expect(labels(element)).to.deep.equal([center.renew, center.withdrawCertification.button]);
    choose(element, center.renew);
    await see(element, TITLES.form);
  });

  it('announces the notice, and covers nothing', async () => {
    const { element } = await openDue();
    await stands(element, title);
    const notice = query(element, '[part~="notice"]');
    expect(notice.closest('[aria-live="polite"]')).not.to.equal(null);
    expect(element.shadowRoot!.querySelector('dialog')).to.equal(null);
  });

  it('offers no renewal to operators, and says who can do it', async () => {
    const { element } = await openDue(statusOf('certified', { canSubmit: false }));
    await stands(element, title);
    expect(centre(element)).to.include(center.operator);
    expect(labels(element)).to.deep.equal([]);
  });

  it('offers no renewal without attempts, and says from when', async () => {
    const attempts = { remaining: 0, resetsAt: '2026-11-24T22:55:00Z' };
    const { element } = await openDue(statusOf('certified', { attempts }));
    await stands(element, title);
    expect(centre(element)).to.include(TITLES.tooManyAttempts);
    expect(labels(element)).to.deep.equal([]);
  });

  it('says once that the unit is not active, and whom to ask', async () => {
    const due = { ...DUE.due!, reason: 'unit-not-active' } as const;
    const { element } = await openCentre({ status: [{ body: statusOf('certified', { due }) }] });
    await stands(
      element,
      `${center.dueUntil('2026年12月24日', again.causes[due.reason]).text[0]!} ${center.inactive}`,
    );
  });

  it('says in the notice, before its button, why the renewal was refused', async () => {
    const { element } = await openCentre({ status: [REFUSED_WHILE_DUE] });
    const said = refusedFor('registry-mismatch');
    await stands(element, `${said} ${center.check} ${center.renew}`);
    expect(centre(element).split(said)).to.have.length(2);
  });

  it('says why the last submission was refused, with its reference and time', async () => {
    const { element } = await openCentre({
      status: [{ body: statusOf('uncertified', { refused: 'agent-without-record' }) }],
    });
    const { status } = center;
    const { next: check } = WORDS.results.rejected['agent-without-record'];
    await stands(element, `${status.uncertified} ${RESUBMIT} ${refusedFor('agent-without-record')} ${check}`);
    expect(centre(element)).to.include('K7M2-9QXH').and.include('2026年11月24日 16:00');
    expect(labels(element)).to.include(WORDS.results.reference.copy);
  });

  it('says that the last submission could not be checked in time, and asks for another one', async () => {
    const { element } = await openCentre({ status: [EXPIRED] });
    const { status, expired } = center;
    const { next: again } = WORDS.results.rejected['claim-expired'];
    await stands(element, `${status.uncertified} ${RESUBMIT} ${refusedFor('claim-expired')} ${again}`);
    expect(centre(element)).to.include('K7M2-9QXH');
    query(element, 'summary').click();
    await stands(element, expired);
  });

  it('says no refusal beside a certification that nothing has to be done for', async () => {
    const { element } = await openCentre({
      status: [
        { body: statusOf('certified', { refused: 'registry-mismatch', since: '2026-11-25T08:00:00Z' }) },
      ],
    });
    await stands(element, center.status.certified);
    expect(centre(element)).not.to.include('K7M2-9QXH');
  });

  it('lists the certifications: since, until, by whom, how, and why they ended', async () => {
    const { element } = await openCentre({ status: [CERTIFIED_AGAIN] });
    await stands(element, center.terms);
    query(element, 'summary').click();
    const rows = [...element.shadowRoot!.querySelectorAll<HTMLElement>('.terms li')];
    await waitUntil(() => rows[0]!.offsetHeight > 0);
    expect(rows.map(({ innerText }) => innerText.replace(/\s*\n\s*/g, '|'))).to.deep.equal([
      `2026年11月25日—${center.now}|${center.by.agent} · ${center.method.registry}`,
      `2026年3月2日—2026年11月25日|${center.elsewhere(center.by.agent)} · ${center.method.registry}|${center.replaced}`,
      `2024年5月6日—2026年2月21日|${center.by['legal-representative']} · ${center.method.counter}|${again.causes[REASON]}`,
    ]);
  });

  it('has no list of certifications when none has ended', async () => {
    const { element } = await openDue();
    await stands(element, title);
    expect(centre(element)).not.to.include(center.terms);
  });

  it('fits a screen of 360 pixels', async () => {
    await setViewport({ width: 360, height: 640 });
    for (const status of [REFUSED_WHILE_DUE, CERTIFIED_AGAIN]) {
      const { element } = await openCentre({ status: [status] });
      await stands(element, center.status.certified);
      element.shadowRoot!.querySelector('summary')?.click();
      await element.updateComplete;
      expect(document.documentElement.scrollWidth).to.equal(360);
      element.remove();
    }
  });
});
