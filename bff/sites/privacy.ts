/** Which version of its personal data notice a site shows: what its users consent under. */
import { sql } from 'kysely';
import type { ManageDependencies } from './manage.ts';

/** False when there is no such site. */
export async function changePrivacyNotice(
  { database, now, actor }: Omit<ManageDependencies, 'cipher'>,
  id: string,
  notice: string,
): Promise<boolean> {
  const { rows } = await sql`
    with changed as (
      update site set privacy_notice = ${notice}, revision = default where id = ${id} returning id
    )
    insert into audit_entry (at, actor, action, site_id, detail)
    select ${new Date(now())}::timestamptz, ${actor}, 'site.privacy-notice-changed', changed.id,
           jsonb_build_object('notice', ${notice}::text) from changed
    returning site_id`.execute(database.kysely);
  return rows.length > 0;
}
