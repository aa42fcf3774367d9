/** The procedure until the flow has loaded, and what the flow makes of its state. */
import { expect } from '@open-wc/testing';
import { begin, promptFor } from '../../../widget/procedure/begin.ts';
import { type Known, answerIn, knownFrom } from '../../../widget/procedure/known.ts';
import { IDLE, type ProcedureEvent, type State, nameOf } from '../../../widget/procedure/state.ts';
import { transition } from '../../../widget/procedure/transition.ts';
import { formOf, statusOf } from '../support/scripted.ts';

const USED_UP = { remaining: 0, resetsAt: '2026-12-24T16:00:00Z' };
const DUE = { at: '2026-12-24T15:59:59.999Z', reason: 'representative-changed' } as const;

/** A status for each first dialog. */
const STATUSES: Record<string, Known> = {
  uncertified: statusOf('uncertified'),
  lapsed: statusOf('lapsed'),
  revoked: statusOf('lapsed', { lapse: 'revoked' }),
  due: statusOf('certified', { due: DUE }),
  refused: statusOf('uncertified', { refused: 'registry-mismatch' }),
  'not active': statusOf('uncertified', { refused: 'unit-not-active' }),
  'used up': statusOf('uncertified', { attempts: USED_UP }),
  'for the counter': statusOf('uncertified', { form: formOf('counter') }),
  'without a register': statusOf('uncertified', { form: { fields: [], reason: 'no-source' } }),
  'no administrator': statusOf('uncertified', { canSubmit: false }),
  're-checked': statusOf('uncertified', {
    refused: 'registry-mismatch',
    recheck: { reference: 'R7M29QXB', until: '2026-12-24T15:59:59.999Z' },
  }),
  pending: statusOf('pending'),
  certified: statusOf('certified'),
};
const UNCERTIFIED = STATUSES['uncertified']!;

const learned = (known: Known, mayPrompt = true): ProcedureEvent => ({ type: 'known', known, mayPrompt });
const walk = (state: State, ...events: readonly ProcedureEvent[]): State =>
  events.reduce((each, event) => begin(each, event), state);
/** The first dialog of the flow. */
const shownLater = (state: State): string => nameOf(transition(state, { type: 'loaded' }).dialog);
const prompted = walk(IDLE, { type: 'ready' }, learned(UNCERTIFIED));
const unreachable: ProcedureEvent = { type: 'failed', of: 'status', failure: { code: 'network' } };
const queuedIn = ({ queued }: State): string[] => queued.map(({ type }) => type);

