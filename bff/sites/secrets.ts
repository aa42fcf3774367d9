/** A site's HS256 secrets, stored encrypted. While a portal changes over there are two. */
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

/** Puts a new secret in front. The previous one stays valid for a day; with `dropPrevious` it ends at once. */
export function rotated(
  secrets: readonly Secret[],
  now: number,
  dropPrevious: boolean,
): [Secret, ...Secret[]] {
  const until = new Date(now + PREVIOUS_LIVES).toISOString();
  const previous = dropPrevious ? [] : liveSecrets(secrets, now).slice(0, 1);
  return [{ secret: newSecret() }, ...previous.map(({ secret }) => ({ secret, until }))];
}
