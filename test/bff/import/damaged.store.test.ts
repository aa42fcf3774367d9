/** With any content after the header, an import counts every row, and the database accepts the good ones. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../bff/database/database.ts';
import { importRegistry } from '../../../bff/import/registry.ts';
import { openOnPostgres } from '../../support/databases.ts';
import { uscc } from '../../support/people.ts';
import { fileOf, HEADER, line, optionsOf } from './files.ts';

let database: Database;
let close: () => Promise<void>;
beforeAll(async () => ({ database, close } = await openOnPostgres()));
afterAll(() => close());

const ROWS = 40;
const content = Buffer.from(
  [HEADER, ...Array.from({ length: ROWS }, (_, i) => line({ code: uscc(i) }))].join('\n'),
);
const headerEnd = Buffer.byteLength(HEADER) + 1;

/** Bytes that can cause errors: quotes, line ends, separators, escapes of COPY and arrays, parts of characters, NUL. */
const nasty = fc.constantFrom(
  '"',
  ',',
  '\n',
  '\r',
  '\\',
  '\\N',
  '\\.',
  '{',
  '}',
  '\t',
  '\0',
  '\u0007',
  '、',
  '\u200b',
  '\ufeff',
);
const damage = fc.record({
  at: fc.integer({ min: headerEnd, max: content.length }),
  drop: fc.integer({ min: 0, max: 60 }),
  put: fc.oneof(
    nasty.map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
  ),
});

test('damaged files (property)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(damage, { minLength: 1, maxLength: 12 }),
      fc.boolean(),
      async (damages, full) => {
        let bytes = content;
        for (const { at, drop, put } of damages) {
          const place = Math.min(at, bytes.length);
          bytes = Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + drop)]);
        }
        await database.kysely.deleteFrom('registry_unit').execute();
        const report = await importRegistry(database, optionsOf(fileOf(bytes), { full, force: true }));
        const stored = await database.kysely.selectFrom('registry_unit').selectAll().execute();
        expect(report.read).toBe(report.imported + report.skipped);
        expect(report.errors).toHaveLength(report.skipped);
        expect(stored).toHaveLength(report.imported);
        // Damage affects only its own rows, except for two quotes, which can enclose others.
        if (!damages.some(({ put }) => put.includes(0x22)))
          expect(report.imported).toBeGreaterThanOrEqual(ROWS - 3 * damages.length);
      },
    ),
    { numRuns: 60 },
  );
});
