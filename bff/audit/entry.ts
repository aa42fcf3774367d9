/** What the audit says of one deed: who did what, when, to which unit or site. No personal data. */
import type { Database } from '../database/database.ts';
import type { Actor } from '../database/tables.ts';

/** An entry of its own. What changes something else writes its entry in the same statement. */
export async function recordAudit(
  database: Database,
  entry: {
    at: Date;
    actor: Actor;
    action: string;
    unitCode?: string | undefined;
    siteId?: string | undefined;
    detail: object;
  },
): Promise<void> {
  const { at, actor, action, unitCode: unit_code, siteId: site_id, detail } = entry;
  await database.kysely
    .insertInto('audit_entry')
    .values({ at, actor, action, unit_code, site_id, detail: JSON.stringify(detail) })
    .execute();
}
