import { expect } from '@open-wc/testing';
import { type Sends, type Shows, enter } from '../../../widget/registration/enter.ts';
import { INITIAL, type PhoneState, type Stage, type State } from '../../../widget/registration/state.ts';

type Effect = keyof Sends | keyof Shows;

/** Begins when another stage is entered, after the requests of the one before have ended. */
const BEGINS: Record<Stage['name'], Effect[]> = {
  filling: [],
  correcting: ['showErrors'],
  proving: [],
  sending: ['send'],
  refused: ['showRefusal'],
  'no-source': ['showClass'],
  pending: ['poll', 'showEnd'],
  stalled: ['showEnd'],
  done: ['showEnd'],
  trouble: ['showEnd'],
};
const NAMES = Object.keys(BEGINS) as Stage['name'][];
const stageOf = (name: Stage['name']): Stage => ({ name }) as Stage;

/** The effects, with what they get. */
function begun(state: Partial<State>, before: Partial<State> = {}): unknown[][] {
  const all: unknown[][] = [];
  const effects = new Proxy({} as Sends & Shows, {
    get:
      (_, effect: string) =>
      (...given: unknown[]) =>
        void all.push([effect, ...given]),
  });
  enter({ ...INITIAL, ...state }, { ...INITIAL, ...before }, effects, effects);
  return all;
}
const names = (...states: Parameters<typeof begun>): unknown[] => begun(...states).map(([name]) => name);
const phone = (change: Partial<PhoneState>): PhoneState => ({ ...INITIAL.phone, ...change });

describe('effects of a registration', () => {
  for (const name of NAMES) {
    it(`begin when ${name} is entered: ${BEGINS[name].join(', ') || 'none'}`, () =>
      expect(names({ stage: stageOf(name) })).to.deep.equal(['endStage', ...BEGINS[name]]));

    it(`do not begin again while ${name} stays`, () => {
      const stage = stageOf(name);
      expect(names({ stage }, { stage })).to.deep.equal([]);
    });
  }

  it('move the focus to the unit’s code only when its user has sent the form', () => {
    const stage = stageOf('no-source');
    expect(begun({ stage })).to.deep.include(['showClass', false]);
    for (const name of ['proving', 'sending'] as const)
      expect(begun({ stage }, { stage: stageOf(name) }), name).to.deep.include(['showClass', true]);
  });

  it('prepare with a complete number, and with each code of a unit until the classes are known', () => {
    expect(names({ phone: phone({ preparing: '13800138000' }) })).to.deep.equal(['prepare']);
    expect(names({ unit: '9' })).to.deep.equal(['prepare']);
    expect(names({ unit: '9', registrable: {} })).to.deep.equal([]);
  });

  it('check a code once, and show its answer unless the next stage does', () => {
    const proving = { phone: '13800138000', value: '123456' };
    const refused = { ...proving, problem: 'wrong' } as const;
    expect(begun({ phone: phone({ proving }) })).to.deep.equal([['prove', proving]]);
    for (const [change, shown] of [
      [phone({ proof: proving }), 'showProof'],
      [phone({ refused }), 'showCodeError'],
    ] as const) {
      expect(names({ phone: change })).to.deep.equal([shown]);
      expect(names({ phone: change }, { phone: change })).to.deep.equal([]);
      const stage = stageOf('proving');
      expect(names({ phone: change, stage }, { stage })).to.deep.equal([]);
    }
  });

  it('drop the typed code when its proof has expired', () =>
    expect(names({ phone: phone({ expired: true }) })).to.deep.equal(['dropCode']));
});
