/** The state of any number of units, for portals' servers: one query. */
import { sql } from 'kysely';
import type { UnitStatus } from '../contract/unit-status.ts';
import type { Kind } from '../contract/wire.ts';
import type { Database } from '../database/database.ts';
import { prepareRead } from '../database/statement.ts';
import { registeredAt, registryRow } from './canonical.ts';
import { kindsOf, type StateRow } from './kinds.ts';

interface Row extends StateRow {
  code: string;
  name: string | null;
}

const statusesStatement = prepareRead<{ codes: readonly string[]; now: Date }, Row>(
  'units_statuses',
  (p) => sql<Row>`
  select coalesce(unit.code, requested.code) as code, unit.name,
         certification.status, certification.reason, certification.since,
         exists (select from kept_claim where purpose = 'pending'
                 and kept_claim.unit_code in (unit.code, requested.code)
                 and expires_at > ${p('now')}::timestamptz) as pending,
         ${registeredAt(sql`coalesce(unit.code, requested.code)`)}
  from unnest(${p('codes')}::text[]) with ordinality as requested (code, place)
  left join lateral ${registryRow(sql`requested.code`)} unit on true
  left join certification on certification.unit_code = coalesce(unit.code, requested.code)
  order by requested.place`,
);

/** One entry for each code, in their order; `codes` are normalized, `openKinds` the asking site's, `now` in milliseconds. */
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
