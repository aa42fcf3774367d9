/** Another address of a site's pages, or one less. Tokens, certifications and keys stay. */
import { sql } from 'kysely';
import { readSite, type ManageDependencies } from './manage.ts';

export interface OriginsChange {
  add: readonly string[];
  remove: readonly string[];
}

export type OriginsChanged =
  | { result: 'changed'; origins: string[] }
  | { result: 'unknown-site' }
  /** A site without an origin could not be used by any page. */
  | { result: 'none-left' }
  /** Somebody else changed the site in between. */
  | { result: 'conflict' };

export async function changeOrigins(
  { database, now, actor }: Omit<ManageDependencies, 'cipher'>,
  id: string,
  { add, remove }: OriginsChange,
): Promise<OriginsChanged> {
  const row = await readSite(database, id);
  if (!row) return { result: 'unknown-site' };
  const origins = [...new Set([...row.origins, ...add])].filter((origin) => !remove.includes(origin));
  if (origins.length === 0) return { result: 'none-left' };
  const { rows } = await sql`
    with changed as (
      update site set origins = ${origins}::text[], revision = default
      where id = ${id} and revision = ${row.revision}::bigint
      returning id
    )
    insert into audit_entry (at, actor, action, site_id, detail)
    select ${new Date(now())}::timestamptz, ${actor}, 'site.origins-changed', changed.id,
           ${JSON.stringify({ origins })}::jsonb from changed
    returning site_id`.execute(database.kysely);
  return rows.length > 0 ? { result: 'changed', origins } : { result: 'conflict' };
}
