/** Sources of which a file was imported. */
import { sql } from 'kysely';
import type { SourceId } from '../contract/sources.ts';
import { type Database, prepareRead } from '../database/index.ts';

/** Whether a file of the source was ever imported. */
export type IsImported = (source: SourceId) => Promise<boolean>;

const importedStatement = prepareRead<object, { id: SourceId }>(
  'sources_imported',
  () => sql<{ id: SourceId }>`select id from source`,
);

/** It is read until it is so: a source stays imported, and the first import needs no restart. */
export function createIsImported(database: Database): IsImported {
  const imported = new Set<SourceId>();
  return async (source) => {
    if (imported.has(source)) return true;
    for (const { id } of await database.run(importedStatement, {})) imported.add(id);
    return imported.has(source);
  };
}
