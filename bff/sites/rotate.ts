/**
 * New keys and webhooks for a site. A row is changed only when its revision is the one that was read: of two commands at once one
 * gets `conflict`, and a secret that was not stored is shown to nobody.
 */
import { sql } from 'kysely';
import { newWebhookSecret, openWebhookSecrets, sealWebhookSecrets } from '../delivery/secrets.ts';
import { readSite, summary, type KeyChoice, type ManageDependencies } from './manage.ts';
import { openSecrets, rotated, sealSecrets } from './secrets.ts';

export interface Rotation {
  /** New keys; without them an HS256 site gets a new secret and a JWKS URL is read again. */
  keys?: KeyChoice | undefined;
  /** An HS256 site's previous secret stops at once, not after a day. */
  dropPrevious?: boolean | undefined;
}

export type Rotated =
  | { result: 'rotated'; keys: KeyChoice['kind']; secret?: string; previousUntil?: string | null }
  | { result: 'unknown-site' }
  /** A site with an inline JWKS has no keys of ours to renew: the new JWKS must be given. */
  | { result: 'keys-needed' }
  /** Somebody else changed the site in between. */
  | { result: 'conflict' };

export async function rotateSite(
  { database, cipher, now, actor }: ManageDependencies,
  id: string,
  { keys, dropPrevious = false }: Rotation,
): Promise<Rotated> {
  const row = await readSite(database, id);
  if (!row) return { result: 'unknown-site' };
  const before = summary(row).keys;
  if (!keys && before === 'jwks') return { result: 'keys-needed' };
  const kind = keys?.kind ?? before;

  const columns = { jwks: null as string | null, jwksUrl: row.jwks_url, secrets: null as string | null };
  const answer: Rotated = { result: 'rotated', keys: kind };
  if (kind === 'hs256') {
    const old = row.secrets === null ? [] : openSecrets(cipher, id, row.secrets);
    const secrets = rotated(old, now(), dropPrevious);
    columns.jwksUrl = null;
    columns.secrets = sealSecrets(cipher, id, secrets);
    answer.secret = secrets[0].secret;
    answer.previousUntil = secrets[1]?.until ?? null;
  } else if (keys) {
    columns.jwks = keys.kind === 'jwks' ? JSON.stringify(keys.jwks) : null;
    columns.jwksUrl = keys.kind === 'jwks-url' ? keys.url : null;
  }

  const detail = JSON.stringify({ keys: kind, ...(dropPrevious && { previous: 'dropped' }) });
  const { rows } = await sql`
    with changed as (
      update site
      set jwks = ${columns.jwks}::jsonb, jwks_url = ${columns.jwksUrl}, secrets = ${columns.secrets},
          revision = default
      where id = ${id} and revision = ${row.revision}::bigint
      returning id
    )
    insert into audit_entry (at, actor, action, site_id, detail)
    select ${new Date(now())}::timestamptz, ${actor}, 'site.rotated', changed.id, ${detail}::jsonb from changed
    returning site_id`.execute(database.kysely);
  return rows.length > 0 ? answer : { result: 'conflict' };
}

export interface WebhookChange {
  /** A new address; without it only the secret changes. */
  url?: string | undefined;
  /** A new signing secret. Messages are signed with the previous one too, until the next change. */
  newSecret: boolean;
  /** The previous one stops signing at once. */
  dropPrevious: boolean;
}

export type WebhookChanged =
  | { result: 'changed'; url: string; secret: string | undefined }
  | { result: 'unknown-site' }
  | { result: 'no-webhook' }
  | { result: 'conflict' };

/** Any change also takes a webhook into use again that its receiver had ended (410). */
export async function changeWebhook(
  { database, cipher, now, actor }: ManageDependencies,
  id: string,
  { url: newUrl, newSecret, dropPrevious }: WebhookChange,
): Promise<WebhookChanged> {
  const row = await readSite(database, id);
  if (!row) return { result: 'unknown-site' };
  const url = newUrl ?? row.webhook_url;
  if (url === null) return { result: 'no-webhook' };
  const old = row.webhook_secrets === null ? [] : openWebhookSecrets(cipher, id, row.webhook_secrets);
  const secret = newSecret || old.length === 0 ? newWebhookSecret() : undefined;
  const secrets = secret === undefined ? old : [secret, ...old.slice(0, dropPrevious ? 0 : 1)];
  const detail = JSON.stringify({ address: newUrl !== undefined, secret: secret !== undefined });
  const { rows } = await sql`
    with changed as (
      update site
      set webhook_url = ${url}, webhook_secrets = ${sealWebhookSecrets(cipher, id, secrets)},
          webhook_disabled_at = null, revision = default
      where id = ${id} and revision = ${row.revision}::bigint
      returning id
    )
    insert into audit_entry (at, actor, action, site_id, detail)
    select ${new Date(now())}::timestamptz, ${actor}, 'webhook.changed', changed.id, ${detail}::jsonb from changed
    returning site_id`.execute(database.kysely);
  return rows.length > 0 ? { result: 'changed', url, secret } : { result: 'conflict' };
}
