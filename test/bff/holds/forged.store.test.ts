/** Rows of `unit_hold` that somebody has changed by SQL: the service does nothing for them, and `audit verify` finds them. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { compareRows } from '../../../bff/events/compare.ts';
import { endUnderHolds } from '../../../bff/holds/end.ts';
import { readDecided } from '../../../bff/proposals/at-unit.ts';
import { statusOf, submitterOf } from '../../support/dependencies.ts';
import { eventsOf } from '../../support/events.ts';
import { registerUnit, rightClaim, uscc } from '../../support/people.ts';
import { newUnit, storeTest } from '../../support/store.ts';
import { FIRST, SECOND } from '../cases/support.ts';
import { decided, FORGED } from './support.ts';

const it = storeTest
  .extend('certified', ({ deps }) => async (code?: string) => {
    const unit = code ?? (await newUnit(deps));
    await submit(deps, submitterOf(unit), randomUUID(), rightClaim());
    return unit;
  })
  .extend('stands', ({ deps }) => async (unit: string) => {
    return (await statusOf(deps, unit)).kinds[1]?.status === 'certified';
  })
  .extend('inForce', ({ database }) => async (unit: string) => {
    const rows = database.kysely.selectFrom('certification').select('submission_id');
    return (await rows.where('unit_code', '=', unit).where('ended_at', 'is', null).execute()).length;
  })
  .extend('faultsOf', ({ deps }) => async (...units: string[]) => {
    return (await compareRows(deps)).first.flatMap((fault) =>
      'unit' in fault && units.includes(fault.unit) ? [fault.fault] : [],
    );
  });

describe('a hold that SQL has put into the table', () => {
  it('ends no certification, so that nothing is left of it when SQL takes it away', async ({
    deps,
    database,
    certified,
    inForce,
    faultsOf,
  }) => {
    const unit = await certified();
    await database.kysely
      .insertInto('unit_hold')
      .values({
        organization_code: unit.slice(8, 17),
        unit_code: unit,
        placed_at: new Date(deps.now()),
        placed_by: SECOND,
      })
      .execute();
    await endUnderHolds(deps);
    expect(await inForce(unit)).toBe(1);
    expect(await faultsOf(unit)).toEqual(['hold-without-event']);
    await database.kysely.deleteFrom('unit_hold').where('unit_code', '=', unit).execute();
    expect((await eventsOf(database, unit)).map(({ type }) => type)).not.toContain('certification.revoked');
  });

  it('whose unit SQL has changed ends no certification of that unit, and is found', async ({
    deps,
    database,
    unit,
    certified,
    inForce,
    faultsOf,
  }) => {
    const other = await certified();
    await decided(deps, unit, 'placed');
    await database.kysely
      .updateTable('unit_hold')
      .set({ unit_code: other })
      .where('unit_code', '=', unit)
      .execute();
    await endUnderHolds(deps);
    expect(await inForce(other)).toBe(1);
    expect(await faultsOf(unit, other)).toEqual(['hold-without-event']);
  });
});

describe('a unit that no register has', () => {
  it('is held with its certification by either code', async ({ deps, inForce, faultsOf, certified }) => {
    const unit = uscc(88_100_001);
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    await certified(unit);
    expect(await inForce(unit)).toBe(1);
    await decided(deps, unit.slice(8, 17), 'placed');
    expect((await statusOf(deps, unit)).next.step).toBe('authority');
    expect(await inForce(unit)).toBe(0);
    expect(await faultsOf(unit, unit.slice(8, 17))).toEqual([]);
  });

  it('still tells who has held it, and why, once its USCC is known', async ({ deps }) => {
    const unit = uscc(88_100_002);
    await decided(deps, unit.slice(8, 17), 'placed');
    await registerUnit(deps, unit);
    expect(await readDecided(deps, unit, 'placed')).toEqual({
      by: [FIRST, SECOND],
      reason: FORGED.reason,
    });
  });
});