describe('before the flow has loaded', () => {
  for (const [name, known] of Object.entries(STATUSES))
    it(`a status leads to the dialog that the flow would show: ${name}`, () => {
      const byFlow = transition(IDLE, learned(known));
      const before = walk(IDLE, learned(known));
      const after = transition(before, { type: 'loaded' });
      expect(after.dialog).to.deep.equal(byFlow.dialog);
      expect(after.prompted).to.equal(byFlow.prompted);
      expect(after.queued).to.deep.equal([]);
      const isPrompt = promptFor(known) === 'usual';
      expect(before.dialog.name, 'only the usual prompt is shown').to.equal(isPrompt ? 'prompt' : 'idle');
      if (isPrompt) expect(after.dialog).to.deep.equal({ name: 'prompt' });
    });

  it('nothing is asked before the service has answered, nor where the prompt may not be shown', () => {
    for (const status of ['uncertified', 'lapsed', 'pending', 'certified'] as const) {
      const told = walk(IDLE, learned(knownFrom(status), false), { type: 'ready' });
      expect(told.dialog.name, status).to.equal('idle');
      expect(answerIn(told.known)).to.equal(undefined);
      expect(told.asking?.how, status).to.equal(status === 'certified' ? undefined : 'once');
    }
    expect(walk(IDLE, learned(UNCERTIFIED, false)).dialog.name).to.equal('idle');
  });

  it('each button of the prompt waits, and leads where it leads in the flow', () => {
    for (const event of [{ type: 'confirm' }, { type: 'cancel' }, { type: 'dismiss' }] as const) {
      const waits = walk(prompted, event);
      expect(waits.dialog.name, 'the prompt stays').to.equal('prompt');
      expect(shownLater(waits), event.type).to.equal(transition({ ...prompted }, event).dialog.name);
    }
  });

  it('events are honored in the order in which they came', () => {
    expect(shownLater(walk(prompted, { type: 'confirm' }, { type: 'cancel' }))).to.equal('notice');
    expect(shownLater(walk(prompted, { type: 'cancel' }, { type: 'open' }))).to.equal('form');
    expect(shownLater(walk(prompted, { type: 'open' }, { type: 'gate' }))).to.equal('form');
    expect(shownLater(walk(prompted, { type: 'gate' }, { type: 'open' }))).to.equal('form');
    expect(shownLater(walk(prompted, { type: 'gate' }))).to.equal('gate');
  });

  it('a form that is wanted says that it opens, asks for the status, and says why there is none', () => {
    const opening = walk(IDLE, { type: 'open' });
    expect(opening.dialog.name).to.equal('checking');
    expect(opening.asking?.how).to.equal('once');
    expect(shownLater(opening)).to.equal('checking');
    const taken = transition(opening, { type: 'loaded' });
    expect(shownLater(taken), 'also when the flow begins again').to.equal('checking');
    expect(shownLater(walk(opening, learned(UNCERTIFIED, false)))).to.equal('form');
    const failed = walk(opening, unreachable);
    expect(failed.statusFailure).to.equal('network');
    expect(shownLater(failed)).to.equal('trouble');
    expect(shownLater(walk(failed, learned(UNCERTIFIED, false))), 'it came after all').to.equal('form');
    const known = walk(IDLE, learned(knownFrom('certified'), false), { type: 'open' });
    expect(known.asking, 'nothing is asked about a unit that is known').to.equal(undefined);
  });

  it('a request for the status goes on', () => {
    const opening = walk(IDLE, { type: 'open' });
    expect(transition(opening, { type: 'loaded' }).asking).to.equal(opening.asking);
  });

  it('a status without a wish that fails shows nothing', () => {
    const failed = walk(IDLE, { type: 'ready' }, unreachable);
    expect(failed.dialog.name).to.equal('idle');
    expect(failed.queued).to.deep.equal([]);
  });

  it('the prompt follows the newest status, and closes when there is nothing to ask', () => {
    expect(walk(prompted, learned(STATUSES['certified']!)).dialog.name).to.equal('idle');
    expect(shownLater(walk(prompted, learned(STATUSES['certified']!)))).to.equal('idle');
    const usedUp = walk(prompted, learned(STATUSES['used up']!, false));
    expect(usedUp.dialog.name).to.equal('idle');
    expect(shownLater(usedUp)).to.equal('used-up');
    const back = walk(usedUp, learned(UNCERTIFIED, false));
    expect(back.dialog.name).to.equal('prompt');
    expect(queuedIn(back)).to.deep.equal([]);
  });

  it('a status that arrives while a dialog is awaited changes only what is known', () => {
    const waits = walk(prompted, { type: 'confirm' }, learned(STATUSES['certified']!));
    expect(queuedIn(waits)).to.deep.equal(['confirm']);
    expect(shownLater(waits)).to.equal('certified');
  });

  for (const type of ['cancel', 'dismiss', 'close', 'give-up'] as const)
    it(`a dialog that opens can be left: ${type}`, () => {
      const left = walk(IDLE, { type: 'open' }, { type });
      expect(left.dialog).to.deep.equal({ name: 'idle' });
      expect(shownLater(left)).to.equal('idle');
    });

  it('leaving the dialog that did not load defers the prompt only after 取消', () => {
    const gaveUp = (type: 'confirm' | 'cancel' | 'dismiss') =>
      walk(prompted, { type }, { type: 'give-up' }).dialog;
    expect(gaveUp('confirm')).to.deep.equal({ name: 'idle' });
    for (const type of ['cancel', 'dismiss'] as const)
      expect(gaveUp(type)).to.deep.equal({ name: 'idle', outcome: 'deferred' });
  });

  it('another element’s prompt ends its own', () => {
    expect(walk(prompted, { type: 'prompted-elsewhere' }).dialog.name).to.equal('idle');
    const opening = walk(IDLE, { type: 'open' });
    expect(walk(opening, { type: 'prompted-elsewhere' })).to.equal(opening);
  });

  it('nothing that waits goes over to another user', () => {
    for (const event of [
      { type: 'login-changed', typed: false, open: false },
      { type: 'signed-out' },
    ] as const) {
      const after = walk(prompted, { type: 'confirm' }, event);
      expect(after.dialog.name).to.equal('idle');
      expect(after.known).to.equal(undefined);
      expect(after.logins).to.equal(1);
      expect(after.queued).to.deep.equal([]);
    }
    const open = walk(prompted, { type: 'cancel' }, { type: 'login-changed', typed: false, open: true });
    expect(queuedIn(open), 'by the attribute').to.deep.equal(['open']);
    expect(shownLater(walk(open, learned(UNCERTIFIED)))).to.equal('form');
  });

  it('an event that means nothing leaves the state as it is', () => {
    for (const type of [
      'confirm',
      'recheck',
      'counter',
      'submit',
      'back',
      'retry',
      'consent',
      'withdraw',
    ] as const)
      expect(begin(IDLE, { type }), type).to.equal(IDLE);
  });
});
