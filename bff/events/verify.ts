/** Verifies the database: the chain, each event, and the rows that rest on events. */
import type { Database } from '../database/index.ts';
import type { KeyRing } from '../keys/index.ts';
import type { Seal, SignedLink } from './chain.ts';
import type { StoredEvent } from './event.ts';
import { compareRows, repeatedEvents } from './compare.ts';
import { totalOf, type Counts, type RowFault } from './faults.ts';
import { FIRST, judgeFromAnchor, LAST, readEvents, readSeals } from './read-chain.ts';
import { createTurns } from './turns.ts';
import { isWhole, startVerification, type ChainReport } from './verify-chain.ts';

/** Seals and events read at once. */
const BATCH = 1_000;

export interface AuditReport extends ChainReport {
  /** Rows that do not agree with their events; the first hundred of each kind. */
  rows: RowFault[];
  /** How many there are of each kind. */
  counts: ChainReport['counts'] & { rows: Counts<RowFault['fault']> };
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
    const turns = createTurns();
    for await (const step of chainOf(database)) {
      if ('event' in step) verification.event(step.event);
      else verification.seal(step.seal);
      await turns();
    }
    return verification.report();
  };
  const { counts, faults, ...report } = await judgeFromAnchor(database, judge, isWhole);
  const repeated = await repeatedEvents(database);
  const rows = await compareRows({ database, keys, now });
  return {
    ...report,
    faults: [...faults, ...repeated.first],
    rows: rows.first,
    counts: { ...counts, faults: { ...counts.faults, ...repeated.counts }, rows: rows.counts },
  };
}

type Step = { event: StoredEvent } | { seal: Seal };

/**
 * Events and seals in the order of the chain, each seal behind its events. Seals are read first:
 * behind the last one of them events may still be added, so events are read up to that one only,
 * until there is no further seal.
 */
async function* chainOf(database: Database): AsyncGenerator<Step> {
  let from: number | bigint = FIRST;
  async function* eventsUpTo(upTo: number | bigint): AsyncGenerator<StoredEvent> {
    for (let more = true; more;) {
      const events = await readEvents(database, { from, upTo, most: BATCH });
      more = events.length === BATCH;
      for (const event of events) {
        from = event.position + 1;
        yield event;
      }
    }
  }
  for (let next: number | bigint = FIRST, more = true; more;) {
    const seals = await readSeals(database, next, BATCH);
    more = seals.length === BATCH;
    const last = seals.at(-1);
    if (!last) break;
    next = last.previous + 1;
    let at = 0;
    for await (const event of eventsUpTo(last.position)) {
      for (; at < seals.length && seals[at]!.position < event.position; at++) yield { seal: seals[at]! };
      yield { event };
    }
    for (; at < seals.length; at++) yield { seal: seals[at]! };
  }
  for await (const event of eventsUpTo(LAST)) yield { event };
}

export const isSound = ({ counts }: Pick<AuditReport, 'counts'>): boolean =>
  totalOf(counts.faults) + totalOf(counts.heads) + totalOf(counts.rows) === 0;
