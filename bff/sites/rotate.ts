/** Gives a site new keys or a new webhook. A new secret is returned only when it was stored. */
import { sql } from 'kysely';
import { changeSite, type NotChanged } from './change.ts';
import { summary, type KeyChoice, type ManageDependencies } from './manage.ts';
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

/** `keys-needed`: a site with an inline JWKS needs the new JWKS. */
export type Rotated =
  | { result: 'rotated'; keys: KeyChoice['kind']; secret?: string; previousUntil?: string | null }
  | { result: 'keys-needed' };

export const rotateSite = (
  dependencies: ManageDependencies,
  id: string,
  { keys, dropPrevious = false }: Rotation,
): Promise<Rotated | NotChanged> =>
  changeSite<Rotated>(dependencies, id, (row) => {
    const { cipher, now } = dependencies;
    const before = summary(row).keys;
    if (!keys && before === 'jwks') return { refused: { result: 'keys-needed' } };
    const kind = keys?.kind ?? before;
    const columns = { jwks: null as string | null, jwksUrl: row.jwks_url, secrets: null as string | null };
    const done: Extract<Rotated, { result: 'rotated' }> = { result: 'rotated', keys: kind };
    if (kind === 'hs256') {
      const old = row.secrets === null ? [] : openSecrets(cipher, id, row.secrets);
      const secrets = rotated(old, now(), dropPrevious);
      columns.jwksUrl = null;
      columns.secrets = sealSecrets(cipher, id, secrets);
      done.secret = secrets[0].secret;
      done.previousUntil = secrets[1]?.until ?? null;
    } else if (keys) {
      columns.jwks = keys.kind === 'jwks' ? JSON.stringify(keys.jwks) : null;
      columns.jwksUrl = keys.kind === 'jwks-url' ? keys.url : null;
    }
    const { jwks, jwksUrl, secrets } = columns;
    return {
      columns: sql`jwks = ${jwks}::jsonb, jwks_url = ${jwksUrl}, secrets = ${secrets}`,
      type: 'site.rotated',
      detail: { keys: kind, ...(dropPrevious && { previous: 'dropped' }) },
      done,
    };
  });

export interface WebhookChange {
  /** The new URL; without it only the secret changes. */
  url?: string | undefined;
  /**
   * Makes a new signing secret. Webhooks are signed with the previous one too, until the next
   * change.
   */
  newSecret: boolean;
  /** Ends the previous secret at once. */
  dropPrevious: boolean;
}

export type WebhookChanged =
  { result: 'changed'; url: string; secret: string | undefined } | { result: 'no-webhook' };

/** Any change also enables a webhook again that its receiver has ended (410). */
export const changeWebhook = (
  dependencies: ManageDependencies,
  id: string,
  { url: newUrl, newSecret, dropPrevious }: WebhookChange,
): Promise<WebhookChanged | NotChanged> =>
  changeSite<WebhookChanged>(dependencies, id, (row) => {
    const { cipher } = dependencies;
    const url = newUrl ?? row.webhook_url;
    if (url === null) return { refused: { result: 'no-webhook' } };
    const old = row.webhook_secrets === null ? [] : openWebhookSecrets(cipher, id, row.webhook_secrets);
    const secret = newSecret || old.length === 0 ? newWebhookSecret() : undefined;
    const secrets = secret === undefined ? old : [secret, ...old.slice(0, dropPrevious ? 0 : 1)];
    const sealed = sealWebhookSecrets(cipher, id, secrets);
    return {
      columns: sql`webhook_url = ${url}, webhook_secrets = ${sealed}, webhook_disabled_at = null`,
      type: 'webhook.changed',
      detail: { address: newUrl !== undefined, secret: secret !== undefined },
      done: { result: 'changed', url, secret },
    };
  });
