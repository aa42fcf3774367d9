import iconv from 'iconv-lite';
import { describe, expect } from 'vitest';
import { ERRORS_KEPT } from '../../../bff/import/report.ts';
import type { RegistryState } from '../../../bff/registry/registry-state.ts';
import { LI, residentId, uscc, ZHANG } from '../../support/people.ts';
import { digesterOf, HEADER, line, type Unit } from './files.ts';
import { importTest } from './imports.ts';

const units = (count: number, from = 0): Unit[] =>
  Array.from({ length: count }, (_, i) => ({ code: uscc(from + i), idNumber: residentId(from + i) }));

describe('rows of a registry file', () => {
  const test = importTest.extend('codes', ({ table }) => async () => {
    return (await table()).map(({ code }) => code);
  });

  test('puts damaged names right where it can, and lists those that no claim can match', async ({
    run,
    table,
    database,
  }) => {
    const report = await run([
      { code: uscc(1), representative: '买买提&middot;艾力', name: 'Caf&eacute;&amp;示例公司' },
      { code: uscc(2), representative: '张示例*' },
      { code: uscc(3), representative: '张示？' },
      { code: uscc(4), representative: '李示例、\ue000三', idNumber: `${LI.idNumber}、${ZHANG.idNumber}` },
      { code: uscc(5), representative: '' },
    ]);
    expect(report).toMatchObject({ read: 5, imported: 5, skipped: 0, errors: [] });
    expect(report.damaged).toEqual({
      count: 2,
      rows: [
        { line: 4, code: uscc(3) },
        { line: 5, code: uscc(4) },
      ],
    });
    expect((await table()).map(({ representatives }) => representatives.map(({ name }) => name))).toEqual([
      ['买买提·艾力'],
      ['张示例'],
      ['张示?'],
      ['李示例', '\ue000三'],
      [],
    ]);
    expect((await table())[0]!.name).toBe('Café&示例公司');
    const event = await database.kysely
      .selectFrom('event')
      .select('detail')
      .where('type', '=', 'registry.imported')
      .executeTakeFirstOrThrow();
    expect(event.detail).toMatchObject({ damaged: 2 });
  });

  test('lists numbers that nobody can type, and takes their people for people without one', async ({
    run,
    table,
  }) => {
    const damaged = ['320199********0322', '3.20199E+17', '320199198211050000', '没有'];
    const report = await run([
      ...damaged.map((idNumber, i) => ({ code: uscc(i), idNumber })),
      { code: uscc(10), idNumber: '' },
      { code: uscc(11), idNumber: `${ZHANG.idNumber}、320199********0322` },
      { code: uscc(12), representative: '李示例、张示例', idNumber: `320199********0322、${ZHANG.idNumber}` },
      { code: uscc(13), idNumber: '110105491231002' },
    ]);
    expect(report).toMatchObject({ read: 8, imported: 8, skipped: 0, errors: [] });
    expect(report.damaged?.rows).toEqual(
      [...damaged.keys(), 12].map((i) => ({ line: i === 12 ? 8 : i + 2, code: uscc(i) })),
    );
    const rows = await table();
    const numbersOf = (code: string) =>
      rows.find((row) => row.code === code)!.representatives.map(({ numbers }) => numbers.length);
    expect(damaged.map((_, i) => numbersOf(uscc(i)))).toEqual(damaged.map(() => [0]));
    expect([10, 11, 12, 13].map((i) => numbersOf(uscc(i)))).toEqual([[0], [1], [0, 1], [1]]);
  });

  test('stores names in clear text and numbers as digests', async ({ run, table }) => {
    const report = await run([
      { code: uscc(1), name: '  南京（示例） 有限公司', representative: ' 张　示例' },
      {
        code: uscc(2).toLowerCase(),
        representative: '李示例、张示例',
        idNumber: `${LI.idNumber}、${ZHANG.idNumber.toLowerCase()}`,
        foundedOn: '2001/5/8',
        status: '注销',
      },
      { code: '12345678-9', foundedOn: '2001-05-18 00:00:00' },
    ]);
    expect(report).toEqual({ read: 3, imported: 3, skipped: 0, removed: 0, due: 0, lapsed: 0, errors: [] });
    const number = (text: string) => digesterOf('k1').of('number', text);
    expect(await table()).toEqual([
      {
        code: '123456789',
        source: 'market',
        organization_code: '123456789',
        name: '南京示例有限公司',
        representatives: [{ name: '张示例', numbers: [number(ZHANG.idNumber)] }],
        founded_on: '2001-05-18',
        state: 'active',
      },
      {
        code: uscc(1),
        source: 'market',
        organization_code: uscc(1).slice(8, 17),
        name: '南京（示例） 有限公司',
        representatives: [{ name: '张示例', numbers: [number(ZHANG.idNumber)] }],
        founded_on: '2001-05-18',
        state: 'active',
      },
      {
        code: uscc(2),
        source: 'market',
        organization_code: uscc(2).slice(8, 17),
        name: '南京示例有限公司',
        representatives: [
          { name: '李示例', numbers: [number(LI.idNumber)] },
          { name: '张示例', numbers: [number(ZHANG.idNumber)] },
        ],
        founded_on: '2001-05-08',
        state: 'closed',
      },
    ]);
  });

  test('stores each state of a unit', async ({ run, table }) => {
    const statuses: Record<RegistryState, string> = { active: '存续', inactive: '停业', closed: '注销' };
    await run(Object.values(statuses).map((status, i) => ({ code: uscc(i), status })));
    expect((await table()).map(({ state }) => state)).toEqual(Object.keys(statuses));
  });

  test('writes digests under every live key, the newest first, with each person', async ({ run, table }) => {
    const digester = digesterOf('k2', 'k1');
    await run(
      [{ code: uscc(1), representative: '李示例、张示例', idNumber: `${LI.idNumber}、${ZHANG.idNumber}` }],
      { digester },
    );
    expect((await table())[0]!.representatives).toEqual([
      { name: '李示例', numbers: digester.all('number', LI.idNumber) },
      { name: '张示例', numbers: digester.all('number', ZHANG.idNumber) },
    ]);
    expect(digester.all('number', LI.idNumber)[0]).toMatch(/^k2\./);
  });

  test('stores special characters of JSON and of COPY in a name unchanged', async ({ run, table }) => {
    await run([{ code: uscc(1), representative: '"O""Neill \\N 、Ann, {b}"', idNumber: '' }]);
    expect((await table())[0]!.representatives).toEqual([
      { name: 'o"neill \\n', numbers: [] },
      { name: 'ann, {b}', numbers: [] },
    ]);
  });

  test('rows without a representative, a number or a date are accepted', async ({ run, table }) => {
    const report = await run([
      { code: uscc(1), representative: '' },
      { code: uscc(2), idNumber: '' },
      { code: uscc(3), foundedOn: '' },
    ]);
    expect(report).toMatchObject({ imported: 3, skipped: 0 });
    expect(
      (await table()).map(({ representatives, founded_on }) => [
        representatives.length,
        representatives.flatMap(({ numbers }) => numbers).length,
        founded_on,
      ]),
    ).toEqual([
      [0, 0, '2001-05-18'],
      [1, 0, '2001-05-18'],
      [1, 1, null],
    ]);
  });

  test('headers in English, in any order, with columns between; no status column means active', async ({
    run,
    table,
  }) => {
    await run(
      `remark,foundedOn,code,legalRepresentativeId,name,legalRepresentative\nx,20010518,${uscc(1)},${ZHANG.idNumber},"Example, Ltd. \\ ""1""",张示例`,
    );
    expect(await table()).toMatchObject([
      { code: uscc(1), name: 'Example, Ltd. \\ "1"', state: 'active', founded_on: '2001-05-18' },
    ]);
  });

  test('bad rows are reported with line and reason, and skipped', async ({ run, table, codes }) => {
    const good = line({ code: uscc(1) });
    const report = await run(
      Buffer.concat([
        Buffer.from(
          [
            HEADER, // 1
            good,
            '"南京\n示例",' + good.slice(good.indexOf(',') + 1).replace(uscc(1), uscc(2)), // 3-4
            '', // 5
            '少,列', // 6
            `${line({ code: uscc(3) })},多`, // 7
            line({ code: '' }), // 8
            line({ code: '320100000012345' }), // 9
            line({ code: uscc(4), foundedOn: '2001-02-30' }), // 10
            line({ code: uscc(5), foundedOn: '2027-01-01' }), // 11
            line({ code: uscc(6), name: '南京\u0007' }), // 12
            line({ code: uscc(7), name: '' }), // 13
            `"未闭合,${uscc(8)},张示例,x,2001-05-18,存续`, // 14
            line({ code: uscc(9) }), // 15
          ].join('\r\n') + '\r\n',
        ),
        Buffer.from(line({ code: uscc(10), representative: '张' })).subarray(0, 47), // 16: cut inside a character
        Buffer.from([0xe5]),
        Buffer.from(`,${ZHANG.idNumber},2001-05-18,存续\n`),
      ]),
    );
    expect(report.errors).toEqual([
      { line: 6, reason: 'too-few-columns' },
      { line: 7, reason: 'too-many-columns' },
      { line: 8, reason: 'code-missing' },
      { line: 9, reason: 'bad-code' },
      { line: 10, reason: 'bad-date' },
      { line: 11, reason: 'in-the-future' },
      { line: 12, reason: 'control-characters' },
      { line: 13, reason: 'name-missing' },
      { line: 14, reason: 'quote-not-closed' },
      { line: 16, reason: 'broken-characters' },
    ]);
    expect(report).toMatchObject({ read: 13, imported: 3, skipped: 10 });
    expect(await codes()).toEqual([uscc(1), uscc(2), uscc(9)]);
    expect((await table())[1]!.name).toBe('南京 示例');
  });

  test('the last of two rows with one code wins and is reported', async ({ run, table }) => {
    const report = await run([
      { code: uscc(1), name: '甲' },
      { code: uscc(2), name: '乙' },
      { code: uscc(1).toLowerCase(), name: '丙' },
      { code: uscc(1), name: '丁' },
    ]);
    expect(report).toMatchObject({ read: 4, imported: 2, skipped: 2 });
    expect(report.errors).toEqual([
      { line: 2, reason: 'duplicate' },
      { line: 4, reason: 'duplicate' },
    ]);
    expect((await table()).map(({ name }) => name)).toEqual(['丁', '乙']);
    // … and the same over an existing table
    const repeated = await run([
      { code: uscc(2), name: '戊' },
      { code: uscc(2), name: '己' },
    ]);
    expect(repeated).toMatchObject({ imported: 1, skipped: 1, errors: [{ line: 2, reason: 'duplicate' }] });
    expect((await table()).map(({ name }) => name)).toEqual(['丁', '己']);
  });

  test('stores a thousand errors and counts the others', async ({ run }) => {
    const report = await run(
      [HEADER, ...Array.from({ length: ERRORS_KEPT + 50 }, () => '坏'), line({ code: uscc(1) })].join('\n'),
    );
    expect(report.skipped).toBe(ERRORS_KEPT + 50);
    expect(report.errors).toHaveLength(ERRORS_KEPT);
    expect(report.errors.at(-1)!.line).toBe(ERRORS_KEPT + 1);
  });

  test('a skipped row with a readable code is not missing', async ({ run, codes }) => {
    await run(units(4));
    const [one, second, third] = units(3) as [Unit, Unit, Unit];
    const rows = [
      HEADER,
      line({ ...one, foundedOn: 'soon' }),
      `${line(second)},too many`,
      `南京,示例,${line(third).slice(line(third).indexOf(',') + 1)}`, // its columns have shifted
    ];
    const report = await run(rows.join('\n'), { full: true, force: true });
    expect(report).toMatchObject({ imported: 0, skipped: 3, removed: 1 });
    expect(await codes()).toEqual(
      units(3)
        .map(({ code }) => code)
        .sort(),
    );
  });

  test('GB18030 gives the same table as UTF-8, with and without byte order mark', async ({
    database,
    run,
    table,
  }) => {
    const content = [
      HEADER,
      ...units(500).map((unit, i) =>
        line({ ...unit, name: `南京𠮷（${i}）有限公司`, representative: i % 3 ? '䶮·买买提' : '张示例' }),
      ),
    ].join('\r\n');
    const tables = [];
    for (const bytes of [
      Buffer.from(content),
      Buffer.from(`\ufeff${content}`),
      iconv.encode(content, 'gb18030'),
    ]) {
      await database.kysely.deleteFrom('registry_unit').execute();
      expect(await run(bytes)).toMatchObject({ imported: 500, skipped: 0 });
      tables.push(await table());
    }
    expect(tables[1]).toEqual(tables[0]);
    expect(tables[2]).toEqual(tables[0]);
    expect(await run(iconv.encode(content, 'gb18030'), { full: true })).toMatchObject({
      imported: 500,
      removed: 0,
    });
    expect(await table()).toEqual(tables[0]);
  });

  test('20,000 rows', async ({ run }) => {
    const report = await run(units(20_000));
    expect(report).toMatchObject({ read: 20_000, imported: 20_000, skipped: 0 });
    expect(await run(units(20_000), { full: true })).toMatchObject({ imported: 20_000, removed: 0 });
  });
});
