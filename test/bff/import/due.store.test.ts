/** Certifications that the registry speaks against count for some time, and end by themselves. */
import { describe, expect } from 'vitest';
import { endOfChinaDay } from '../../../bff/contract/identifiers.ts';
import { verifyAudit } from '../../../bff/events/verify.ts';
import { addSite } from '../../../bff/sites/manage.ts';
import { showUnit } from '../../../bff/staff/unit.ts';
import { endDue } from '../../../bff/certifications/end-due.ts';
import { statusOf } from '../../support/dependencies.ts';
import { eventsOf, fanOutAll, messagesOf } from '../../support/events.ts';
import { LI, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import type { Unit } from './files.ts';
import { CODE, movedUnitTest } from './moved-unit.ts';

const DAY = 86_400_000;
const li = { representative: LI.name, idNumber: LI.idNumber };
const BY_LI = rightClaim({ legalRepresentative: LI });

describe('a certification that the registry speaks against', () => {
  const test = movedUnitTest
    .extend('change', ({ run }) => (unit: Partial<Unit>, more = {}) => {
      return run([{ code: CODE, ...unit }, { code: uscc(2) }], { graceDays: 30, ...more });
    })
    .extend('realName', ({ deps }) => async () => {
      return (await statusOf(deps, CODE)).kinds[1]!;
    })
    .extend('messages', ({ database }) => async (type: 'unit.due' | 'unit.lapsed' = 'unit.due') => {
      const events = await database.kysely.selectFrom('event').selectAll().orderBy('position').execute();
      return messagesOf(events).flatMap((message) => (message.type === type ? [message.data] : []));
    })
    .extend('later', ({ deps }) => async (days: number) => {
      deps.clock.now += days * DAY;
      await endDue(deps, deps.now());
    })
    .extend('certified', ({ change, send }) => async () => {
      await change({});
      expect(await send(rightClaim(), CODE)).toMatchObject({ answer: { outcome: 'certified' } });
    });

  test('counts for thirty days, and ends by itself', async ({
    database,
    deps,
    certified,
    change,
    realName,
    messages,
    later,
  }) => {
    await certified();
    const { since } = await realName();
    expect(await change(li)).toMatchObject({ due: 1, lapsed: 0 });
    const at = new Date(endOfChinaDay(deps.now() + 30 * DAY)).toISOString();
    const due = { at, reason: 'representative-changed' };
    expect(await realName()).toMatchObject({ status: 'certified', since, due });
    const told = { unit: CODE, kind: 'real-name', by: 'legal-representative', method: 'registry' };
    expect(await messages()).toEqual([
      { ...told, status: 'certified', due, at: new Date(deps.now()).toISOString() },
    ]);
    const events = (await eventsOf(database, CODE)).filter(({ type }) => type === 'certification.due');
    expect(events).toMatchObject([{ site_id: 'portal', detail: { ...due, by: 'import' } }]);
    expect((await verifyAudit(deps)).rows).toEqual([]);

    await later(30);
    expect(await realName()).toMatchObject({ status: 'certified', due });
    deps.clock.now = Date.parse(at);
    expect(await realName()).toMatchObject({ status: 'lapsed', reason: 'representative-changed' });
    expect(await messages('unit.lapsed')).toEqual([]);
    await later(0);
    await later(0);
    expect(await messages('unit.lapsed')).toEqual([
      { ...told, status: 'lapsed', reason: 'representative-changed', at: new Date(deps.now()).toISOString() },
    ]);
    expect(await realName()).toMatchObject({ status: 'lapsed', reason: 'representative-changed' });
    expect(await showUnit(database, deps.limits, CODE, deps.now())).toMatchObject({
      status: 'lapsed',
      endedAt: at,
    });
    expect((await verifyAudit(deps)).rows).toEqual([]);
  });

  test('is no longer due when an import agrees again, and can become due later', async ({
    deps,
    certified,
    change,
    realName,
    messages,
    later,
  }) => {
    await certified();
    await change(li);
    await change({ ...li, name: '改名' });
    await later(10);
    expect(await change({})).toMatchObject({ due: 0, lapsed: 0 });
    expect(await realName()).not.toHaveProperty('due');
    expect((await messages()).map(({ due }) => due)).toEqual([
      { at: expect.any(String), reason: 'representative-changed' },
      { at: null, reason: 'representative-changed' },
    ]);
    await later(30);
    expect(await realName()).toMatchObject({ status: 'certified' });
    await change({ foundedOn: '2001-05-19' });
    const at = new Date(endOfChinaDay(deps.now() + 30 * DAY)).toISOString();
    expect(await realName()).toMatchObject({ due: { at, reason: 'registration-changed' } });
  });

  test('a second reason never moves the day', async ({ certified, change, realName, messages, later }) => {
    await certified();
    await change(li);
    const { due } = await realName();
    await later(10);
    expect(await change({ foundedOn: '2001-05-19' })).toMatchObject({ due: 0, lapsed: 0 });
    expect(await change({ ...li, status: '停业' })).toMatchObject({ due: 0, lapsed: 0 });
    expect(await realName()).toMatchObject({ due });
    expect(await messages()).toHaveLength(1);
  });

  test('stays when a file has hidden the number of the same person, and agrees with the next whole file', async ({
    certified,
    change,
    realName,
    messages,
  }) => {
    await certified();
    const hidden = `${ZHANG.idNumber.slice(0, 6)}********${ZHANG.idNumber.slice(14)}`;
    expect(await change({ idNumber: hidden })).toMatchObject({ due: 0, lapsed: 0, damaged: { count: 1 } });
    expect(await change({})).toMatchObject({ due: 0, lapsed: 0 });
    expect(await realName()).not.toHaveProperty('due');
    expect(await messages()).toEqual([]);
  });

  test('ends at once when the registry says that the unit is closed, also while it is due', async ({
    certified,
    change,
    realName,
    messages,
  }) => {
    await certified();
    await change({ status: '停业' });
    expect(await realName()).toMatchObject({ status: 'certified', due: { reason: 'unit-not-active' } });
    expect(await change({ status: '吊销' })).toMatchObject({ due: 0, lapsed: 1 });
    expect(await realName()).toMatchObject({ status: 'lapsed', reason: 'unit-not-active' });
    expect(await messages('unit.lapsed')).toMatchObject([{ reason: 'unit-not-active' }]);
  });

  test('that is over has ended on its day, whatever an import says before the worker writes it', async ({
    database,
    deps,
    certified,
    change,
    realName,
    messages,
    later,
  }) => {
    await certified();
    await change(li);
    const endedAt = new Date(endOfChinaDay(deps.now() + 30 * DAY)).toISOString();
    deps.clock.now += 31 * DAY;
    const told = await realName();
    expect(await change({ status: '注销' })).toMatchObject({ due: 0, lapsed: 0 });
    await later(0);
    expect(await realName()).toEqual(told);
    expect(await messages('unit.lapsed')).toMatchObject([{ reason: 'representative-changed' }]);
    expect(await showUnit(database, deps.limits, CODE, deps.now())).toMatchObject({ endedAt });
  });

  test('a unit that a full file lacks is due, and is not when it comes back', async ({
    certified,
    run,
    realName,
  }) => {
    await certified();
    const grace = { graceDays: 30 };
    expect(await run([{ code: uscc(2) }], { ...grace, full: true })).toMatchObject({
      removed: 1,
      due: 1,
      lapsed: 0,
    });
    expect(await realName()).toMatchObject({ status: 'certified', due: { reason: 'unit-not-active' } });
    expect(await run([{ code: uscc(2) }], { ...grace, full: true })).toMatchObject({ due: 0, lapsed: 0 });
    await run([{ code: CODE }, { code: uscc(2) }], grace);
    expect(await realName()).not.toHaveProperty('due');
  });

  test('may be renewed by whoever may certify; the new one is not due', async ({
    database,
    deps,
    certified,
    change,
    send,
    realName,
    messages,
    later,
  }) => {
    await certified();
    await change(li);
    expect(await send(rightClaim(), CODE)).toMatchObject({ answer: { outcome: 'rejected' } });
    expect((await realName()).status).toBe('certified');
    expect((await statusOf(deps, CODE)).next).toMatchObject({
      step: 'correct',
      ways: ['certify', 'recheck'],
    });
    expect(await send(BY_LI, CODE, 'user-2')).toMatchObject({ answer: { outcome: 'certified' } });
    const { status, due } = await realName();
    expect([status, due]).toEqual(['certified', undefined]);
    const terms = await database.kysely
      .selectFrom('certification')
      .select(['end_reason', 'ended_by'])
      .orderBy('since')
      .execute();
    expect(terms).toMatchObject([
      { end_reason: 'replaced', ended_by: expect.stringMatching(/^user:/) },
      { end_reason: null },
    ]);
    await later(31);
    expect((await realName()).status).toBe('certified');
    expect(await messages('unit.lapsed')).toEqual([]);
    expect(await change({ ...li, name: '改名' })).toMatchObject({ due: 0 });
    expect(await change({})).toMatchObject({ due: 1 });
  });

  test('that is over ends before somebody certifies the unit again', async ({
    deps,
    certified,
    change,
    send,
    realName,
    messages,
  }) => {
    await certified();
    await change(li);
    deps.clock.now += 31 * DAY;
    expect(await send(BY_LI, CODE)).toMatchObject({ answer: { outcome: 'certified' } });
    expect((await realName()).status).toBe('certified');
    expect(await messages('unit.lapsed')).toHaveLength(1);
  });

  test('every site that knows the unit is told', async ({ database, deps, certified, change }) => {
    for (const id of ['portal', 'stranger'])
      await addSite(
        { ...deps, actor: 'operator:tester' },
        { id, origins: [], keys: { kind: 'hs256' }, webhookUrl: 'https://hook.example' },
      );
    await certified();
    await change(li);
    await fanOutAll(deps, deps.now);
    const deliveries = await database.kysely
      .selectFrom('webhook_delivery')
      .innerJoin('event', 'event.position', 'webhook_delivery.event')
      .select(['type', 'webhook_delivery.site_id'])
      .orderBy('position')
      .execute();
    expect(deliveries).toEqual([
      { type: 'certification.certified', site_id: 'portal' },
      { type: 'certification.due', site_id: 'portal' },
    ]);
  });
});
