/** Reads the status of one unit, or of many, in one query. */
import { sql, type RawBuilder } from 'kysely';
import type { UnitStatus } from '../contract/unit-status.ts';
import type { Kind } from '../contract/wire.ts';
import { type Database, prepare } from '../database/index.ts';
import { prepareUnitRead, registryRow } from '../registry/index.ts';
import { registeredAt } from '../sites/index.ts';
import { kindsOf, type StateRow } from './kinds.ts';
import { currentTerm, termColumns } from '../certifications/index.ts';

type Row = StateRow & { code: string; name: string | null };

interface OneValues {
  code: string;
  now: Date;
}

interface Values {
  codes: readonly string[];
  now: Date;
}

type Sql = RawBuilder<unknown>;

/** `code`: the unit's, canonical. `asked`: as it was asked for. */
const columns = (code: Sql, asked: Sql, now: Sql) => sql`
         ${code} as code, unit.name,
         ${termColumns},
         exists (select from kept_claim where purpose = 'pending'
                 and kept_claim.unit_code in (${code}, ${asked})
                 and expires_at > ${now}::timestamptz) as pending,
         ${registeredAt(code)}`;

const statusStatement = prepareUnitRead<OneValues, Row>(
  'units_status',
  (p, unit) => sql<Row>`
  with ${unit}
  select ${columns(sql`canonical.code`, p('code'), p('now'))}
  from canonical
  left join unit on true
  left join lateral ${currentTerm(sql`canonical.code`, p('now'))} term on true`,
);

const canonical = sql`coalesce(unit.code, requested.code)`;

/** Not a quick read: a thousand codes would delay the browsers' reads on the shared connection. */
const statusesStatement = prepare<Values, Row>(
  'units_statuses',
  (p) => sql<Row>`
  select ${columns(canonical, sql`requested.code`, p('now'))}
  from unnest(${p('codes')}::text[]) with ordinality as requested (code, place)
  left join lateral ${registryRow(sql`requested.code`)} unit on true
  left join lateral ${currentTerm(canonical, p('now'))} term on true
  order by requested.place`,
);

/** `code` is normalized, `openKinds` the asking site's, `now` in milliseconds. */
export async function readUnitStatus(
  database: Database,
  code: string,
  openKinds: ReadonlySet<Kind>,
  now: number,
): Promise<UnitStatus> {
  const [row] = await database.run(statusStatement(code), { code, now: new Date(now) });
  return statusOf(row!, openKinds);
}

/** As `readUnitStatus`, with one entry for each code in its order. */
export async function readStatuses(
  database: Database,
  codes: readonly string[],
  openKinds: ReadonlySet<Kind>,
  now: number,
): Promise<UnitStatus[]> {
  const rows = await database.run(statusesStatement, { codes, now: new Date(now) });
  return rows.map((row) => statusOf(row, openKinds));
}

const statusOf = (row: Row, openKinds: ReadonlySet<Kind>): UnitStatus => ({
  unit: { code: row.code, ...(row.name !== null && { name: row.name }) },
  kinds: kindsOf(row, openKinds),
});
