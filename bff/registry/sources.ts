/** The sources: what each compares, and what was imported from it last. */
import { sql } from 'kysely';
import { fieldsOf, memberOf } from '../contract/forms.ts';
import { CLAIM_FIELDS, SOURCE_IDS, SOURCES, type ClaimField, type SourceId } from '../contract/sources.ts';
import { type Database, prepareRead } from '../database/index.ts';

export interface SourceState {
  id: SourceId;
  /** The first characters of the codes of its units. */
  classes: readonly string[];
  compares: readonly ClaimField[];
  /** Null: no file of it was imported. `asOf` is `YYYY-MM-DD`, `importedAt` RFC 3339. */
  last: { asOf: string; importedAt: string; rows: number } | null;
}

/** A partner compares for units whose class no source has. */
const COMPARED = new Map(
  ([...SOURCE_IDS, 'partner'] as const).map((source): [SourceId | 'partner', readonly ClaimField[]] => {
    const asked = fieldsOf(source).map(({ id }) => memberOf(id));
    return [source, CLAIM_FIELDS.filter((member) => asked.includes(member))];
  }),
);

/**
 * The members that a source compares: those that its form asks for. `source`: undefined for a unit
 * without one.
 */
export const claimFieldsOf = (source: SourceId | undefined): readonly ClaimField[] =>
  COMPARED.get(source ?? 'partner')!;

/** All sources, in the order of the table. */
export async function readSources(database: Database): Promise<SourceState[]> {
  const rows = await database.kysely.selectFrom('source').selectAll().execute();
  return SOURCE_IDS.map((id) => {
    const row = rows.find((each) => each.id === id);
    return {
      id,
      classes: SOURCES[id].classes,
      compares: claimFieldsOf(id),
      last: row
        ? { asOf: row.as_of, importedAt: row.imported_at.toISOString(), rows: Number(row.rows) }
        : null,
    };
  });
}

/** Whether a file of the source was ever imported. */
export type IsImported = (source: SourceId) => Promise<boolean>;

const importedStatement = prepareRead<object, { id: SourceId }>(
  'sources_imported',
  () => sql<{ id: SourceId }>`select id from source`,
);

/**
 * Asks the database until the source is imported, and never again: it stays imported, and the first
 * import needs no restart.
 */
export function createIsImported(database: Database): IsImported {
  const imported = new Set<SourceId>();
  return async (source) => {
    if (imported.has(source)) return true;
    for (const { id } of await database.run(importedStatement, {})) imported.add(id);
    return imported.has(source);
  };
}
