/**
 * The units of each site, and those that have registered there. A unit belongs to a site after one
 * of the site's tokens has named it. Webhooks about a unit go to its sites. A cache in memory
 * avoids a write for each status request.
 */
import { sql, type RawBuilder } from 'kysely';
import {
  type Database,
  type MovedUnit,
  movedUnits,
  type MovedValues,
  movedValues,
  prepare,
  runIn,
  type Session,
} from '../database/index.ts';

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

/**
 * For a refused submission, and for a withdrawal; a recorded one adds the pair in its own
 * statement. `unit` is the canonical code.
 */
export const addSiteUnit = (database: Database, site: string, unit: string): Promise<unknown> =>
  database.run(addStatement, { site, unit });

export interface SiteUnits {
  /**
   * `unit` is the canonical code. Does not wait; after a failure the next request tries again. The
   * cache includes the `revision`, because a site may have been removed and added again.
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

/**
 * SQL that remembers registrations. `rows`: SQL of rows `(unit_code, site_id, at)`. Returns the
 * units that had not registered at the site before.
 */
export const registerUnits = (rows: RawBuilder<unknown>) => sql`
    insert into registered_unit (unit_code, site_id, at) ${rows}
    on conflict (unit_code, site_id) do nothing
    returning unit_code`;

/** The column `registered_at`: when the unit with this canonical code first registered. */
export const registeredAt = (code: RawBuilder<unknown>) => sql`
  (select min(registered_unit.at) from registered_unit where registered_unit.unit_code = ${code}) as registered_at`;

const moveStatement = prepare<MovedValues, never>(
  'units_move',
  (p) => sql<never>`
  with gone as (
    delete from site_unit using ${movedUnits(p)} where unit_code = old returning site_id, code
  )
  ${addSiteUnits(sql`select code, site_id from gone`)}`,
);

/** When a unit has registered under both codes, the first time counts. */
const moveRegisteredStatement = prepare<MovedValues, never>(
  'units_move_registered',
  (p) => sql<never>`
  with gone as (
    delete from registered_unit using ${movedUnits(p)} where unit_code = old returning site_id, at, code
  )
  insert into registered_unit as other (unit_code, site_id, at) select code, site_id, at from gone
  on conflict (unit_code, site_id) do update set at = least(excluded.at, other.at)`,
);

/** Moves units from their organization codes to their USCCs, in the session's transaction. */
export async function moveSiteUnits(session: Session, units: readonly MovedUnit[]): Promise<void> {
  const values = movedValues(units);
  await runIn(session, moveStatement, values);
  await runIn(session, moveRegisteredStatement, values);
}
