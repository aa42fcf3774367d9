/** What the certification center says. */
import type { Applicant, Kind, LapseReason, Status } from '../../bff/contract/wire.ts';

export interface CenterWords {
  title: string;
  kinds: Record<Kind, string>;
  /** What each kind is, in one line. */
  about: Record<Kind, string>;
  status: Record<Status, string>;
  lapsed: Record<LapseReason, string>;
  certify: string;
  operator: string;
  loading: string;
  /** By whom: never a name. */
  by: Record<Applicant, string>;
  remaining: (attempts: number) => string;
  usedUp: string;
  /** `when`: from which moment there are attempts again; undefined when nobody knows. */
  again: (when: string | undefined) => string;
  /** Heading of this site's last submissions. */
  history: string;
  noHistory: string;
  passed: string;
  /** `reason` is one of `reasons`, or undefined. */
  refused: (reason: string | undefined) => string;
  reasons: Partial<Record<string, string>>;
  /** The business that waits; empty when it has no name. */
  waiting: (business: string) => string;
  pending: string;
  recheck: (until: string) => string;
  withdraw: string;
  withdrawn: string;
  notWithdrawn: string;
  failed: string;
  loggedOut: string;
  misconfigured: string;
  retry: string;
}
