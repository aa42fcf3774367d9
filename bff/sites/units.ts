/**
 * The units of each site: a unit belongs to a site after one of the site's tokens has named it. Webhooks about a unit go to its
 * sites. A cache in memory avoids a write for each status request.
 */
import { sql, type RawBuilder } from 'kysely';
import { type Database, prepare } from '../database/index.ts';

/** Pairs in the cache of one process; the oldest are dropped first. */
const REMEMBERED = 100_000;

/** SQL that adds pairs. `pairs`: SQL of rows `(unit_code, site_id)`. */
export const addSiteUnits = (pairs: RawBuilder<unknown>) => sql`
    insert into site_unit (unit_code, site_id) ${pairs}
    on conflict (unit_code, site_id) do nothing`;

const addStatement = prepare<{ unit: string; site: string }, never>(
  'units_add_site',
  (p) => sql<never>`${addSiteUnits(sql`values (${p('unit')}::text, ${p('site')}::text)`)}`,
);

/** For a refused submission, and for a withdrawal; a recorded one adds the pair in its own statement. `unit` is the canonical code. */
export const addSiteUnit = (database: Database, site: string, unit: string): Promise<unknown> =>
  database.run(addStatement, { site, unit });

export interface SiteUnits {
  /**
   * `unit` is the canonical code. Does not wait; after a failure the next request tries again. The cache includes the `revision`, because a
   * site may have been removed and added again.
   */
  add(site: { id: string; revision: string }, unit: string): void;
}

export function createSiteUnits(database: Database): SiteUnits {
  const added = new Set<string>();
  return {
    add(site, unit) {
      const pair = `${site.id}|${site.revision}|${unit}`;
      if (added.has(pair)) return;
      if (added.size >= REMEMBERED) added.delete(added.values().next().value!);
      added.add(pair);
      addSiteUnit(database, site.id, unit).catch(() => added.delete(pair));
    },
  };
}
