import { expect } from '@open-wc/testing';
import type { CertificationStatus } from '../../../bff/contract/wire.ts';
import {
  type Asking,
  type Dialog,
  IDLE,
  type ProcedureEvent,
  type State,
  isAnonymous,
} from '../../../widget/procedure/state.ts';
import { knownFrom } from '../../../widget/procedure/known.ts';
import { transition } from '../../../widget/procedure/transition.ts';
import { statusOf } from '../support/scripted.ts';

const UNCERTIFIED = knownFrom('uncertified');
const CERTIFIED = knownFrom('certified');
const at = (name: Dialog['name'], change: Partial<State> = {}): State => ({
  ...IDLE,
  known: UNCERTIFIED,
  dialog: { name } as Dialog,
  ...change,
});
const idle = at('idle');
const loud: Asking = { how: 'once' };
const failed = (of: 'status' | 'submission' | 'recheck', code: 'network' | 'way-closed') =>
  ({ type: 'failed', of, failure: { code } }) satisfies ProcedureEvent;

/** How the status is asked for after the event; undefined when no new request begins. */
function begun(state: State, event: ProcedureEvent): Asking['how'] | undefined {
  const { asking } = transition(state, event);
  return asking === state.asking ? undefined : asking?.how;
}

describe('the status', () => {
  it('is asked for when the element knows where, unless the page calls the unit certified', () => {
    const ready: ProcedureEvent = { type: 'ready' };
    expect(begun(IDLE, ready)).to.equal('once');
    expect(begun(idle, ready)).to.equal('once');
    expect(begun({ ...idle, asking: loud }, ready), 'after the element has moved').to.equal('once');
    expect(begun(at('idle', { known: CERTIFIED }), ready)).to.equal(undefined);
  });

  it('is asked for by those who wait for it, and at another login', () => {
    expect(begun(IDLE, { type: 'open' })).to.equal('once');
    expect(begun(idle, { type: 'open' }), 'it is known').to.equal(undefined);
    expect(begun(idle, { type: 'status-wanted' })).to.equal('once');
    for (const event of [{ type: 'open' }, { type: 'status-wanted' }] as const)
      expect(begun({ ...IDLE, asking: loud }, event), `${event.type}, while somebody waits`).to.equal(
        undefined,
      );
    expect(begun(idle, { type: 'refresh' })).to.equal('refresh');
    expect(begun(idle, { type: 'login-changed', typed: false, open: false })).to.equal('once');
    const trouble: Dialog = {
      name: 'trouble',
      failure: { code: 'network' },
      during: 'status',
      repeated: false,
    };
    expect(begun(at('trouble', { dialog: trouble }), { type: 'retry' })).to.equal('once');
    const during: Dialog = { ...trouble, during: 'submission' };
    expect(begun(at('trouble', { dialog: during }), { type: 'retry' })).to.equal(undefined);
  });

  it('is asked for quietly when it may have changed', () => {
    const changing: ProcedureEvent[] = [{ type: 'gate' }, { type: 'seen' }];
    for (const event of changing) {
      expect(begun(idle, event), event.type).to.equal('quietly');
      expect(begun({ ...idle, asking: loud }, event), `${event.type}, while a user waits`).to.equal(
        undefined,
      );
    }
    const answer = { outcome: 'certified', reference: 'K7M29QXH', status: statusOf('certified') } as const;
    for (const told of [
      { type: 'answered', answer, at: 0 },
      failed('submission', 'way-closed'),
      failed('recheck', 'network'),
    ] as const)
      expect(begun(idle, told), 'the answer has the status').to.equal(undefined);
    expect(begun(at('idle', { known: CERTIFIED }), { type: 'seen' })).to.equal(undefined);
    expect(begun(IDLE, { type: 'seen' }), 'before the first answer').to.equal(undefined);
  });

  it('is not asked for any more when the answer has come, or nobody is logged in', () => {
    for (const event of [
      { type: 'status-ended' },
      failed('status', 'network'),
      { type: 'signed-out' },
    ] as const)
      expect(transition({ ...idle, asking: loud }, event).asking, event.type).to.equal(undefined);
  });

  it('remembers why it is not known, until somebody asks or the service answers', () => {
    const unknown = transition({ ...IDLE, asking: loud }, failed('status', 'network'));
    expect(unknown.statusFailure).to.equal('network');
    const known = (body?: CertificationStatus): ProcedureEvent => ({
      type: 'known',
      known: { ...UNCERTIFIED, ...body },
      mayPrompt: false,
    });
    expect(transition(unknown, known()).statusFailure, 'the page says it').to.equal('network');
    expect(transition(unknown, known(statusOf('uncertified'))).statusFailure).to.equal(undefined);
    expect(transition(unknown, { type: 'status-wanted' }).statusFailure).to.equal(undefined);
    const quietly = transition({ ...unknown, known: UNCERTIFIED }, { type: 'seen' });
    expect(quietly.statusFailure, 'no user waits').to.equal('network');
  });

  it('is asked for again when a user whose session has ended comes back', () => {
    const signedOut = transition(idle, { type: 'signed-out' });
    expect(begun(signedOut, { type: 'seen' })).to.equal('once');
  });

  it('is in a dialog that says nothing of a user only while it is asked for, or could not be had', () => {
    const trouble = (code: 'network' | 'no-source', during: 'status' | 'submission' = 'status') =>
      ({ name: 'trouble', failure: { code }, during, repeated: false }) satisfies Dialog;
    const isSaid = (dialog: Dialog, change: Partial<State> = {}): boolean =>
      isAnonymous({ ...idle, dialog, ...change });
    expect(isSaid({ name: 'checking' })).to.equal(true);
    expect(isSaid(trouble('network'), { statusFailure: 'network' })).to.equal(true);
    expect(isSaid(trouble('no-source')), 'of a unit whose status is known').to.equal(false);
    expect(isSaid(trouble('network', 'submission'), { statusFailure: 'network' })).to.equal(false);
  });
});
