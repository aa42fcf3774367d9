/** Vitest's `test` for imports: each starts from empty tables of a file's database. */
import { importRegistry } from '../../../bff/evidence/import/registry.ts';
import { STORES, type StoreTest } from '../../support/store.ts';
import { fileOf, optionsOf, registryFile, type Unit } from './files.ts';

const TABLES = [
  'registry_unit',
  'handler_record',
  'kept_claim',
  'certification',
  'audit_entry',
  'outbox_event',
] as const;

const importTest = (test: StoreTest) =>
  test
    .extend('emptied', { auto: true }, async ({ database }) => {
      for (const table of TABLES) await database.kysely.deleteFrom(table).execute();
    })
    /** Imports units, or a file's content, into the registry. */
    .extend('run', ({ database }) => (content: readonly Unit[] | string | Buffer, change = {}) => {
      const isContent = typeof content === 'string' || Buffer.isBuffer(content);
      const file = isContent ? fileOf(content) : registryFile(content);
      return importRegistry(database, optionsOf(file, change));
    })
    /** The registry's rows. */
    .extend(
      'table',
      ({ database }) =>
        () =>
          database.kysely.selectFrom('registry_unit').selectAll().orderBy('code').execute(),
    );

export const IMPORTS: readonly (readonly [name: string, test: ReturnType<typeof importTest>])[] = STORES.map(
  ([name, test]) => [name, importTest(test)] as const,
);
