/**
 * Attempts that a limit refused: counted in memory, written once a minute, and audited once an hour
 * for each unit and limit. A refusal writes nothing by itself, so that thousands of them cost no
 * storage. A process that is killed loses its last minute.
 */
import { sql } from 'kysely';
import { type Database, inTransaction, prepare } from '../database/index.ts';
import { HOUR } from '../contract/time.ts';
import { type NewEvent, writeEvents } from '../events/index.ts';
import type { KeyRing } from '../keys/index.ts';
import type { Flow } from './limits.ts';
import type { Exhausted } from './room.ts';

export interface Refusal extends Exhausted {
  flow: Flow;
  siteId: string;
  /** Canonical. */
  unitCode: string;
}

/** Takes note of a refusal. */
export type CountRefusal = (refusal: Refusal) => void;

/** Milliseconds. */
interface Count {
  hour: number;
  flow: Flow;
  limit: Exhausted['limits'][number]['limit'];
  /** '' where strangers may name any unit. */
  unit: string;
  site: string;
  tries: number;
}

/** Counts of one minute. When there are more, the others are counted without their unit. */
const MOST = 10_000;

export interface Refusals {
  /** Counts once for each limit that had no room. `now` in milliseconds. */
  add(refusal: Refusal, now: number): void;
  /** Writes what was counted since. */
  write(): Promise<void>;
}

export function createRefusals(database: Database): Refusals {
  let counts = new Map<string, Count>();
  const count = ({ tries, ...of }: Count): void => {
    const { hour, flow, limit, unit, site } = of;
    const key = JSON.stringify([hour, flow, limit, unit, site]);
    const known = counts.get(key);
    if (!known && counts.size >= MOST && unit !== '') count({ ...of, unit: '', tries });
    else counts.set(key, { ...of, tries: tries + (known?.tries ?? 0) });
  };
  return {
    add({ flow, siteId: site, unitCode, limits }, now) {
      const hour = Math.floor(now / HOUR) * HOUR;
      // A stranger names any unit: one registration limit must not fill the audit with units.
      const unitOf = (isUnits: boolean) => (flow === 'certification' || isUnits ? unitCode : '');
      const units = new Map(limits.map(({ limit, ofUnit }) => [limit, unitOf(ofUnit)]));
      for (const [limit, unit] of units) count({ hour, flow, limit, unit, site, tries: 1 });
    },
    async write() {
      if (counts.size === 0) return;
      const written = counts;
      counts = new Map();
      try {
        await database.run(writeStatement, valuesOf([...written.values()]));
      } catch (error) {
        for (const one of written.values()) count(one);
        throw error;
      }
    },
  };
}

const valuesOf = (counts: readonly Count[]) => ({
  hours: counts.map(({ hour }) => new Date(hour)),
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
  select hour, flow, limit_name, unit_code, site_id, tries
  from unnest(${p('hours')}::timestamptz[], ${p('flows')}::text[], ${p('limits')}::text[], ${p('units')}::text[], ${p('sites')}::text[],
              ${p('tries')}::int[])
    as counted (hour, flow, limit_name, unit_code, site_id, tries)
  order by hour, flow, limit_name, unit_code, site_id
  on conflict (hour, flow, limit_name, unit_code, site_id) do update set tries = refusal.tries + excluded.tries`,
);

/** Time after the end of an hour until the counts of all processes have arrived. Milliseconds. */
const LATE = 300_000;

interface Ended {
  hour: Date;
  flow: Flow;
  limit_name: string;
  unit_code: string;
  site_id: string;
  tries: number;
}

const endedStatement = (until: Date) => sql<Ended>`
  with ended as (
    select hour, flow, limit_name, unit_code, site_id, tries - audited as tries from limit_refusal
    where hour <= ${until} and audited < tries
    order by hour, flow, limit_name, unit_code, site_id
    for update
  ),
  counted as (
    update limit_refusal refusal set audited = audited + ended.tries from ended
    where refusal.hour = ended.hour and refusal.flow = ended.flow and refusal.limit_name = ended.limit_name
      and refusal.unit_code = ended.unit_code and refusal.site_id = ended.site_id
  )
  select * from ended order by hour, flow, limit_name, unit_code, site_id`;

/**
 * Writes the events of the hours that are over: one for each unit and limit. `now` in milliseconds.
 */
export const auditRefusals = (
  { database, keys }: { database: Database; keys: KeyRing },
  now: number,
): Promise<void> =>
  inTransaction(database, async (transaction) => {
    const ended = await transaction.run(endedStatement(new Date(now - HOUR - LATE)));
    const groups = new Map<string, Ended[]>();
    for (const one of ended) {
      const key = JSON.stringify([one.hour, one.flow, one.limit_name, one.unit_code]);
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    const events = [...groups.values()].map((sites) => eventOf(sites, new Date(now)));
    if (events.length > 0) await writeEvents(transaction, keys, events);
  });

/** `sites`: what one limit refused at one unit, one at least. */
const eventOf = (sites: readonly Ended[], at: Date): NewEvent => {
  const { hour, flow, limit_name: limit, unit_code } = sites[0]!;
  return {
    at,
    actor: 'worker:refusals',
    type: `${flow}.limited`,
    unitCode: unit_code || undefined,
    detail: {
      limit,
      tries: sites.reduce((sum, { tries }) => sum + tries, 0),
      sites: Object.fromEntries(sites.map(({ site_id, tries }) => [site_id, tries])),
      hour: `${hour.toISOString().slice(0, 16)}Z`,
    },
  };
};
