/** Verifies the whole database: events and seals, the rows that rest on events, messages to portals, and what imports left. */
import { missingMessages } from '../delivery/missing.ts';
import type { SignedLink } from '../events/chain.ts';
import { verifyAudit, type AuditReport, type VerifyDependencies } from '../events/verify.ts';
import { changedTables } from '../evidence/rows-digest.ts';

export async function verifyDatabase(
  dependencies: VerifyDependencies,
  heads: readonly SignedLink[] = [],
): Promise<AuditReport> {
  const report = await verifyAudit(dependencies, heads);
  const missing = await missingMessages(dependencies);
  return { ...report, rows: [...report.rows, ...missing, ...(await changedTables(dependencies))] };
}
