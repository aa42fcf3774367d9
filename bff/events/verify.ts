/** Verifies the database: the chain, each event, and the rows that rest on events. */
import type { Database } from '../database/index.ts';
import type { KeyRing } from '../keys/index.ts';
import type { Seal, SignedLink } from './chain.ts';
import type { StoredEvent } from './event.ts';
import { compareRows, repeatedEvents } from './compare.ts';
import type { RowFault } from './faults.ts';
import { FIRST, judgeFromAnchor, LAST, readEvents, readSeals } from './read-chain.ts';
import { isWhole, startVerification, type ChainReport } from './verify-chain.ts';

/** Seals and events read at once. */
const BATCH = 1_000;

export interface AuditReport extends ChainReport {
  /** Rows that do not agree with their events; the first hundred. */
  rows: RowFault[];
}

export interface VerifyDependencies {
  database: Database;
  keys: KeyRing;
  /** Milliseconds. */
  now: () => number;
}

export async function verifyAudit(
  { database, keys, now }: VerifyDependencies,
  heads: readonly SignedLink[] = [],
): Promise<AuditReport> {
  const judge = async (anchor: SignedLink | undefined): Promise<ChainReport> => {
    const verification = startVerification(keys, anchor, heads);
    let from: number | bigint = FIRST;
    for await (const { seal, events } of sealedRanges(database)) {
      verification.seal(seal, events);
      from = seal.position + 1;
    }
    for (let more = true; more;) {
      const events = await readEvents(database, { from, upTo: LAST, most: BATCH });
      verification.unsealed(events);
      more = events.length === BATCH;
      from = (events.at(-1)?.position ?? 0) + 1;
    }
    return verification.report();
  };
  const report = await judgeFromAnchor(database, judge, isWhole);
  const repeated = (await repeatedEvents(database)).map((position) => ({
    position,
    fault: 'event-repeated' as const,
  }));
  return {
    ...report,
    faults: [...report.faults, ...repeated],
    rows: await compareRows({ database, keys, now }),
  };
}

/**
 * Each seal with the events behind the seal before it. Seals are read first: behind the last one of them events may still be added, so events
 * are read up to that one only.
 */
async function* sealedRanges(database: Database): AsyncGenerator<{ seal: Seal; events: StoredEvent[] }> {
  let from: number | bigint = FIRST;
  let seals: Seal[] = [];
  for (let next: number | bigint = FIRST; seals.length === BATCH || next === FIRST;) {
    seals = await readSeals(database, next, BATCH);
    const last = seals.at(-1);
    if (!last) return;
    next = last.previous + 1;
    let read: StoredEvent[] = [];
    let isComplete = false;
    for (const seal of seals) {
      while (!isComplete && (read.at(-1)?.position ?? -Infinity) <= seal.position) {
        const page = await readEvents(database, { from, upTo: last.position, most: BATCH });
        isComplete = page.length < BATCH;
        from = (page.at(-1)?.position ?? last.position) + 1;
        read = [...read, ...page];
      }
      const behind = read.findIndex(({ position }) => position > seal.position);
      const end = behind === -1 ? read.length : behind;
      yield { seal, events: read.slice(0, end) };
      read = read.slice(end);
    }
  }
}

export const isSound = (report: AuditReport): boolean =>
  report.faults.length === 0 && report.heads.faults.length === 0 && report.rows.length === 0;
