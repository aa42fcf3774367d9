/** `import registry --dry-run`: what an import would do, with nothing written. */
import { describe, expect } from 'vitest';
import { previewRegistry, type Affected } from '../../../bff/import/registry.ts';
import { LI, residentId, uscc } from '../../support/people.ts';
import { termRow } from '../../support/terms.ts';
import { digesterOf, optionsOf, registryFile, type Unit } from './files.ts';
import { importTest } from './imports.ts';

const units = (count: number): Unit[] =>
  Array.from({ length: count }, (_, i) => ({ code: uscc(i), name: `单位${i}`, idNumber: residentId(i) }));

describe('a preview of an import', () => {
  const test = importTest;
  for (const [way, many] of [
    ['beside a small file', 4],
    ['of a file that is large beside the table', 2_000],
  ] as const)
    test(`says what would be added, changed and removed, and which certifications end, ${way}`, async ({
      database,
      run,
      table,
    }) => {
      await run(units(4), { asOf: '2026-11-20' });
      const numbers = [0, 1, 2, 3].map((i) => digesterOf('k1').of('number', residentId(i)));
      await database.kysely
        .insertInto('certification')
        .values(
          numbers.map((representative, i) =>
            termRow({ unit_code: uscc(i), representative, evidence_version: '1' }),
          ),
        )
        .execute();
      const stored = async () => [
        await table(),
        await database.kysely.selectFrom('source').selectAll().execute(),
        await database.kysely.selectFrom('evidence_version').selectAll().execute(),
        await database.kysely.selectFrom('certification').selectAll().orderBy('unit_code').execute(),
        await database.kysely.selectFrom('replaced_unit').selectAll().execute(),
        await database.kysely.selectFrom('event').selectAll().execute(),
      ];
      const before = await stored();

      const [same, other, closed] = units(3);
      const added = units(many)
        .slice(4)
        .concat({ code: uscc(9_000) });
      const file = [
        same!,
        { ...other!, representative: LI.name, idNumber: LI.idNumber },
        { ...closed!, status: '注销' },
      ];
      const options = optionsOf(registryFile([...file, ...added]), { full: true, graceDays: 30 });
      const affected: Affected[] = [];
      const preview = await previewRegistry(database, options, async (some) => void affected.push(...some));
      expect(preview).toMatchObject({
        added: added.length,
        changed: 2,
        removed: 1,
        due: 2,
        lapsed: 1,
        refusals: ['too-many-removed', 'too-many-lapsed'],
        certifications: {
          'due: representative-changed': 1,
          'ended: unit-not-active': 1,
          'due: unit-not-active': 1,
        },
      });
      expect(affected.toSorted((a, b) => (a.code < b.code ? -1 : 1))).toEqual(
        [
          { code: uscc(1), name: '单位1', becomes: 'due', reason: 'representative-changed' },
          { code: uscc(2), name: '单位2', becomes: 'ended', reason: 'unit-not-active' },
          { code: uscc(3), name: '单位3', becomes: 'due', reason: 'unit-not-active' },
        ].toSorted((a, b) => (a.code < b.code ? -1 : 1)),
      );
      expect(await stored()).toEqual(before);
    });

  test('refuses an older file as the import does, and needs no force for what it only tells', async ({
    run,
    database,
  }) => {
    await run(units(4), { asOf: '2026-11-20' });
    const preview = (change: object) =>
      previewRegistry(database, optionsOf(registryFile(units(1)), { full: true, ...change }));
    await expect(preview({ asOf: '2026-11-19' })).rejects.toMatchObject({ code: 'older-than-stored' });
    expect(await preview({})).toMatchObject({
      removed: 3,
      refusals: ['too-many-removed'],
      certifications: {},
    });
    expect(await preview({ force: true })).toMatchObject({ removed: 3, refusals: [] });
  });
});
