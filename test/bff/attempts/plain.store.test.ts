/** A plain submission is recorded by a statement without the parts for what nearly no unit has. Something may have come since it was read. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { chinaDate } from '../../../bff/contract/identifiers.ts';
import type { Database } from '../../../bff/database/database.ts';
import { verifyAudit } from '../../../bff/events/verify.ts';
import { before } from '../../support/before.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { eventsOf } from '../../support/events.ts';
import { LI, registerUnit, residentId, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { settleOne } from '../../support/settle.ts';
import { storeTest } from '../../support/store.ts';

describe('a plain submission', () => {
  const it = storeTest
    .extend('ran', () => [] as string[])
    .extend('watched', ({ database, ran }): Database => ({
      ...database,
      run(statement, values) {
        if (statement.name.startsWith('certification_submit')) ran.push(statement.name);
        return database.run(statement, values);
      },
    }));
  const wrong = rightClaim({ legalRepresentative: { name: ZHANG.name, idNumber: residentId(4_322) } });

  it('is recorded by the statement of its outcome', async ({ deps, unit, ran, watched }) => {
    for (const claim of [wrong, rightClaim()])
      await submit({ ...deps, database: watched }, submitterOf(unit), randomUUID(), claim);
    expect(ran).toEqual(['certification_submit_refused', 'certification_submit_certified']);
  });

  it('is none when its site does not know the unit, which it knows afterwards', async ({
    database,
    deps,
    ran,
    watched,
  }) => {
    const unit = uscc(60_000_017);
    await registerUnit(deps, unit);
    for (const claim of [wrong, rightClaim()])
      await submit({ ...deps, database: watched }, submitterOf(unit), randomUUID(), claim);
    expect(ran).toEqual(['certification_submit', 'certification_submit_certified']);
    const known = await database.kysely
      .selectFrom('site_unit')
      .selectAll()
      .where('unit_code', '=', unit)
      .execute();
    expect(known).toEqual([{ unit_code: unit, site_id: 'portal' }]);
  });

  it('that another one overtakes is told that the unit is certified already, and recorded once', async ({
    database,
    deps,
    unit,
    ran,
    watched,
  }) => {
    const overtake = async () => {
      const result = await submit(deps, submitterOf(unit, { sub: 'faster' }), randomUUID(), rightClaim());
      expect(result).toMatchObject({ answer: { outcome: 'certified' } });
    };
    const overtaken = { ...deps, database: before(watched, 'certification_submit_certified', overtake) };
    const result = await submit(overtaken, submitterOf(unit), randomUUID(), rightClaim());
    expect(result).toEqual({ kind: 'way-closed' });
    expect(ran).toEqual(['certification_submit_certified', 'certification_submit']);
    const events = await eventsOf(database, unit);
    expect(events.map(({ type }) => type)).toEqual([
      'certification.certified',
      'certification.already-certified',
    ]);
    expect(await verifyAudit(deps)).toMatchObject({ rows: [] });
  });

  it('leaves a claim that is kept in that moment to the worker, which decides it as overtaken', async ({
    database,
    deps,
    unit,
    status,
  }) => {
    const keep = async () => {
      const claim = rightClaim({ applicant: 'agent', agent: LI });
      const result = await submit(deps, submitterOf(unit, { sub: 'agent' }), randomUUID(), claim);
      expect(result).toMatchObject({ answer: { outcome: 'pending' } });
    };
    deps.partner.insurance = { kind: 'outage', outage: 'timeout' };
    const late = { ...deps, database: before(database, 'certification_submit_certified', keep) };
    const result = await submit(late, submitterOf(unit), randomUUID(), rightClaim());
    expect(result).toMatchObject({ answer: { outcome: 'certified' } });
    deps.partner.insurance = { kind: 'record', handled: true, lastHandledOn: chinaDate(deps.now()) };
    deps.clock.now += 300_000;
    expect(await settleOne(deps)).toBe('decided');
    const kept = await database.kysely
      .selectFrom('kept_claim')
      .selectAll()
      .where('unit_code', '=', unit)
      .execute();
    expect(kept).toEqual([]);
    const { kinds } = await status();
    expect(kinds.find(({ kind }) => kind === 'real-name')).toMatchObject({
      status: 'certified',
      by: 'legal-representative',
    });
    expect((await eventsOf(database, unit)).at(-1)).toMatchObject({
      type: 'certification.already-certified',
    });
    expect(await verifyAudit(deps)).toMatchObject({ rows: [] });
  });

  it('that finds no room writes nothing', async ({ database, deps, unit }) => {
    const submitter = submitterOf(unit);
    const failAll = async () => {
      for (let tries = 0; tries < 5; tries++) {
        const claim = rightClaim({
          legalRepresentative: { name: ZHANG.name, idNumber: residentId(5_000 + tries) },
        });
        await submit(deps, submitter, randomUUID(), claim);
      }
    };
    const late = { ...deps, database: before(database, 'certification_submit', failAll) };
    const result = await submit(late, submitter, randomUUID(), rightClaim());
    expect(result).toMatchObject({ kind: 'too-many-attempts' });
    const events = await eventsOf(database, unit);
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['certification.rejected']));
  });
});
