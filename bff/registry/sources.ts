/** The sources: what each compares, and what was imported from it last. */
import { claimFieldsOf } from '../contract/forms.ts';
import { SOURCE_IDS, SOURCES, type ClaimField, type SourceId } from '../contract/sources.ts';
import type { Database } from '../database/index.ts';

export interface SourceState {
  id: SourceId;
  /** The first characters of the codes of its units. */
  classes: readonly string[];
  compares: readonly ClaimField[];
  /** Null: no file of it was imported. `asOf` is `YYYY-MM-DD`, `importedAt` RFC 3339. */
  last: { asOf: string; importedAt: string; rows: number } | null;
}

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
