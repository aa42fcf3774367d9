/** Verifies the chain that is in the database. */
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Cipher } from '../protection/cipher.ts';
import type { KeyRing } from '../protection/keys.ts';
import type { SignedLink } from './chain.ts';
import { judgeFromAnchor } from './from-anchor.ts';
import { readKeys } from './keys.ts';
import { readRows } from './rows.ts';
import { startVerification, type ChainReport } from './verification.ts';

/** Rows read at once. */
const BATCH = 500;

export interface AuditReport extends ChainReport {
  /** Entries that wait for the sealer. */
  unsealed: number;
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
    let after = -1;
    for (let going = true; going;) {
      const rows = await readRows(database, after, BATCH);
      going = verification.add(rows) && rows.length === BATCH;
      after = rows.at(-1)?.position ?? after;
    }
    return verification.report();
  };
  const report = await judgeFromAnchor(database, judge, ({ brokenAt }) => brokenAt === null);
  return { ...report, unsealed: await countUnsealed(database) };
}

async function countUnsealed(database: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from audit_entry`.execute(
    database.kysely,
  );
  return rows[0]?.count ?? 0;
}
