/** Gives a site new keys or a new webhook. A new secret is returned only when it was stored. */
import { sql } from 'kysely';
import { changeSite } from './change.ts';
import { readSite, summary, type KeyChoice, type ManageDependencies } from './manage.ts';
import {
  newWebhookSecret,
  openSecrets,
  openWebhookSecrets,
  rotated,
  sealSecrets,
  sealWebhookSecrets,
} from './secrets.ts';

export interface Rotation {
  /** The new keys. Without them an HS256 site gets a new secret, and a JWKS URL is read again. */
  keys?: KeyChoice | undefined;
  /** Ends the previous secret of an HS256 site at once, not after a day. */
  dropPrevious?: boolean | undefined;
}

export type Rotated =
  | { result: 'rotated'; keys: KeyChoice['kind']; secret?: string; previousUntil?: string | null }
  | { result: 'unknown-site' }
  /** A site with an inline JWKS needs the new JWKS. */
  | { result: 'keys-needed' }
  /** Another command changed the site in between. */
  | { result: 'conflict' };

export async function rotateSite(
  dependencies: ManageDependencies,
  id: string,
  { keys, dropPrevious = false }: Rotation,
): Promise<Rotated> {
  const { database, cipher, now } = dependencies;
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

  const { jwks, jwksUrl, secrets } = columns;
  const changed = await changeSite(
    dependencies,
    row,
    sql`jwks = ${jwks}::jsonb, jwks_url = ${jwksUrl}, secrets = ${secrets}`,
    'site.rotated',
    { keys: kind, ...(dropPrevious && { previous: 'dropped' }) },
  );
  return changed ? answer : { result: 'conflict' };
}

export interface WebhookChange {
  /** The new URL; without it only the secret changes. */
  url?: string | undefined;
  /** Makes a new signing secret. Webhooks are signed with the previous one too, until the next change. */
  newSecret: boolean;
  /** Ends the previous secret at once. */
  dropPrevious: boolean;
}

export type WebhookChanged =
  | { result: 'changed'; url: string; secret: string | undefined }
  | { result: 'unknown-site' }
  | { result: 'no-webhook' }
  | { result: 'conflict' };

/** Any change also enables a webhook again that its receiver has ended (410). */
export async function changeWebhook(
  dependencies: ManageDependencies,
  id: string,
  { url: newUrl, newSecret, dropPrevious }: WebhookChange,
): Promise<WebhookChanged> {
  const { database, cipher } = dependencies;
  const row = await readSite(database, id);
  if (!row) return { result: 'unknown-site' };
  const url = newUrl ?? row.webhook_url;
  if (url === null) return { result: 'no-webhook' };
  const old = row.webhook_secrets === null ? [] : openWebhookSecrets(cipher, id, row.webhook_secrets);
  const secret = newSecret || old.length === 0 ? newWebhookSecret() : undefined;
  const secrets = secret === undefined ? old : [secret, ...old.slice(0, dropPrevious ? 0 : 1)];
  const sealed = sealWebhookSecrets(cipher, id, secrets);
  const changed = await changeSite(
    dependencies,
    row,
    sql`webhook_url = ${url}, webhook_secrets = ${sealed}, webhook_disabled_at = null`,
    'webhook.changed',
    { address: newUrl !== undefined, secret: secret !== undefined },
  );
  return changed ? { result: 'changed', url, secret } : { result: 'conflict' };
}
