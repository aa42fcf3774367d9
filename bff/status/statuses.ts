/** Reads the status of one unit, or of many, in one query. */
import { sql } from 'kysely';
import type { UnitStatus } from '../contract/unit-status.ts';
import type { Kind } from '../contract/wire.ts';
import { type Database, type Parameter, prepare, prepareRead } from '../database/index.ts';
import { registeredAt, registryRow } from '../registry/index.ts';
import { kindsOf, type StateRow } from './kinds.ts';
import { currentTerm, termColumns } from '../certifications/index.ts';

type Row = StateRow & { code: string; name: string | null };

interface Values {
  codes: readonly string[];
  now: Date;
}

const statuses = (p: Parameter<Values>) => sql<Row>`
  select coalesce(unit.code, requested.code) as code, unit.name,
         ${termColumns},
         exists (select from kept_claim where purpose = 'pending'
                 and kept_claim.unit_code in (unit.code, requested.code)
                 and expires_at > ${p('now')}::timestamptz) as pending,
         ${registeredAt(sql`coalesce(unit.code, requested.code)`)}
  from unnest(${p('codes')}::text[]) with ordinality as requested (code, place)
  left join lateral ${registryRow(sql`requested.code`)} unit on true
  left join lateral ${currentTerm(sql`coalesce(unit.code, requested.code)`, p('now'))} term on true
  order by requested.place`;

const statusStatement = prepareRead<Values, Row>('units_status', statuses);
/** Not a quick read: a thousand codes would delay the browsers' reads on the shared connection. */
const statusesStatement = prepare<Values, Row>('units_statuses', statuses);

/** `code` is normalized, `openKinds` the asking site's, `now` in milliseconds. */
export async function readUnitStatus(
  database: Database,
  code: string,
  openKinds: ReadonlySet<Kind>,
  now: number,
): Promise<UnitStatus> {
  const [row] = await database.run(statusStatement, { codes: [code], now: new Date(now) });
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
