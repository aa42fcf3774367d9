/** Verifies the database: the chain, each event, and the rows that rest on events. */
import type { Database } from '../database/database.ts';
import type { Cipher } from '../protection/cipher.ts';
import type { KeyRing } from '../protection/keys.ts';
import type { SignedLink } from './chain.ts';
import { compareRows, repeatedEvents, type RowFault } from './compare.ts';
import { judgeFromAnchor } from './from-anchor.ts';
import { readKeys } from './keys.ts';
import { FIRST, LAST, readEvents, readSeals } from './rows.ts';
import { isWhole, startVerification, type ChainFault, type ChainReport } from './verification.ts';

/** Seals and events read at once. */
const BATCH = 1_000;

export interface AuditReport extends Omit<ChainReport, 'faults'> {
  /** `event-repeated`: a copy of another event. */
  faults: { position: number; fault: ChainFault | 'event-repeated' }[];
  /** Rows that do not agree with their events; the first hundred. */
  rows: RowFault[];
}

export interface VerifyDependencies {
  database: Database;
  cipher: Cipher;
  keys: KeyRing;
}

export async function verifyAudit(
  { database, cipher, keys }: VerifyDependencies,
  heads: readonly SignedLink[] = [],
): Promise<AuditReport> {
  const keyOf = await readKeys(database, cipher, keys);
  const judge = async (anchor: SignedLink | undefined): Promise<ChainReport> => {
    const verification = startVerification(keyOf, anchor, heads);
    let from: number | bigint = FIRST;
    for (let next: number | bigint | undefined = FIRST; next !== undefined;) {
      const seals = await readSeals(database, next, BATCH);
      for (const seal of seals) {
        // One event more than the seal covers shows already that the range is wrong.
        const range = { from, upTo: seal.position, most: seal.count + 1 };
        verification.seal(seal, await readEvents(database, range));
        from = seal.position + 1;
      }
      next = seals.length === BATCH ? seals.at(-1)!.previous + 1 : undefined;
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
  return { ...report, faults: [...report.faults, ...repeated], rows: await compareRows(database) };
}

export const isSound = (report: AuditReport): boolean =>
  report.faults.length === 0 && report.heads.faults.length === 0 && report.rows.length === 0;
