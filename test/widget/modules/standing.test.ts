/** How a unit stands: what counts, what may be certified, and when the prompt asks. */
import { expect } from '@open-wc/testing';
import { STATUSES, type Status } from '../../../bff/contract/wire.ts';
import {
  type Standing,
  asksAt,
  dueAt,
  hasLapsed,
  isCurrent,
  isInForce,
  isWaiting,
  mayCertify,
  realNameOf,
} from '../../../widget/standing.ts';
import { statusOf } from '../support/scripted.ts';

const DAY = 24 * 60 * 60_000;
const END = '2026-12-25T06:55:00.000Z';
const due: Standing = { status: 'certified', due: { at: END, reason: 'representative-changed' } };
const those = (holds: (standing: Standing) => boolean): Status[] =>
  STATUSES.filter((status) => holds({ status }));

describe('the standing of a unit', () => {
  it('is in force while certified, also when it is due', () => {
    expect(those(({ status }) => isInForce(status))).to.deep.equal(['certified']);
    expect(isInForce(due.status)).to.equal(true);
    expect(isInForce(undefined)).to.equal(false);
  });

  it('tells a claim that is being checked, and a certification that has lapsed', () => {
    expect(those(isWaiting)).to.deep.equal(['pending']);
    const submission = { reference: 'K7M29QXH', at: END };
    expect(isWaiting({ ...due, submission }), 'while it is in force').to.equal(true);
    expect(mayCertify({ ...due, submission })).to.equal(false);
    expect(those(({ status }) => hasLapsed(status))).to.deep.equal(['lapsed']);
  });

  it('is current while nothing has to be done for it', () => {
    expect(those(isCurrent)).to.deep.equal(['certified']);
    expect(isCurrent(due)).to.equal(false);
    expect(isCurrent(undefined)).to.equal(false);
  });

  it('allows to certify what has no certification, and what is due', () => {
    expect(those(mayCertify)).to.deep.equal(['uncertified', 'lapsed']);
    expect(mayCertify(due)).to.equal(true);
  });

  it('knows the end of a certification that is due, and of no other', () => {
    expect(dueAt(due)).to.equal(Date.parse(END));
    expect(dueAt({ status: 'certified' })).to.equal(undefined);
    expect(dueAt({ ...due, status: 'lapsed' })).to.equal(undefined);
  });

  it('lets the prompt ask from 14 days before the end', () => {
    const end = Date.parse(END);
    expect(asksAt(due, end - 14 * DAY)).to.equal(true);
    expect(asksAt(due, end - 14 * DAY - 1)).to.equal(false);
    expect(those((standing) => asksAt(standing, end))).to.deep.equal(['uncertified', 'lapsed']);
  });

  it('is that of the real-name certification', () => {
    expect(realNameOf(statusOf('pending'))?.status).to.equal('pending');
    expect(realNameOf({ ...statusOf('pending'), kinds: [] })).to.equal(undefined);
  });
});
