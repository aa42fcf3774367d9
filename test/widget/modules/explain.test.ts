/** What `debug` says in each situation. */
import { expect } from '@open-wc/testing';
import { type Situation, explain } from '../../../widget/debug/explain.ts';
import { EFFECTS } from '../../../widget/flow/effects.ts';
import { IDLE, type State } from '../../../widget/flow/state.ts';
import { STATUSES } from '../../../bff/contract/wire.ts';

const quiet: Situation = {
  view: 'prompt',
  knownStatus: undefined,
  known: undefined,
  state: IDLE,
  rendered: true,
  configured: true,
  open: false,
};

const certified: Situation['known'] = { status: 'certified', canSubmit: true };
const uncertified: Situation['known'] = { status: 'uncertified', canSubmit: true };
const lapsed: Situation['known'] = { status: 'lapsed', canSubmit: true };
const prompt: State = { name: 'prompt', prompted: true, lapsed: false };

describe('debug', () => {
  const idle: [string, Partial<Situation>, string][] = [
    ['the portal’s server says certified', { knownStatus: 'certified' }, 'known-status is "certified"'],
    ['nobody has said where to ask', { configured: false }, 'it does not know where to ask'],
    ['the status has not come', {}, 'it has asked for the status and waits'],
    ['the unit is certified', { known: certified }, 'the status is "certified": nothing to ask for.'],
    ['the user has put it off', { known: uncertified }, 'the user has put it off in this tab'],
    ['the user has put it off again', { known: lapsed }, 'the user has put it off in this tab'],
    [
      'the claim is checked again by itself',
      { known: { ...uncertified, rechecked: true } },
      'a re-check of the claim is under way',
    ],
    ['the center is in the page', { view: 'center', known: uncertified }, 'the center shows it in the page'],
    ['the gate waits', { view: 'gate', known: uncertified }, 'the gate waits for what "for" selects'],
    ['the gate is open', { view: 'gate', known: certified }, 'the gate lets everything through'],
    ['the form was closed', { view: 'form', known: uncertified }, 'open() opens it again'],
  ];
  for (const [when, change, because] of idle)
    it(`says why nothing is shown when ${when}`, () => {
      const said = explain({ ...quiet, ...change });
      expect(said).to.match(/^shows nothing, because /);
      expect(said).to.include(because);
    });

  it('says in each status of the unit why nothing is shown', () => {
    for (const status of STATUSES)
      for (const view of ['prompt', 'form', 'center', 'gate'] as const)
        expect(explain({ ...quiet, view, known: { status, canSubmit: true } })).to.include(`"${status}"`);
  });

  it('says that a dialog is open, on its way, or waits for its place', () => {
    const state = prompt;
    expect(explain({ ...quiet, state, open: true })).to.equal('shows "prompt".');
    expect(explain({ ...quiet, state })).to.equal('is on its way to "prompt".');
    expect(explain({ ...quiet, state, rendered: false })).to.match(/^"prompt" waits: .*display: none/);
  });

  it('names every state', () => {
    for (const name of Object.keys(EFFECTS).filter((each) => each !== 'idle'))
      expect(explain({ ...quiet, state: { name } as State, open: true })).to.equal(`shows "${name}".`);
  });
});
