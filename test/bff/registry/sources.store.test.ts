import { describe, expect } from 'vitest';
import { readSources } from '../../../bff/registry/sources.ts';
import { LI, residentId, uscc, usccOfClass, ZHANG } from '../../support/people.ts';
import { termRow } from '../../support/terms.ts';
import { digesterOf, HEADER, line, type Unit } from '../import/files.ts';
import { importTest } from '../import/imports.ts';

const units = (count: number, first = '91'): Unit[] =>
  Array.from({ length: count }, (_, i) => ({ code: usccOfClass(first, i), idNumber: residentId(i) }));

const INSTITUTIONS = '单位名称,统一社会信用代码,法定代表人,法定代表人证件号码,单位状态';
const institutions = (count: number): string =>
  [
    INSTITUTIONS,
    ...units(count, '12').map(({ code }) => `云川小学,${code},张示例,${ZHANG.idNumber},正常`),
  ].join('\n');

describe('sources', () => {
  const test = importTest;
  const sourcesOf = (rows: readonly { source: string }[]) => [...new Set(rows.map(({ source }) => source))];

  test('rows of units that another source has are skipped; an organization code has no class', async ({
    run,
    table,
  }) => {
    const rows = [
      ...units(1, '12'),
      ...units(1, '31'),
      ...units(1, '51'),
      { code: 'MA1DEM015' },
      ...units(1),
    ];
    const report = await run(rows);
    expect(report.errors).toEqual([2, 3, 4].map((each) => ({ line: each, reason: 'other-class' })));
    expect((await table()).map(({ code, source }) => [code, source])).toEqual([
      [uscc(0), 'market'],
      ['MA1DEM015', 'market'],
    ]);
  });

  test('a full file removes what is missing from its own source only, and 1 % is of that source', async ({
    run,
    table,
  }) => {
    await run(units(300));
    await run(institutions(10), { source: 'institutions' });
    await run(units(299), { full: true });
    expect(sourcesOf(await table())).toEqual(['institutions', 'market']);
    expect(await table()).toHaveLength(309);
    await expect(run(institutions(9), { source: 'institutions', full: true })).rejects.toMatchObject({
      code: 'too-many-removed',
      message: expect.stringContaining('remove 1 of 10 units'),
    });
    await run(institutions(9), { source: 'institutions', full: true, force: true });
    expect(await table()).toHaveLength(308);
  });

  const certifiedBy = (source: string, rows: readonly Unit[], version: string) =>
    rows.map(({ code, idNumber }) =>
      termRow({
        unit_code: code,
        representative: digesterOf('k1').of('number', idNumber!),
        source,
        evidence_version: version,
      }),
    );
  const changedIn = (rows: readonly Unit[], count: number): Unit[] =>
    rows.map((unit, i) => (i < count ? { ...unit, representative: LI.name, idNumber: LI.idNumber } : unit));

  test('the first file of a source is measured by the certifications that its units have from a partner', async ({
    database,
    run,
  }) => {
    const terms = certifiedBy('partner', units(150), '0');
    await database.kysely.insertInto('certification').values(terms).execute();
    await expect(run(changedIn(units(150), 2))).rejects.toMatchObject({
      code: 'too-many-lapsed',
      message: expect.stringContaining('end 2 of 150 certifications'),
    });
    expect(await run(changedIn(units(300), 1))).toMatchObject({ lapsed: 1 });
  });

  test('an import is not refused for the consequences of another one that are still to come', async ({
    database,
    run,
  }) => {
    await run(units(150));
    const terms = certifiedBy('market', units(150), '1');
    await database.kysely.insertInto('certification').values(terms).execute();
    await run(changedIn(units(150), 20), { force: true, graceDays: 30 });
    // As after an import that was killed behind its commit.
    await database.kysely.updateTable('evidence_version').set({ applied: '1' }).execute();
    await database.kysely
      .updateTable('certification')
      .set({ due_at: null, due_reason: null, due_by: null, due_set_at: null })
      .execute();
    const report = await run(institutions(1), { source: 'institutions', graceDays: 30 });
    expect(report).toMatchObject({ due: 0, lapsed: 0 });
    const due = await database.kysely
      .selectFrom('certification')
      .select('unit_code')
      .where('due_by', '=', 'import')
      .execute();
    expect(due).toHaveLength(20);
  });

  test('a file that is large beside the table leaves the other sources too', async ({ run, table }) => {
    await run(institutions(3), { source: 'institutions' });
    await run([HEADER, ...units(1_000).map(line)].join('\n'), { full: true });
    expect(await table()).toHaveLength(1_003);
  });

  test('a file that is older than the one that is imported at the same time needs force', async ({
    run,
    table,
  }) => {
    await run(units(1), { asOf: '2026-11-20' });
    const named = (name: string) => units(3_000).map((unit) => ({ ...unit, name }));
    const [newer, older] = await Promise.allSettled([
      run(named('新名称'), { asOf: '2026-11-22', force: false }),
      run(named('旧名称'), { asOf: '2026-11-21', force: false }),
    ]);
    expect(newer.status).toBe('fulfilled');
    if (older.status === 'rejected') expect(older.reason).toMatchObject({ code: 'older-than-stored' });
    expect((await table())[0]).toMatchObject({ name: '新名称' });
  });

  test('a file that is older than the stored one needs force', async ({ database, run }) => {
    await run(units(2), { asOf: '2026-11-20' });
    await expect(run(units(2), { asOf: '2026-11-19' })).rejects.toMatchObject({ code: 'older-than-stored' });
    await run(institutions(2), { source: 'institutions', asOf: '2026-11-01' });
    await run(units(2), { asOf: '2026-11-19', force: true });
    await expect(run(units(2), { asOf: '2026-11-25' })).rejects.toMatchObject({
      code: 'as-of-in-the-future',
    });
    await run(units(3));
    expect(await readSources(database)).toEqual([
      {
        id: 'market',
        classes: ['9'],
        compares: ['legalRepresentative', 'foundedOn'],
        last: { asOf: '2026-11-24', importedAt: '2026-11-24T08:00:00.000Z', rows: 3 },
      },
      {
        id: 'institutions',
        classes: ['1'],
        compares: ['legalRepresentative'],
        last: { asOf: '2026-11-01', importedAt: '2026-11-24T08:00:00.000Z', rows: 2 },
      },
      {
        id: 'social-organizations',
        classes: ['5'],
        compares: ['legalRepresentative', 'foundedOn'],
        last: null,
      },
    ]);
  });
});
