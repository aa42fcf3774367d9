/** The three kinds of certification and their states, as they are told to units and portals. */
import type { Kind, KindView, LapseReason } from '../contract/wire.ts';

/** What the database knows of a unit's certifications. */
export interface StateRow {
  status: 'certified' | 'lapsed' | null;
  reason: LapseReason | null;
  since: Date | null;
  pending: boolean;
  /** When it registered by this product first; null for the units that portals had before. */
  registered_at: Date | null;
}

/**
 * Phone: done at registration, by every unit (manual, section 1). Real-person: not open, unless the asking site
 * has opened it (`openKinds`); nothing here certifies it, so there it is uncertified. `realName` adds what only some may know.
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
