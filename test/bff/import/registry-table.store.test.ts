import { describe, expect } from 'vitest';
import { importRegistry } from '../../../bff/import/registry.ts';
import { residentId, uscc } from '../../support/people.ts';
import { HEADER, line, NOW, optionsOf, type Unit } from './files.ts';
import { importTest } from './imports.ts';

const units = (count: number, from = 0): Unit[] =>
  Array.from({ length: count }, (_, i) => ({ code: uscc(from + i), idNumber: residentId(from + i) }));

describe('import registry', () => {
  const test = importTest;
  test('adds and changes rows, and keeps those that the file does not have', async ({ run, table }) => {
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

  test('only rows that differ are written', async ({ database, run }) => {
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

  test('a full file removes what is missing, up to 1 %', async ({ run, table }) => {
    await run(units(200));
    await run(units(198), { full: true }).then((report) =>
      expect(report).toMatchObject({ removed: 2, imported: 198 }),
    );
    await expect(run(units(196), { full: true })).rejects.toMatchObject({
      name: 'ImportRefused',
      code: 'too-many-removed',
      message: expect.stringContaining('remove 2 of 198 units'),
    });
    expect(await table()).toHaveLength(198);
    await run(units(196), { full: true, force: true }).then((report) => expect(report.removed).toBe(2));
    expect(await table()).toHaveLength(196);
  });

  test('a large file over a small table, which is rewritten, follows the same rules', async ({
    database,
    run,
    table,
  }) => {
    await run(units(4).map((unit) => ({ ...unit, name: '旧' })));
    const many = units(1_000, 1).map((unit) => ({ ...unit, name: '新' }));
    expect(await run(many)).toMatchObject({ imported: 1_000, removed: 0 });
    expect((await table()).map(({ name }) => name)).toEqual(['旧', ...Array(1_000).fill('新')]);

    await database.kysely.deleteFrom('registry_unit').execute();
    await run(units(4).map((unit) => ({ ...unit, name: '旧' })));
    await expect(run(many, { full: true })).rejects.toMatchObject({ code: 'too-many-removed' });
    const rows = [HEADER, line({ ...units(1)[0]!, foundedOn: 'soon' }), ...many.slice(1).map(line)];
    expect(await run(rows.join('\n'), { full: true, force: true })).toMatchObject({
      imported: 999,
      skipped: 1,
      removed: 1,
    });
    expect((await table()).map(({ name }) => name)).toEqual(['旧', ...Array(999).fill('新')]);
  });

  test('a truncated full file changes nothing', async ({ run, table }) => {
    await run(units(300));
    const before = await table();
    const whole = [HEADER, ...units(300).map((unit) => line({ ...unit, name: '改名' }))].join('\n');
    await expect(run(whole.slice(0, whole.length / 2), { full: true })).rejects.toMatchObject({
      code: 'too-many-removed',
    });
    expect(await table()).toEqual(before);
  });

  test('refuses unusable files with advice, and changes nothing', async ({ database, run, table }) => {
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

  test('an interrupted import changes nothing, on an empty table and on a full one', async ({
    run,
    table,
  }) => {
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
      if (!full) await run(units(1_000));
    }
    expect(await run(units(1_001))).toMatchObject({ imported: 1_001 });
  });

  test('the table is defined as before after the first import, which replaces it', async ({
    database,
    run,
  }) => {
    const definition = () =>
      database.session(async (session) => [
        await session.query(
          `select column_name, data_type, is_nullable, column_default, generation_expression from information_schema.columns
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

  test('is audited, and what waits for the registry is due at once', async ({ keepClaim, database, run }) => {
    for (const purpose of ['pending', 'recheck'] as const) await keepClaim(purpose);
    await run(units(3), { full: true });
    const claims = await database.kysely.selectFrom('kept_claim').select('next_try_at').execute();
    expect(claims.map(({ next_try_at }) => next_try_at.getTime())).toEqual([NOW, NOW]);
    const [entry, ...others] = await database.kysely
      .selectFrom('event')
      .select(['at', 'type', 'detail'])
      .execute();
    expect(others).toEqual([]);
    expect(entry).toEqual({
      at: new Date(NOW),
      type: 'registry.imported',
      detail: {
        source: 'market',
        asOf: '2026-11-24',
        digest: expect.any(String),
        read: 3,
        imported: 3,
        skipped: 0,
        removed: 0,
        due: 0,
        lapsed: 0,
        full: true,
        force: false,
      },
    });
  });

  test('two imports at once do not mix', async ({ run, table }) => {
    await run(units(50));
    const [a, b] = ['甲', '乙'].map((name) => units(50).map((unit) => ({ ...unit, name })));
    await Promise.all([run(a!), run(b!)]);
    expect(new Set((await table()).map(({ name }) => name)).size).toBe(1);
  });
});
