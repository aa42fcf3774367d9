/** Reads a unit's attempts with the rule that each failed, which users never see. The same statement writes the audit entry. */
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { OfficialAct } from './administration.ts';
import { canonicalUnit } from './canonical.ts';

export interface AttemptSeen {
  id: string;
  at: string;
  flow: string;
  siteId: string;
  applicant: string;
  outcome: string;
  finding: string | null;
}

/** Attempts. */
const MAXIMUM = 50;

/** Newest first. `code` normalized; `now` in milliseconds. */
export async function readAttempts(
  database: Database,
  code: string,
  { reason, actor }: OfficialAct,
  now: number,
): Promise<AttemptSeen[]> {
  const { rows } = await sql<Omit<AttemptSeen, 'at'> & { at: Date }>`
    with ${canonicalUnit(sql`${code}`)},
    seen as (
      select id, at, flow, site_id, applicant, outcome, finding
      from submission where unit_code = (select canonical.code from canonical)
      order by at desc limit ${sql.lit(MAXIMUM)}
    ),
    audited as (
      insert into audit_entry (at, actor, action, unit_code, detail)
      select ${new Date(now)}::timestamptz, ${actor}, 'findings.read', canonical.code,
             jsonb_build_object('reason', ${reason}::text, 'attempts', (select count(*) from seen))
      from canonical
    )
    select id, at, flow, site_id as "siteId", applicant, outcome, finding from seen order by at desc`.execute(
    database.kysely,
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
