/**
 * Changes of a site, and of its origins, kinds and privacy notice; `rotate.ts` has those of keys
 * and webhooks. Each is one statement that writes the row and its audit entry. It applies only to
 * the revision that was read: when two commands run at once, the later one changes nothing and gets
 * `conflict`.
 */
import { sql, type RawBuilder } from 'kysely';
import { type EventType, eventValues, insertEvents } from '../events/index.ts';
import { OPENABLE_KINDS, type OpenableKind } from './kinds.ts';
import { readSite, type ManageDependencies } from './manage.ts';

type ChangeDependencies = Omit<ManageDependencies, 'cipher'>;
type SiteRow = NonNullable<Awaited<ReturnType<typeof readSite>>>;

/** `conflict`: another command changed the site in between. */
export type NotChanged = { result: 'unknown-site' } | { result: 'conflict' };

interface Change<Result> {
  /** The assignments of the `update`. */
  columns: RawBuilder<unknown>;
  type: Extract<EventType, `site.${string}` | 'webhook.changed'>;
  detail: object;
  /** The result once it is written. */
  done: Result;
}

/** `changeOf`: the change of the site's row, or the result without one. */
export async function changeSite<Result>(
  { database, keys, now, actor }: ChangeDependencies,
  id: string,
  changeOf: (row: SiteRow) => Change<Result> | { refused: Result },
): Promise<Result | NotChanged> {
  const row = await readSite(database, id);
  if (!row) return { result: 'unknown-site' };
  const change = changeOf(row);
  if ('refused' in change) return change.refused;
  const { columns, type, detail, done } = change;
  const { events } = eventValues(keys, [{ at: new Date(now()), actor, type, siteId: id, detail }]);
  const { rows } = await sql`
    with changed as (
      update site set ${columns}, revision = default
      where id = ${id} and revision = ${row.revision}::bigint
      returning id
    )
    ${insertEvents(sql`${events}`, sql`where exists (select from changed)`)}
    returning site_id`.execute(database.kysely);
  return rows.length > 0 ? done : { result: 'conflict' };
}

/** `none-left`: no page could use a site without an origin. */
type OriginsChanged = { result: 'changed'; origins: string[] } | { result: 'none-left' };

export const changeOrigins = (
  dependencies: ChangeDependencies,
  id: string,
  { add, remove }: Record<'add' | 'remove', readonly string[]>,
): Promise<OriginsChanged | NotChanged> =>
  changeSite<OriginsChanged>(dependencies, id, (row) => {
    const origins = [...new Set([...row.origins, ...add])].filter((origin) => !remove.includes(origin));
    if (origins.length === 0) return { refused: { result: 'none-left' } };
    return {
      columns: sql`origins = ${origins}::text[]`,
      type: 'site.origins-changed',
      detail: { origins },
      done: { result: 'changed', origins },
    };
  });

export const changeKinds = (
  dependencies: ChangeDependencies,
  id: string,
  { open, close }: Record<'open' | 'close', readonly OpenableKind[]>,
): Promise<{ result: 'changed'; openKinds: string[] } | NotChanged> =>
  changeSite(dependencies, id, (row) => {
    const openKinds: string[] = OPENABLE_KINDS.filter(
      (kind) => open.includes(kind) || (row.open_kinds.includes(kind) && !close.includes(kind)),
    );
    return {
      columns: sql`open_kinds = ${openKinds}::text[]`,
      type: 'site.kinds-changed',
      detail: { open: openKinds },
      done: { result: 'changed', openKinds },
    };
  });

/**
 * `notice`: the version of the personal data notice that the site shows now. It is recorded with
 * each consent.
 */
export const changePrivacyNotice = (
  dependencies: ChangeDependencies,
  id: string,
  notice: string,
): Promise<{ result: 'changed' } | NotChanged> =>
  changeSite(dependencies, id, () => ({
    columns: sql`privacy_notice = ${notice}`,
    type: 'site.privacy-notice-changed',
    detail: { notice },
    done: { result: 'changed' },
  }));

/** SQL that sends a site no more webhooks. `when`: a condition. */
export const disableWebhook = (
  site: RawBuilder<unknown>,
  { at, when }: { at: RawBuilder<unknown>; when: RawBuilder<unknown> },
) => sql`
    update site set webhook_disabled_at = ${at}::timestamptz, revision = default
    where id = ${site}::text and webhook_disabled_at is null and ${when}
    returning id`;
