/** The form's notice about the last try to register, and its place. Pure, from answer or failure. */
import type { Attempts, RegistrationAnswer } from '../../bff/contract/wire.ts';
import { problemOf } from '../api/problems.ts';
import type { Failure, FailureCode } from '../api/result.ts';

export type Notice =
  /** Beside the data that the registry does not confirm: the unit's or its people's. `reason` may be unknown to this version. */
  | { place: 'unit' | 'real-name'; reason: string; attempts: Attempts | undefined }
  /** Above the button. `stalled`: polling has given up. `done`: the page has the assertion. */
  | { place: 'end'; about: 'pending' | 'stalled' | 'done' }
  | { place: 'end'; about: 'trouble'; failure: Failure };

export const troubled = (failure: Failure): Notice => ({ place: 'end', about: 'trouble', failure });

/** Whether a later try can succeed without a change by the user. */
export function passesByItself(code: FailureCode): boolean {
  return problemOf(code).retry === 'now' && !isSessionOver({ code });
}

/** Whether sending the same registration again can help. */
export function canRetry(notice: Notice | undefined): boolean {
  if (notice?.place !== 'end') return false;
  if (notice.about !== 'trouble') return notice.about === 'stalled';
  return problemOf(notice.failure.code).retry === 'now';
}

export const isSessionOver = ({ code }: Failure): boolean => problemOf(code).message === 'session-expired';

/** The notice for an answer that is not `certified`, or that lacks the assertion. */
export function noticeOf({ outcome, reason, attempts }: RegistrationAnswer): Notice {
  if (outcome === 'pending') return { place: 'end', about: 'pending' };
  // A `certified` answer gets here only if it lacks the assertion.
  if (outcome === 'certified') return troubled({ code: 'unavailable' });
  return { place: reason === 'unit-mismatch' ? 'unit' : 'real-name', reason: reason ?? '', attempts };
}
