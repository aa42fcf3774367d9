import { expect } from '@open-wc/testing';
import type { CertificationAnswer } from '../../../bff/contract/wire.ts';
import { transition } from '../../../widget/flow/certification-flow.ts';
import { type FlowEvent, IDLE, type Known, type State } from '../../../widget/flow/state.ts';

const known = (status: Known['status'], change: Partial<Known> = {}): Known => ({
  status,
  canSubmit: true,
  ...change,
});
const learned = (status: Known['status'], change: Partial<Known> = {}, ask = true): FlowEvent => ({
  type: 'known',
  known: known(status, change),
  ask,
});
const answer = (change: Partial<CertificationAnswer>): FlowEvent => ({
  type: 'answered',
  answer: {
    outcome: 'certified',
    reference: 'K7M29QXH',
    attempts: { remaining: 3, resetsAt: null },
    ...change,
  },
});

const prompt: State = { name: 'prompt', prompted: true, lapsed: false };
const confirm: FlowEvent = { type: 'confirm', known: known('uncertified') };
const notice: State = { name: 'notice', prompted: true };
const form = (prompted: boolean): State => ({ name: 'form', prompted, errors: [] });
const sending: State = { name: 'sending', prompted: true };
const pending: State = { name: 'pending', prompted: true, stalled: false };
const trouble: Extract<State, { name: 'trouble' }> = {
  name: 'trouble',
  prompted: true,
  during: 'sending',
  failure: { code: 'network' },
  repeated: false,
};
const rejected: State = {
  name: 'rejected',
  prompted: true,
  reason: undefined,
  attempts: undefined,
  recheckable: false,
};
const gate: State = { name: 'gate', prompted: true, business: '社保缴费' };
const consent: State = { name: 'recheck-consent', prompted: true, attempts: undefined };
const asking: State = { name: 'recheck-sending', prompted: true, attempts: undefined };
const EVERY: State[] = [
  IDLE,
  { name: 'checking', prompted: false },
  prompt,
  notice,
  { name: 'operator', prompted: true },
  form(true),
  sending,
  { name: 'certified', prompted: true, before: false },
  rejected,
  pending,
  trouble,
  gate,
  consent,
  asking,
  { name: 'recheck-kept', prompted: true, until: '2026-12-25T00:00:00Z' },
  { name: 'recheck-refused', prompted: true, attempts: undefined },
];

/** Applies events to a state; returns the names of all states passed. */
const walk = (start: State, ...events: FlowEvent[]): string[] => {
  let state = start;
  return events.map((event) => (state = transition(state, event)).name);
};

