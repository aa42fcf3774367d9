/**
 * A change of a site's row, in one statement with its audit entry. The row is changed only when its revision is the one that was read:
 * of two commands at once one comes too late, and what it would have written is told to nobody.
 */
import { sql, type RawBuilder } from 'kysely';
import type { ManageDependencies, readSite } from './manage.ts';

type SiteRow = NonNullable<Awaited<ReturnType<typeof readSite>>>;

/** `columns`: of an `update`'s `set`. False when somebody else has changed the site in between. */
export async function changeSite(
  { database, now, actor }: Omit<ManageDependencies, 'cipher'>,
  { id, revision }: Pick<SiteRow, 'id' | 'revision'>,
  columns: RawBuilder<unknown>,
  action: string,
  detail: Record<string, unknown>,
): Promise<boolean> {
  const { rows } = await sql`
    with changed as (
      update site set ${columns}, revision = default
      where id = ${id} and revision = ${revision}::bigint
      returning id
    )
    insert into audit_entry (at, actor, action, site_id, detail)
    select ${new Date(now())}::timestamptz, ${actor}, ${action}::text, changed.id, ${JSON.stringify(detail)}::jsonb
    from changed
    returning site_id`.execute(database.kysely);
  return rows.length > 0;
}
