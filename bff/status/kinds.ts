/** The three kinds of certification and their statuses, for units and portals. */
import type { Kind, KindView } from '../contract/wire.ts';
import { dueOf, isCertified, lapseOf, type MaybeTerm, type Term } from '../certifications/index.ts';

/** The stored state of a unit's certifications. */
export type StateRow = MaybeTerm & {
  pending: boolean;
  /** When the unit first registered by this product; null for units that portals had before. */
  registered_at: Date | null;
};

/**
 * Phone: every unit proves it at registration (manual, section 1), here by a code or, before this
 * product, at its portal. Real-person: `not-open` unless the asking site has opened it
 * (`openKinds`); this product does not certify it, so there it is `uncertified`. `realName`:
 * members that only some callers may read.
 */
export const kindsOf = (
  row: StateRow,
  openKinds: ReadonlySet<Kind>,
  realName: Partial<KindView> = {},
): KindView[] => [
  {
    kind: 'phone',
    status: 'certified',
    ...(row.registered_at
      ? { since: row.registered_at.toISOString(), method: 'code' }
      : { method: 'portal' }),
  },
  { ...realNameOf(row), ...realName },
  { kind: 'real-person', status: openKinds.has('real-person') ? 'uncertified' : 'not-open' },
];

/** The members of a term that all callers may know. */
export function toldTerm(term: Term) {
  const due = dueOf(term);
  return {
    since: term.since.toISOString(),
    by: term.by,
    method: term.method,
    evidence: { source: term.source, asOf: term.evidenceAsOf },
    ...(due && { due }),
  };
}

function realNameOf(row: StateRow): KindView {
  const kind = 'real-name';
  if (isCertified(row)) return { kind, status: 'certified', ...toldTerm(row) };
  if (row.pending) return { kind, status: 'pending' };
  if (row.since === null) return { kind, status: 'uncertified' };
  const reason = lapseOf(row.endReason);
  return { kind, status: 'lapsed', ...(reason && { reason }) };
}
