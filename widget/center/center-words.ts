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
  /** On paper: of what day the status is. */
  asOf: string;
  /** By whom: never a name. */
  by: Record<Applicant, string>;
  /** `by`: one of `by`. */
  elsewhere: (by: string) => string;
  remaining: (attempts: number) => string;
  usedUp: string;
  /** `when`: from which moment there are attempts again; undefined when nobody knows. */
  again: (when: string | undefined) => string;
  /** Heading of this site's last submissions. */
  history: string;
  /** Older submissions are not kept (`KEPT_FOR`). */
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
  /** The status could not be had. */
  failed: string;
  /** What to do then, when trying again can help. */
  tryAgain: Record<'network' | 'unavailable' | 'too-many-requests', string>;
  misconfigured: string;
  retry: string;
}
