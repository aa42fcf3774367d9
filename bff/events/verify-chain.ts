/**
 * Verifies the chain from its oldest seal to its newest, and each event, against heads that
 * somebody kept. Pure: seals and events are handed in one by one, so that a chain of any length,
 * from a database or not, is judged by the same few lines. No more is held than one seal may cover.
 */
import {
  BEGINNING,
  isRangeWhole,
  isSealSigned,
  isSigned,
  linkOf,
  MOST_SEALED,
  type Link,
  type Seal,
  type SignedLink,
} from './chain.ts';
import { isGenuine, type StoredEvent } from './event.ts';
import { addTo, newTally, totalOf, type ChainFault, type Counts, type HeadFault } from './faults.ts';
import type { MacKeys } from './mac.ts';

export interface FaultAt {
  position: number;
  fault: ChainFault;
}

interface HeadFaultAt {
  position: number;
  fault: HeadFault;
}

export interface ChainReport {
  /** Events in seals that are whole. */
  sealed: number;
  /** Events that wait for a seal. */
  unsealed: number;
  /** Events that were deleted after their retention time: all up to this position. */
  removed: number;
  /** The first hundred of each kind, in the order of their positions. */
  faults: FaultAt[];
  heads: {
    /** Compared with the chain. */
    compared: number;
    /** Their events were deleted after their retention time, so nothing can be said. */
    older: number;
    /** The first hundred of each kind. */
    faults: HeadFaultAt[];
  };
  /** How many there are of each kind. */
  counts: { faults: Counts<ChainFault>; heads: Counts<HeadFault> };
}

export interface Verification {
  /** The next event. Those of a seal come before it. */
  event(event: StoredEvent): void;
  seal(seal: Seal): void;
  report(): ChainReport;
}

/** `anchor`: what retention left behind, when it has removed anything. */
export function startVerification(
  keys: MacKeys,
  anchor: SignedLink | undefined,
  heads: readonly SignedLink[] = [],
): Verification {
  const removed = anchor?.position ?? 0;
  let last: Link = anchor ?? BEGINNING;
  let seals = 0;
  let sealed = 0;
  /**
   * The events since the last seal: how many, whether all are right, and as many as a seal of ours
   * can cover, and one more.
   */
  let waiting = 0;
  let areRight = true;
  let range: Pick<StoredEvent, 'position' | 'mac'>[] = [];
  const tally = newTally<FaultAt>();
  const addFault = (position: number, fault: ChainFault) => addTo(tally, { position, fault });
  /** Adds a fault, unless it is right. `right`: undefined when the key is gone. */
  const judge = (position: number, right: boolean | undefined, wrong: ChainFault): boolean => {
    if (!right) addFault(position, right === undefined ? 'unknown-key' : wrong);
    return right === true;
  };

  if (anchor) judge(anchor.position, isSigned(keys, 'anchor', anchor), 'anchor');

  const headTally = newTally<HeadFaultAt>();
  const kept = new Map<number, SignedLink[]>();
  for (const head of heads) {
    const { position } = head;
    const signed = isSigned(keys, 'head', head);
    if (signed) kept.set(position, [...(kept.get(position) ?? []), head]);
    else addTo(headTally, { position, fault: signed === undefined ? 'unknown-key' : 'forged' });
  }
  let compared = 0;
  const compare = ({ position, seal }: Link) => {
    for (const head of kept.get(position) ?? []) {
      compared += 1;
      if (head.seal !== seal) addTo(headTally, { position, fault: 'different' });
    }
    kept.delete(position);
  };
  compare(last);

  return {
    event(event) {
      const isRight = judge(event.position, isGenuine(keys, event), 'event-altered');
      areRight &&= isRight;
      waiting += 1;
      if (range.length <= MOST_SEALED) range.push({ position: event.position, mac: event.mac });
    },
    seal(seal) {
      seals += 1;
      if (seal.previous !== last.position) addFault(last.position, 'seal-missing');
      const isWhole = isRangeWhole(keys, seal, range);
      if (isWhole === false) addFault(seal.position, 'events-changed');
      const isSealRight = judge(seal.position, isSealSigned(keys, last, seal), 'seal-altered');
      if (areRight && isWhole && isSealRight) sealed += waiting;
      [waiting, areRight, range] = [0, true, []];
      last = linkOf(seal);
      compare(last);
    },
    report() {
      // Retention leaves the newest seal: an anchor with nothing behind it is no work of retention.
      if (anchor && seals === 0) addFault(removed, 'seal-missing');
      const left = [...kept.values()].flat();
      for (const { position } of left)
        if (position >= removed)
          addTo(headTally, { position, fault: position > last.position ? 'missing' : 'different' });
      return {
        sealed,
        unsealed: waiting,
        removed,
        faults: tally.first,
        heads: {
          compared,
          older: left.filter(({ position }) => position < removed).length,
          faults: headTally.first,
        },
        counts: { faults: tally.counts, heads: headTally.counts },
      };
    },
  };
}

export const isWhole = ({ counts }: Pick<ChainReport, 'counts'>): boolean =>
  totalOf(counts.faults) + totalOf(counts.heads) === 0;
