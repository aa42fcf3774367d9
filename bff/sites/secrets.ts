/**
 * A site's secrets, encrypted in its row: those by which its portal signs tokens (HS256), and those
 * by which the service signs its webhooks. While a rotation is under way there are two of either.
 */
import { randomBytes } from 'node:crypto';
import { DAY } from '../contract/time.ts';
import type { Cipher, SealedColumn } from '../keys/index.ts';

export interface Secret {
  /** 43 characters; its UTF-8 bytes are the key. */
  secret: string;
  /** RFC 3339: the end of the previous secret. */
  until?: string | undefined;
}

const BYTES = 32;
/** How long the previous secret stays good. Milliseconds. */
const PREVIOUS_LIVES = DAY;

const context = (siteId: string): string => `site:${siteId}`;

export const SEALED_SECRETS: SealedColumn = {
  table: 'site',
  column: 'secrets',
  key: ['id'],
  context: (row) => context(row['id']!),
};

export const newSecret = (): string => randomBytes(BYTES).toString('base64url');

/** `secrets` newest first. */
export const sealSecrets = (cipher: Cipher, siteId: string, secrets: readonly Secret[]): string =>
  cipher.seal(JSON.stringify(secrets), context(siteId));

/** Throws when the text comes from another row, or its key is missing. */
export const openSecrets = (cipher: Cipher, siteId: string, sealed: string): Secret[] =>
  JSON.parse(cipher.open(sealed, context(siteId))) as Secret[];

/** The secrets that are valid at `now` (milliseconds), newest first. */
export const liveSecrets = (secrets: readonly Secret[], now: number): Secret[] =>
  secrets.filter(({ until }) => until === undefined || Date.parse(until) > now);

/**
 * Puts a new secret in front. The previous one stays valid for a day; with `dropPrevious` it ends
 * at once.
 */
export function rotated(
  secrets: readonly Secret[],
  now: number,
  dropPrevious: boolean,
): [Secret, ...Secret[]] {
  const until = new Date(now + PREVIOUS_LIVES).toISOString();
  const previous = dropPrevious ? [] : liveSecrets(secrets, now).slice(0, 1);
  return [{ secret: newSecret() }, ...previous.map(({ secret }) => ({ secret, until }))];
}

const webhookContext = (site: string) => `webhook:${site}`;

export const SEALED_WEBHOOK_SECRETS: SealedColumn = {
  table: 'site',
  column: 'webhook_secrets',
  key: ['id'],
  context: (row) => webhookContext(row['id']!),
};

/** Standard Webhooks: `whsec_` and base64 of 24 to 64 bytes. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

export const sealWebhookSecrets = (cipher: Cipher, site: string, secrets: readonly string[]): string =>
  cipher.seal(JSON.stringify(secrets), webhookContext(site));

/** Newest first. Throws when its key is gone. */
export const openWebhookSecrets = (cipher: Cipher, site: string, sealed: string): string[] =>
  JSON.parse(cipher.open(sealed, webhookContext(site))) as string[];
