/** The three kinds of certification and their statuses, for units and portals. */
import type { Kind, KindView, LapseReason } from '../contract/wire.ts';

/** The stored state of a unit's certifications. */
export interface StateRow {
  status: 'certified' | 'lapsed' | null;
  reason: LapseReason | null;
  since: Date | null;
  pending: boolean;
  /** When the unit first registered by this product; null for units that portals had before. */
  registered_at: Date | null;
}

/**
 * Phone: every unit proves it at registration (manual, section 1). Real-person: `not-open` unless the asking site has opened it (`openKinds`);
 * this product does not certify it, so there it is `uncertified`. `realName`: members that only some callers may read.
 */
export const kindsOf = (
  row: StateRow,
  openKinds: ReadonlySet<Kind>,
  realName: Partial<KindView> = {},
): KindView[] => [
  {
    kind: 'phone',
    status: 'certified',
    ...(row.registered_at && { since: row.registered_at.toISOString() }),
  },
  { ...realNameOf(row), ...realName },
  { kind: 'real-person', status: openKinds.has('real-person') ? 'uncertified' : 'not-open' },
];

function realNameOf({ status, reason, since, pending }: StateRow): KindView {
  const kind = 'real-name';
  if (status === 'certified') return { kind, status, ...(since && { since: since.toISOString() }) };
  if (pending) return { kind, status: 'pending' };
  if (status === 'lapsed') return { kind, status, ...(reason && { reason }) };
  return { kind, status: 'uncertified' };
}
