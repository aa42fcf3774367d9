/** Vitest's `test` for imports. Each test starts with empty tables. */
import { importRegistry } from '../../../bff/import/registry.ts';
import { uscc } from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';
import { fileOf, NOW, optionsOf, registryFile, type Unit } from './files.ts';

export const importTest = storeTest
  .extend('emptied', { auto: true }, ({ emptyDatabase }) => void emptyDatabase)
  /** Imports units, or a file's content, into the registry. */
  .extend('run', ({ database }) => (content: readonly Unit[] | string | Buffer, change = {}) => {
    const isContent = typeof content === 'string' || Buffer.isBuffer(content);
    const file = isContent ? fileOf(content) : registryFile(content);
    return importRegistry(database, optionsOf(file, change));
  })
  /** Stores a claim whose next try is in an hour. */
  .extend('keepClaim', ({ database }) => (purpose: 'pending' | 'recheck') => {
    const later = new Date(NOW + 3_600_000);
    return database.kysely
      .insertInto('kept_claim')
      .values({
        unit_code: uscc(1),
        purpose,
        submission_id: crypto.randomUUID(),
        site_id: 'portal',
        claim: 'sealed',
        next_try_at: later,
        expires_at: later,
      })
      .execute();
  })
  /** The content of the registry's rows. */
  .extend('table', ({ database }) => () => {
    return database.kysely
      .selectFrom('registry_unit')
      .select(['code', 'source', 'organization_code', 'name', 'representatives', 'founded_on', 'state'])
      .orderBy('code')
      .execute();
  });
