/** A unit whose registration is not active: the same data, sent again, costs no attempt, and a re-check waits for the registry. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { register } from '../../../bff/registration/register.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { countImport } from '../../support/imported.ts';
import { LI, registerUnit, residentId, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { settleOne } from '../../support/settle.ts';
import { newUnit, storeTest } from '../../support/store.ts';
import {
  phoneOf,
  proveFor,
  REGISTRANT,
  registrationDependencies,
  rightRegistration,
} from '../registration/support.ts';

const DAY = 86_400_000;
const wrong = (index: number) =>
  rightClaim({ legalRepresentative: { ...ZHANG, idNumber: residentId(700 + index) } });
const NOT_ACTIVE = {
  outcome: 'rejected',
  reference: expect.any(String) as string,
  reason: 'unit-not-active',
};
const judged = { kind: 'answered', answer: NOT_ACTIVE, replayed: false };
const repeated = { kind: 'answered', answer: { ...NOT_ACTIVE, repeated: true }, replayed: true };

describe('a unit that is not active', () => {
  let units = 3_000_000;
  const it = storeTest
    .extend('unit', async ({ deps, database }) => {
      await database.kysely.deleteFrom('kept_claim').execute(); // under another test's keys
      const code = uscc(++units);
      await registerUnit(deps, code, { active: false });
      return code;
    })
    .extend('send', ({ deps, unit }) => (request = rightClaim(), sub = 'user-1', at = unit) => {
      deps.clock.now += 1_000;
      return submit(deps, submitterOf(at, { sub }), randomUUID(), request);
    })
    .extend('left', ({ status }) => async (sub = 'user-1') => {
      return (await status({ sub })).next.attempts;
    })
    .extend('attempts', ({ database, unit }) => () => {
      return database.kysely.selectFrom('submission').selectAll().where('unit_code', '=', unit).execute();
    })
    /** Changes the row as an import does. */
    .extend('becomesActive', ({ deps, database, unit }) => async () => {
      await database.kysely
        .updateTable('registry_unit')
        .set({ state: 'active' })
        .where('code', '=', unit)
        .execute();
      await countImport(database);
      await database.kysely
        .updateTable('kept_claim')
        .set({ next_try_at: new Date(deps.clock.now) })
        .execute();
    });

  it('answers the same claim as before, and counts it once', async ({ send, status, attempts }) => {
    expect(await send()).toEqual(judged);
    const [first] = await attempts();
    const again = { ...repeated, answer: { ...repeated.answer, reference: first!.reference } };
    for (let i = 0; i < 7; i++) expect(await send()).toEqual(again);
    expect((await status()).next).toMatchObject({
      step: 'authority',
      ways: ['recheck', 'certify'],
      reason: 'unit-not-active',
      reference: first!.reference,
      attempts: 4,
    });
    expect(await attempts()).toHaveLength(1);
  });

  it('counts other data, another user, another day', async ({ deps, send, left }) => {
    expect(await send()).toEqual(judged);
    expect(await left()).toBe(4);
    expect(await send(rightClaim({ applicant: 'agent', agent: LI }))).toEqual(judged);
    expect(await left()).toBe(3);
    expect(await send(rightClaim(), 'user-2')).toEqual(judged);
    expect(await left('user-2')).toBe(4);
    deps.clock.now += DAY;
    expect(await send(rightClaim(), 'user-2'), 'the last claim of that user').toEqual(judged);
    expect(await left('user-2')).toBe(4);
    expect(await send()).toEqual(judged);
    expect(await left()).toBe(4);
    expect(await send(wrong(1))).toMatchObject({ answer: { reason: 'registry-mismatch' }, replayed: false });
    expect(await left()).toBe(3);
    expect(await send(), 'not the last one’s data').toEqual(judged);
    expect(await left()).toBe(2);
  });

  it('is judged anew once it is active', async ({ send, becomesActive }) => {
    await send();
    await becomesActive();
    expect(await send()).toMatchObject({ answer: { outcome: 'certified' } });
  });

  it('tells nothing new when the person’s budget is used up, but the same claim what it was told', async ({
    deps,
    send,
  }) => {
    expect(await send()).toEqual(judged);
    const other = await newUnit(deps);
    for (let i = 0; i < 10; i++) await send(wrong(i), `user-${10 + i}`, other);
    expect(await send(rightClaim(), 'user-2')).toMatchObject({ kind: 'too-many-attempts' });
    expect(await send()).toEqual(repeated);
    expect(await send(wrong(20))).toMatchObject({ kind: 'too-many-attempts' });
  });

  it('is certified by a re-check once the registry says that it is active', async ({
    deps,
    unit,
    send,
    status,
    becomesActive,
  }) => {
    await send();
    await send();
    expect(await requestRecheck(deps, submitterOf(unit), wrong(1))).toEqual({ kind: 'claim-differs' });
    expect(await requestRecheck(deps, submitterOf(unit), rightClaim())).toMatchObject({
      answer: { outcome: 'kept' },
    });
    await becomesActive();
    expect(await settleOne(deps)).toBe('decided');
    expect((await status()).kinds[1]).toMatchObject({ status: 'certified' });
  });

  it('costs a registration one attempt, too', async ({ deps: base, unit }) => {
    const deps = registrationDependencies(base);
    const phone = phoneOf(70_000_000 + units);
    const proof = await proveFor(deps, 'portal', phone);
    for (let i = 0; i < 7; i++)
      expect(
        await register(deps, REGISTRANT, randomUUID(), rightRegistration(unit, phone, proof)),
      ).toMatchObject({ answer: { reason: 'unit-not-active', attempts: { remaining: 4 } } });
  });
});
