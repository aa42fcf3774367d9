/**
 * The chain of sealed entries, as pure functions over rows. Positions count from 1 without a gap; a seal is an HMAC over the
 * seal before it and the whole entry, so that an entry cannot be changed, removed, moved or slipped in by somebody
 * who has the database but not the keys. What was cut off at the newest end leaves a chain that is whole in itself: only a head
 * that was kept elsewhere tells. What left at the oldest end by its age leaves a signed anchor.
 */
import { createHmac, type KeyObject } from 'node:crypto';
import { equalInConstantTime } from '../protection/digest.ts';

/** All as text, as the database says it: what a verification reads is to the letter what was sealed. */
export interface Entry {
  at: string;
  actor: string;
  action: string;
  unit_code: string | null;
  site_id: string | null;
  submission_id: string | null;
  detail: string;
}

export interface SealedEntry extends Entry {
  position: number;
  sealed_at: string;
  /** `KEYID.base64url`. */
  seal: string;
}

/** How far a chain has come. */
export interface Link {
  position: number;
  seal: string;
}

/** A link with the instant of its seal (an anchor: of the removal), signed: it may leave the house. */
export interface SignedLink extends Link {
  at: string;
  /** `KEYID.base64url`. */
  signature: string;
}

export interface SealingKey {
  id: string;
  key: KeyObject;
}

/** A key by its id; undefined when it is gone. */
export type KeyOf = (id: string) => KeyObject | undefined;

export const BEGINNING: Link = { position: 0, seal: '' };

type Use = 'entry' | 'head' | 'anchor';

const macOf = ({ id, key }: SealingKey, use: Use, fields: readonly unknown[]): string =>
  `${id}.${createHmac('sha256', key)
    .update(JSON.stringify([use, ...fields]))
    .digest('base64url')}`;

/** Undefined when the key is gone. */
function isRight(keyOf: KeyOf, mac: string, use: Use, fields: readonly unknown[]): boolean | undefined {
  const id = mac.slice(0, Math.max(mac.lastIndexOf('.'), 0));
  const key = keyOf(id);
  return key && equalInConstantTime(macOf({ id, key }, use, fields), mac);
}

const fieldsOf = (previous: Link, row: Omit<SealedEntry, 'seal'>) => [
  previous.seal,
  row.position,
  row.sealed_at,
  row.at,
  row.actor,
  row.action,
  row.unit_code,
  row.site_id,
  row.submission_id,
  row.detail,
];

export function sealEntry(key: SealingKey, previous: Link, entry: Entry, sealedAt: string): SealedEntry {
  const row = { ...entry, position: previous.position + 1, sealed_at: sealedAt };
  return { ...row, seal: macOf(key, 'entry', fieldsOf(previous, row)) };
}

/** Why the chain ends before its last row. */
export type Fault = 'missing' | 'altered' | 'unknown-key';

/** What is wrong with the row that ought to follow. */
export function faultOf(keyOf: KeyOf, previous: Link, row: SealedEntry): Fault | undefined {
  if (row.position !== previous.position + 1) return 'missing';
  const right = isRight(keyOf, row.seal, 'entry', fieldsOf(previous, row));
  return right === undefined ? 'unknown-key' : right ? undefined : 'altered';
}

export const signLink = (
  key: SealingKey,
  use: 'head' | 'anchor',
  { position, seal }: Link,
  at: string,
): SignedLink => ({ position, seal, at, signature: macOf(key, use, [position, seal, at]) });

/** Undefined when the key is gone. */
export const isSigned = (
  keyOf: KeyOf,
  use: 'head' | 'anchor',
  { position, seal, at, signature }: SignedLink,
): boolean | undefined => isRight(keyOf, signature, use, [position, seal, at]);
