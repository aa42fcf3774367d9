/**
 * The chain of seals, as pure functions. A seal covers a range of positions: how many events are in
 * it, a MAC of their positions and MACs, and the seal before it. So an event cannot be changed,
 * removed, moved or slipped in by somebody who has the database but not the keys. What was cut off
 * at the newest end leaves a chain that is whole in itself: only a head that was kept elsewhere
 * tells. What left at the oldest end by its age leaves a signed anchor.
 */
import type { MacKey } from '../keys/index.ts';
import { isRight, macOf, type MacKeys } from './mac.ts';

/** How far a chain has come. */
export interface Link {
  /** The last event's. */
  position: number;
  /** The signature of the seal that ends there, or '' before the first one. */
  seal: string;
}

/** Events of one seal: what cannot be told apart when one of them was removed. */
export const MOST_SEALED = 1_000;

/** Positions after `previous` up to `position`. */
export interface Seal {
  previous: number;
  position: number;
  count: number;
  /** `KEYID.base64url`. */
  digest: string;
  /** In the database's format. */
  at: string;
  /** `KEYID.base64url`. */
  signature: string;
}

/**
 * A link with the instant of its seal (an anchor: of the removal), signed: it may leave the house.
 */
export interface SignedLink extends Link {
  at: string;
  /** `KEYID.base64url`. */
  signature: string;
}

export const BEGINNING: Link = { position: 0, seal: '' };

export const linkOf = ({ position, signature }: Pick<Seal, 'position' | 'signature'>): Link => ({
  position,
  seal: signature,
});

type Sealed = readonly { position: number; mac: string }[];

const rangeOf = (events: Sealed) => events.map(({ position, mac }) => [position, mac]);

const fieldsOf = (before: Link, { previous, position, count, digest, at }: Omit<Seal, 'signature'>) => [
  before.seal,
  previous,
  position,
  count,
  digest,
  at,
];

/** Seals one or more events, in the order of their positions. */
export function sealRange(key: MacKey, before: Link, events: Sealed, at: string): Seal {
  const seal = {
    previous: before.position,
    position: events.at(-1)!.position,
    count: events.length,
    digest: macOf(key, 'range', rangeOf(events)),
    at,
  };
  return { ...seal, signature: macOf(key, 'seal', fieldsOf(before, seal)) };
}

/** Undefined when the key is gone. */
export const isSealSigned = (keys: MacKeys, before: Link, seal: Seal): boolean | undefined =>
  isRight(keys, seal.signature, 'seal', fieldsOf(before, seal), seal.position);

/** Undefined when the key is gone. */
export const isRangeWhole = (
  keys: MacKeys,
  { count, digest, position }: Seal,
  events: Sealed,
): boolean | undefined =>
  events.length === count && isRight(keys, digest, 'range', rangeOf(events), position);

export const signLink = (
  key: MacKey,
  use: 'head' | 'anchor',
  { position, seal }: Link,
  at: string,
): SignedLink => ({ position, seal, at, signature: macOf(key, use, [position, seal, at]) });

/**
 * An anchor is signed anew when a key is replaced (`signAnchorAnew`), so live keys alone count. A
 * head that somebody kept is of its position. Undefined when the key is gone.
 */
export const isSigned = (
  keys: MacKeys,
  use: 'head' | 'anchor',
  { position, seal, at, signature }: SignedLink,
): boolean | undefined =>
  isRight(keys, signature, use, [position, seal, at], use === 'head' ? position : Infinity);
