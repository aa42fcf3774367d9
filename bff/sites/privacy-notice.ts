/** The version of its personal data notice that a site shows now: what its users consent under. */
import { sql } from 'kysely';
import { changeSite } from './change.ts';
import { readSite, type ManageDependencies } from './manage.ts';

/** `conflict`: somebody else changed the site in between. */
export type NoticeChanged = 'changed' | 'unknown-site' | 'conflict';

export async function changePrivacyNotice(
  dependencies: Omit<ManageDependencies, 'cipher'>,
  id: string,
  notice: string,
): Promise<NoticeChanged> {
  const row = await readSite(dependencies.database, id);
  if (!row) return 'unknown-site';
  const columns = sql`privacy_notice = ${notice}`;
  const changed = await changeSite(dependencies, row, columns, 'site.privacy-notice-changed', { notice });
  return changed ? 'changed' : 'conflict';
}
