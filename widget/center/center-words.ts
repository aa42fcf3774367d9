/** What the certification center says. */
import type { Kind, LapseReason, Status } from '../../bff/contract/wire.ts';

export interface CenterWords {
  title: string;
  kinds: Record<Kind, string>;
  status: Record<Status, string>;
  lapsed: Record<LapseReason, string>;
  certify: string;
  operator: string;
  loading: string;
  /** After a refusal; `reason` is one of `reasons`, or undefined. */
  last: (reason: string | undefined, date: string) => string;
  reasons: Partial<Record<string, string>>;
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
