/** Two things happen to a case at once: one of them happens, and the other one is told so. Each is played many times. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { findCase, returnOf } from '../../../bff/cases/case.ts';
import { CASE, proposeDecision } from '../../../bff/cases/decision.ts';
import { endOverCases } from '../../../bff/cases/end.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { endOfChinaDay } from '../../../bff/contract/identifiers.ts';
import { compareRows } from '../../../bff/events/compare.ts';
import { confirm, sendBack } from '../../../bff/proposals/procedure.ts';
import { withdrawAll, statusOf, submitterOf, type TestDependencies } from '../../support/dependencies.ts';
import { eventsOf } from '../../support/events.ts';
import { rightClaim } from '../../support/people.ts';
import { newUnit, storeTest } from '../../support/store.ts';
import { CERTIFY, DAY, FIRST, open, opened, propose, proposed, REFUSE, SECOND } from './support.ts';

const ROUNDS = 8;
const THIRD = 'staff:officer-3' as const;

interface Round {
  deps: TestDependencies;
  unit: string;
  reference: string;
  proposal: string;
}

describe('races of a case', () => {
  const it = storeTest.extend(
    'rounds',
    ({ deps, database }) =>
      async (play: (round: Round) => Promise<void>) => {
        for (let round = 0; round < ROUNDS; round++) {
          await database.kysely.deleteFrom('limit_counter').execute();
          const unit = await newUnit(deps);
          const reference = await opened(deps, unit);
          await play({ deps, unit, reference, proposal: await proposed(deps, reference) });
        }
        expect((await compareRows(deps)).first).toEqual([]);
      },
  );

  const typesOf = async ({ deps, unit }: Round) =>
    (await eventsOf(deps.database, unit)).map(({ type }) => type).filter((type) => type !== 'case.read');

  it('two officers confirm: one does, and the unit is certified once', async ({ rounds }) => {
    await rounds(async (round) => {
      const { deps, proposal } = round;
      const results = await Promise.all(
        ([SECOND, THIRD, SECOND] as const).map((officer) =>
          confirm(deps, CASE, proposal, officer, CERTIFY.seen),
        ),
      );
      expect(results.filter(({ kind }) => kind === 'certified')).toHaveLength(1);
      expect(results.filter(({ kind }) => kind === 'changed')).toHaveLength(2);
      const types = await typesOf(round);
      expect(types.filter((type) => type === 'certification.certified')).toHaveLength(1);
      expect(types.filter((type) => type === 'case.certified')).toHaveLength(1);
    });
  });

  it('the unit withdraws while an officer confirms: one of both', async ({ rounds }) => {
    await rounds(async ({ deps, unit, reference, proposal }) => {
      const [confirmed] = await Promise.all([
        confirm(deps, CASE, proposal, SECOND, CERTIFY.seen),
        withdrawAll(deps, submitterOf(unit)),
      ]);
      const { state } = (await findCase(deps.database, reference))!;
      expect([confirmed.kind, state]).toEqual(
        state === 'certified' ? ['certified', 'certified'] : ['changed', 'withdrawn'],
      );
      const isCertified = (await statusOf(deps, unit)).kinds[1]!.status === 'certified';
      expect(isCertified).toBe(state === 'certified');
    });
  });

  it('the unit withdraws while an officer proposes: it is withdrawn in the end', async ({ rounds }) => {
    await rounds(async ({ deps, unit, reference, proposal }) => {
      await sendBack(deps, CASE, proposal, { reason: '请再看。', actor: SECOND });
      const [told] = await Promise.all([
        propose(deps, reference, CERTIFY),
        withdrawAll(deps, submitterOf(unit)),
      ]);
      expect(['proposed', 'changed']).toContain(told.kind);
      expect((await findCase(deps.database, reference))!).toMatchObject({
        state: 'withdrawn',
        proposal: null, // nor its sentence
      });
    });
  });

  it('the unit withdraws while an officer proposes for the first time: nothing of the proposal is left', async ({
    deps,
    unit,
    database,
  }) => {
    await database.kysely.deleteFrom('limit_counter').execute();
    const reference = await opened(deps, unit);
    const run: typeof deps.database.run = async (statement, values) => {
      const isFirst = (await findCase(deps.database, reference))!.state === 'open';
      if (statement.name === 'cases_end' && isFirst) await propose(deps, reference, REFUSE); // after the case was read
      return deps.database.run(statement, values);
    };
    await withdrawAll({ ...deps, database: { ...deps.database, run } }, submitterOf(unit));
    expect(await findCase(database, reference)).toMatchObject({ state: 'withdrawn', proposal: null });
    expect(await typesOf({ deps, unit, reference, proposal: '' })).toEqual([
      'case.opened',
      'case.proposed',
      'case.withdrawn',
    ]);
    expect((await compareRows(deps)).first).toEqual([]);
  });

  it('two officers propose: one does', async ({ rounds }) => {
    await rounds(async ({ deps, reference, proposal }) => {
      await sendBack(deps, CASE, proposal, { reason: '请再看。', actor: SECOND });
      const results = await Promise.all([
        propose(deps, reference, CERTIFY, FIRST),
        propose(deps, reference, REFUSE, SECOND),
      ]);
      expect(results.map(({ kind }) => kind).sort()).toEqual(['changed', 'proposed']);
    });
  });

  it('it is sent back once more while an officer proposes who has seen the return before: it stays open', async ({
    rounds,
  }) => {
    await rounds(async ({ deps, reference, proposal }) => {
      const note = '请再看。';
      await sendBack(deps, CASE, proposal, { reason: note, actor: SECOND });
      const returned = returnOf((await findCase(deps.database, reference))!);
      const again = async () =>
        sendBack(deps, CASE, await proposed(deps, reference), { reason: note, actor: SECOND });
      const run: typeof deps.database.run = async (statement, values) => {
        if (statement.name === 'proposals_propose_case') await again(); // after the case was read
        return deps.database.run(statement, values);
      };
      const late = { ...deps, database: { ...deps.database, run } };
      for (const from of [late, deps])
        expect(await proposeDecision(from, reference, CERTIFY, { actor: FIRST, returned })).toEqual({
          kind: 'changed',
        });
      expect((await findCase(deps.database, reference))!.state).toBe('open');
    });
  });

  it('it is sent back while another officer confirms: one of both', async ({ rounds }) => {
    await rounds(async ({ deps, proposal }) => {
      const results = await Promise.all([
        sendBack(deps, CASE, proposal, { reason: '请再看。', actor: FIRST }),
        confirm(deps, CASE, proposal, SECOND, CERTIFY.seen),
      ]);
      const kinds = results.map(({ kind }) => kind);
      expect([
        ['returned', 'changed'],
        ['changed', 'certified'],
      ]).toContainEqual(kinds);
    });
  });

  it('its day ends while an officer confirms: the papers were seen, so it is decided', async ({ rounds }) => {
    await rounds(async ({ deps, unit, proposal }) => {
      deps.clock.now = endOfChinaDay(deps.clock.now + 30 * DAY);
      const [confirmed] = await Promise.all([
        confirm(deps, CASE, proposal, SECOND, CERTIFY.seen),
        endOverCases(deps, deps.now()),
      ]);
      expect(confirmed.kind).toBe('certified');
      expect((await statusOf(deps, unit)).case?.state).toBe('certified');
    });
  });

  it('its day is over when it is sent back: the unit has 30 days to come again', async ({ rounds }) => {
    await rounds(async ({ deps, unit, proposal }) => {
      deps.clock.now += 40 * DAY;
      await endOverCases(deps, deps.now());
      expect((await statusOf(deps, unit)).next).toMatchObject({ step: 'deciding', until: null });
      await sendBack(deps, CASE, proposal, { reason: '请再看。', actor: SECOND });
      const until = new Date(endOfChinaDay(deps.clock.now + 30 * DAY)).toISOString();
      expect((await statusOf(deps, unit)).next).toMatchObject({ step: 'bring', until, again: true });
    });
  });

  it('a submission certifies the unit while an officer confirms: it is certified once', async ({
    rounds,
  }) => {
    await rounds(async ({ deps, unit, reference, proposal }) => {
      const [confirmed, sent] = await Promise.all([
        confirm(deps, CASE, proposal, SECOND, CERTIFY.seen),
        submit(deps, submitterOf(unit), randomUUID(), rightClaim()),
      ]);
      const byCounter = confirmed.kind === 'certified';
      if (!byCounter) expect(confirmed.kind).toBe('already-certified');
      const bySubmission = sent.kind === 'answered' && sent.answer.outcome === 'certified';
      expect(byCounter).toBe(!bySubmission);
      await endOverCases(deps, deps.now());
      expect((await findCase(deps.database, reference))!.state).toBe(byCounter ? 'certified' : 'withdrawn');
    });
  });

  it('many users of the unit open one: there is one, which counts once', async ({ deps, unit, database }) => {
    await database.kysely.deleteFrom('limit_counter').execute();
    const results = await Promise.all(
      Array.from({ length: 20 }, (_unused, i) => open(deps, unit, rightClaim(), { sub: `user-${i}` })),
    );
    expect(results.filter(({ kind }) => kind === 'answered')).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === 'way-closed')).toHaveLength(19);
    const used = database.kysely
      .selectFrom('limit_counter')
      .select(['kind', 'used'])
      .orderBy('kind')
      .execute();
    expect(await used).toEqual([
      { kind: 'casesPer30Days', used: 1 },
      { kind: 'personPerDay', used: 1 }, // of the registry's person
      { kind: 'personPerDay', used: 1 }, // of the claimed name and the number's beginning
    ]);
  });
});