describe('flow', () => {
  it('goes from the prompt to the success for an uncertified unit (manual, steps 2 to 5)', () => {
    const path = walk(IDLE, learned('uncertified'), confirm, { type: 'submit' }, answer({}), {
      type: 'cancel',
    });
    expect(path).to.deep.equal(['prompt', 'form', 'sending', 'certified', 'idle']);
  });

  it('goes to the notice at 取消, and closes at 确定 (manual, step 6)', () => {
    expect(walk(prompt, { type: 'cancel' }, { type: 'cancel' })).to.deep.equal(['notice', 'idle']);
  });

  it('closes a form that the prompt opened through the notice, and any other form at once', () => {
    expect(walk(form(true), { type: 'cancel' })).to.deep.equal(['notice']);
    expect(walk(form(false), { type: 'cancel' })).to.deep.equal(['idle']);
  });

  it('closes the status request in the same way as a form', () => {
    expect(walk({ name: 'checking', prompted: true }, { type: 'dismiss' })).to.deep.equal(['notice']);
    expect(walk({ name: 'checking', prompted: false }, { type: 'dismiss' })).to.deep.equal(['idle']);
  });

  for (const status of ['certified', 'pending', 'not-open'] as const)
    it(`shows no prompt when ${status}`, () => {
      expect(transition(IDLE, learned(status))).to.equal(IDLE);
    });

  it('prompts again when the certification has lapsed', () => {
    expect(transition(IDLE, learned('lapsed'))).to.include({ name: 'prompt', lapsed: true });
  });

  it('shows no prompt after a deferral, and none in other views', () => {
    expect(transition(IDLE, learned('uncertified', {}, false))).to.equal(IDLE);
  });

  it('refers operators to their administrator, at the start and from an open prompt', () => {
    const operator = learned('uncertified', { canSubmit: false });
    const toOperator: FlowEvent = { type: 'confirm', known: known('uncertified', { canSubmit: false }) };
    expect(walk(IDLE, operator)).to.deep.equal(['operator']);
    expect(walk(prompt, operator, toOperator)).to.deep.equal(['prompt', 'operator']);
    expect(
      walk(sending, { type: 'failed', of: 'submission', failure: { code: 'administrator-required' } }),
    ).to.deep.equal(['operator']);
  });

  it('says that no register has this class of units in the place of the prompt and of the form, but not to operators', () => {
    const noSource = known('uncertified', { noSource: true });
    const told: State = { ...trouble, during: 'checking', failure: { code: 'no-source' } };
    expect(transition(IDLE, { type: 'known', known: noSource, ask: true })).to.deep.equal(told);
    expect(transition(IDLE, { type: 'open', known: noSource })).to.deep.equal({ ...told, prompted: false });
    expect(transition(told, { type: 'cancel' })).to.deep.equal(notice);
    const operator = known('uncertified', { noSource: true, canSubmit: false });
    expect(walk(IDLE, { type: 'open', known: operator })).to.deep.equal(['operator']);
  });

  const firsts: [Known, string][] = [
    [known('uncertified'), 'form'],
    [known('lapsed'), 'form'],
    [known('certified'), 'certified'],
    [known('pending'), 'pending'],
    [known('uncertified', { canSubmit: false }), 'operator'],
  ];
  for (const [first, name] of firsts)
    it(`opens ${name} for ${first.status}, canSubmit ${first.canSubmit}, known or to be learned`, () => {
      expect(walk(IDLE, { type: 'open', known: first })).to.deep.equal([name]);
      expect(
        walk(IDLE, { type: 'open', known: undefined }, { type: 'known', known: first, ask: false }),
      ).to.deep.equal(['checking', name]);
    });

  it('distinguishes refused, pending and certified', () => {
    const refused = transition(
      sending,
      answer({ outcome: 'rejected', reason: 'registry-mismatch', recheckable: true }),
    );
    expect(refused).to.deep.equal({
      name: 'rejected',
      prompted: true,
      reason: 'registry-mismatch',
      recheckable: true,
      attempts: { remaining: 3, resetsAt: null },
    });
    expect(walk(sending, answer({ outcome: 'pending', reason: 'registry-unavailable' }))).to.deep.equal([
      'pending',
    ]);
  });

  it('shows the decision of a pending claim from the status', () => {
    expect(walk(pending, learned('pending'))).to.deep.equal(['pending']);
    expect(walk(pending, learned('certified'))).to.deep.equal(['certified']);
    const refused = transition(pending, learned('uncertified', { refused: 'agent-without-record' }));
    expect(refused).to.include({ name: 'rejected', reason: 'agent-without-record', recheckable: false });
    const notActive = transition(pending, learned('uncertified', { refused: 'unit-not-active' }));
    expect(notActive).to.include({ name: 'rejected', reason: 'unit-not-active', recheckable: true });
    expect(transition(pending, { type: 'stalled' })).to.include({ name: 'pending', stalled: true });
  });

  it('returns invalid fields to the form, and shows a certified unit as certified', () => {
    const errors = [{ path: 'foundedOn', code: 'bad-date' as const }];
    expect(
      transition(sending, { type: 'failed', of: 'submission', failure: { code: 'invalid-fields', errors } }),
    ).to.deep.equal({
      name: 'form',
      prompted: true,
      errors,
    });
    expect(
      transition(sending, { type: 'failed', of: 'submission', failure: { code: 'already-certified' } }),
    ).to.include({
      name: 'certified',
      before: true,
    });
  });

  it('shows when attempts are possible again instead of the form, when none are left', () => {
    const attempts = { remaining: 0, resetsAt: '2026-11-25T08:00:00Z' };
    const used = known('uncertified', { attempts });
    for (const state of [
      transition(IDLE, { type: 'open', known: used }),
      transition(prompt, { type: 'confirm', known: used }),
    ])
      expect(state).to.deep.include({
        name: 'trouble',
        failure: { code: 'too-many-attempts', until: attempts.resetsAt },
      });
  });

  it('distinguishes a repeated trouble from the first one', () => {
    const failed = (code: 'network' | 'unavailable'): FlowEvent => ({
      type: 'failed',
      of: 'submission',
      failure: { code },
    });
    const first = transition(sending, failed('network'));
    expect(first).to.include({ repeated: false });
    const second = transition(first, { type: 'retry' });
    expect(transition(second, failed('network'))).to.include({ name: 'trouble', repeated: true });
    expect(transition(second, failed('unavailable'))).to.include({ name: 'trouble', repeated: false });
  });

  it('retries the failed step, or goes back to the form', () => {
    expect(walk(trouble, { type: 'retry' })).to.deep.equal(['sending']);
    expect(walk({ ...trouble, during: 'checking' }, { type: 'retry' })).to.deep.equal(['checking']);
    expect(walk(trouble, { type: 'back' })).to.deep.equal(['form']);
    expect(walk(rejected, { type: 'back' })).to.deep.equal(['form']);
  });

  it('shows no success before the answer', () => {
    expect(transition(sending, learned('certified'))).to.equal(sending);
    const underWay = transition(sending, { type: 'under-way', is: true });
    for (const type of ['cancel', 'dismiss'] as const)
      expect(transition(underWay, { type })).to.equal(underWay);
  });

  it('can be closed whenever nothing has been sent', () => {
    for (const type of ['cancel', 'dismiss'] as const) {
      expect(walk(sending, { type })).to.deep.equal(['notice']);
      const back: FlowEvent[] = [
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
    const changed = (typed: boolean, open = false): FlowEvent => ({ type: 'login-changed', typed, open });
    for (const state of EVERY) expect(transition(state, changed(false)), state.name).to.equal(IDLE);
    for (const state of EVERY)
      expect(walk(state, changed(false, true)), state.name).to.deep.equal(['checking']);
    expect(walk(form(true), changed(true), changed(false))).to.deep.equal(['login-changed', 'login-changed']);
    expect(walk(notice, changed(true)), 'nobody was typing').to.deep.equal(['idle']);
    // Then comes the new user's own first dialog.
    const cancel: FlowEvent = { type: 'cancel' };
    expect(walk(form(true), changed(true), learned('uncertified'), cancel).at(-1)).to.equal('prompt');
    expect(walk(form(true), changed(true), learned('certified'), cancel).at(-1)).to.equal('idle');
    expect(walk(form(true), changed(true, true), learned('certified'), cancel).at(-1)).to.equal('certified');
    expect(walk(form(true), changed(true, true), cancel).at(-1)).to.equal('checking');
  });

  it('updates every open dialog when the unit is certified elsewhere', () => {
    for (const state of EVERY.filter(({ name }) => name !== 'sending')) {
      const { name } = transition(state, learned('certified'));
      expect(['idle', 'certified'], `from ${state.name}`).to.include(name);
    }
  });

  it('shows the gate when no other dialog is working, and continues from it', () => {
    const shows: FlowEvent = { type: 'gate', business: '社保缴费' };
    for (const state of EVERY) {
      const admits = ['idle', 'prompt', 'notice', 'gate'].includes(state.name);
      const next = transition(state, shows);
      expect(next === state ? 'kept' : next.name, `from ${state.name}`).to.equal(admits ? 'gate' : 'kept');
    }
    expect(walk(gate, { type: 'open', known: known('uncertified') })).to.deep.equal(['form']);
    expect(walk(gate, { type: 'cancel' }, { type: 'cancel' })).to.deep.equal(['notice', 'idle']);
    expect(walk(IDLE, shows, { type: 'cancel' })).to.deep.equal(['gate', 'idle']);
  });

  it('goes from a refusal to the re-check, and back from each of its dialogs', () => {
    const kept: FlowEvent = { type: 'recheck-kept', until: '2026-12-25T00:00:00Z' };
    const refused: FlowEvent = { type: 'failed', of: 'recheck', failure: { code: 'network' } };
    const retry: FlowEvent = { type: 'retry' };
    const leave: FlowEvent = { type: 'cancel' };
    expect(walk(rejected, { type: 'recheck' }, { type: 'consent' }, kept, leave)).to.deep.equal([
      'recheck-consent',
      'recheck-sending',
      'recheck-kept',
      'notice',
    ]);
    expect(walk(asking, refused, retry, refused, { type: 'back' })).to.deep.equal([
      'trouble',
      'recheck-sending',
      'trouble',
      'form',
    ]);
    expect(transition(transition(transition(asking, refused), retry), refused)).to.include({
      repeated: true,
    });
    const differs: FlowEvent = { type: 'failed', of: 'recheck', failure: { code: 'claim-differs' } };
    expect(walk(asking, differs, { type: 'dismiss' })).to.deep.equal(['recheck-refused', 'form']);
    expect(walk(consent, { type: 'back' }, { type: 'submit' })).to.deep.equal(['form', 'sending']);
    for (const state of EVERY.filter(({ name }) => name !== 'rejected'))
      expect(transition(state, { type: 'recheck' }), `from ${state.name}`).to.equal(state);
  });

  it('opens no form after the re-check of a last attempt, and shows when attempts are possible again', () => {
    const resetsAt = '2026-11-24T22:55:00Z';
    const last: State = { ...rejected, attempts: { remaining: 0, resetsAt } };
    const refused: FlowEvent = { type: 'failed', of: 'recheck', failure: { code: 'claim-differs' } };
    let state: State = last;
    for (const event of [{ type: 'recheck' }, { type: 'consent' }, refused] satisfies FlowEvent[]) {
      state = transition(state, event);
      expect(transition(state, { type: 'back' }), state.name).to.deep.equal({
        name: 'trouble',
        prompted: true,
        failure: { code: 'too-many-attempts', until: resetsAt },
        during: 'checking',
        repeated: false,
      });
      expect(walk(state, { type: 'dismiss' }, { type: 'cancel' }), state.name).to.deep.equal([
        'notice',
        'idle',
      ]);
    }
    expect(state.name).to.equal('recheck-refused');
    const cut: FlowEvent = { type: 'failed', of: 'recheck', failure: { code: 'network' } };
    const exhausted: State = { ...asking, attempts: { remaining: 0, resetsAt } };
    expect(walk(exhausted, cut, { type: 'dismiss' })).to.deep.equal(['trouble', 'notice']);
    expect(walk(exhausted, cut, { type: 'retry' }, { type: 'dismiss' })).to.deep.equal([
      'trouble',
      'recheck-sending',
      'notice',
    ]);
  });

  it('goes from a failure to the form at Escape if the form can help, else closes, as the buttons do', () => {
    for (const [code, to] of [
      ['network', 'form'],
      ['unavailable', 'form'],
      ['session-expired', 'form'],
      ['too-many-attempts', 'notice'],
      ['misconfigured', 'notice'],
      ['origin-not-allowed', 'notice'],
    ] as const) {
      const state: State = { ...trouble, failure: { code } };
      expect(walk(state, { type: 'dismiss' }), code).to.deep.equal([to]);
      expect(walk({ ...state, during: 'checking' }, { type: 'dismiss' }), code).to.deep.equal(['notice']);
    }
  });

  it('refers a user who may not request a re-check to the administrator', () => {
    const failure = { code: 'administrator-required' as const };
    expect(walk(asking, { type: 'failed', of: 'recheck', failure })).to.deep.equal(['operator']);
  });

  it('ignores a failure of another request', () => {
    const failed = (of: 'status' | 'submission' | 'recheck'): FlowEvent => ({
      type: 'failed',
      of,
      failure: { code: 'network' },
    });
    expect(transition(sending, failed('status'))).to.equal(sending);
    expect(transition(asking, failed('submission'))).to.equal(asking);
    expect(walk({ name: 'checking', prompted: false }, failed('status'))).to.deep.equal(['trouble']);
  });

  it('shows a unit as certified when the answer to a re-check says so', () => {
    const failure = { code: 'already-certified' as const };
    expect(transition(asking, { type: 'failed', of: 'recheck', failure })).to.include({
      name: 'certified',
      before: true,
    });
  });

  it('shows a dialog for errors that no field can show', () => {
    const failure = { code: 'invalid-fields' as const, errors: [] };
    expect(transition(sending, { type: 'failed', of: 'submission', failure })).to.include({
      name: 'trouble',
    });
  });

  it('closes from everywhere', () => {
    for (const state of EVERY) expect(transition(state, { type: 'close' })).to.include({ name: 'idle' });
  });

  it('ignores events that have no meaning in a state', () => {
    const late: FlowEvent[] = [
      answer({}),
      { type: 'submit' },
      confirm,
      { type: 'retry' },
      { type: 'stalled' },
      { type: 'back' },
      { type: 'failed', of: 'submission', failure: { code: 'network' } },
    ];
    for (const event of late) expect(transition(IDLE, event), event.type).to.equal(IDLE);
    for (const event of late.slice(0, 5)) expect(transition(rejected, event), event.type).to.equal(rejected);
  });
});
