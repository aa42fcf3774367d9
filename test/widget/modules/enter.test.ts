import { expect } from '@open-wc/testing';
import { type Effects, enter, resume } from '../../../widget/procedure/enter.ts';
import {
  type Asking,
  type Dialog,
  type DialogName,
  IDLE,
  type ResultName,
  type State,
  type Withdrawal,
} from '../../../widget/procedure/state.ts';
import { type Known, knownFrom } from '../../../widget/procedure/known.ts';
import { transition } from '../../../widget/procedure/transition.ts';
import { statusOf } from '../support/scripted.ts';

/** The effects that begin with each dialog, by `nameOf`. The request for the status is in the state. */
const BEGINS: Record<Exclude<DialogName, 'result'> | ResultName, keyof Effects | undefined> = {
  idle: 'leaveDialogs',
  checking: undefined,
  prompt: undefined,
  notice: undefined,
  gate: undefined,
  form: 'enterForm',
  consent: undefined,
  sending: 'sendClaim',
  trouble: undefined,
  question: undefined,
  'login-changed': undefined,
  certified: 'forgetNumbers',
  refused: undefined,
  'last-refused': undefined,
  'ended-case': undefined,
  'used-up': undefined,
  operator: undefined,
  'logged-in': undefined,
  withdrawn: 'forgetNumbers',
  'taken-back': undefined,
  pending: 'pollStatus',
  rechecking: undefined,
  differs: undefined,
  case: undefined,
};
type Name = keyof typeof BEGINS;
const NAMES = Object.keys(BEGINS) as Name[];
const RESULTS = NAMES.slice(NAMES.indexOf('certified'));

const dialogOf = (name: Name): Dialog =>
  (RESULTS.includes(name) ? { name: 'result', of: name } : { name }) as Dialog;

/** The names of the effects that begin. */
function begunBy(begin: (state: State, effects: Effects) => void, name: Name, known?: Known): string[] {
  const begun: string[] = [];
  const effects = new Proxy({} as Effects, { get: (_, effect: string) => () => void begun.push(effect) });
  begin({ ...IDLE, known, dialog: dialogOf(name) }, effects);
  return begun;
}

describe('effects', () => {
  for (const name of NAMES)
    it(`begin when ${name} is entered: ${BEGINS[name] ?? 'none'}`, () => {
      const dialog = (name === 'idle' ? { name: 'notice' } : IDLE.dialog) as Dialog;
      const entered = (state: State, effects: Effects): void => enter(state, { ...IDLE, dialog }, effects);
      expect(begunBy(entered, name)).to.deep.equal([BEGINS[name] ?? []].flat());
    });

  for (const name of NAMES)
    it(`do not begin again while ${name} stays`, () => {
      const stays = (state: State, effects: Effects): void => enter(state, state, effects);
      expect(begunBy(stays, name)).to.deep.equal([]);
    });

  it('begin again when the element comes back, if leaving the page has ended them', () => {
    const resuming = NAMES.filter((name) => begunBy(resume, name).length);
    const ended: unknown[] = ['sendClaim', 'pollStatus'];
    expect(resuming).to.deep.equal(NAMES.filter((name) => ended.includes(BEGINS[name])));
  });

  it('end with each login', () => {
    const begun: string[] = [];
    const effects = new Proxy({} as Effects, { get: (_, effect: string) => () => void begun.push(effect) });
    enter({ ...IDLE, logins: 1 }, IDLE, effects);
    enter({ ...IDLE, logins: 1 }, { ...IDLE, logins: 1 }, effects);
    expect(begun).to.deep.equal(['forgetUser']);
  });

  it('forget the numbers when the unit is certified, also without a dialog', () => {
    const known = knownFrom('certified');
    const due = { at: '2026-12-25T00:00:00Z', reason: 'representative-changed' } as const;
    const entered = (before: Partial<State>, after: Partial<State> = {}): string[] =>
      begunBy(
        (state, effects) => enter({ ...state, ...after }, { ...state, ...before }, effects),
        'idle',
        known,
      );
    const renewed = { known: statusOf('certified', { due }) };
    expect(entered(renewed)).to.deep.equal(['forgetNumbers']);
    expect(entered({ known })).to.deep.equal([]);
    for (const intent of ['replace', 'withdraw'] as const) {
      expect(entered(renewed, { intent }), `${intent} goes on`).to.deep.equal([]);
      expect(entered({ known, intent }), `${intent} is closed`).to.deep.equal([]);
    }
  });

  it('keep the numbers when the status comes back that was uncertain for a while', () => {
    for (const intent of ['certify', 'replace', 'withdraw'] as const) {
      const state: State = { ...IDLE, intent, known: knownFrom('certified') };
      const begun: string[] = [];
      const effects = new Proxy({} as Effects, { get: (_, effect: string) => () => void begun.push(effect) });
      const uncertain = transition(state, { type: 'uncertain' });
      enter(uncertain, state, effects);
      enter(state, uncertain, effects);
      expect(begun, intent).to.deep.equal([]);
    }
  });

  it('begin once for each request for the status', () => {
    const asked: Asking[] = [];
    const effects = { fetchStatus: (asking: Asking) => asked.push(asking) } as unknown as Effects;
    const [first, second]: Asking[] = [{ how: 'once' }, { how: 'once' }];
    const states: State[] = [undefined, first, first, second, undefined].map((asking) => ({
      ...IDLE,
      asking,
    }));
    states.reduce((before, state) => (enter(state, before, effects), state));
    expect(asked).to.deep.equal([first, second]);
    expect(asked[1]).to.equal(second);
  });

  it('begin once for each withdrawal of a kept claim', () => {
    const withdrawn: string[] = [];
    const effects = {
      withdrawKept: ({ kept }: Withdrawal) => withdrawn.push(kept.reference),
    } as unknown as Effects;
    const states = [undefined, 'sending', 'notWithdrawn', 'sending', 'withdrawn'] as const;
    states
      .map((step): State => ({
        ...IDLE,
        withdrawal: step && {
          of: 'case',
          kept: { reference: 'P4XW7TRH', since: undefined },
          step,
          why: 'network',
        },
      }))
      .reduce((before, state) => (enter(state, before, effects), enter(state, state, effects), state));
    expect(withdrawn).to.deep.equal(['P4XW7TRH', 'P4XW7TRH']);
  });

  it('begin once when a claim waits, and again when the element comes back', () => {
    const pending = knownFrom('pending');
    const entered = (before: Known | undefined): string[] =>
      begunBy((state, effects) => enter(state, { ...state, known: before }, effects), 'idle', pending);
    expect(entered(undefined)).to.deep.equal(['watchClaim']);
    expect(entered(knownFrom('uncertified'))).to.deep.equal(['watchClaim']);
    expect(entered(pending)).to.deep.equal([]);
    expect(begunBy(resume, 'idle', pending)).to.deep.equal(['watchClaim']);
  });
});
