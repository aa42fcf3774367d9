/**
 * Verifies the whole database: events and seals, the rows that rest on events, messages to portals,
 * and what imports left.
 */
import { missingMessages } from '../delivery/index.ts';
import {
  type AuditReport,
  joinTallies,
  type SignedLink,
  verifyAudit,
  type VerifyDependencies,
} from '../events/index.ts';
import { changedTables } from '../registry/index.ts';

export async function verifyDatabase(
  dependencies: VerifyDependencies,
  heads: readonly SignedLink[] = [],
): Promise<AuditReport> {
  const report = await verifyAudit(dependencies, heads);
  const rows = joinTallies([
    { first: report.rows, counts: report.counts.rows },
    await missingMessages(dependencies),
    await changedTables(dependencies),
  ]);
  return { ...report, rows: rows.first, counts: { ...report.counts, rows: rows.counts } };
}
