/** The facts that are known of a unit: whether it is in force, when it is due, and when the prompt asks. */
import { expect } from '@open-wc/testing';
import { STEPS } from '../../../bff/contract/next.ts';
import { type KindView, STATUSES, type Status } from '../../../bff/contract/wire.ts';
import { endedCaseIn } from '../../../widget/procedure/claims.ts';
import { asksAt, dueAt, hasLapsed, isInForce, realNameOf } from '../../../widget/procedure/known.ts';
import { ASKING } from '../../support/next.ts';
import { statusOf } from '../support/scripted.ts';

const DAY = 24 * 60 * 60_000;
const END = '2026-12-25T06:55:00.000Z';
type Standing = Pick<KindView, 'status' | 'due'>;
const due: Standing = { status: 'certified', due: { at: END, reason: 'representative-changed' } };
const those = (holds: (standing: Standing) => boolean): Status[] =>
  STATUSES.filter((status) => holds({ status }));

describe('what is known of a unit', () => {
  it('is in force while certified, also when it is due', () => {
    expect(those(({ status }) => isInForce(status))).to.deep.equal(['certified']);
    expect(isInForce(due.status)).to.equal(true);
    expect(isInForce(undefined)).to.equal(false);
  });

  it('tells a certification that has lapsed', () => {
    expect(those(({ status }) => hasLapsed(status))).to.deep.equal(['lapsed']);
  });

  it('knows the end of a certification that is due, and of no other', () => {
    expect(dueAt(due)).to.equal(Date.parse(END));
    expect(dueAt({ status: 'certified' })).to.equal(undefined);
    expect(dueAt({ ...due, status: 'lapsed' })).to.equal(undefined);
  });

  it('lets the prompt ask from 14 days before the end', () => {
    const end = Date.parse(END);
    const renewal = statusOf('certified', { due: due.due! });
    expect(asksAt(renewal, end - 14 * DAY)).to.equal(true);
    expect(asksAt(renewal, end - 14 * DAY - 1)).to.equal(false);
  });

  it('lets the prompt ask at the steps at which the user can do something, or reads whom to ask', () => {
    const { next, ...status } = statusOf('uncertified');
    const asking = STEPS.filter((step) => asksAt({ ...status, next: { ...next, step } }, Date.now()));
    expect(asking).to.deep.equal(ASKING);
  });

  it('has a case that has ended only when that case waits no more', () => {
    const at = '2026-11-24T08:00:00Z';
    const open = { reference: 'P4XW7TRH', state: 'open', openedAt: at, until: END } as const;
    expect(endedCaseIn(statusOf('uncertified', { case: { ...open, bring: [] } }))).to.equal(undefined);
    const refused = { ...open, state: 'refused', reason: 'papers-differ', endedAt: at } as const;
    const known = statusOf('uncertified', { case: { ...refused, bring: [] } });
    expect(endedCaseIn(known)).to.equal(known.case);
  });

  it('is that of the real-name certification', () => {
    expect(realNameOf(statusOf('pending'))?.status).to.equal('pending');
    expect(realNameOf({ ...statusOf('pending'), kinds: [] })).to.equal(undefined);
  });
});
