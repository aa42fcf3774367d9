/**
 * Verifies the chain from its oldest seal to its newest, and each event, against heads that somebody kept. Pure: seals and events are
 * handed in, so that a chain of any length, from a database or not, is judged by the same few lines.
 */
import {
  BEGINNING,
  isRangeWhole,
  isSealSigned,
  isSigned,
  linkOf,
  type Link,
  type Seal,
  type SignedLink,
} from './chain.ts';
import { isGenuine, type StoredEvent } from './event.ts';
import type { ChainFault, HeadFault } from './faults.ts';
import type { MacKeys } from './mac.ts';

export interface FaultAt {
  position: number;
  fault: ChainFault;
}

export interface ChainReport {
  /** Events in seals that are whole. */
  sealed: number;
  /** Events that wait for a seal. */
  unsealed: number;
  /** Events that were deleted after their retention time: all up to this position. */
  removed: number;
  /** In the order of their positions. */
  faults: FaultAt[];
  heads: {
    /** Compared with the chain. */
    compared: number;
    /** Their events were deleted after their retention time, so nothing can be said. */
    older: number;
    faults: { position: number; fault: HeadFault }[];
  };
}

export interface Verification {
  /** The next seal, and all events behind the seal before it up to its position. */
  seal(seal: Seal, events: readonly StoredEvent[]): void;
  /** Events behind the last seal. */
  unsealed(events: readonly StoredEvent[]): void;
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
  let unsealed = 0;
  const faults: FaultAt[] = [];
  const addFault = (position: number, fault: ChainFault) => void faults.push({ position, fault });
  /** True when it is right. */
  const judge = (position: number, right: boolean | undefined, wrong: ChainFault): boolean => {
    if (!right) addFault(position, right === undefined ? 'unknown-key' : wrong);
    return right === true;
  };
  const judgeEvents = (events: readonly StoredEvent[]): boolean =>
    events
      .map((event) => judge(event.position, isGenuine(keys, event), 'event-altered'))
      .every((right) => right);

  if (anchor) judge(anchor.position, isSigned(keys, 'anchor', anchor), 'anchor');

  const headFaults: ChainReport['heads']['faults'] = [];
  const waiting = new Map<number, SignedLink[]>();
  for (const head of heads) {
    const signed = isSigned(keys, 'head', head);
    if (signed) waiting.set(head.position, [...(waiting.get(head.position) ?? []), head]);
    else headFaults.push({ position: head.position, fault: signed === undefined ? 'unknown-key' : 'forged' });
  }
  let compared = 0;
  const compare = ({ position, seal }: Link) => {
    for (const head of waiting.get(position) ?? []) {
      compared += 1;
      if (head.seal !== seal) headFaults.push({ position, fault: 'different' });
    }
    waiting.delete(position);
  };
  compare(last);

  return {
    seal(seal, events) {
      seals += 1;
      if (seal.previous !== last.position) addFault(last.position, 'seal-missing');
      const areRight = judgeEvents(events);
      const isWhole = isRangeWhole(keys, seal, events);
      if (isWhole === false) addFault(seal.position, 'events-changed');
      const isSealRight = judge(seal.position, isSealSigned(keys, last, seal), 'seal-altered');
      if (areRight && isWhole && isSealRight) sealed += events.length;
      last = linkOf(seal);
      compare(last);
    },
    unsealed(events) {
      judgeEvents(events);
      unsealed += events.length;
    },
    report() {
      // Retention leaves the newest seal: an anchor with nothing behind it is no work of retention.
      if (anchor && seals === 0) addFault(removed, 'seal-missing');
      const left = [...waiting.values()].flat();
      const unmatched = left
        .filter(({ position }) => position >= removed)
        .map(({ position }) => ({
          position,
          fault: position > last.position ? ('missing' as const) : ('different' as const),
        }));
      return {
        sealed,
        unsealed,
        removed,
        faults,
        heads: {
          compared,
          older: left.filter(({ position }) => position < removed).length,
          faults: [...headFaults, ...unmatched],
        },
      };
    },
  };
}

export const isWhole = ({ faults, heads }: Pick<ChainReport, 'faults' | 'heads'>): boolean =>
  faults.length === 0 && heads.faults.length === 0;
