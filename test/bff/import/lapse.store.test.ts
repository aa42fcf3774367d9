import { describe, expect } from 'vitest';
import { messageOf } from '../../../bff/status/webhooks.ts';
import { AUDIENCES, EVENTS } from '../../../bff/events/types.ts';
import { eventsOf } from '../../support/events.ts';
import { LI, residentId, uscc, ZHANG } from '../../support/people.ts';
import { termRow } from '../../support/terms.ts';
import { digesterOf, NOW, type Unit } from './files.ts';
import { importTest } from './imports.ts';

const CODE = uscc(1);
const OLD: Unit = { code: CODE };
const PASSPORT = 'G1234567';

describe('certifications lapse', () => {
  const test = importTest
    .extend('certify', ({ database }) => (code: string, idNumber: string, key = 'k1') => {
      return database.kysely
        .insertInto('certification')
        .values(
          termRow({
            unit_code: code,
            since: new Date(NOW - 86_400_000),
            representative: digesterOf(key).of('number', idNumber),
          }),
        )
        .execute();
    })
    .extend('reasonOf', ({ database }) => async (code = CODE) => {
      const row = await database.kysely
        .selectFrom('certification')
        .select('end_reason')
        .where('unit_code', '=', code)
        .executeTakeFirstOrThrow();
      return row.end_reason ?? 'certified';
    });

  const both = { representative: '张示例、李示例', idNumber: `${ZHANG.idNumber}、${LI.idNumber}` };
  const li = { representative: LI.name, idNumber: LI.idNumber };

  test.for<[string, Partial<Unit>, Partial<Unit>, string]>([
    ['nothing', {}, {}, 'certified'],
    ['the name of the unit', {}, { name: '改名' }, 'certified'],
    [
      'how the same name and number are written',
      {},
      { representative: ' 张 示例', idNumber: ZHANG.idNumber.toLowerCase() },
      'certified',
    ],
    ['the representative', {}, li, 'representative-changed'],
    ['the representative, of the same name as before', {}, { idNumber: LI.idNumber }, 'registration-changed'],
    ['the name at the same number', {}, { representative: '张试例' }, 'registration-changed'],
    ['the founding date', {}, { foundedOn: '2001-05-19' }, 'registration-changed'],
    ['the status', {}, { status: '注销' }, 'unit-not-active'],
    ['status and representative', {}, { ...li, status: '注销' }, 'unit-not-active'],
    ['a second representative came', {}, both, 'certified'],
    ['the other representative left', both, {}, 'certified'],
    ['the certified representative left', both, li, 'representative-changed'],
    [
      'the order of representatives',
      both,
      { representative: '李示例、张示例', idNumber: `${LI.idNumber}、${ZHANG.idNumber}` },
      'certified',
    ],
    [
      'representatives changed numbers',
      both,
      { ...both, idNumber: `${LI.idNumber}、${ZHANG.idNumber}` },
      'registration-changed',
    ],
    ['a second document of the same person', {}, { idNumber: `${ZHANG.idNumber}、${PASSPORT}` }, 'certified'],
    ['the row lost its representative', {}, { representative: '' }, 'certified'],
    ['the row lost its number', {}, { idNumber: '' }, 'certified'],
    [
      'the row lost its number, and names another',
      {},
      { representative: LI.name, idNumber: '' },
      'representative-changed',
    ],
    ['the row lost its date', {}, { foundedOn: '' }, 'certified'],
    ['the row got its date', { foundedOn: '' }, {}, 'certified'],
    ['the row got a representative, another one', { representative: '' }, li, 'representative-changed'],
    ['the row got the certified representative', { representative: '' }, {}, 'certified'],
  ])('%s', async ([, before, after, expected], { run, certify, reasonOf }) => {
    await run([{ ...OLD, ...before }, { code: uscc(2) }]);
    await certify(CODE, ZHANG.idNumber);
    await certify(uscc(2), ZHANG.idNumber);
    const report = await run([{ ...OLD, ...after }, { code: uscc(2) }]);
    expect(await reasonOf()).toBe(expected);
    expect(await reasonOf(uscc(2))).toBe('certified');
    expect(report.lapsed).toBe(expected === 'certified' ? 0 : 1);
  });

  test('a unit that is missing in a full file is not active; one missing in a partial file is not changed', async ({
    run,
    certify,
    reasonOf,
  }) => {
    const others = Array.from({ length: 100 }, (_, i) => ({ code: uscc(10 + i) }));
    await run([OLD, ...others]);
    await certify(CODE, ZHANG.idNumber);
    await run(others);
    expect(await reasonOf()).toBe('certified');
    await run([{ ...OLD, foundedOn: 'soon' }, ...others], { full: true });
    expect(await reasonOf()).toBe('certified'); // skipped, not missing
    expect(await run(others, { full: true })).toMatchObject({ removed: 1, lapsed: 1 });
    expect(await reasonOf()).toBe('unit-not-active');
  });

  test('a unit that was certified by a partner, when the first import names another representative', async ({
    run,
    certify,
    reasonOf,
  }) => {
    await certify(CODE, ZHANG.idNumber);
    await certify(uscc(2), ZHANG.idNumber);
    await certify(uscc(3), ZHANG.idNumber);
    expect(await run([{ ...OLD, ...li }, { code: uscc(2) }], { full: true })).toMatchObject({ lapsed: 1 });
    expect(await reasonOf()).toBe('representative-changed');
    expect(await reasonOf(uscc(2))).toBe('certified');
    expect(await reasonOf(uscc(3))).toBe('certified'); // was never in the registry's files
  });

  test('a certification by the organization code moves to the USCC that the registry tells, and is judged', async ({
    run,
    certify,
    reasonOf,
  }) => {
    const organization = (index: number) => uscc(index).slice(8, 17);
    for (const index of [1, 2, 3]) await certify(organization(index), ZHANG.idNumber);
    await run([OLD, { code: uscc(2), ...li }, { code: uscc(3) }, { code: `92${uscc(3).slice(2)}` }]);
    expect(await reasonOf(uscc(1))).toBe('certified');
    expect(await reasonOf(uscc(2))).toBe('representative-changed');
    expect(await reasonOf(organization(3))).toBe('certified'); // two units have that organization code
    await run([OLD]);
    expect(await reasonOf(uscc(1))).toBe('certified');
  });

  test('sites of a unit known by its organization code keep it, and its registration, under its USCC', async ({
    database,
    run,
  }) => {
    const [unit_code, at] = [CODE.slice(8, 17), new Date(NOW - 1000)];
    const { kysely } = database;
    for (const site_id of ['portal', 'fund'])
      await kysely.insertInto('site_unit').values({ unit_code, site_id }).execute();
    await kysely.insertInto('site_unit').values({ unit_code: CODE, site_id: 'fund' }).execute();
    await kysely.insertInto('registered_unit').values({ unit_code, site_id: 'portal', at }).execute();
    await run([OLD]);
    await run([OLD]);
    const known = await kysely.selectFrom('site_unit').selectAll().orderBy('site_id').execute();
    expect(known).toEqual(['fund', 'portal'].map((site_id) => ({ unit_code: CODE, site_id })));
    const registered = await kysely.selectFrom('registered_unit').selectAll().execute();
    expect(registered).toEqual([{ unit_code: CODE, site_id: 'portal', at }]);
  });

  test('each lapse is audited and announced, without personal data, and happens once', async ({
    database,
    run,
    certify,
  }) => {
    await run([OLD, { code: uscc(2) }]);
    await certify(CODE, ZHANG.idNumber);
    await run([{ ...OLD, ...li }]);
    await run([{ ...OLD, ...li }]);
    const events = (await eventsOf(database, CODE)).filter(({ type }) => type === 'certification.lapsed');
    expect(events).toMatchObject([
      { at: new Date(NOW), site_id: 'portal', detail: { reason: 'representative-changed' } },
    ]);
    expect(AUDIENCES[EVENTS['certification.lapsed'].webhook]).toBe('sites-of-the-unit');
    expect(messageOf(events[0]!)).toEqual({
      type: 'unit.lapsed',
      data: {
        unit: CODE,
        kind: 'real-name',
        status: 'lapsed',
        reason: 'representative-changed',
        by: 'legal-representative',
        method: 'registry',
        at: new Date(NOW).toISOString(),
      },
    });
    const row = await database.kysely
      .selectFrom('certification')
      .select(['since', 'ended_at', 'end_reason', 'ended_by'])
      .executeTakeFirstOrThrow();
    expect(row).toEqual({
      since: new Date(NOW - 86_400_000),
      ended_at: new Date(NOW),
      end_reason: 'representative-changed',
      ended_by: 'operator:tester',
    });
  });

  test('more than 1 % of the certifications need force, whether they end or are due; a single one never does', async ({
    database,
    run,
    certify,
    reasonOf,
  }) => {
    const units = Array.from({ length: 150 }, (_, i) => ({ code: uscc(i), idNumber: residentId(i) }));
    await run(units);
    for (const { code, idNumber } of units) await certify(code, idNumber);
    const changed = (count: number): Unit[] =>
      units.map((unit, i) => (i < count ? { ...unit, ...li } : unit));
    await expect(run(changed(2))).rejects.toMatchObject({
      code: 'too-many-lapsed',
      message: expect.stringContaining('end 2 of 150 certifications'),
    });
    expect(await reasonOf(units[0]!.code)).toBe('certified');
    const closed = changed(1).with(1, { ...units[1]!, status: '注销' });
    await expect(
      run(closed, { graceDays: 30 }),
      'one would be due, another one would end',
    ).rejects.toMatchObject({
      code: 'too-many-lapsed',
      message: expect.stringContaining('end 2 of 150 certifications'),
    });
    const lapses = database.kysely.selectFrom('event').where('type', '=', 'certification.lapsed');
    expect(await lapses.selectAll().execute()).toEqual([]);
    expect(await run(changed(1))).toMatchObject({ lapsed: 1 });
    expect(await run(changed(3), { force: true })).toMatchObject({ lapsed: 2 });
    const dueAndClosed = changed(4).with(4, { ...units[4]!, status: '注销' });
    expect(await run(dueAndClosed, { graceDays: 30, force: true })).toMatchObject({ due: 1, lapsed: 1 });
  });

  test('keys are added and removed without a lapse: certifications move to the newest key', async ({
    database,
    run,
    certify,
  }) => {
    const [one, two, last] = [digesterOf('k1'), digesterOf('k2', 'k1'), digesterOf('k2')];
    await run([OLD, { code: uscc(2) }], { digester: one });
    await certify(CODE, ZHANG.idNumber, 'k1');
    await certify(uscc(2), ZHANG.idNumber, 'k1');
    expect(await run([OLD, { code: uscc(2) }], { digester: two })).toMatchObject({ lapsed: 0 });
    const row = await database.kysely
      .selectFrom('certification')
      .select('representative')
      .executeTakeFirstOrThrow();
    expect(row.representative).toBe(last.of('number', ZHANG.idNumber));
    expect(await run([OLD, { code: uscc(2) }], { digester: last })).toMatchObject({ lapsed: 0 });
    expect(await run([{ ...OLD, ...li }, { code: uscc(2) }], { digester: last })).toMatchObject({
      lapsed: 1,
    });
  });

  test('numbers cannot be compared after a key was removed without a full import', async ({
    run,
    certify,
    reasonOf,
  }) => {
    await run([OLD, { code: uscc(2) }], { digester: digesterOf('k1') });
    await certify(CODE, ZHANG.idNumber, 'k1');
    await certify(uscc(2), ZHANG.idNumber, 'k1');
    const report = await run([OLD, { code: uscc(2), representative: LI.name }], {
      digester: digesterOf('k9'),
    });
    expect(report.lapsed).toBe(1);
    expect(await reasonOf()).toBe('certified');
    expect(await reasonOf(uscc(2))).toBe('representative-changed'); // by name
  });
});
