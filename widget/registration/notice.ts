/** What the form says about the last try to register, and where: pure, from answer or failure. */
import type { Attempts, RegistrationAnswer } from '../../bff/contract/wire.ts';
import { problemOf } from '../api/problems.ts';
import type { Failure, FailureCode } from '../api/result.ts';

export type Notice =
  /** Beside the data that the registry does not confirm: the unit's own, or those of its people. `reason`: also one that is not known here. */
  | { place: 'unit' | 'real-name'; reason: string; attempts: Attempts | undefined }
  /** Above the button. `stalled`: no longer asked for. `done`: the page has the assertion. */
  | { place: 'end'; about: 'pending' | 'stalled' | 'done' }
  | { place: 'end'; about: 'trouble'; failure: Failure };

export const troubled = (failure: Failure): Notice => ({ place: 'end', about: 'trouble', failure });

/** Whether a later try can succeed without the user. */
export function passesByItself(code: FailureCode): boolean {
  return problemOf(code).retry === 'now' && !isSessionOver({ code });
}

/** Whether the same registration, sent again, can help. */
export function canRetry(notice: Notice | undefined): boolean {
  if (notice?.place !== 'end') return false;
  if (notice.about !== 'trouble') return notice.about === 'stalled';
  return problemOf(notice.failure.code).retry === 'now';
}

export const isSessionOver = ({ code }: Failure): boolean => problemOf(code).message === 'session-expired';

/** For an answer that is not `certified`, or is without what the page needs. */
export function noticeOf({ outcome, reason, attempts }: RegistrationAnswer): Notice {
  if (outcome === 'pending') return { place: 'end', about: 'pending' };
  // Never a success that was not told in full.
  if (outcome === 'certified') return troubled({ code: 'unavailable' });
  return { place: reason === 'unit-mismatch' ? 'unit' : 'real-name', reason: reason ?? '', attempts };
}
