/** A chain in memory, for tests of what is pure. */
import { randomUUID } from 'node:crypto';
import {
  BEGINNING,
  linkOf,
  sealRange,
  signLink,
  type Link,
  type Seal,
  type SignedLink,
} from '../../../bff/events/chain.ts';
import { instantText, signedFields, type StoredEvent } from '../../../bff/events/event.ts';
import { macOf } from '../../../bff/events/mac.ts';
import type { MacKey } from '../../../bff/keys/profile.ts';
import { startVerification, type ChainReport } from '../../../bff/events/verify-chain.ts';
import { keysOf, newKeyText } from '../../support/keys.ts';

export const newKey = (id: string): MacKey => keysOf(newKeyText(id)).macs[0];

const at = (second: number) => instantText(1_700_000_000_000 + second * 1000);

export function newEvent(key: MacKey, position: number, number = position): StoredEvent {
  const event = {
    id: randomUUID(),
    at: at(number),
    actor: `user:k1.${number}`,
    type: 'certification.rejected',
    unit_code: `U${number % 7}`,
    site_id: number % 5 === 0 ? null : 'portal',
    submission_id: number % 3 === 0 ? null : '00000000-0000-4000-8000-000000000001',
    detail: JSON.stringify({ finding: 'legal-number-differs', number }),
  };
  return { ...event, position, mac: macOf(key, 'event', signedFields(event)) };
}

/** The anchor, the seals and the events, which somebody with the database can reach. */
export interface Stored {
  anchor: SignedLink | undefined;
  seals: Seal[];
  events: StoredEvent[];
}

/** Seals events, so many at once. */
export function seal(key: MacKey, from: Link, events: readonly StoredEvent[], size: number): Seal[] {
  const seals: Seal[] = [];
  let before = from;
  for (let start = 0; start < events.length; start += size) {
    const range = events.slice(start, start + size);
    const one = sealRange(key, before, range, at(range.at(-1)!.position + 1));
    seals.push(one);
    before = linkOf(one);
  }
  return seals;
}

/** Events of which each third position is missing (its statement was undone), under two keys; the first `removed` seals were deleted after their retention time. */
export function storedChain(
  keys: readonly [MacKey, MacKey],
  count: number,
  removed: number,
): Stored & { all: Seal[] } {
  const positions = Array.from({ length: count }, (_, index) => index + 1 + Math.floor(index / 2));
  const half = Math.floor(count / 2);
  const events = positions.map((position, index) => newEvent(keys[index < half ? 0 : 1], position));
  const old = seal(keys[0], BEGINNING, events.slice(0, half), 3);
  const all = [...old, ...seal(keys[1], linkOf(old.at(-1)!), events.slice(half), 3)];
  return { ...without({ anchor: undefined, seals: all, events }, keys[1], removed), all };
}

/** The chain after retention. */
export function without({ seals, events }: Stored, key: MacKey, removed: number): Stored {
  const last = seals[removed - 1];
  return {
    anchor: last && signLink(key, 'anchor', linkOf(last), at(1_000)),
    seals: seals.slice(removed),
    events: events.filter(({ position }) => position > (last?.position ?? 0)),
  };
}

export const headOf = (key: MacKey, one: Seal): SignedLink => signLink(key, 'head', linkOf(one), one.at);

export function verify(
  keys: readonly MacKey[],
  { anchor, seals, events }: Stored,
  heads: readonly SignedLink[] = [],
): ChainReport {
  const verification = startVerification({ macs: keys, replacedMacs: [] }, anchor, heads);
  let from = 0;
  const take = (upTo: number) => {
    for (; from < events.length && events[from]!.position <= upTo; from++) verification.event(events[from]!);
  };
  for (const one of seals) {
    take(one.position);
    verification.seal(one);
  }
  take(Infinity);
  return verification.report();
}
