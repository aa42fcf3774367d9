/** Each state of a case by each thing that may happen to it. */
import { describe, expect } from 'vitest';
import { findCase, type CaseStage } from '../../../bff/cases/case.ts';
import { CASE } from '../../../bff/cases/decision.ts';
import { endOverCases } from '../../../bff/cases/end.ts';
import { readClaim } from '../../../bff/cases/read.ts';
import { compareRows } from '../../../bff/events/compare.ts';
import { confirm, sendBack } from '../../../bff/proposals/procedure.ts';
import { withdrawAll, submitterOf, type TestDependencies } from '../../support/dependencies.ts';
import { eventsOf } from '../../support/events.ts';
import { rightClaim } from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';
import { CERTIFY, caseIn, DAY, FIRST, open, propose, REFUSE, SECOND } from './support.ts';

interface On {
  deps: TestDependencies;
  unit: string;
  reference: string;
  proposal: string;
}

const OTHER = rightClaim({ foundedOn: '1999-01-01' });

/** Each event, as a function that gives the kind of the result. */
const DEEDS = {
  'the same claim is sent again': async ({ deps, unit }: On) => (await open(deps, unit)).kind,
  'another claim is sent': async ({ deps, unit }: On) => (await open(deps, unit, OTHER)).kind,
  'the unit withdraws': async ({ deps, unit }: On) => {
    await withdrawAll(deps, submitterOf(unit));
    return 'done';
  },
  'its time is over': async ({ deps }: On) => {
    deps.clock.now += 31 * DAY;
    await endOverCases(deps, deps.now());
    return 'done';
  },
  'an officer looks at the claim': async ({ deps, reference }: On) =>
    (await readClaim(deps, reference, FIRST)).kind,
  'an officer proposes': async ({ deps, reference }: On) =>
    (await propose(deps, reference, REFUSE, FIRST)).kind,
  'it is sent back': async ({ deps, proposal }: On) =>
    (await sendBack(deps, CASE, proposal, { reason: '请再看一次授权书。', actor: SECOND })).kind,
  'a second officer confirms': async ({ deps, proposal }: On) =>
    (await confirm(deps, CASE, proposal, SECOND, CERTIFY.seen)).kind,
  'the same officer confirms': async ({ deps, proposal }: On) =>
    (await confirm(deps, CASE, proposal, FIRST, CERTIFY.seen)).kind,
  'a stale proposal is confirmed': async ({ deps }: On) =>
    (await confirm(deps, CASE, '00000000-0000-4000-8000-000000000001', SECOND)).kind,
} as const;
type Deed = keyof typeof DEEDS;

/** The result, and the state after it where it is another one. */
type Row = Record<Deed, readonly [result: string, state?: CaseStage]>;

const ENDED: Row = {
  'the same claim is sent again': ['answered'], // as another case
  'another claim is sent': ['answered'],
  'the unit withdraws': ['done'],
  'its time is over': ['done'],
  'an officer looks at the claim': ['changed'],
  'an officer proposes': ['changed'],
  'it is sent back': ['changed'],
  'a second officer confirms': ['changed'],
  'the same officer confirms': ['changed'],
  'a stale proposal is confirmed': ['changed'],
};

const TABLE: Record<CaseStage, Row> = {
  open: {
    'the same claim is sent again': ['answered'],
    'another claim is sent': ['way-closed'],
    'the unit withdraws': ['done', 'withdrawn'],
    'its time is over': ['done', 'expired'],
    'an officer looks at the claim': ['looked'],
    'an officer proposes': ['proposed', 'proposed'],
    'it is sent back': ['changed'],
    'a second officer confirms': ['changed'],
    'the same officer confirms': ['changed'],
    'a stale proposal is confirmed': ['changed'],
  },
  proposed: {
    'the same claim is sent again': ['answered'],
    'another claim is sent': ['way-closed'],
    'the unit withdraws': ['done', 'withdrawn'],
    'its time is over': ['done'], // the papers have been seen
    'an officer looks at the claim': ['looked'],
    'an officer proposes': ['changed'],
    'it is sent back': ['returned', 'open'],
    'a second officer confirms': ['certified', 'certified'],
    'the same officer confirms': ['same-person'],
    'a stale proposal is confirmed': ['changed'],
  },
  certified: {
    ...ENDED,
    'the same claim is sent again': ['way-closed'],
    'another claim is sent': ['way-closed'],
  },
  refused: ENDED,
  withdrawn: ENDED,
  expired: ENDED,
};

const ROWS = Object.entries(TABLE).flatMap(([state, deeds]) =>
  Object.entries(deeds).map(([deed, [result, after]]) => ({
    state: state as CaseStage,
    deed: deed as Deed,
    result,
    after: after ?? (state as CaseStage),
  })),
);

describe('a case', () => {
  const it = storeTest;

  it.for(ROWS)(
    'that is $state, when $deed: $result, $after',
    async ({ state, deed, result, after }, { deps, database, unit }) => {
      await database.kysely.deleteFrom('limit_counter').where('kind', '!=', 'unit').execute(); // other tests aim at the same person
      const { reference, proposal } = await caseIn(deps, unit, state);
      expect(await DEEDS[deed]({ deps, unit, reference, proposal })).toBe(result);
      const row = (await findCase(database, reference))!;
      expect(row.state).toBe(after);
      const isOpen = after === 'open' || after === 'proposed';
      expect(row.claim === null).toBe(!isOpen);
      const events = (await eventsOf(database, unit)).filter(
        ({ type, detail }) =>
          type === `case.${after}` && 'reference' in detail && detail.reference === reference,
      );
      expect(events).toHaveLength(after === 'open' ? 0 : 1);
    },
  );

  it('leaves rows that agree with their events', async ({ deps }) => {
    expect((await compareRows(deps)).first).toEqual([]);
  });
});

describe('a decision that is sent back', () => {
  storeTest(
    'has the sentence of another officer as theirs, and that of its own officer as a note',
    async ({ deps, unit }) => {
      const reference = (await open(deps, unit)) as { answer: { reference: string } };
      const shown = async () => {
        const result = await readClaim(deps, reference.answer.reference, SECOND);
        if (result.kind !== 'looked') throw new Error(result.kind);
        return [result.look.note, result.look.returnedNote];
      };
      const sentBack = async (actor: typeof FIRST | typeof SECOND, reason: string) => {
        const made = await propose(deps, reference.answer.reference, REFUSE, FIRST);
        if (made.kind !== 'proposed') throw new Error(made.kind);
        expect(await sendBack(deps, CASE, made.proposal, { reason, actor })).toMatchObject({
          kind: 'returned',
        });
      };
      await sentBack(SECOND, '请再看一次授权书。');
      expect(await shown()).toEqual([undefined, '请再看一次授权书。']);
      await sentBack(FIRST, '授权书看错了。');
      expect((await shown())[0]).toBe('授权书看错了。');
    },
  );
});
