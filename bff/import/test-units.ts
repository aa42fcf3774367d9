/** `import test-units`: made-up units, whose outcomes docs/en/test-units.md tells. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { SOURCE_IDS } from '../contract/sources.ts';
import { organizationCodeOf } from '../contract/unit-code.ts';
import type { Database } from '../database/index.ts';
import { importHandlers } from './handlers.ts';
import { ImportRefused } from './report.ts';
import { importRegistry } from './registry.ts';
import type { ImportOptions } from './staging.ts';

/** Earlier than the day of any real file, so that none of them is older than what is stored. */
const AS_OF = '2020-01-01';
/** 320199 is no region, so no real unit has such a code. */
const CODE = /\b[0-9A-Z]{2}320199[0-9A-Z]{10}\b/g;

const fileOf = (name: string) => fileURLToPath(new URL(`test-units/${name}.csv`, import.meta.url));

/** Asks for one row at most, also in a table of millions: it stops at the first that is real. */
async function assertNothingReal(database: Database): Promise<void> {
  const files = await Promise.all([...SOURCE_IDS, 'handlers'].map((name) => readFile(fileOf(name), 'utf8')));
  const codes = files.join('\n').match(CODE)!;
  const { rows } = await sql<{ real: boolean }>`select
    exists (select from registry_unit where code <> all(${codes}::text[]))
    or exists (select from handler_record where organization_code <> all(${codes.map(organizationCodeOf)}::text[])) as real`.execute(
    database.kysely,
  );
  if (!rows[0]?.real) return;
  throw new ImportRefused(
    'real-units',
    'This database has units or handlers that are no test units. Nothing was changed. ' +
      'If test units shall stand beside them, run it again with --force.',
  );
}

/**
 * Imports them anew, and their handlers. Throws `ImportRefused` in a database that has other units
 * or handlers, unless `force` admits it, and as any import does; what was imported before stays
 * then.
 */
export async function importTestUnits(
  database: Database,
  options: Omit<ImportOptions, 'file' | 'full'>,
): Promise<{ units: number; handlers: number }> {
  if (!options.force) await assertNothingReal(database);
  const stored = await database.kysely.selectFrom('source').select(['id', 'as_of']).execute();
  let units = 0;
  for (const source of SOURCE_IDS) {
    const asOf = stored.find(({ id }) => id === source)?.as_of ?? AS_OF;
    const report = await importRegistry(database, {
      ...options,
      file: fileOf(source),
      full: false,
      source,
      asOf,
    });
    units += report.imported;
  }
  const { imported } = await importHandlers(database, { ...options, file: fileOf('handlers'), full: false });
  return { units, handlers: imported };
}
