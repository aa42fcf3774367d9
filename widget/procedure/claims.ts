/** The claim or case that waits or has ended, and the submission that the next step is about. Pure. */
import type { NextStep } from '../../bff/contract/next.ts';
import type { LapseReason } from '../../bff/contract/reasons.ts';
import type { CaseView } from '../../bff/contract/wire.ts';
import type { Reference } from '../api/result.ts';
import { type Known, type Waiting, hasWay, standingIn, waitingIn } from './known.ts';

/** A claim or case that waits and may be withdrawn. `since`: when the certification began that is in force meanwhile. */
export interface KeptHere {
  reference: string;
  since: string | undefined;
}

/** The reference of a claim that waits, if its user may withdraw it. A claim and a case can wait at once. */
export function keptIn(known: Known | undefined, of: Waiting): KeptHere | undefined {
  const waiting = waitingIn(known);
  if (!waiting || !hasWay(known, 'withdraw-kept')) return undefined;
  const { submission, since } = standingIn(known);
  const kept: Partial<Record<Waiting, string | null | undefined>> = {
    claim: submission?.reference,
    [waiting]: known?.next.reference,
  };
  const reference = kept[of];
  return reference ? { reference, since } : undefined;
}

/** The case that waits at the counter. */
export interface OpenCase extends Pick<CaseView, 'elsewhere'> {
  /** Undefined when the status does not have the case: its time is not known then. */
  reference: Reference | undefined;
  until: string;
  bring: NonNullable<CaseView['bring']>;
  /** The papers have been seen, and a second officer decides. */
  seen: boolean;
  /** The papers have to be seen again. */
  returned: boolean;
}

export function openCaseIn(known: Known | undefined): OpenCase | undefined {
  if (!known || waitingIn(known) !== 'case') return undefined;
  const { next, case: view } = known;
  return {
    reference: view && {
      of: 'submission',
      id: next.reference ?? view.reference,
      at: Date.parse(view.openedAt),
    },
    until: next.until ?? view?.until ?? '',
    bring: view?.bring ?? [],
    seen: next.step === 'deciding',
    returned: !!next.again,
    elsewhere: view?.elsewhere,
  };
}

/** The submission that `next.reference` names: the one that waits, or the last one that has ended. */
export function submissionIn(known: Known | undefined): Reference | undefined {
  const { submission, last } = standingIn(known);
  const named = [submission, last].find((each) => each && each.reference === known?.next.reference);
  return named && { of: 'submission', id: named.reference, at: Date.parse(named.at) };
}

/** The case that has ended, while its end is the newest that the user has to know; `next.reason` says how it ended. */
export function endedCaseIn(known: Known | undefined): CaseView | undefined {
  const { next, case: view } = known ?? {};
  return view && !waitingIn(known) && next?.reference === view.reference ? view : undefined;
}

/** The news that tell no answer to a claim or a case. The ends of a certification are said by the prompt. */
const NO_ANSWERS: Record<LapseReason, true> = {
  'unit-not-active': true, // the step `authority` says it, while it is so
  'representative-changed': true,
  'registration-changed': true,
  'agent-withdrew': true,
  revoked: true,
};

/** The answer to a claim or a case has its reference. */
export const isAnswer = ({ reason, reference }: NextStep): boolean =>
  !!reason && !!reference && !(reason in NO_ANSWERS);
