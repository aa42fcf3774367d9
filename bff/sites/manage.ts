/**
 * Adds and shows sites; `change.ts` changes them, `upkeep/remove-site.ts` removes them. Each change
 * is one statement with its audit entry. Running processes notice a change by the row's revision.
 */
import { sql, type RawBuilder } from 'kysely';
import type { ActorOf, Database } from '../database/index.ts';
import { eventValues, insertEvents } from '../events/index.ts';
import type { Cipher, KeyRing } from '../keys/index.ts';
import type { PublicJwk } from './key-set.ts';
import {
  liveSecrets,
  newSecret,
  newWebhookSecret,
  openSecrets,
  sealSecrets,
  sealWebhookSecrets,
} from './secrets.ts';

export interface ManageDependencies {
  database: Database;
  cipher: Cipher;
  keys: KeyRing;
  /** Milliseconds. */
  now: () => number;
  /** The actor of the audit entry. */
  actor: ActorOf<'operator'>;
}

/** The keys are checked (`parseJwks`). */
export type KeyChoice =
  { kind: 'jwks'; jwks: { keys: PublicJwk[] } } | { kind: 'jwks-url'; url: string } | { kind: 'hs256' };

export interface SiteInput {
  id: string;
  origins: string[];
  keys: KeyChoice;
  webhookUrl?: string | undefined;
  /** Kinds of certification that the site opens (`kinds.ts`); none by default. */
  openKinds?: readonly string[] | undefined;
}

export interface SiteSummary {
  id: string;
  origins: string[];
  keys: KeyChoice['kind'];
  webhookUrl: string | null;
  /** Kinds of certification that the site has opened beyond those of every site. */
  openKinds: string[];
  /** The version of its personal data notice, as the operator gave it. */
  privacyNotice: string | null;
  /** RFC 3339. */
  createdAt: string;
}

export interface SiteDetail extends SiteSummary {
  jwksUrl?: string | undefined;
  /** RFC 3339: when the receiver answered 410 (Gone), so that no more webhooks are sent. */
  webhookDisabledAt?: string | undefined;
  /** The public keys of an inline JWKS. */
  jwks?: { keys: PublicJwk[] } | undefined;
  /** The number of good secrets, and the end of the previous one; never the secrets. */
  secrets?: { live: number; previousUntil: string | null } | undefined;
}

/** Excludes the characters that join an id with others in digests and log lines. */
export const isSiteId = (id: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(id);

const keyColumns = (cipher: Cipher, id: string, keys: KeyChoice) => {
  const secret = keys.kind === 'hs256' ? newSecret() : undefined;
  return {
    secret,
    jwks: keys.kind === 'jwks' ? JSON.stringify(keys.jwks) : null,
    jwksUrl: keys.kind === 'jwks-url' ? keys.url : null,
    secrets: secret === undefined ? null : sealSecrets(cipher, id, [{ secret }]),
  };
};

export type Added =
  { result: 'added'; secret: string | undefined; webhookSecret: string | undefined } | { result: 'exists' };

/**
 * Returns the secrets of tokens (HS256) and webhooks, which cannot be read later. `exists`: nothing
 * was changed.
 */
export async function addSite(
  { database, cipher, keys, now, actor }: ManageDependencies,
  site: SiteInput,
): Promise<Added> {
  const { secret, jwks, jwksUrl, secrets } = keyColumns(cipher, site.id, site.keys);
  const webhookSecret = site.webhookUrl === undefined ? undefined : newWebhookSecret();
  const webhookSecrets = webhookSecret ? sealWebhookSecrets(cipher, site.id, [webhookSecret]) : null;
  const at = new Date(now());
  const detail = { keys: site.keys.kind, origins: site.origins };
  const { events } = eventValues(keys, [{ at, actor, type: 'site.added', siteId: site.id, detail }]);
  const { rows } = await sql`
    with added as (
      insert into site (id, origins, jwks, jwks_url, secrets, webhook_url, webhook_secrets, open_kinds,
                        created_at)
      values (${site.id}, ${site.origins}::text[], ${jwks}::jsonb, ${jwksUrl}, ${secrets},
              ${site.webhookUrl ?? null}, ${webhookSecrets}, ${site.openKinds ?? []}::text[],
              ${at}::timestamptz)
      on conflict (id) do nothing
      returning id
    )
    ${insertEvents(sql`${events}`, sql`where exists (select from added)`)}
    returning site_id`.execute(database.kysely);
  return rows.length > 0 ? { result: 'added', secret, webhookSecret } : { result: 'exists' };
}

export const summary = (row: {
  id: string;
  origins: string[];
  jwks: object | null;
  jwks_url: string | null;
  webhook_url: string | null;
  open_kinds: string[];
  privacy_notice: string | null;
  created_at: Date;
}): SiteSummary => ({
  id: row.id,
  origins: row.origins,
  keys: row.jwks !== null ? 'jwks' : row.jwks_url !== null ? 'jwks-url' : 'hs256',
  webhookUrl: row.webhook_url,
  openKinds: row.open_kinds,
  privacyNotice: row.privacy_notice,
  createdAt: row.created_at.toISOString(),
});

export async function listSites({ database }: Pick<ManageDependencies, 'database'>): Promise<SiteSummary[]> {
  const rows = await database.kysely.selectFrom('site').selectAll().orderBy('id').execute();
  return rows.map(summary);
}

export const readSite = (database: Database, id: string) =>
  database.kysely.selectFrom('site').selectAll().where('id', '=', id).executeTakeFirst();

export async function showSite(
  { database, cipher, now }: Omit<ManageDependencies, 'actor'>,
  id: string,
): Promise<SiteDetail | undefined> {
  const row = await readSite(database, id);
  if (!row) return undefined;
  const detail: SiteDetail = summary(row);
  if (row.webhook_disabled_at) detail.webhookDisabledAt = row.webhook_disabled_at.toISOString();
  if (row.jwks_url !== null) detail.jwksUrl = row.jwks_url;
  if (row.jwks !== null) detail.jwks = row.jwks as { keys: PublicJwk[] };
  if (row.secrets !== null) {
    const live = liveSecrets(openSecrets(cipher, id, row.secrets), now());
    detail.secrets = { live: live.length, previousUntil: live[1]?.until ?? null };
  }
  return detail;
}

/**
 * CTEs that remove a site with its units. `removed` has its `id`, if there was one. `when`: SQL;
 * whether it may go.
 */
export const removeSiteCtes = (id: RawBuilder<unknown>, when: RawBuilder<unknown>) => sql`
  removed as (delete from site where id = ${id} and ${when} returning id),
  units as (delete from site_unit using removed where site_unit.site_id = removed.id),
  registrations as (delete from registered_unit using removed where registered_unit.site_id = removed.id)`;
