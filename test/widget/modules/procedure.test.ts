import { expect } from '@open-wc/testing';
import { STEPS, type NextStep, type Step } from '../../../bff/contract/next.ts';
import type { CaseRefusal } from '../../../bff/contract/cases.ts';
import type { Reason } from '../../../bff/contract/reasons.ts';
import type {
  CertificationAnswer,
  CertificationStatus,
  KindView,
  Status,
} from '../../../bff/contract/wire.ts';
import { withNext } from '../../support/next.ts';
import {
  type Dialog,
  IDLE,
  type Named,
  type ProcedureEvent,
  type ResultOf,
  type State,
  nameOf,
} from '../../../widget/procedure/state.ts';
import { type Known, standingIn } from '../../../widget/procedure/known.ts';
import { isUnfinished } from '../../../widget/procedure/dialogs.ts';
import { transition } from '../../../widget/procedure/transition.ts';
import { openForm } from '../../../widget/procedure/opening.ts';
import { formOf, statusOf } from '../support/scripted.ts';

const PENDING: Partial<Record<Status, Partial<KindView>>> = {
  pending: { submission: { reference: 'P7M29QXA', at: '2026-11-24T08:00:00Z' } },
};

interface Change extends Partial<CertificationStatus> {
  /** The real-name certification's part. */
  realName?: Partial<KindView>;
}
const known = (status: Status, { realName, ...change }: Change = {}): CertificationStatus =>
  withNext({
    ...statusOf(status, { form: formOf('market') }),
    ...change,
    kinds: [{ kind: 'real-name', status, ...PENDING[status], ...realName }],
  });
const learned = (status: Status, change: Change = {}, mayPrompt = true): ProcedureEvent => ({
  type: 'known',
  known: known(status, change),
  mayPrompt,
});
const UNTIL = '2026-12-25T00:00:00Z';
const AT = Date.parse('2026-11-24T08:00:00Z');
const REFERENCE = { of: 'submission', id: 'K7M29QXH', at: AT } as const;
const answer = (change: Partial<CertificationAnswer>): ProcedureEvent => ({
  type: 'answered',
  answer: {
    outcome: 'certified',
    reference: REFERENCE.id,
    status: statusOf((change.outcome ?? 'certified') === 'certified' ? 'certified' : 'uncertified'),
    ...change,
  },
  at: AT,
});
/** The last submission, in a status. */
const last = (
  outcome: 'certified' | 'rejected',
  reason?: Reason,
  { reference = REFERENCE.id }: { reference?: string } = {},
) => ({
  realName: {
    last: {
      outcome,
      reference,
      ...(reason && { reason }),
      at: '2026-11-24T08:00:00.000Z',
    },
  },
});
/** No register has the unit's class. */
const NO_SOURCE = { form: { fields: [], reason: 'no-source' } } satisfies Change;
const DUE = { due: { at: '2026-12-25T00:00:00Z', reason: 'representative-changed' } } as const;
const IS_DUE = { realName: DUE };

const UNCERTIFIED = known('uncertified');
/** A dialog of an uncertified unit, by default after the prompt. */
const at = (dialog: Dialog, change: Partial<State> = {}): State => ({
  ...IDLE,
  known: UNCERTIFIED,
  prompted: true,
  dialog,
  ...change,
});

const idle: State = { ...IDLE, known: UNCERTIFIED };
const prompt = at({ name: 'prompt' });
const open: ProcedureEvent = { type: 'open' };
const confirm: ProcedureEvent = { type: 'confirm' };
const notice = at({ name: 'notice' });
const form = (prompted: boolean): State => at({ name: 'form', errors: [] }, { prompted });
const sending = at({ name: 'sending', of: 'submission' });
const pending = at({ name: 'result', of: 'pending' }, { known: known('pending') });
const failure: Named<'trouble'> = {
  name: 'trouble',
  during: 'submission',
  failure: { code: 'network' },
  repeated: false,
};
const trouble = at(failure);
const rejected = at(
  { name: 'result', of: 'refused', reason: 'registry-mismatch', reference: REFERENCE },
  { known: known('uncertified', last('rejected', 'registry-mismatch')) },
);
const gate = at({ name: 'gate' });
const consent = at({ name: 'consent', of: 'recheck' });
const asking = at({ name: 'sending', of: 'recheck' });
const checking = (prompted: boolean): State => at({ name: 'checking' }, { prompted, known: undefined });
const CASE_KNOWN = known('uncertified', {
  case: {
    reference: 'P4XW7TRH',
    state: 'open',
    openedAt: '2026-11-24T08:00:00Z',
    until: '2026-12-25T00:00:00Z',
  },
});
const KEPT_CASE = { reference: 'P4XW7TRH', since: undefined };
const EVERY: State[] = [
  idle,
  checking(false),
  prompt,
  notice,
  at({ name: 'result', of: 'operator' }),
  form(true),
  sending,
  at({ name: 'result', of: 'certified', before: false }, { known: known('certified') }),
  at({ name: 'result', of: 'withdrawn', due: { at: '2026-12-25T00:00:00Z', reason: 'agent-withdrew' } }),
  rejected,
  at(
    { name: 'result', of: 'last-refused', reason: 'registry-mismatch', reference: REFERENCE },
    { known: rejected.known },
  ),
  at({ name: 'result', of: 'taken-back' }),
  pending,
  trouble,
  gate,
  consent,
  asking,
  at({ name: 'result', of: 'rechecking', until: '2026-12-25T00:00:00Z' }),
  at({ name: 'result', of: 'differs', gone: false }),
  at({ name: 'result', of: 'differs', gone: true }),
  at({ name: 'consent', of: 'counter' }),
  at({ name: 'sending', of: 'counter' }),
  at({ name: 'result', of: 'case', opened: false }, { known: CASE_KNOWN }),
  at({ name: 'result', of: 'used-up', way: 'counter', failure: { code: 'too-many-attempts' } }),
  at({ name: 'question', of: 'case', kept: KEPT_CASE }, { known: CASE_KNOWN }),
];

