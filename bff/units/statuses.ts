/** The state of any number of units, for portals' servers: one query. */
import { sql } from 'kysely';
import { kindsOf, type StateRow } from './kinds.ts';
import { registeredAt } from './canonical.ts';
import type { Kind, UnitStatus } from '../contract/wire.ts';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';

interface Row extends StateRow {
  code: string;
  name: string | null;
}

/** The canonical unit as in `certification/unit-sql.ts`, for each code that was asked for, in their order. */
const statusesStatement = prepare<{ codes: readonly string[]; now: Date }, Row>(
  'units_statuses',
  (p) => sql<Row>`
  select coalesce(unit.code, asked.code) as code, unit.name,
         certification.status, certification.reason, certification.since,
         exists (select from kept_claim where purpose = 'pending' and kept_claim.unit_code in (unit.code, asked.code)
                 and expires_at > ${p('now')}::timestamptz) as pending,
         ${registeredAt(sql`coalesce(unit.code, asked.code)`)}
  from unnest(${p('codes')}::text[]) with ordinality as asked (code, place)
  left join lateral (
    select found.code, found.name from (
      select registry_unit.code, registry_unit.name, registry_unit.code = asked.code as exact,
             count(*) over () as hits
      from registry_unit
      where registry_unit.code = asked.code
         or registry_unit.organisation_code = case when length(asked.code) = 9 then asked.code end
    ) found
    where found.exact or found.hits = 1
    order by found.exact desc
    limit 1
  ) unit on true
  left join certification on certification.unit_code = coalesce(unit.code, asked.code)
  order by asked.place`,
);

/** One entry for each code, in their order; `codes` are normalised, `openKinds` the asking site's, `now` in milliseconds. */
export async function readStatuses(
  database: Database,
  codes: readonly string[],
  openKinds: ReadonlySet<Kind>,
  now: number,
): Promise<UnitStatus[]> {
  const rows = await database.run(statusesStatement, { codes, now: new Date(now) });
  return rows.map((row) => ({
    unit: { code: row.code, ...(row.name !== null && { name: row.name }) },
    kinds: kindsOf(row, openKinds),
  }));
}
