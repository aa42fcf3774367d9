/**
 * Attempts that a limit refused: counted in memory, written once a minute, and audited once an hour for each unit and limit. A refusal
 * writes nothing by itself, so that thousands of them cost no storage. A process that is killed loses its last minute.
 */
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import type { Exhausted, Flow, LimitName } from './limits.ts';

export interface Refusal extends Exhausted {
  flow: Flow;
  siteId: string;
  /** Canonical. */
  unitCode: string;
}

interface Count {
  flow: Flow;
  limit: LimitName;
  /** '' where strangers may name any unit. */
  unit: string;
  site: string;
  tries: number;
}

/** Counts of one minute. When there are more, the others are counted without their unit. */
const MOST = 10_000;
const HOUR = 3_600_000;

export interface Refusals {
  /** Once for each limit that had no room. */
  add(refusal: Refusal): void;
  /** Writes what was counted since. `now` in milliseconds. */
  write(now: number): Promise<void>;
}

export function createRefusals(database: Database): Refusals {
  let counts = new Map<string, Count>();
  const count = ({ tries, ...of }: Count) => {
    const { flow, limit, unit, site } = of;
    const key = JSON.stringify([flow, limit, unit, site]);
    const known = counts.get(key);
    if (known) known.tries += tries;
    else if (counts.size >= MOST && unit !== '') count({ ...of, unit: '', tries });
    else counts.set(key, { ...of, tries });
  };
  return {
    add({ flow, siteId: site, unitCode, buckets }) {
      // A stranger names any unit: one registration limit must not fill the audit with units.
      const unitOf = (isUnits: boolean) => (flow === 'certification' || isUnits ? unitCode : '');
      const limits = new Map(buckets.map(({ limit_name, of_unit }) => [limit_name, unitOf(of_unit)]));
      for (const [limit, unit] of limits) count({ flow, limit, unit, site, tries: 1 });
    },
    async write(now) {
      if (counts.size === 0) return;
      const written = counts;
      counts = new Map();
      try {
        await database.run(writeStatement, valuesOf([...written.values()], now));
      } catch (error) {
        for (const one of written.values()) count(one);
        throw error;
      }
    },
  };
}

const valuesOf = (counts: readonly Count[], now: number) => ({
  hour: new Date(Math.floor(now / HOUR) * HOUR),
  flows: counts.map(({ flow }) => flow),
  limits: counts.map(({ limit }) => limit),
  units: counts.map(({ unit }) => unit),
  sites: counts.map(({ site }) => site),
  tries: counts.map(({ tries }) => tries),
});

/** In the order of their keys, so that two processes never wait for each other. */
const writeStatement = prepare<ReturnType<typeof valuesOf>, never>(
  'limits_write_refusals',
  (p) => sql<never>`
  insert into limit_refusal as refusal (hour, flow, limit_name, unit_code, site_id, tries)
  select ${p('hour')}::timestamptz, flow, limit_name, unit_code, site_id, tries
  from unnest(${p('flows')}::text[], ${p('limits')}::text[], ${p('units')}::text[], ${p('sites')}::text[], ${p('tries')}::int[])
    as counted (flow, limit_name, unit_code, site_id, tries)
  order by flow, limit_name, unit_code, site_id
  on conflict (hour, flow, limit_name, unit_code, site_id) do update set tries = refusal.tries + excluded.tries`,
);

/** Time after the end of an hour until the counts of all processes have arrived. Milliseconds. */
const LATE = 300_000;

const auditStatement = prepare<{ ended: Date; now: Date }, never>(
  'limits_audit_refusals',
  (p) => sql<never>`
  with ended as (
    delete from limit_refusal where hour <= ${p('ended')}::timestamptz
    returning hour, flow, limit_name, unit_code, site_id, tries
  )
  insert into audit_entry (at, actor, action, unit_code, detail)
  select ${p('now')}::timestamptz, 'worker:refusals', flow || '.limited', nullif(unit_code, ''),
         jsonb_build_object('limit', limit_name, 'tries', sum(tries), 'sites', jsonb_object_agg(site_id, tries),
                            'hour', to_char(hour at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI"Z"'))
  from ended group by hour, flow, limit_name, unit_code
  order by hour, flow, limit_name, unit_code`,
);

/** The entries of the hours that are over. `now` in milliseconds. */
export const auditRefusals = (database: Database, now: number): Promise<unknown> =>
  database.run(auditStatement, { ended: new Date(now - HOUR - LATE), now: new Date(now) });
