/**
 * Which sites know which units: a site knows a unit once a token of its names it. Webhooks are addressed by it. Remembered
 * in memory too, so that a status request writes only when a site names a unit for the first time.
 */
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';

/** Pairs remembered by one process; the oldest are forgotten first. */
const REMEMBERED = 100_000;

const addStatement = prepare<{ unit: string; site: string }, never>(
  'units_add_site',
  (p) => sql<never>`
  insert into site_unit (unit_code, site_id) values (${p('unit')}::text, ${p('site')}::text)
  on conflict do nothing`,
);

/** `unit` is the canonical code. For a refused submission. A recorded one adds the pair in its own statement. */
export const addSiteUnit = (database: Database, site: string, unit: string): Promise<unknown> =>
  database.run(addStatement, { site, unit });

export interface SiteUnits {
  /**
   * `unit` is the canonical code. Does not wait; a failure is made good by the next request. Another `revision` is remembered anew: the
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
