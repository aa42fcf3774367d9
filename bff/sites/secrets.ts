/** A site's HS256 secrets: made here, kept encrypted, two at a time while a portal changes over. */
import { randomBytes } from 'node:crypto';
import type { Cipher } from '../protection/cipher.ts';
import type { SealedColumn } from '../protection/reseal.ts';

export interface Secret {
  /** 43 characters; its UTF-8 bytes are the key. */
  secret: string;
  /** RFC 3339; the previous secret's last moment. */
  until?: string | undefined;
}

const BYTES = 32;
/** How long a portal may take to change over, in milliseconds. */
const PREVIOUS_LIVES = 24 * 3_600_000;

const context = (siteId: string): string => `site:${siteId}`;

export const SEALED_SECRETS: SealedColumn = {
  table: 'site',
  column: 'secrets',
  what: 'sites’ secrets',
  key: ['id'],
  context: (row) => context(row['id']!),
};

export const newSecret = (): string => randomBytes(BYTES).toString('base64url');

/** `secrets` newest first. */
export const sealSecrets = (cipher: Cipher, siteId: string, secrets: readonly Secret[]): string =>
  cipher.seal(JSON.stringify(secrets), context(siteId));

/** Throws when the text was moved or its master key is gone. */
export const openSecrets = (cipher: Cipher, siteId: string, sealed: string): Secret[] =>
  JSON.parse(cipher.open(sealed, context(siteId))) as Secret[];

/** Those that are good at `now` (milliseconds), newest first. */
export const liveSecrets = (secrets: readonly Secret[], now: number): Secret[] =>
  secrets.filter(({ until }) => until === undefined || Date.parse(until) > now);

/** A new secret in front. The one before stays good for a day, or not at all with `dropPrevious`. */
export function rotated(
  secrets: readonly Secret[],
  now: number,
  dropPrevious: boolean,
): [Secret, ...Secret[]] {
  const until = new Date(now + PREVIOUS_LIVES).toISOString();
  const previous = dropPrevious ? [] : liveSecrets(secrets, now).slice(0, 1);
  return [{ secret: newSecret() }, ...previous.map(({ secret }) => ({ secret, until }))];
}
