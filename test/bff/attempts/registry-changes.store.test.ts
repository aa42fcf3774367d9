/** No certification outlives what the registry said when it was recorded, whenever an import comes in between. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { before } from '../../support/before.ts';
import { settleOne } from '../../support/settle.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import type { Database } from '../../../bff/database/database.ts';
import { importRegistry } from '../../../bff/import/registry.ts';
import { submitterOf, type TestDependencies } from '../../support/dependencies.ts';
import { eventsOf } from '../../support/events.ts';
import { LI, rightClaim, uscc } from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';
import { optionsOf, registryFile, type Unit } from '../import/files.ts';
import { stoppedImport } from '../import/stopped-import.ts';
import { phoneOf, registrationDependencies, sendingRegistration } from '../registration/support.ts';

const OTHER_DATE = '2001-05-19';
const OTHER_PERSON = { representative: LI.name, idNumber: LI.idNumber };

const importUnits = ({ digester }: TestDependencies, database: Database, units: readonly Unit[]) =>
  importRegistry(database, optionsOf(registryFile(units), { digester, force: true }));

describe('imports in the middle of a submission', () => {
  const it = storeTest.extend('certified', ({ database, unit }) => async () => {
    const rows = await database.kysely
      .selectFrom('certification')
      .select('ended_at')
      .where('unit_code', '=', unit)
      .execute();
    return rows.map(({ ended_at }) => (ended_at ? 'lapsed' : 'certified'));
  });

  it.for<[string, Partial<Unit>]>([
    ['the date', { foundedOn: OTHER_DATE }],
    ['the representative', OTHER_PERSON],
    ['the representative’s name', { representative: LI.name }],
    ['the status', { status: '注销' }],
  ])('%s changes between reading and recording', async ([, change], { database, deps, unit, certified }) => {
    const imported = () => importUnits(deps, database, [{ code: unit, ...change }]);
    const interrupted = { ...deps, database: before(database, 'certification_submit', imported) };
    const result = await submit(interrupted, submitterOf(unit), randomUUID(), rightClaim());
    const reason = 'status' in change ? 'unit-not-active' : 'registry-mismatch';
    expect(result).toMatchObject({ kind: 'answered', answer: { outcome: 'rejected', reason } });
    expect(await certified()).toEqual([]);
    const events = await eventsOf(database, unit);
    expect(events.map(({ type }) => type)).toEqual(['certification.rejected']); // decided twice, recorded once
  });

  it('an import that leaves the unit as it is costs it nothing', async ({ database, deps, unit }) => {
    const imported = () => importUnits(deps, database, [{ code: unit }]);
    const interrupted = { ...deps, database: before(database, 'certification_submit', imported) };
    const result = await submit(interrupted, submitterOf(unit), randomUUID(), rightClaim());
    expect(result).toMatchObject({ kind: 'answered', answer: { outcome: 'certified' } });
  });

  it('a unit that a partner vouched for, when the first file says otherwise', async ({ database, deps }) => {
    const code = uscc(70_000_001);
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    const imported = () => importUnits(deps, database, [{ code, foundedOn: OTHER_DATE }]);
    const interrupted = { ...deps, database: before(database, 'certification_submit', imported) };
    const result = await submit(interrupted, submitterOf(code), randomUUID(), rightClaim());
    expect(result).toMatchObject({ kind: 'answered', answer: { outcome: 'rejected' } });
  });

  it('a kept claim that is settled meanwhile is decided by the new row', async ({
    database,
    deps,
    unit,
    certified,
  }) => {
    const claim = rightClaim({ foundedOn: OTHER_DATE });
    await submit(deps, submitterOf(unit), randomUUID(), claim);
    expect(await requestRecheck(deps, submitterOf(unit), claim)).toMatchObject({
      answer: { outcome: 'kept' },
    });
    await importUnits(deps, database, [{ code: unit, foundedOn: OTHER_DATE }]);
    const changedBack = () => importUnits(deps, database, [{ code: unit }]);
    const interrupted = { ...deps, database: before(database, 'certification_settle', changedBack) };
    expect(await settleOne(interrupted)).toBe('undecided');
    expect(await certified()).toEqual([]);
  });

  it('a registration is decided by the new row', async ({ database, deps, unit, certified }) => {
    const imported = () => importUnits(deps, database, [{ code: unit, ...OTHER_PERSON }]);
    const interrupted = {
      ...registrationDependencies(deps),
      database: before(database, 'registration_record', imported),
    };
    const send = await sendingRegistration(interrupted, unit, phoneOf(70_000_001));
    expect(await send()).toMatchObject({ kind: 'answered', answer: { outcome: 'rejected' } });
    expect(await certified()).toEqual([]);
  });

  it('an import that has judged the certifications already ends a newer one, too', async ({
    database,
    deps,
    unit,
    certified,
  }) => {
    const stopped = stoppedImport(database);
    const importing = importUnits(deps, stopped.database, [{ code: unit, foundedOn: OTHER_DATE }]);
    await stopped.reached;
    const submitting = submit(deps, submitterOf(unit), randomUUID(), rightClaim());
    expect(await submitting).toMatchObject({ answer: { outcome: 'certified' } });
    stopped.release();
    await importing;
    expect(await certified()).toEqual(['lapsed']);
  });

  it('whoever comes first, nothing stays certified on a row that is gone', async ({ database, deps }) => {
    const codes = Array.from({ length: 40 }, (_unused, i) => uscc(70_000_100 + i));
    const units = (foundedOn?: string) => codes.map((code) => ({ code, ...(foundedOn && { foundedOn }) }));
    await importUnits(deps, database, units());
    const limits = { ...deps.limits, personPerDay: 0 };
    const submitting = codes.map((code) =>
      submit({ ...deps, limits }, submitterOf(code, { sub: code }), randomUUID(), rightClaim()),
    );
    for (const date of [OTHER_DATE, undefined, OTHER_DATE]) await importUnits(deps, database, units(date));
    await Promise.all(submitting);
    const stale = await database.kysely
      .selectFrom('certification')
      .select('unit_code')
      .where('unit_code', 'in', codes)
      .where('ended_at', 'is', null)
      .execute();
    expect(stale).toEqual([]);
  });
});
