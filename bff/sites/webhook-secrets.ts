/**
 * A site's webhook secrets, encrypted in its row. Two while a rotation is under way: each message is signed with
 * both, so that the receiver can change over at any time.
 */
import { randomBytes } from 'node:crypto';
import type { Cipher, SealedColumn } from '../keys/index.ts';

const contextOf = (site: string) => `webhook:${site}`;

export const SEALED_WEBHOOK_SECRETS: SealedColumn = {
  table: 'site',
  column: 'webhook_secrets',
  key: ['id'],
  context: (row) => contextOf(row['id']!),
};

/** Standard Webhooks: `whsec_` and base64 of 24 to 64 bytes. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

export const sealWebhookSecrets = (cipher: Cipher, site: string, secrets: readonly string[]): string =>
  cipher.seal(JSON.stringify(secrets), contextOf(site));

/** Newest first. Throws when its key is gone. */
export const openWebhookSecrets = (cipher: Cipher, site: string, sealed: string): string[] =>
  JSON.parse(cipher.open(sealed, contextOf(site))) as string[];
