/** Two officers place a hold, and two lift it. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { HOLD, proposeHold, readHeld } from '../../../bff/holds/hold.ts';
import { confirm, sendBack } from '../../../bff/proposals/procedure.ts';
import { showUnit } from '../../../bff/staff/unit.ts';
import {
  readDecided,
  readDropped,
  readWaitingAtUnit,
  readWaitingAtUnits,
  unitSubject,
} from '../../../bff/proposals/at-unit.ts';
import { readWaiting } from '../../../bff/staff/waiting.ts';
import { statusOf, submitterOf } from '../../support/dependencies.ts';
import { eventsOf, messagesOf } from '../../support/events.ts';
import { keysOf } from '../../support/keys.ts';
import { rightClaim, uscc } from '../../support/people.ts';
import { newUnit, storeTest } from '../../support/store.ts';
import { FIRST, SECOND } from '../cases/support.ts';
import { CLEARED, decided, FORGED, proposedHold } from './support.ts';

const THIRD = 'staff:officer-3' as const;

const it = storeTest
  .extend('nextOf', ({ deps }) => async (code: string) => {
    return (await statusOf(deps, code)).next;
  })
  .extend('step', ({ nextOf, unit }) => async () => {
    return (await nextOf(unit)).step;
  })
  .extend('certify', ({ deps, unit }) => async () => {
    const sent = await submit(deps, submitterOf(unit), randomUUID(), rightClaim());
    expect(sent).toMatchObject({ answer: { outcome: 'certified' } });
  })
  .extend('last', ({ database, unit }) => async (count: number) => {
    return (await eventsOf(database, unit))
      .slice(-count)
      .map(({ type, actor, detail }) => ({ type, actor, detail }));
  });

describe('a hold', () => {
  it('is proposed by one officer and confirmed by another, and ends the certification that is in force', async ({
    deps,
    database,
    unit,
    certify,
    step,
    last,
    faults,
    nextOf,
  }) => {
    await certify();
    const proposal = await proposedHold(deps, unit);
    expect(await step()).toBe('none');
    expect((await readWaitingAtUnit(deps, unit, deps.now())).hold).toMatchObject({
      proposal,
      unitCode: unit,
      unitName: '南京示例有限公司',
      decision: 'placed',
      reason: FORGED.reason,
      by: FIRST,
    });
    expect((await readWaiting(database, SECOND, deps.now())).holds).toBeGreaterThan(0);
    expect(await confirm(deps, HOLD, proposal, FIRST)).toEqual({ kind: 'same-person', unitCode: unit });
    expect(await step()).toBe('none');
    expect(await confirm(deps, HOLD, proposal, SECOND)).toEqual({ kind: 'placed' });
    expect(await nextOf(unit)).toEqual({
      step: 'authority',
      ways: [],
      closed: [],
      reason: null,
      reference: null,
      until: null,
      attempts: null,
    });
    const detail = { reason: FORGED.reason, proposedBy: FIRST };
    expect(await last(3)).toMatchObject([
      {
        type: 'hold.proposed',
        actor: FIRST,
        detail: { proposal, decision: 'placed', reason: FORGED.reason },
      },
      { type: 'hold.placed', actor: SECOND, detail },
      { type: 'certification.revoked', actor: SECOND, detail },
    ]);
    // Portals are told what they always were: the certification has ended.
    expect(messagesOf(await eventsOf(database, unit)).map(({ type }) => type)).toEqual([
      'unit.certified',
      'unit.lapsed',
    ]);
    expect((await statusOf(deps, unit)).kinds[1]).toEqual({
      kind: 'real-name',
      status: 'lapsed',
      reason: 'revoked',
      last: expect.anything(),
    });
    const held = { unitCode: unit, unitName: '南京示例有限公司', by: SECOND };
    expect(await readHeld(deps)).toContainEqual(expect.objectContaining(held));
    expect(await showUnit(database, deps.limits, unit, deps.now())).toMatchObject({
      heldSince: new Date(deps.now()).toISOString(),
    });
    expect(await readDecided(deps, unit, 'placed')).toEqual({
      by: [FIRST, SECOND],
      reason: FORGED.reason,
    });
    expect(await faults()).toEqual([]);
  });

  it('is lifted by two, and then the unit may go on', async ({
    deps,
    database,
    unit,
    certify,
    step,
    last,
    faults,
  }) => {
    await certify();
    await decided(deps, unit, 'placed');
    const proposal = await proposedHold(deps, unit, 'lifted');
    expect(await confirm(deps, HOLD, proposal, FIRST)).toMatchObject({ kind: 'same-person' });
    expect(await step()).toBe('authority');
    expect(await confirm(deps, HOLD, proposal, SECOND)).toEqual({ kind: 'lifted' });
    expect(await step()).toBe('certify');
    expect(await last(1)).toMatchObject([
      { type: 'hold.lifted', actor: SECOND, detail: { reason: CLEARED.reason, proposedBy: FIRST } },
    ]);
    expect(await faults()).toEqual([]);
    expect((await showUnit(database, deps.limits, unit, deps.now())).heldSince).toBeNull();
    deps.clock.now += 1_000;
    await certify();
    expect(await step()).toBe('none');
    await decided(deps, unit, 'placed'); // and it may be held again
    expect(await step()).toBe('authority');
    expect(await faults()).toEqual([]);
  });

  it('is lifted, also by a process whose clock is behind that of the one that placed it', async ({
    deps,
    unit,
    step,
    faults,
  }) => {
    deps.clock.now += 60_000;
    await decided(deps, unit, 'placed');
    deps.clock.now -= 60_000;
    await decided(deps, unit, 'lifted');
    expect(await step()).not.toBe('authority');
    expect(await faults()).toEqual([]);
  });

  it('holds whichever of its codes the unit comes by, and whatever register has it', async ({
    deps,
    unit,
    nextOf,
  }) => {
    await decided(deps, unit, 'placed');
    const organization = unit.slice(8, 17);
    expect(await nextOf(organization)).toMatchObject({ step: 'authority', ways: [] });
    // A unit that no register has, held by its organization code: the whole code is another one, and the same unit.
    const unknown = uscc(87_654_321);
    await decided(deps, unknown.slice(8, 17), 'placed');
    expect(await nextOf(unknown)).toMatchObject({ step: 'authority', ways: [] });
    expect((await nextOf(await newUnit(deps))).step).toBe('certify');
  });

  it('is proposed once at a time, with a reason, and dropped with one', async ({
    deps,
    unit,
    step,
    last,
  }) => {
    expect(await proposeHold(deps, unit, 'lifted', CLEARED)).toEqual({ kind: 'changed' }); // it is not held
    const empty = { ...FORGED, reason: ' ' };
    expect(await proposeHold(deps, unit, 'placed', empty)).toEqual({ kind: 'incomplete' });
    const proposal = await proposedHold(deps, unit);
    const { proposals } = await readWaitingAtUnits(deps, undefined, deps.now());
    expect(proposals.map((one) => one.proposal)).toContain(proposal);
    expect(await proposeHold(deps, unit, 'placed', { ...FORGED, actor: SECOND })).toEqual({
      kind: 'changed',
    });
    const why = { reason: '来函是另一个单位的', actor: SECOND } as const;
    expect(await sendBack(deps, HOLD, proposal, why)).toMatchObject({ kind: 'returned' });
    expect(await last(1)).toMatchObject([
      { type: 'hold.dropped', actor: SECOND, detail: { proposal, reason: why.reason, proposedBy: FIRST } },
    ]);
    expect(await readDropped(deps, unit, 'hold')).toEqual({
      by: SECOND,
      proposedBy: FIRST,
      reason: why.reason,
    });
    expect(await confirm(deps, HOLD, proposal, SECOND)).toEqual({ kind: 'changed' });
    expect(await step()).toBe('certify');
    await decided(deps, unit, 'placed');
    expect(await proposeHold(deps, unit, 'placed', FORGED)).toEqual({ kind: 'changed' }); // it is held already
    expect(await readDropped(deps, unit, 'hold')).toBeUndefined();
  });

  it.for([
    ['another officer’s', { proposed_by: THIRD }, ['proposal-without-event']],
    ['another decision', { content: JSON.stringify({ decision: 'placed', reason: '另一个' }) }, []],
    ['another unit', undefined, ['proposal-without-event']],
  ] as const)(
    'whose proposal somebody makes %s is refused and audited',
    async ([, change, found], { deps, database, unit, step, last, faults }) => {
      const proposal = await proposedHold(deps, unit);
      const other = await newUnit(deps);
      const forged = change ?? { unit_code: other };
      await database.kysely.updateTable('proposal').set(forged).where('id', '=', proposal).execute();
      if (change) expect(await faults()).toEqual(found);
      expect(await confirm(deps, HOLD, proposal, SECOND)).toEqual({ kind: 'altered' });
      expect(await step()).not.toBe('authority');
      expect((await statusOf(deps, other)).next.step).toBe('certify');
      if (change) expect(await last(1)).toMatchObject([{ type: 'hold.altered', actor: SECOND }]);
    },
  );

  it('whose proposal a key signed that was replaced since is not confirmed', async ({ deps, unit, step }) => {
    const proposal = await proposedHold(deps, unit);
    const keys = {
      ...deps.keys,
      macs: keysOf(`other:${Buffer.alloc(32, 'other').toString('base64')}`).macs,
      replacedMacs: deps.keys.macs.map((key) => ({ key, upTo: Number.MAX_SAFE_INTEGER })),
    };
    expect(await confirm({ ...deps, keys }, HOLD, proposal, SECOND)).toEqual({ kind: 'key-replaced' });
    expect(await step()).toBe('certify');
  });

  it('that SQL has placed or lifted is found by audit verify', async ({
    deps,
    database,
    unit,
    step,
    faults,
  }) => {
    const row = {
      organization_code: unit.slice(8, 17),
      unit_code: unit,
      placed_at: new Date(deps.now()),
      placed_by: SECOND,
    } as const;
    await database.kysely.insertInto('unit_hold').values(row).execute();
    expect(await faults()).toEqual(['hold-without-event']);
    const remove = () =>
      database.kysely.deleteFrom('unit_hold').where('unit_code', '=', unit).executeTakeFirst();
    await remove();
    await decided(deps, unit, 'placed');
    expect(await faults()).toEqual([]);
    await database.kysely
      .updateTable('unit_hold')
      .set({ placed_by: FIRST })
      .where('unit_code', '=', unit)
      .execute();
    expect(await faults()).toEqual(['hold-without-event']);
    await remove();
    expect(await step()).toBe('certify');
    expect(await faults()).toEqual(['event-without-hold']);
  });
});

it('the subject of a proposal is one to one with the organization code', () => {
  const codes = [uscc(1), uscc(2), uscc(3).slice(8, 17)];
  expect(new Set(codes.map(unitSubject)).size).toBe(3);
  expect(unitSubject(uscc(1))).toBe(unitSubject(uscc(1).slice(8, 17)));
  expect(unitSubject('123456789')).toBe('00000000-0000-0031-3233-343536373839');
});
