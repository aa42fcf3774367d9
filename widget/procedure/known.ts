/** The unit's state as the widget has it, and readers of its next step. The service decides the next step; nothing here does. Pure. */
import type { NewsReason, NextStep, Step, Way } from '../../bff/contract/next.ts';
import type { CaseView, CertificationStatus, KindView, Status } from '../../bff/contract/wire.ts';
import { AT, type Waiting, isInForce, realNameOf } from '../standing.ts';

/** The service's answer, or only this kind's status when the portal's server has said it. */
export type Known = Pick<CertificationStatus, 'kinds' | 'next'> & Partial<CertificationStatus>;

/** The step until the service's answer arrives. */
const FIRST_STEPS: Record<Exclude<Status, 'not-open'>, Step> = {
  certified: 'none',
  uncertified: 'certify',
  pending: 'checking',
  lapsed: 'certify',
};

/** The status as the portal's server says it. */
export function knownFrom(status: keyof typeof FIRST_STEPS): Known {
  const step = FIRST_STEPS[status];
  const ways: Way[] = step === 'certify' ? ['certify'] : [];
  return {
    kinds: [{ kind: 'real-name', status }],
    next: { step, ways, closed: [], reason: null, reference: null, until: null, attempts: null },
  };
}

/** The service's answer. Undefined when only the portal's server has said the status. */
export const answerIn = (known: Known | undefined): CertificationStatus | undefined =>
  known?.form && (known as CertificationStatus);

/** The real-name certification's part. */
export const standingIn = (known: Known | undefined): KindView =>
  (known && realNameOf(known)) ?? { kind: 'real-name', status: 'not-open' };

/** The unit may do business. */
export const isCertified = ({ known }: { known: Known | undefined }): boolean =>
  isInForce(standingIn(known).status);

export interface Told {
  next: NextStep;
}

export const hasWay = (known: Told | undefined, way: Way): boolean => !!known?.next.ways.includes(way);

/** Officers hold the unit: it has no way, not even one that a limit closes. */
export const isHeld = (known: Told | undefined): boolean =>
  known?.next.step === 'authority' && known.next.ways.length + known.next.closed.length === 0;

export const waitingIn = (known: Told | undefined): Waiting | undefined =>
  known && AT[known.next.step]?.waits;

/** The case whose end is the newest that the user has to know; `next.reason` says how it ended. */
export function endedCaseIn(known: Known | undefined): CaseView | undefined {
  const { next, case: view } = known ?? {};
  return view && !waitingIn(known) && next?.reference === view.reference ? view : undefined;
}

/** A claim or a case came to nothing. The ends of a certification are said by the prompt. */
const IS_ANSWER: Record<NewsReason, boolean> = {
  'registry-mismatch': true,
  'unit-not-active': false, // the step `authority` says it, while it is so
  'agent-without-record': true,
  'papers-missing': true,
  'papers-differ': true,
  'not-authorized': true,
  'papers-in-doubt': true,
  'case-expired': true,
  'claim-expired': true,
  'recheck-expired': true,
  'representative-changed': false,
  'registration-changed': false,
  'agent-withdrew': false,
  revoked: false,
};

/** A reason of a newer service is of an answer when it has a reference. */
export const isAnswer = ({ reason, reference }: NextStep): boolean =>
  !!reason && (IS_ANSWER[reason] ?? !!reference);
