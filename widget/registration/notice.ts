/** What the form says about the last try to register, and where: pure, from answer or failure. */
import type { RegistrationAnswer } from '../../bff/contract/wire.ts';
import type { Failure } from '../failure.ts';
import type { RefusalReason } from '../locales/registration.ts';

export type Notice =
  /** Beside the data that the registry does not confirm: the unit's own, or those of its people. */
  | { place: 'unit' | 'real-name'; reason: RefusalReason }
  /** Above the button. `stalled`: no longer asked for. `done`: the page has the assertion. */
  | { place: 'end'; about: 'pending' | 'stalled' | 'done' }
  | { place: 'end'; about: 'trouble'; failure: Failure };

const REASONS: readonly string[] = [
  'unit-mismatch',
  'registry-mismatch',
  'unit-not-active',
  'agent-without-record',
] satisfies RefusalReason[];

export const troubled = (failure: Failure): Notice => ({ place: 'end', about: 'trouble', failure });

/** For an answer that is not `certified`, or is without what the page needs. */
export function noticeOf({ outcome, reason = '' as never }: RegistrationAnswer): Notice {
  if (outcome === 'pending') return { place: 'end', about: 'pending' };
  // Never a success that was not told in full.
  if (outcome === 'certified') return troubled({ code: 'unavailable' });
  const known = REASONS.includes(reason) ? (reason as RefusalReason) : 'otherwise';
  return { place: known === 'unit-mismatch' ? 'unit' : 'real-name', reason: known };
}
