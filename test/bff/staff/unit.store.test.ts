/** An officer's actions on units with submissions. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { messageOf } from '../../../bff/status/webhooks.ts';
import type { ClaimToDecide } from '../../../bff/attempts/claim.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { withdraw } from '../../../bff/attempts/withdrawal.ts';
import { createSealer } from '../../../bff/events/seal.ts';
import { AUDIENCES, EVENTS, type EventType } from '../../../bff/events/types.ts';
import { showUnit, unlockUnit } from '../../../bff/staff/unit.ts';
import { revokeUnit } from '../../../bff/certifications/by-officer.ts';
import { organizationCodeOf } from '../../../bff/contract/unit-code.ts';
import { statusOf, submitterOf } from '../../support/dependencies.ts';
import { eventsOf } from '../../support/events.ts';
import { LI, registerHandler, residentId, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { newUnit, storeTest } from '../../support/store.ts';

const wrongClaim = (index: number) =>
  rightClaim({ legalRepresentative: { name: ZHANG.name, idNumber: residentId(100 + index) } });

describe('a unit', () => {
  const it = storeTest
    .extend('show', ({ database, deps, unit }) => (code = unit) => {
      return showUnit(database, deps.limits, code, deps.now());
    })
    .extend('send', ({ deps, unit }) => (request: ClaimToDecide = rightClaim(), sub = 'user-1') => {
      return submit(deps, submitterOf(unit, { sub }), randomUUID(), request);
    })
    .extend('audit', ({ database, unit }) => async (type: EventType) => {
      return (await eventsOf(database, unit)).filter((event) => event.type === type);
    })
    .extend('revoke', ({ deps }) => (code: string, reason: string) => {
      return revokeUnit(deps, code, { reason, actor: 'operator:tester' }, deps.now());
    })
    .extend('unlock', ({ deps }) => (code: string) => {
      return unlockUnit(deps, code, { reason: 'asked', actor: 'operator:tester' }, deps.now());
    });

  it('is shown by either of its codes', async ({ deps, unit, show, send }) => {
    await send();
    const state = await show();
    expect(state).toMatchObject({
      code: unit,
      name: '南京示例有限公司',
      inRegistry: true,
      active: true,
      status: 'certified',
      since: new Date(deps.now()).toISOString(),
      siteId: 'portal',
      endedAt: null,
      by: 'legal-representative',
      method: 'registry',
      evidence: { source: 'market', asOf: '2026-11-24' },
      due: null,
      waiting: [],
      case: null,
    });
    expect(await show(organizationCodeOf(unit))).toEqual(state);
  });

  it('is shown while a claim waits, and without a certification of its own', async ({
    deps,
    show,
    unlock,
  }) => {
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    const stranger = uscc(90_000_000);
    await submit(deps, submitterOf(stranger), randomUUID(), rightClaim());
    const state = await show(stranger);
    expect(state).toMatchObject({ status: 'pending', inRegistry: false, active: null, name: null });
    expect(state.waiting).toMatchObject([{ purpose: 'pending' }]);
    expect(Date.parse(state.waiting[0]!.nextTryAt)).toBeGreaterThan(deps.now());
    await unlock(stranger);
    expect((await show(stranger)).waiting).toMatchObject([{ nextTryAt: new Date(deps.now()).toISOString() }]);
  });

  it('gets its attempts back, and another unit does not', async ({
    deps,
    unit,
    show,
    send,
    audit,
    unlock,
  }) => {
    const other = await newUnit(deps);
    for (let i = 0; i < 5; i++) await send(wrongClaim(i), `user-${i % 2}`);
    await submit(deps, submitterOf(other, { sub: 'user-9' }), randomUUID(), wrongClaim(20));
    const before = await show();
    const counted = before.limits.map(({ limit, site, used }) => `${limit} ${site ?? ''} ${used}`);
    expect(counted.sort()).toEqual([
      'personPerDay  6', // of both units: one representative
      'unitPer30Days  5',
      'unitPerDay  5',
      'userPerHour portal 2',
      'userPerHour portal 3',
      'userUnitPerDay portal 2',
      'userUnitPerDay portal 3',
    ]);
    expect(before.unlisted).toEqual(['ipPerHour', 'personPerDay']);

    const unlocked = await unlock(organizationCodeOf(unit));
    expect(unlocked).toEqual({ code: unit, emptied: 7, unlisted: ['ipPerHour', 'personPerDay'] });
    expect((await show()).limits).toEqual([]);
    expect((await show(other)).limits).toHaveLength(4); // also the hour of user-9, who does not belong to this unit
    expect(await audit('unit.unlocked')).toMatchObject([{ detail: { reason: 'asked', emptied: 7 } }]);
  });

  it('is unlocked for a user whose hourly limit at it is used up', async ({
    unit,
    show,
    send,
    status,
    unlock,
  }) => {
    for (let i = 0; i < 5; i++) await send(wrongClaim(i));
    expect(await send()).toMatchObject({ kind: 'too-many-attempts' });
    expect((await show()).limits).toContainEqual(
      expect.objectContaining({ limit: 'userPerHour', site: 'portal', used: 5, cap: 5 }),
    );
    await unlock(unit);
    expect((await status()).attempts).toEqual({ remaining: 5, resetsAt: null });
    expect(await send()).toMatchObject({ kind: 'answered', answer: { outcome: 'certified' } });
  });

  it('is unlocked for a user who has only withdrawn wrongly', async ({ deps, unit, show, send, unlock }) => {
    await registerHandler(deps, unit, LI);
    await send(rightClaim({ applicant: 'agent', agent: LI }));
    const withdrawer = submitterOf(unit, { sub: 'user-7' });
    await createSealer(deps)();
    const withdrawn = async () => (await withdraw(deps, withdrawer, randomUUID(), ZHANG)).kind;
    for (let i = 0; i < 5; i++) expect(await withdrawn()).toBe('agent-differs');
    expect(await withdrawn()).toBe('too-many-attempts');
    expect((await show()).limits).toContainEqual(
      expect.objectContaining({ limit: 'userPerHour', site: 'portal', used: 5, cap: 5 }),
    );
    await unlock(unit);
    expect((await show()).limits).toEqual([]);
    const { attempts } = await statusOf(deps, unit, { sub: 'user-7' });
    expect(attempts).toEqual({ remaining: 5, resetsAt: null });
  });

  it('whose people only a partner knows gets one try more, and says that their day stays', async ({
    deps,
    show,
    unlock,
  }) => {
    const stranger = uscc(91_000_000);
    deps.partner.registry = { kind: 'verdict', found: true, matches: false, active: true };
    const tryAt = async (sub: string) =>
      (await submit(deps, submitterOf(stranger, { sub }), randomUUID(), rightClaim())).kind;
    for (let i = 0; i < 10; i++) expect(await tryAt(`user-${i}`)).toBe('answered');
    expect(await tryAt('user-10')).toBe('too-many-attempts');
    expect(await unlock(stranger)).toMatchObject({ unlisted: ['ipPerHour', 'personPerDay'] });
    expect((await show(stranger)).limits).toEqual([]);
    expect(await tryAt('user-11')).toBe('answered');
    expect(await tryAt('user-12')).toBe('too-many-attempts'); // the person's budget is that of other units, too
    deps.clock.now += 86_400_000;
    expect(await tryAt('user-13')).toBe('answered');
  });

  it('whose certification is revoked has to certify again, and can', async ({
    deps,
    unit,
    show,
    send,
    audit,
    revoke,
  }) => {
    await send();
    deps.clock.now += 1000;
    expect(await revoke(organizationCodeOf(unit), 'forged')).toEqual({ code: unit, revoked: true });
    const at = new Date(deps.now()).toISOString();
    expect(await show()).toMatchObject({ status: 'lapsed', reason: 'revoked', endedAt: at });
    const events = await audit('certification.revoked');
    expect(events).toMatchObject([{ site_id: 'portal', detail: { reason: 'forged' } }]);
    expect(AUDIENCES[EVENTS['certification.revoked'].webhook]).toBe('sites-of-the-unit');
    const how = { by: 'legal-representative', method: 'registry' };
    expect(events.map(messageOf)).toEqual([
      {
        type: 'unit.lapsed',
        data: { unit, kind: 'real-name', status: 'lapsed', reason: 'revoked', ...how, at },
      },
    ]);

    expect(await revoke(unit, 'again')).toEqual({ code: unit, revoked: false });
    expect(await audit('certification.revoked')).toHaveLength(1);
    expect(await send()).toMatchObject({ kind: 'answered', answer: { outcome: 'certified' } });
    expect(await show()).toMatchObject({
      status: 'certified',
      reason: null,
      terms: [{ by: 'legal-representative' }, { endedAt: at, endReason: 'revoked' }],
    });
  });

  it('whose certification is over has nothing to revoke', async ({
    database,
    deps,
    unit,
    revoke,
    show,
    send,
  }) => {
    await send();
    const over = new Date(deps.now() + 1_000);
    await database.kysely
      .updateTable('certification')
      .set({ due_at: over, due_reason: 'agent-withdrew', due_by: 'agent', due_set_at: over })
      .where('unit_code', '=', unit)
      .execute();
    deps.clock.now += 2_000;
    expect(await revoke(unit, 'forged')).toEqual({ code: unit, revoked: false });
    expect(await show()).toMatchObject({
      status: 'lapsed',
      reason: 'agent-withdrew',
      endedAt: over.toISOString(),
      due: null,
    });
  });

  it('that is certified anew at the moment of the revocation loses the new certification', async ({
    deps,
    unit,
    show,
    send,
  }) => {
    await registerHandler(deps, unit, LI);
    await send(rightClaim({ applicant: 'agent', agent: LI }));
    deps.clock.now += 1_000;
    let isFirst = true;
    const run: typeof deps.database.run = async (statement, values) => {
      if (isFirst) await send({ ...rightClaim(), replace: true }, 'user-2');
      isFirst = false;
      return deps.database.run(statement, values);
    };
    const act = { reason: 'forged', actor: 'operator:tester' } as const;
    const revoked = await revokeUnit({ ...deps, database: { ...deps.database, run } }, unit, act, deps.now());
    expect(revoked).toEqual({ code: unit, revoked: true });
    expect(await show()).toMatchObject({
      status: 'lapsed',
      terms: [{ endReason: 'revoked' }, { endReason: 'replaced' }],
    });
  });
});
