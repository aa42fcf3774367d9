/** A certification that is due: it is in force, and the user is asked to certify again in its last days. */
import { expect } from '@open-wc/testing';
import type { CertificationStatus } from '../../../bff/contract/wire.ts';
import { centre, labels, openCentre, realName, stands } from '../support/center.ts';
import { bodyOf, cleanUp, openPage, type Page } from '../support/page.ts';
import { type Step, answered, statusOf } from '../support/scripted.ts';
import { press, see, seeNothing, shown, submitForm } from '../support/user.ts';
import { dueIn } from '../support/states.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const ASKED = WORDS.again.title;
const certified = { body: statusOf('certified', { since: '2026-11-24T08:00:00Z', by: 'agent' as const }) };
/** The same certification while a claim waits. */
const waitsIn = ({ body }: Step): Step => {
  const status = body as CertificationStatus;
  const submission = { reference: 'QXH7K7M2', at: '2026-11-24T08:00:00Z' };
  return realName({ submission }, status);
};
const hasAsked = ({ arrived }: Page): Promise<void> =>
  waitUntil(async () => (await arrived('status')).length > 0);

describe('a certification that is due', () => {
  afterEach(cleanUp);

  it('is asked to be renewed from 14 days before its end: why, until when, and that it counts until then', async () => {
    const { element } = await openPage({}, { status: [dueIn(13.9)] });
    await see(element, ASKED);
    expect(shown(element)).to.match(
      /法定代表人已变更，请最晚在20\d\d年\d+月\d+日重新通过实名认证。到期前，业务照常办理。/,
    );
  });

  it('is not asked for before', async () => {
    const page = await openPage({}, { status: [dueIn(14.1)] });
    await hasAsked(page);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await seeNothing(page.element);
  });

  it('can be put off, and services go on', async () => {
    const { element, events } = await openPage({}, { status: [dueIn(10)] });
    await see(element, ASKED);
    press(element, WORDS.prompt.cancel);
    await see(element, TITLES.notice);
    expect(shown(element))
      .to.match(/请最晚在20\d\d年\d+月\d+日重新认证。到期前，业务照常办理。/)
      .and.not.include(WORDS.results.notice.until);
    press(element, WORDS.results.acknowledge);
    await seeNothing(element);
    expect(events.map(({ type }) => type)).to.include('certification-deferred');
    const again = await openPage({}, { status: [dueIn(10)] });
    await hasAsked(again);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await seeNothing(again.element);
  });

  it('is renewed by the same form', async () => {
    const page = await openPage({}, { status: [dueIn(10), certified], submit: [answered('certified')] });
    await see(page.element, ASKED);
    press(page.element, WORDS.prompt.confirm);
    await submitForm(page.element);
    await see(page.element, TITLES.certified);
    expect(await bodyOf(page)).not.to.have.property('replace');
  });

  it('stands when the renewal is refused, which is said', async () => {
    const { element } = await openPage(
      { open: '' },
      { status: [dueIn(10)], submit: [answered('rejected', { reason: 'registry-mismatch' })] },
    );
    await submitForm(element);
    await see(element, TITLES.rejected);
    expect(shown(element)).to.match(/现有认证有效到20\d\d年\d+月\d+日，到期前业务照常办理。/);
  });

  it('waits for the decision of a renewal that is being checked', async () => {
    const due = dueIn(10);
    const { element, script } = await openPage(
      { open: '' },
      { status: [due, waitsIn(due)], submit: [answered('pending', { reference: 'QXH7K7M2' })] },
    );
    await submitForm(element);
    await see(element, TITLES.pending);
    await script({ status: [certified] });
    await see(element, TITLES.certified);
  });

  it('is not asked to be renewed again while a renewal waits', async () => {
    const page = await openPage({}, { status: [waitsIn(dueIn(10))] });
    await hasAsked(page);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await seeNothing(page.element);
    page.element.open();
    await see(page.element, TITLES.pending);
    expect(shown(page.element))
      .to.include('QXH7-K7M2')
      .and.match(/现有认证有效到20\d\d年\d+月\d+日，到期前业务照常办理。/);
  });

  it('tells in the center that a renewal waits, and offers no other', async () => {
    const { element, script } = await openCentre({ status: [waitsIn(dueIn(10))] });
    await stands(element, WORDS.results.pending.said);
    expect(centre(element)).to.include('QXH7-K7M2').and.include(WORDS.center.status.certified);
    expect(labels(element)).not.to.include(WORDS.center.renew);
    const decided = dueIn(10);
    await script({ status: [decided] });
    await waitUntil(() => labels(element).includes(WORDS.center.renew), undefined, { timeout: 6000 });
    expect(centre(element)).not.to.include(WORDS.results.pending.said);
  });

  it('is let through at the gate', async () => {
    const page = await openPage({ for: '.none' }, { status: [dueIn(1)] });
    expect(await page.element.requireCertified()).to.equal(true);
    await seeNothing(page.element);
  });
});
