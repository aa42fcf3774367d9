/**
 * Verifies a chain from its oldest row to its newest, against heads that somebody kept. Pure: rows are handed in, so that a
 * chain of any length, from a database or not, is judged by the same few lines.
 */
import {
  BEGINNING,
  faultOf,
  isSigned,
  type Fault,
  type KeyOf,
  type Link,
  type SealedEntry,
  type SignedLink,
} from './chain.ts';

/**
 * `forged`: not signed by us. `missing`: the chain ends before it: its newest entries were removed, or an older state was put back.
 * `different`: another entry stands in its place: the chain was cut there and sealed anew.
 */
export type HeadFault = 'forged' | 'unknown-key' | 'missing' | 'different';

export interface ChainReport {
  /** Entries whose seals are right. */
  sealed: number;
  /** Entries that have left by their age: all up to this position. */
  removed: number;
  /** The first position at which the chain is not what was sealed. */
  brokenAt: number | null;
  fault: Fault | 'anchor' | null;
  heads: {
    /** Compared with the chain. */
    compared: number;
    /** Their entries have left by their age, so that nothing can be said. */
    older: number;
    faults: { position: number; fault: HeadFault }[];
  };
}

export interface Verification {
  /** The next rows in the order of their positions. False: nothing that follows can mend it. */
  add(rows: readonly SealedEntry[]): boolean;
  report(): ChainReport;
}

/** `anchor`: what retention left behind, when it has removed anything. */
export function startVerification(
  keyOf: KeyOf,
  anchor: SignedLink | undefined,
  heads: readonly SignedLink[] = [],
): Verification {
  let last: Link = anchor ?? BEGINNING;
  let sealed = 0;
  let broken: { at: number; fault: Fault | 'anchor' } | undefined;
  if (anchor && !isSigned(keyOf, 'anchor', anchor)) broken = { at: anchor.position, fault: 'anchor' };

  const faults: ChainReport['heads']['faults'] = [];
  const waiting = new Map<number, SignedLink[]>();
  for (const head of heads) {
    const signed = isSigned(keyOf, 'head', head);
    if (signed) waiting.set(head.position, [...(waiting.get(head.position) ?? []), head]);
    else faults.push({ position: head.position, fault: signed === undefined ? 'unknown-key' : 'forged' });
  }
  let compared = 0;
  const compare = ({ position, seal }: Link) => {
    for (const head of waiting.get(position) ?? []) {
      compared += 1;
      if (head.seal !== seal) faults.push({ position, fault: 'different' });
    }
    waiting.delete(position);
  };
  compare(last);

  return {
    add(rows) {
      for (const row of broken ? [] : rows) {
        const fault = faultOf(keyOf, last, row);
        if (fault) broken = { at: last.position + 1, fault };
        if (broken) break;
        last = row;
        sealed += 1;
        compare(row);
      }
      return broken === undefined;
    },
    report() {
      const removed = anchor?.position ?? 0;
      // Retention leaves the newest entry: an anchor with nothing behind it is no work of retention.
      if (anchor && sealed === 0) broken ??= { at: removed + 1, fault: 'missing' };
      const older = [...waiting.values()].flat().filter(({ position }) => position < removed).length;
      const missing = [...waiting.keys()]
        .filter((position) => position > last.position)
        .map((position) => ({ position, fault: 'missing' as const }));
      return {
        sealed,
        removed,
        brokenAt: broken?.at ?? null,
        fault: broken?.fault ?? null,
        heads: { compared, older, faults: [...faults, ...(broken ? [] : missing)] },
      };
    },
  };
}

export const isWhole = ({ brokenAt, heads }: ChainReport): boolean =>
  brokenAt === null && heads.faults.length === 0;
