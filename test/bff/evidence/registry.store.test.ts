import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../bff/database/database.ts';
import { importRegistry } from '../../../bff/evidence/import/registry.ts';
import { ERRORS_KEPT } from '../../../bff/evidence/import/refused.ts';
import { DATABASES } from '../../support/databases.ts';
import { LI, residentId, uscc, ZHANG } from '../../support/people.ts';
import { digesterOf, fileOf, HEADER, line, NOW, optionsOf, registryFile, type Unit } from './files.ts';

const units = (count: number, from = 0): Unit[] =>
  Array.from({ length: count }, (_, i) => ({ code: uscc(from + i), idNumber: residentId(from + i) }));

describe.each(DATABASES)('import registry on %s', (_, open) => {
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => ({ database, close } = await open()));
  afterAll(() => close());
  beforeEach(async () => {
    for (const table of ['registry_unit', 'kept_claim', 'audit_entry'] as const)
      await database.kysely.deleteFrom(table).execute();
  });

  const table = () => database.kysely.selectFrom('registry_unit').selectAll().orderBy('code').execute();
  const codes = async () => (await table()).map(({ code }) => code);
  const run = (content: readonly Unit[] | string | Buffer, change = {}) =>
    importRegistry(
      database,
      optionsOf(
        typeof content === 'string' || Buffer.isBuffer(content) ? fileOf(content) : registryFile(content),
        change,
      ),
    );

  test('stores what is compared: names in clear, numbers digested', async () => {
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
    expect(report).toEqual({ read: 3, imported: 3, skipped: 0, removed: 0, lapsed: 0, errors: [] });
    const number = (text: string) => digesterOf('k1').of('number', text);
    expect(await table()).toEqual([
      {
        code: '123456789',
        organisation_code: '123456789',
        name: '南京示例有限公司',
        representatives: ['张示例'],
        numbers: [number(ZHANG.idNumber)],
        founded_on: '2001-05-18',
        active: true,
      },
      {
        code: uscc(1),
        organisation_code: uscc(1).slice(8, 17),
        name: '南京（示例） 有限公司',
        representatives: ['张示例'],
        numbers: [number(ZHANG.idNumber)],
        founded_on: '2001-05-18',
        active: true,
      },
      {
        code: uscc(2),
        organisation_code: uscc(2).slice(8, 17),
        name: '南京示例有限公司',
        representatives: ['李示例', '张示例'],
        numbers: [number(LI.idNumber), number(ZHANG.idNumber)],
        founded_on: '2001-05-08',
        active: false,
      },
    ]);
  });

  test('writes digests under every live key, key by key', async () => {
    const digester = digesterOf('k2', 'k1');
    await run(
      [{ code: uscc(1), representative: '李示例、张示例', idNumber: `${LI.idNumber}、${ZHANG.idNumber}` }],
      { digester },
    );
    const [first, second] = [digester.all('number', LI.idNumber), digester.all('number', ZHANG.idNumber)];
    expect((await table())[0]!.numbers).toEqual([first[0], second[0], first[1], second[1]]);
  });

  test('rows that lack a representative, a number or a date are no bad rows', async () => {
    const report = await run([
      { code: uscc(1), representative: '' },
      { code: uscc(2), idNumber: '' },
      { code: uscc(3), foundedOn: '' },
    ]);
    expect(report).toMatchObject({ imported: 3, skipped: 0 });
    expect(
      (await table()).map(({ representatives, numbers, founded_on }) => [
        representatives.length,
        numbers.length,
        founded_on,
      ]),
    ).toEqual([
      [0, 0, '2001-05-18'],
      [1, 0, '2001-05-18'],
      [1, 1, null],
    ]);
  });

  test('headers in English, in any order, with columns between; no status column means active', async () => {
    await run(
      `remark,foundedOn,code,legalRepresentativeId,name,legalRepresentative\nx,20010518,${uscc(1)},${ZHANG.idNumber},"Example, Ltd. \\ ""1""",张示例`,
    );
    expect(await table()).toMatchObject([
      { code: uscc(1), name: 'Example, Ltd. \\ "1"', active: true, founded_on: '2001-05-18' },
    ]);
  });

  test('bad rows are reported with line and reason, and skipped', async () => {
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

  test('the last of two rows with one code wins and is reported', async () => {
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
    // … and the same over a table that is there already
    const again = await run([
      { code: uscc(2), name: '戊' },
      { code: uscc(2), name: '己' },
    ]);
    expect(again).toMatchObject({ imported: 1, skipped: 1, errors: [{ line: 2, reason: 'duplicate' }] });
    expect((await table()).map(({ name }) => name)).toEqual(['丁', '己']);
  });

  test('keeps a thousand errors and counts the others', async () => {
    const report = await run(
      [HEADER, ...Array.from({ length: ERRORS_KEPT + 50 }, () => '坏'), line({ code: uscc(1) })].join('\n'),
    );
    expect(report.skipped).toBe(ERRORS_KEPT + 50);
    expect(report.errors).toHaveLength(ERRORS_KEPT);
    expect(report.errors.at(-1)!.line).toBe(ERRORS_KEPT + 1);
  });

  test('adds and changes, and leaves what it does not name', async () => {
    await run([
      { code: uscc(1), name: '甲' },
      { code: uscc(2), name: '乙' },
    ]);
    const report = await run([
      { code: uscc(2), name: '丙' },
      { code: uscc(3), name: '丁' },
    ]);
    expect(report).toMatchObject({ imported: 2, removed: 0 });
    expect((await table()).map(({ name }) => name)).toEqual(['甲', '丙', '丁']);
  });

  test('only rows that differ are written', async () => {
    const versions = async () =>
      (
        await database.session((session) =>
          session.query<{ version: string }>('select xmin::text as version from registry_unit order by code'),
        )
      ).map(({ version }) => version);
    await run(units(3));
    const before = await versions();
    await run([...units(2), { ...units(3)[2]!, name: '改名' }]);
    const after = await versions();
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(after[2]).not.toBe(before[2]);
  });

  test('a full file removes what is missing, up to 1 %', async () => {
    await run(units(200));
    await run(units(199), { full: true }).then((report) =>
      expect(report).toMatchObject({ removed: 1, imported: 199 }),
    );
    await expect(run(units(197), { full: true })).rejects.toMatchObject({
      name: 'ImportRefused',
      code: 'too-many-removed',
      message: expect.stringContaining('remove 2 of 199 units'),
    });
    expect(await table()).toHaveLength(199);
    await run(units(197), { full: true, force: true }).then((report) => expect(report.removed).toBe(2));
    expect(await table()).toHaveLength(197);
  });

  test('a truncated full file changes nothing', async () => {
    await run(units(300));
    const before = await table();
    const whole = [HEADER, ...units(300).map((unit) => line({ ...unit, name: '改名' }))].join('\n');
    await expect(run(whole.slice(0, whole.length / 2), { full: true })).rejects.toMatchObject({
      code: 'too-many-removed',
    });
    expect(await table()).toEqual(before);
  });

  test('a skipped row with a readable code is not missing', async () => {
    await run(units(4));
    const [first, second, third] = units(3) as [Unit, Unit, Unit];
    const rows = [
      HEADER,
      line({ ...first, foundedOn: 'soon' }),
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

  test('refuses files that it cannot use, with a word on what to do, and changes nothing', async () => {
    await run(units(2));
    const before = await table();
    for (const [content, code, message] of [
      ['', 'empty', 'first line'],
      ['企业名称,统一社会信用代码\n', 'missing-column', '法定代表人 or 法人代表 or legalRepresentative'],
      [`${HEADER},code\n`, 'ambiguous-column', '统一社会信用代码 or code'],
      ['PK\x03\x04', 'unreadable', 'CSV'],
    ] as const)
      await expect(run(content, { full: true })).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message),
      });
    await expect(importRegistry(database, optionsOf('/nonexistent.csv'))).rejects.toMatchObject({
      code: 'unreadable',
    });
    expect(await table()).toEqual(before);
    expect(await run(HEADER)).toMatchObject({ read: 0, imported: 0 });
  });

  test('an interrupted import changes nothing, on an empty table and on a full one', async () => {
    for (const full of [false, true]) {
      const stopping = new AbortController();
      const onProgress = (done: number, total: number) => {
        if (done > total / 2) stopping.abort(new Error('interrupted'));
      };
      const before = await table();
      await expect(run(units(5_000, 5_000), { signal: stopping.signal, onProgress })).rejects.toThrow(
        'interrupted',
      );
      expect(await table()).toEqual(before);
      if (!full) await run(units(10));
    }
    expect(await run(units(11))).toMatchObject({ imported: 11 });
  });

  test('GB18030 gives the same table as UTF-8, with and without byte order mark', async () => {
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

  test('the table is defined as before after the first import, which replaces it', async () => {
    const definition = () =>
      database.session(async (session) => [
        await session.query(
          `select column_name, data_type, is_nullable, column_default from information_schema.columns
           where table_name = 'registry_unit' order by column_name`,
        ),
        await session.query(
          `select indexname, indexdef from pg_indexes where tablename = 'registry_unit' order by indexname`,
        ),
        await session.query(
          `select conname, contype::text, pg_get_constraintdef(oid) as text from pg_constraint
           where conrelid = 'registry_unit'::regclass order by conname`,
        ),
        await session.query(
          `select table_name from information_schema.tables where table_name like 'registry_unit%'`,
        ),
      ]);
    const before = await definition();
    await run(units(5));
    expect(await definition()).toEqual(before);
    await run(units(6), { full: true });
    expect(await definition()).toEqual(before);
  });

  test('is audited, and what waits for the registry is due at once', async () => {
    const later = new Date(NOW + 3_600_000);
    for (const purpose of ['pending', 'recheck'] as const)
      await database.kysely
        .insertInto('kept_claim')
        .values({
          unit_code: uscc(1),
          purpose,
          attempt_id: crypto.randomUUID(),
          site_id: 'portal',
          claim: 'sealed',
          next_try_at: later,
          expires_at: later,
        })
        .execute();
    await run(units(3), { full: true });
    const claims = await database.kysely.selectFrom('kept_claim').select('next_try_at').execute();
    expect(claims.map(({ next_try_at }) => next_try_at.getTime())).toEqual([NOW, NOW]);
    const [entry, ...others] = await database.kysely
      .selectFrom('audit_entry')
      .select(['at', 'action', 'detail'])
      .execute();
    expect(others).toEqual([]);
    expect(entry).toEqual({
      at: new Date(NOW),
      action: 'registry.imported',
      detail: { read: 3, imported: 3, skipped: 0, removed: 0, lapsed: 0, full: true, force: false },
    });
  });

  test('two imports at once do not mix', async () => {
    await run(units(50));
    const [a, b] = ['甲', '乙'].map((name) => units(50).map((unit) => ({ ...unit, name })));
    await Promise.all([run(a!), run(b!)]);
    expect(new Set((await table()).map(({ name }) => name)).size).toBe(1);
  });

  test('20,000 rows', async () => {
    const report = await run(units(20_000));
    expect(report).toMatchObject({ read: 20_000, imported: 20_000, skipped: 0 });
    expect(await run(units(20_000), { full: true })).toMatchObject({ imported: 20_000, removed: 0 });
  });
});
