/**
 * Changes of a site's origins, kinds and privacy notice. Each is one statement that writes the row and its audit entry. It applies only
 * to the revision that was read: when two commands run at once, the later one changes nothing and returns `conflict`.
 */
import { sql, type RawBuilder } from 'kysely';
import { type EventType, eventValues, insertEvents } from '../events/index.ts';
import { OPENABLE_KINDS, type OpenableKind } from './kinds.ts';
import { readSite, type ManageDependencies } from './manage.ts';

type ChangeDependencies = Omit<ManageDependencies, 'cipher'>;
type SiteRow = NonNullable<Awaited<ReturnType<typeof readSite>>>;

/** `conflict`: another command changed the site in between. */
type NotChanged = { result: 'unknown-site' } | { result: 'conflict' };

/** `columns`: the assignments of the `update`. False when another command changed the site in between. */
export async function changeSite(
  { database, keys, now, actor }: ChangeDependencies,
  { id, revision }: Pick<SiteRow, 'id' | 'revision'>,
  columns: RawBuilder<unknown>,
  type: Extract<EventType, `site.${string}` | 'webhook.changed'>,
  detail: object,
): Promise<boolean> {
  const { events } = eventValues(keys, [{ at: new Date(now()), actor, type, siteId: id, detail }]);
  const { rows } = await sql`
    with changed as (
      update site set ${columns}, revision = default
      where id = ${id} and revision = ${revision}::bigint
      returning id
    )
    ${insertEvents(sql`${events}`, sql`where exists (select from changed)`)}
    returning site_id`.execute(database.kysely);
  return rows.length > 0;
}

export interface OriginsChange {
  add: readonly string[];
  remove: readonly string[];
}

/** `none-left`: no page could use a site without an origin. */
export type OriginsChanged = { result: 'changed'; origins: string[] } | { result: 'none-left' } | NotChanged;

export async function changeOrigins(
  dependencies: ChangeDependencies,
  id: string,
  { add, remove }: OriginsChange,
): Promise<OriginsChanged> {
  const row = await readSite(dependencies.database, id);
  if (!row) return { result: 'unknown-site' };
  const origins = [...new Set([...row.origins, ...add])].filter((origin) => !remove.includes(origin));
  if (origins.length === 0) return { result: 'none-left' };
  const columns = sql`origins = ${origins}::text[]`;
  const changed = await changeSite(dependencies, row, columns, 'site.origins-changed', { origins });
  return changed ? { result: 'changed', origins } : { result: 'conflict' };
}

export interface KindsChange {
  open: readonly OpenableKind[];
  close: readonly OpenableKind[];
}

export type KindsChanged = { result: 'changed'; openKinds: string[] } | NotChanged;

export async function changeKinds(
  dependencies: ChangeDependencies,
  id: string,
  { open, close }: KindsChange,
): Promise<KindsChanged> {
  const row = await readSite(dependencies.database, id);
  if (!row) return { result: 'unknown-site' };
  const openKinds: string[] = OPENABLE_KINDS.filter(
    (kind) => open.includes(kind) || (row.open_kinds.includes(kind) && !close.includes(kind)),
  );
  const columns = sql`open_kinds = ${openKinds}::text[]`;
  const changed = await changeSite(dependencies, row, columns, 'site.kinds-changed', { open: openKinds });
  return changed ? { result: 'changed', openKinds } : { result: 'conflict' };
}

export type NoticeChanged = { result: 'changed' } | NotChanged;

/** `notice`: the version of the personal data notice that the site shows now. It is recorded with each consent. */
export async function changePrivacyNotice(
  dependencies: ChangeDependencies,
  id: string,
  notice: string,
): Promise<NoticeChanged> {
  const row = await readSite(dependencies.database, id);
  if (!row) return { result: 'unknown-site' };
  const columns = sql`privacy_notice = ${notice}`;
  const changed = await changeSite(dependencies, row, columns, 'site.privacy-notice-changed', { notice });
  return { result: changed ? 'changed' : 'conflict' };
}

/** SQL that sends a site no more webhooks. `when`: a condition. */
export const disableWebhook = (
  site: RawBuilder<unknown>,
  { at, when }: { at: RawBuilder<unknown>; when: RawBuilder<unknown> },
) => sql`
    update site set webhook_disabled_at = ${at}::timestamptz, revision = default
    where id = ${site}::text and webhook_disabled_at is null and ${when}
    returning id`;