/** Dialogs with a button for each open way. */
const OFFER_WAYS = ['prompt', 'refused', 'last-refused', 'used-up', 'case'];

/** The dialog after the event. */
const shown = (state: State, event: ProcedureEvent): Dialog => transition(state, event).dialog;

/** Applies events to a state; returns the names of all dialogs passed. */
const walk = (start: State, ...events: ProcedureEvent[]): string[] => {
  let state = start;
  return events.map((event) => nameOf((state = transition(state, event)).dialog));
};

/** Known at a site with a counter. */
const withCounter = (source: 'market' | 'counter'): Known =>
  known('uncertified', { form: { fields: ['applicant'], source, counter: true } });

describe('procedure', () => {
  it('closes a form that the prompt opened through the notice, and any other form at once', () => {
    expect(walk(form(true), { type: 'cancel' })).to.deep.equal(['notice']);
    expect(walk(form(false), { type: 'cancel' })).to.deep.equal(['idle']);
  });

  it('closes the status request in the same way as a form', () => {
    expect(walk(checking(true), { type: 'dismiss' })).to.deep.equal(['notice']);
    expect(walk(checking(false), { type: 'dismiss' })).to.deep.equal(['idle']);
  });

  it('shows no prompt after a deferral, and none in other views', () => {
    expect(transition(IDLE, learned('uncertified', {}, false))).to.deep.equal(idle);
  });

  it('refers operators to their administrator, at the start and from an open prompt', () => {
    const operator = learned('uncertified', { canSubmit: false });
    expect(walk(IDLE, operator)).to.deep.equal(['operator']);
    expect(walk(prompt, operator)).to.deep.equal(['operator']);
    expect(
      walk(sending, { type: 'failed', of: 'submission', failure: { code: 'administrator-required' } }),
    ).to.deep.equal(['operator']);
  });

  it('closes every dialog that stands in the place of the prompt when another element asks already', () => {
    const elsewhere: ProcedureEvent = { type: 'prompted-elsewhere' };
    const noSource = { ...failure, during: 'status', failure: { code: 'no-source' } } as const;
    for (const dialog of [prompt.dialog, { name: 'result', of: 'operator' }, noSource] as const)
      expect(transition(at(dialog), elsewhere), nameOf(dialog)).to.deep.equal(idle);
    const opened = form(false);
    expect(transition(opened, elsewhere)).to.equal(opened);
  });

  it('says that no register has this class of units in the place of the prompt and of the form', () => {
    const noSource = known('uncertified', NO_SOURCE);
    const said = at({ ...failure, during: 'status', failure: { code: 'no-source' } }, { known: noSource });
    expect(transition(IDLE, { type: 'known', known: noSource, mayPrompt: true })).to.deep.equal(said);
    const opened = at({ name: 'form', errors: [] }, { known: known('uncertified') });
    expect(transition(opened, { type: 'known', known: noSource, mayPrompt: false })).to.deep.equal({
      ...opened,
      ...said,
      prompted: opened.prompted,
    });
    const untold: State = { ...IDLE, known: noSource };
    expect(transition(untold, open)).to.deep.equal({ ...said, prompted: false });
    expect(transition(said, { type: 'cancel' })).to.deep.equal({
      ...IDLE,
      known: noSource,
      dialog: { name: 'idle', outcome: 'deferred' },
    });
    const operator = known('uncertified', { ...NO_SOURCE, canSubmit: false });
    expect(walk({ ...IDLE, known: operator }, open)).to.deep.equal(['trouble']);
  });

  const firsts: [Known, string][] = [
    [known('uncertified'), 'form'],
    [known('lapsed'), 'form'],
    [known('certified'), 'certified'],
    [known('pending'), 'pending'],
    [known('uncertified', { canSubmit: false }), 'operator'],
  ];
  for (const [first, name] of firsts)
    it(`opens ${name} for ${standingIn(first).status}, canSubmit ${first.canSubmit}, known or to be learned`, () => {
      expect(walk({ ...IDLE, known: first }, open)).to.deep.equal([name]);
      expect(walk(IDLE, open, { type: 'known', known: first, mayPrompt: false })).to.deep.equal([
        'checking',
        name,
      ]);
    });

  it('shows the decision of a pending claim from the status', () => {
    expect(walk(pending, learned('pending'))).to.deep.equal(['pending']);
    expect(walk(pending, learned('certified'))).to.deep.equal(['certified']);
    const refused = shown(pending, learned('uncertified', last('rejected', 'agent-without-record')));
    expect(refused).to.deep.equal({
      name: 'result',
      of: 'refused',
      reason: 'agent-without-record',
      reference: REFERENCE,
    });
  });

  it('keeps the form open while a certification that is due is in force', () => {
    const due = at({ name: 'form', errors: [] }, { known: known('certified', IS_DUE) });
    expect(transition(due, learned('certified', IS_DUE)).dialog.name).to.equal('form');
    expect(transition(due, learned('certified')).dialog).to.deep.equal({
      name: 'result',
      of: 'certified',
      before: true,
    });
  });

  it('waits for the decision of this very claim while the certification is due', () => {
    const renewing = at({ name: 'sending', of: 'submission' }, { known: known('certified', IS_DUE) });
    const waiting = transition(renewing, answer({ outcome: 'pending' }));
    const submission = { reference: REFERENCE.id, at: '2026-11-24T08:00:00.000Z' };
    const waits = {
      realName: {
        ...DUE,
        ...last('rejected', 'registry-mismatch', { reference: 'QXH7K7M2' }).realName,
        submission,
      },
    };
    expect(walk(waiting, learned('certified', waits))).to.deep.equal(['pending']);
    const refused = { realName: { ...DUE, ...last('rejected', 'registry-mismatch').realName } };
    expect(walk(waiting, learned('certified', refused))).to.deep.equal(['refused']);
    expect(walk(waiting, learned('certified', IS_DUE)), 'dropped without a decision').to.deep.equal(['form']);
    expect(walk(waiting, learned('certified', last('certified')))).to.deep.equal(['certified']);
  });

  it('gives the reference of the last refusal when no attempt is left', () => {
    const none = { attempts: { remaining: 0, resetsAt: null }, ...last('rejected', 'registry-mismatch') };
    const shownThen = shown({ ...IDLE, known: known('uncertified', none) }, open);
    expect(shownThen).to.deep.include({ of: 'used-up' });
    expect((shownThen as ResultOf<'used-up'>).failure.reference).to.deep.equal(REFERENCE);
  });

  it('returns invalid fields to the form, and shows a certified unit as certified', () => {
    const errors = [{ path: 'foundedOn', code: 'bad-date' as const }];
    expect(
      transition(sending, { type: 'failed', of: 'submission', failure: { code: 'invalid-fields', errors } }),
    ).to.deep.equal(at({ name: 'form', errors }));
    expect(
      shown(
        { ...sending, known: known('certified') },
        {
          type: 'failed',
          of: 'submission',
          failure: { code: 'way-closed' },
        },
      ),
    ).to.deep.equal({ name: 'result', of: 'certified', before: true });
  });

  it('distinguishes a repeated trouble from the first one', () => {
    const failed = (code: 'network' | 'unavailable'): ProcedureEvent => ({
      type: 'failed',
      of: 'submission',
      failure: { code },
    });
    const first = transition(sending, failed('network'));
    expect(first.dialog).to.include({ repeated: false });
    const second = transition(first, { type: 'retry' });
    expect(shown(second, failed('network'))).to.include({ name: 'trouble', repeated: true });
    expect(shown(second, failed('unavailable'))).to.include({ name: 'trouble', repeated: false });
  });

  it('retries the failed step, or goes back to the form', () => {
    expect(walk(trouble, { type: 'retry' })).to.deep.equal(['sending']);
    expect(walk(at({ ...failure, during: 'status' }), { type: 'retry' })).to.deep.equal(['checking']);
    expect(walk(trouble, { type: 'back' })).to.deep.equal(['form']);
    expect(walk(rejected, { type: 'back' })).to.deep.equal(['form']);
  });

  it('shows no success before the answer', () => {
    expect(shown(sending, learned('certified'))).to.equal(sending.dialog);
    const underWay = transition(sending, { type: 'under-way', is: true });
    for (const type of ['cancel', 'dismiss'] as const)
      expect(transition(underWay, { type })).to.equal(underWay);
  });

  for (const of of ['submission', 'recheck', 'counter'] as const)
    it(`stays until the answer once it has been sent: ${of}`, () => {
      const sent = transition(at({ name: 'sending', of }), { type: 'under-way', is: true });
      for (const type of ['cancel', 'dismiss', 'back'] as const)
        expect(transition(sent, { type }), type).to.equal(sent);
    });

  it('can be closed whenever nothing has been sent', () => {
    for (const type of ['cancel', 'dismiss'] as const) {
      expect(walk(sending, { type })).to.deep.equal(['notice']);
      const back: ProcedureEvent[] = [
        { type: 'under-way', is: true },
        { type: 'under-way', is: false },
      ];
      expect(
        walk({ ...sending, prompted: false }, ...back, { type }),
        'waiting for another token',
      ).to.deep.equal(['sending', 'sending', 'idle']);
    }
  });

  it('keeps nothing of a former user, and says so when values were typed', () => {
    const changed = (typed: boolean, open = false): ProcedureEvent => ({
      type: 'login-changed',
      typed,
      open,
    });
    for (const state of EVERY)
      expect(transition(state, changed(false)), nameOf(state.dialog)).to.deep.equal({
        ...IDLE,
        logins: 1,
        asking: { how: 'once' },
      });
    for (const state of [...EVERY, at({ name: 'login-changed', open: false, mayPrompt: true })])
      expect(transition(state, { type: 'signed-out' }), nameOf(state.dialog)).to.deep.equal({
        ...IDLE,
        logins: 1,
        statusFailure: 'session-expired',
      });
    for (const state of EVERY)
      expect(walk(state, changed(false, true)), nameOf(state.dialog)).to.deep.equal(['checking']);
    expect(walk(form(true), changed(true), changed(false))).to.deep.equal(['login-changed', 'login-changed']);
    expect(walk(notice, changed(true)), 'nobody was typing').to.deep.equal(['idle']);
    // Then comes the new user's own first dialog.
    const cancel: ProcedureEvent = { type: 'cancel' };
    expect(walk(form(true), changed(true), learned('uncertified'), cancel).at(-1)).to.equal('prompt');
    expect(walk(form(true), changed(true), learned('certified'), cancel).at(-1)).to.equal('idle');
    expect(walk(form(true), changed(true, true), learned('certified'), cancel).at(-1)).to.equal('certified');
    expect(walk(form(true), changed(true, true), cancel).at(-1)).to.equal('checking');
  });

  it('updates every open dialog when the unit is certified elsewhere', () => {
    for (const state of EVERY.filter(({ dialog }) => !['sending', 'withdrawn'].includes(nameOf(dialog)))) {
      const after = nameOf(shown(state, learned('certified')));
      expect(['idle', 'certified'], `from ${nameOf(state.dialog)}`).to.include(after);
    }
  });

  it('shows the gate when no other dialog is working, and continues from it', () => {
    const shows: ProcedureEvent = { type: 'gate' };
    for (const state of EVERY) {
      const name = nameOf(state.dialog);
      const admits = ['idle', 'prompt', 'notice', 'gate'].includes(name);
      const next = transition(state, shows);
      const expected = name === 'last-refused' ? name : admits ? 'gate' : 'kept';
      expect(next === state ? 'kept' : nameOf(next.dialog), `from ${name}`).to.equal(expected);
    }
    expect(walk(gate, open)).to.deep.equal(['form']);
    expect(walk(gate, { type: 'cancel' }, { type: 'cancel' })).to.deep.equal(['notice', 'idle']);
    expect(walk(IDLE, shows, { type: 'cancel' })).to.deep.equal(['gate', 'idle']);
    const waiting: State = { ...idle, known: known('pending') };
    expect(walk(waiting, shows), 'a claim waits already').to.deep.equal(['pending']);
    const operator: State = { ...idle, known: known('uncertified', { canSubmit: false }) };
    expect(walk(operator, shows), 'the user may not submit one').to.deep.equal(['operator']);
  });

  it('goes from a refusal to the re-check, which needs no notice, and back from each of its dialogs', () => {
    const kept = answer({ outcome: 'kept', until: '2026-12-25T00:00:00Z' });
    const refused: ProcedureEvent = { type: 'failed', of: 'recheck', failure: { code: 'network' } };
    const retry: ProcedureEvent = { type: 'retry' };
    const leave: ProcedureEvent = { type: 'cancel' };
    expect(walk(rejected, { type: 'recheck' }, { type: 'consent' }, kept, leave)).to.deep.equal([
      'consent',
      'sending',
      'rechecking',
      'idle',
    ]);
    expect(walk(asking, refused, retry, refused, { type: 'back' })).to.deep.equal([
      'trouble',
      'sending',
      'trouble',
      'form',
    ]);
    expect(shown(transition(transition(asking, refused), retry), refused)).to.include({
      repeated: true,
    });
    const cut = transition(asking, refused);
    expect(transition(cut, { type: 'dismiss' }), 'Escape is the button').to.deep.equal(
      transition(cut, leave),
    );
    expect(isUnfinished(cut), 'the claim can be sent again').to.equal(true);
    const differs: ProcedureEvent = {
      type: 'failed',
      of: 'recheck',
      failure: { code: 'claim-differs' },
    };
    expect(walk(asking, differs, { type: 'dismiss' })).to.deep.equal(['differs', 'form']);
    for (const type of ['back', 'dismiss'] as const) {
      expect(walk(rejected, { type: 'recheck' }, { type })).to.deep.equal(['consent', 'refused']);
      expect(walk(consent, { type }, { type: 'submit' })).to.deep.equal(['form', 'sending']);
    }
    for (const state of EVERY.filter(({ dialog }) => !OFFER_WAYS.includes(nameOf(dialog))))
      expect(transition(state, { type: 'recheck' }), `from ${nameOf(state.dialog)}`).to.equal(state);
  });

  it('asks for the claim again when the re-check is wanted later, and submits nothing', () => {
    const open: ProcedureEvent = { type: 'open', intent: 'recheck' };
    const kept = answer({ outcome: 'kept', until: '2026-12-25T00:00:00Z' });
    const differs: ProcedureEvent = { type: 'failed', of: 'recheck', failure: { code: 'claim-differs' } };
    const usedUp: State = {
      ...IDLE,
      known: statusOf('uncertified', {
        refused: 'registry-mismatch',
        attempts: { remaining: 0, resetsAt: '2026-12-24T15:59:59.999Z' },
      }),
    };
    const inactive: State = { ...IDLE, known: statusOf('uncertified', { refused: 'unit-not-active' }) };
    for (const state of [usedUp, inactive])
      expect(walk(state, open, { type: 'submit' }, { type: 'consent' }, kept)).to.deep.equal([
        'form',
        'consent',
        'sending',
        'rechecking',
      ]);
    for (const type of ['back', 'dismiss'] as const)
      expect(walk(usedUp, open, { type: 'submit' }, { type }, { type: 'submit' })).to.deep.equal([
        'form',
        'consent',
        'form',
        'consent',
      ]);
    const waits: State = { ...IDLE, known: statusOf('pending') };
    expect(transition(waits, open), 'nothing to check again').to.include({ intent: 'certify' });
    const again = [open, { type: 'submit' }, { type: 'consent' }, differs, { type: 'back' }] as const;
    expect(walk(usedUp, ...again).slice(-2)).to.deep.equal(['differs', 'form']);
    expect(walk(usedUp, { type: 'open' }, { type: 'recheck' }), 'no attempt is left').to.deep.equal([
      'used-up',
      'form',
    ]);
  });

  it('goes from a refusal to the counter, and shows the case when it is open', () => {
    const opened = answer({ outcome: 'kept', until: '2026-12-25T00:00:00Z', bring: ['certificate'] });
    const learns: ProcedureEvent = { type: 'known', known: CASE_KNOWN, mayPrompt: false };
    const counter: ProcedureEvent = { type: 'counter' };
    const consent: ProcedureEvent = { type: 'consent' };
    const atCounter: State = { ...rejected, known: withCounter('market') };
    expect(walk(atCounter, counter, consent, learns, opened, { type: 'cancel' })).to.deep.equal([
      'consent',
      'sending',
      'sending',
      'case',
      'idle',
    ]);
    expect(transition(transition(atCounter, counter), { type: 'back' })).to.deep.equal(atCounter);
    const failed = (code: 'network' | 'way-closed' | 'too-many-attempts'): ProcedureEvent => ({
      type: 'failed',
      of: 'counter',
      failure: { code },
    });
    const sent = transition(transition(atCounter, counter), consent);
    expect(walk(sent, failed('network'), { type: 'retry' })).to.deep.equal(['trouble', 'sending']);
    expect(walk(sent, learns, failed('way-closed')).at(-1)).to.equal('case');
    expect(walk(sent, failed('too-many-attempts'))).to.deep.equal(['used-up']);
    expect(walk(sent, learned('certified'), failed('way-closed')).at(-1)).to.equal('certified');
    for (const state of EVERY.filter(({ dialog }) => !OFFER_WAYS.includes(nameOf(dialog))))
      expect(transition(state, counter), nameOf(state.dialog)).to.equal(state);
  });

  it('shows the case that waits before the form, unless the page has shown it', () => {
    const waits: State = { ...IDLE, known: CASE_KNOWN };
    expect(walk(waits, open, { type: 'confirm' })).to.deep.equal(['case', 'form']);
    expect(walk(waits, { type: 'open', informed: true })).to.deep.equal(['form']);
  });

  it('sends the form of a class without a source to the counter', () => {
    const state: State = { ...IDLE, known: withCounter('counter') };
    expect(walk(state, open, { type: 'submit' }, { type: 'back' }, { type: 'submit' })).to.deep.equal([
      'form',
      'consent',
      'form',
      'consent',
    ]);
  });

  it('opens no form for a submission after the last attempt, and shows when attempts are possible again', () => {
    const resetsAt = '2026-11-24T22:55:00.000Z';
    const used = known('uncertified', {
      attempts: { remaining: 0, resetsAt },
      ...last('rejected', 'registry-mismatch'),
    });
    const refusal: State = { ...rejected, known: used };
    const refused: ProcedureEvent = {
      type: 'failed',
      of: 'recheck',
      failure: { code: 'claim-differs' },
    };
    let state = transition(refusal, { type: 'recheck' });
    expect(shown(state, { type: 'back' })).to.equal(refusal.dialog);
    state = transition(state, { type: 'consent' });
    expect(shown(state, { type: 'back' })).to.deep.equal({
      name: 'result',
      of: 'used-up',
      way: 'certify',
      failure: { code: 'too-many-attempts', until: resetsAt, reference: REFERENCE },
    });
    expect(walk(state, { type: 'dismiss' }, { type: 'cancel' })).to.deep.equal(['notice', 'idle']);
    // A re-check needs no attempt, but a claim that can be checked again.
    for (const type of ['back', 'dismiss'] as const)
      expect(walk(state, refused, { type }, { type: 'submit' }).slice(1)).to.deep.equal(['form', 'consent']);
    const gone: ProcedureEvent = { ...refused, failure: { code: 'way-closed' } };
    expect(walk(state, gone, { type: 'dismiss' })).to.deep.equal(['differs', 'idle']);
    const cut: ProcedureEvent = { type: 'failed', of: 'recheck', failure: { code: 'network' } };
    const exhausted: State = { ...asking, known: used };
    expect(walk(exhausted, cut, { type: 'dismiss' })).to.deep.equal(['trouble', 'notice']);
    expect(walk(exhausted, cut, { type: 'retry' }, { type: 'dismiss' })).to.deep.equal([
      'trouble',
      'sending',
      'notice',
    ]);
  });

  it('goes from a failure to the form at Escape if the form can help, else closes, as the buttons do', () => {
    for (const [code, to] of [
      ['network', 'form'],
      ['unavailable', 'form'],
      ['session-expired', 'form'],
      ['too-many-attempts', 'idle'],
      ['misconfigured', 'idle'],
      ['origin-not-allowed', 'idle'],
    ] as const) {
      const dialog: Dialog = { ...failure, failure: { code } };
      expect(walk(at(dialog), { type: 'dismiss' }), code).to.deep.equal([to]);
      expect(walk(at({ ...dialog, during: 'status' }), { type: 'dismiss' }), code).to.deep.equal([
        to === 'idle' ? 'idle' : 'notice',
      ]);
    }
  });

  it('ignores a failure of another request', () => {
    const failed = (of: 'status' | 'submission' | 'recheck'): ProcedureEvent => ({
      type: 'failed',
      of,
      failure: { code: 'network' },
    });
    expect(shown(sending, failed('status'))).to.equal(sending.dialog);
    expect(transition(asking, failed('submission'))).to.equal(asking);
    expect(walk(checking(false), failed('status'))).to.deep.equal(['trouble']);
  });

  it('shows a dialog for errors that no field can show', () => {
    const invalid = { code: 'invalid-fields' as const, errors: [] };
    expect(shown(sending, { type: 'failed', of: 'submission', failure: invalid })).to.include({
      name: 'trouble',
    });
  });

  it('says that a way is closed, or asks for the status, while no status is known', () => {
    const closed = (of: 'status' | 'submission' | 'recheck' | 'counter'): ProcedureEvent => ({
      type: 'failed',
      of,
      failure: { code: 'way-closed' },
    });
    expect(walk(checking(false), closed('status'))).to.deep.equal(['trouble']);
    for (const of of ['submission', 'recheck', 'counter'] as const) {
      const sent = transition(at({ name: 'sending', of }), { type: 'uncertain' });
      expect(walk(sent, closed(of)), of).to.deep.equal(['trouble']);
    }
    for (const intent of ['certify', 'withdraw'] as const) {
      const sent = transition({ ...sending, intent }, { type: 'uncertain' });
      expect(walk(sent, answer({ outcome: 'withdrawn' })), intent).to.deep.equal(['checking']);
    }
  });

  it('knows nothing from an answer but what the service says', () => {
    for (const outcome of ['certified', 'pending', 'rejected', 'withdrawn'] as const)
      expect(transition(sending, answer({ outcome })).known, outcome).to.equal(sending.known);
    const failed: ProcedureEvent = { type: 'failed', of: 'submission', failure: { code: 'way-closed' } };
    expect(transition(form(true), failed).known).to.equal(form(true).known);
  });

  it('shows what the status of now says when an answer is of the first time', () => {
    const now = (status: Status, change: Partial<State> = {}): State =>
      at(sending.dialog, { known: known(status), ...change });
    const rejected = answer({ outcome: 'rejected' });
    expect(walk(now('certified'), rejected)).to.deep.equal(['certified']);
    expect(walk(now('lapsed'), answer({}))).to.deep.equal(['form']);
    expect(walk(now('certified', { intent: 'replace' }), rejected), 'a takeover').to.deep.equal(['refused']);
  });

  it('tells a case as decided that is decided, or expires, while its dialog is open', () => {
    const open = at({ name: 'result', of: 'case', opened: true }, { known: CASE_KNOWN });
    const ended = { ...CASE_KNOWN.case!, endedAt: '2026-11-26T08:00:00Z' };
    const after = (change: Change, status: Status = 'uncertified'): Dialog =>
      shown(open, learned(status, { form: formOf('market', true), ...change }, false));
    expect(after({ case: { ...ended, state: 'refused', reason: 'papers-missing' } })).to.deep.equal({
      name: 'result',
      of: 'ended-case',
    });
    expect(after({ case: { ...ended, state: 'expired' } })).to.deep.equal({
      name: 'result',
      of: 'ended-case',
    });
    expect(after({ case: { ...ended, state: 'certified' } }, 'certified')).to.deep.equal({
      name: 'result',
      of: 'certified',
      before: true,
    });
    expect(nameOf(after({ case: CASE_KNOWN.case! })), 'it waits').to.equal('case');
  });

  it('follows the next step where the rest of the status says something else', () => {
    const contradicting = (status: CertificationStatus, next: Partial<NextStep>): State => ({
      ...IDLE,
      known: { ...status, next: { ...statusOf('uncertified').next, ...next } },
    });
    const usedUp = statusOf('uncertified', {
      canSubmit: false,
      attempts: { remaining: 0, resetsAt: UNTIL },
      recheck: { reference: 'R7M29QXB', until: UNTIL },
    });
    expect(walk(contradicting(usedUp, {}), open)).to.deep.equal(['form']);
    expect(walk(contradicting(statusOf('pending'), {}), open)).to.deep.equal(['form']);
    const free = statusOf('uncertified');
    const steps: [Partial<NextStep>, string][] = [
      [{ step: 'checking', ways: [] }, 'pending'],
      [{ step: 'none', ways: [] }, 'certified'],
      [{ step: 'administrator', ways: [] }, 'operator'],
      [{ step: 'bring', ways: [] }, 'case'],
      [{ step: 'deciding', ways: [] }, 'case'],
      [{ step: 'no-source', ways: [] }, 'trouble'],
      [{ step: 'authority' }, 'last-refused'],
      [{ step: 'later', ways: [], closed: [{ way: 'certify', until: UNTIL }] }, 'used-up'],
      [{ step: 'later', ways: [], closed: [{ way: 'counter', until: UNTIL }] }, 'used-up'],
    ];
    for (const [next, dialog] of steps)
      expect(walk(contradicting(free, next), open), next.step).to.deep.equal([dialog]);
  });

  it('says at the authority’s step that the unit is inactive, whatever was refused before', () => {
    const refused = statusOf('uncertified', { refused: 'registry-mismatch' });
    const at = (reason: NextStep['reason']): Dialog => {
      const known: Known = { ...refused, next: { ...refused.next, step: 'authority', reason } };
      return openForm({ ...IDLE, known }, false).dialog;
    };
    const inactive = { name: 'result', of: 'last-refused', reason: 'unit-not-active' };
    for (const reason of ['registry-mismatch', 'registration-changed', null] as const)
      expect(at(reason), String(reason)).to.deep.equal({ ...inactive, reference: undefined });
    expect(at('unit-not-active')).to.deep.include(inactive).and.to.have.nested.property('reference.id');
    expect(at('papers-in-doubt')).to.deep.include({ of: 'last-refused', reason: 'papers-in-doubt' });
  });

  it('says that the unit is inactive, whatever the counter answered before', () => {
    const at = '2026-11-24T08:00:00Z';
    const open = CASE_KNOWN.case!;
    const answered = (reason: CaseRefusal): Known => {
      const known = statusOf('uncertified', {
        case: { ...open, state: 'refused', reason, endedAt: at },
      });
      return { ...known, next: { ...known.next, step: 'authority' } };
    };
    const first = (known: Known): Dialog => openForm({ ...IDLE, known }, false).dialog;
    expect(first(answered('papers-missing'))).to.deep.equal({
      name: 'result',
      of: 'last-refused',
      reason: 'unit-not-active',
      reference: undefined,
    });
    for (const reason of ['unit-not-active', 'papers-in-doubt'] as const)
      expect(first(answered(reason)), reason).to.deep.equal({ name: 'result', of: 'ended-case' });
  });

  it('goes by the open ways at a step that only a newer service has', () => {
    const newer = (status: Status, next: Partial<NextStep>): Known => ({
      ...statusOf(status),
      next: { ...statusOf('uncertified').next, step: 'newer' as Step, ways: [], ...next },
    });
    const inAll = (first: Known, opened: string, gated: string): void => {
      const state: State = { ...IDLE, known: first };
      const arrives: ProcedureEvent = { type: 'known', known: first, mayPrompt: true };
      const name = `${standingIn(first).status} ${first.next.ways}`;
      expect(walk(state, open), name).to.deep.equal([opened]);
      expect(walk(IDLE, open, arrives), name).to.deep.equal(['checking', opened]);
      expect(walk(form(true), arrives), name).to.deep.equal([opened]);
      expect(walk(state, { type: 'gate' }), name).to.deep.equal([gated]);
      expect(walk(gate, arrives), name).to.deep.equal([gated]);
      expect(walk(IDLE, arrives), 'by itself').to.deep.equal(['idle']);
    };
    inAll(newer('uncertified', { ways: ['certify'] }), 'form', 'prompt');
    inAll(newer('lapsed', { closed: [{ way: 'certify', until: UNTIL }] }), 'used-up', 'used-up');
    inAll(newer('uncertified', {}), 'trouble', 'trouble');
    inAll(newer('certified', {}), 'certified', 'certified');
  });

  it('forgets what it knows while it is uncertain whose it is, and keeps the dialog', () => {
    for (const state of EVERY)
      expect(transition(state, { type: 'uncertain' })).to.deep.equal({
        ...state,
        known: undefined,
        isUncertain: true,
      });
    expect(walk(IDLE, { type: 'uncertain' }, open)).to.deep.equal(['idle', 'checking']);
  });

  it('is sure again once a token has named the account, another user is logged in, or nobody', () => {
    const uncertain = transition(prompt, { type: 'uncertain' });
    const after = (...events: ProcedureEvent[]) => events.reduce(transition, uncertain).isUncertain;
    expect(after(open), 'by itself').to.equal(true);
    expect(after({ type: 'close' }), 'by itself').to.equal(true);
    expect(after({ type: 'named' })).to.equal(false);
    expect(after({ type: 'login-changed', typed: false, open: false })).to.equal(false);
    expect(after({ type: 'signed-out' })).to.equal(false);
    expect(after({ type: 'named' }, { type: 'uncertain' })).to.equal(true);
  });

  it('says why the status failed in the place of a dialog that is not shown, unless it yields', () => {
    const failed = { type: 'failed', of: 'status', failure: { code: 'session-expired' } } as const;
    const uncertain = (state: State): State => ({ ...state, isUncertain: true });
    for (const state of [form(false), sending, asking, trouble, pending])
      expect(shown(uncertain(state), failed)).to.deep.equal({
        ...failure,
        during: 'status',
        failure: failed.failure,
      });
    for (const state of [idle, prompt, notice, gate])
      expect(shown(uncertain(state), failed)).to.equal(state.dialog);
    for (const state of [form(false), sending]) expect(shown(state, failed), 'shown').to.equal(state.dialog);
  });

  it('closes from everywhere', () => {
    for (const state of EVERY) expect(shown(state, { type: 'close' })).to.include({ name: 'idle' });
  });

  it('ignores events that have no meaning in a state', () => {
    const late: ProcedureEvent[] = [
      answer({}),
      { type: 'submit' },
      confirm,
      { type: 'retry' },
      { type: 'back' },
      { type: 'failed', of: 'submission', failure: { code: 'network' } },
    ];
    for (const event of late) expect(shown(IDLE, event), event.type).to.equal(IDLE.dialog);
    for (const event of late.slice(1)) expect(transition(IDLE, event), event.type).to.equal(IDLE);
    for (const event of late.slice(0, 4).filter(({ type }) => type !== 'confirm'))
      expect(shown(rejected, event), event.type).to.equal(rejected.dialog);
  });

  const KEPT = {
    recheck: known('uncertified', { recheck: { reference: 'R7M29QXB', until: UNTIL } }),
    case: CASE_KNOWN,
    claim: known('pending'),
  };

  for (const of of ['recheck', 'case', 'claim'] as const)
    describe(`what waits (${of})`, () => {
      const kept = at(idle.dialog, { known: KEPT[of] });
      const ask: ProcedureEvent = { type: 'ask-withdrawal', of };
      const withdraw: ProcedureEvent = { type: 'withdraw' };
      const asked = transition(kept, ask);

      it('is withdrawn after a question: it is sent, its end is said, and forgotten with the next form or user', () => {
        const own = { of, kept: { reference: KEPT[of].next.reference!, since: undefined } };
        const steps: [ProcedureEvent, State['withdrawal']][] = [
          [ask, undefined],
          [withdraw, { ...own, step: 'sending' }],
          [
            { type: 'failed', of: 'withdrawal', failure: { code: 'network' } },
            { ...own, step: 'notWithdrawn', why: 'network' },
          ],
          [ask, { ...own, step: 'notWithdrawn', why: 'network' }],
          [withdraw, { ...own, step: 'sending' }],
          [
            { type: 'known', known: known('uncertified'), mayPrompt: false },
            { ...own, step: 'sending' },
          ],
          [{ type: 'claim-withdrawn' }, { ...own, step: 'withdrawn' }],
          [open, undefined],
        ];
        const ends = steps.map((_, index) =>
          steps.slice(0, index + 1).reduce((state, [event]) => transition(state, event), kept),
        );
        expect(ends.map(({ withdrawal }) => withdrawal)).to.deep.equal(steps.map(([, after]) => after));
        const names = ends.slice(0, -1).map(({ dialog }) => dialog.name);
        const question = 'question';
        expect(names).to.deep.equal([question, 'idle', 'idle', question, 'idle', 'idle', 'idle']);
        const sent = transition(asked, withdraw);
        for (const event of [{ type: 'withdrawal-dropped' }, { type: 'signed-out' }] as const)
          expect(transition(sent, event).withdrawal).to.equal(undefined);
      });

      it('is not withdrawn without the question', () => {
        expect(transition(kept, withdraw)).to.equal(kept);
      });

      it('is not called withdrawn when it has been decided meanwhile', () => {
        const sent = transition(asked, withdraw);
        const reference = KEPT[of].next.reference!;
        const decided = known('uncertified', last('rejected', 'registry-mismatch', { reference }));
        const after = [
          { type: 'known', known: decided, mayPrompt: false },
          { type: 'claim-withdrawn' },
        ] as const;
        expect(after.reduce<State>(transition, sent).withdrawal).to.include({ of, step: 'decided' });
        const certified = learned('certified', { realName: { since: UNTIL } });
        expect(transition(asked, certified).withdrawal).to.include({ of, step: 'decided' });
      });

      it('is asked about only while it is there, and over no other dialog', () => {
        expect(transition(idle, ask)).to.equal(idle);
        const inForm = { ...kept, dialog: form(true).dialog };
        expect(transition(inForm, ask)).to.equal(inForm);
        expect(shown(asked, learned('uncertified')).name).to.equal('idle');
        expect(shown(asked, { type: 'cancel' }).name).to.equal('idle');
      });
    });

  it('takes back a claim that waits beside a case, by its own reference', () => {
    const state = at(idle.dialog, { known: known('pending', { case: CASE_KNOWN.case }) });
    const references = (['claim', 'case'] as const).map((of) => {
      const dialog = shown(state, { type: 'ask-withdrawal', of });
      return dialog.name === 'question' && dialog.kept.reference;
    });
    expect(references).to.deep.equal(['P7M29QXA', 'P4XW7TRH']);
    expect(shown(state, { type: 'ask-withdrawal', of: 'recheck' }).name).to.equal('idle');
  });

  /** After a claim was taken back by somebody else: a sentence before the form, or the dialog that says more. */
  const AFTER_TAKEN_BACK: Record<Step, [next: Known, dialog: string]> = {
    certify: [known('uncertified'), 'taken-back'],
    correct: [known('uncertified', last('rejected', 'registry-mismatch')), 'taken-back'],
    renew: [known('certified', IS_DUE), 'taken-back'],
    bring: [CASE_KNOWN, 'taken-back'],
    deciding: [known('uncertified', { case: { ...CASE_KNOWN.case!, seen: true } }), 'taken-back'],
    rechecking: [known('uncertified', { recheck: { reference: 'R7M29QXB', until: UNTIL } }), 'taken-back'],
    counter: [withCounter('counter'), 'taken-back'],
    authority: [known('uncertified', last('rejected', 'unit-not-active')), 'taken-back'],
    later: [known('uncertified', { attempts: { remaining: 0, resetsAt: UNTIL } }), 'used-up'],
    checking: [known('pending'), 'pending'],
    none: [known('certified'), 'certified'],
    'no-source': [known('uncertified', NO_SOURCE), 'trouble'],
    administrator: [known('uncertified', { canSubmit: false }), 'operator'],
  };
  /** The user reads it before a form. */
  const BEFORE_FORM: Partial<Record<Step, string>> = {
    authority: 'last-refused',
    bring: 'case',
    deciding: 'case',
  };
  for (const step of STEPS)
    it(`says at ${step} that a claim was taken back, before any form`, () => {
      const [next, name] = AFTER_TAKEN_BACK[step];
      expect(next.next.step).to.equal(step);
      const events: ProcedureEvent[] = [
        { type: 'known', known: next, mayPrompt: false },
        answer({ outcome: 'withdrawn' }),
      ];
      expect(walk(sending, ...events)).to.deep.equal(['sending', name]);
      const on = walk(sending, ...events, { type: 'back' }).at(-1);
      if (name === 'taken-back') expect(on).to.equal(BEFORE_FORM[step] ?? 'form');
    });

  it('says what the unit has instead to an agent whose withdrawal was answered after the certification had ended', () => {
    const leaving = { ...sending, intent: 'withdraw' as const };
    for (const [now, name] of [
      [known('lapsed'), 'prompt'],
      [known('certified'), 'certified'],
    ] as const) {
      const events: ProcedureEvent[] = [
        { type: 'known', known: now, mayPrompt: false },
        answer({ outcome: 'withdrawn' }),
      ];
      expect(walk(leaving, ...events)).to.deep.equal(['sending', name]);
    }
  });

  it('opens the form of an agent who withdraws, also where a claim would be hindered', () => {
    for (const change of [
      NO_SOURCE,
      { realName: { due: { at: UNTIL, reason: 'unit-not-active' as const } } },
    ]) {
      const realName = { by: 'agent' as const, ...('realName' in change && change.realName) };
      const state = at(idle.dialog, { known: known('certified', { ...change, realName }) });
      expect(shown(state, { type: 'open', intent: 'withdraw' })).to.include({ name: 'form' });
    }
  });
});
