/**
 * Which sites know which units: those whose users came with a token for them. Webhooks follow it. Remembered
 * in memory too, so that a status request writes only when a site meets a unit for the first time.
 */
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';

/** Pairs remembered by one process; the oldest are forgotten first. */
const REMEMBERED = 100_000;

const meetStatement = prepare<{ unit: string; site: string }, never>(
  'certification_meet',
  (p) => sql<never>`
  insert into site_unit (unit_code, site_id) values (${p('unit')}::text, ${p('site')}::text)
  on conflict do nothing`,
);

export interface KnownUnits {
  /** `unit` is the canonical code. Does not wait; a failure is made good by the next request. */
  meet(site: string, unit: string): void;
}

export function createKnownUnits(database: Database): KnownUnits {
  const met = new Set<string>();
  return {
    meet(site, unit) {
      const pair = `${site}|${unit}`;
      if (met.has(pair)) return;
      if (met.size >= REMEMBERED) met.delete(met.values().next().value!);
      met.add(pair);
      database.run(meetStatement, { site, unit }).catch(() => met.delete(pair));
    },
  };
}
