import { expect } from '@open-wc/testing';
import { type Effects, enter, resume } from '../../../widget/procedure/enter.ts';
import {
  type Dialog,
  type DialogName,
  IDLE,
  type Known,
  type State,
} from '../../../widget/procedure/state.ts';

/** The effects that begin with each dialog; `load` begins with all but `idle`. */
const BEGINS: Record<DialogName, keyof Effects | undefined> = {
  idle: 'finish',
  checking: 'askStatus',
  prompt: undefined,
  notice: undefined,
  operator: undefined,
  form: 'showErrors',
  sending: 'submit',
  certified: 'forgetNumbers',
  rejected: undefined,
  withdrawn: 'forgetNumbers',
  pending: 'pollStatus',
  trouble: undefined,
  gate: 'refreshStatus',
  'recheck-consent': undefined,
  'recheck-sending': 'applyRecheck',
  'recheck-kept': undefined,
  'recheck-refused': undefined,
  'login-changed': undefined,
};
const NAMES = Object.keys(BEGINS) as DialogName[];

/** The names of the effects that begin. */
function begunBy(begin: (state: State, effects: Effects) => void, name: DialogName, known?: Known): string[] {
  const begun: string[] = [];
  const effects = new Proxy({} as Effects, { get: (_, effect: string) => () => void begun.push(effect) });
  begin({ ...IDLE, known, dialog: { name } as Dialog }, effects);
  return begun;
}

describe('effects', () => {
  for (const name of NAMES)
    it(`begin when ${name} is entered: ${BEGINS[name] ?? 'none'}`, () => {
      const load = name === 'idle' ? [] : ['load'];
      expect(begunBy((state, effects) => enter(state, undefined, effects), name)).to.deep.equal([
        ...load,
        ...[BEGINS[name] ?? []].flat(),
      ]);
    });

  for (const name of NAMES)
    it(`do not begin again while ${name} stays`, () => {
      const stays = (state: State, effects: Effects): void => enter(state, state, effects);
      expect(begunBy(stays, name)).to.deep.equal([]);
    });

  it('begin again when the element comes back, if leaving the page has ended them', () => {
    const resuming = NAMES.filter((name) => begunBy(resume, name).length);
    expect(resuming).to.deep.equal(['checking', 'sending', 'pending', 'recheck-sending']);
  });

  it('begin once when a claim waits, and again when the element comes back', () => {
    const pending: Known = { status: 'pending', canSubmit: true };
    const entered = (before: Known | undefined): string[] =>
      begunBy((state, effects) => enter(state, { ...state, known: before }, effects), 'idle', pending);
    expect(entered(undefined)).to.deep.equal(['watchClaim']);
    expect(entered({ ...pending, status: 'uncertified' })).to.deep.equal(['watchClaim']);
    expect(entered(pending)).to.deep.equal([]);
    expect(begunBy(resume, 'idle', pending)).to.deep.equal(['watchClaim']);
  });
});
