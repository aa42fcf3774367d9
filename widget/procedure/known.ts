/** The unit's state as the widget has it, and readers of its next step. The service decides the next step; nothing here does. Pure. */
import type { NewsReason, NextStep, Step, Way } from '../../bff/contract/next.ts';
import type { CaseView, CertificationStatus, KindView, Status } from '../../bff/contract/wire.ts';
import type { Reference } from '../api/result.ts';
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

interface Told {
  next: NextStep;
}

export const hasWay = (known: Told | undefined, way: Way): boolean => !!known?.next.ways.includes(way);

/** The event of the button of each way to which a prompt or a gate leads. */
const TAKES = { certify: 'confirm', recheck: 'recheck', counter: 'counter' } as const;
export type Leading = keyof typeof TAKES;

/** A way with its button. `type`: of the event in a prompt. */
export interface Lead {
  way: Leading;
  type: (typeof TAKES)[Leading];
  label: string;
}

/** The open ways among those with a label, the best one first. */
export function leadsOn({ ways }: Pick<NextStep, 'ways'>, labels: Partial<Record<Leading, string>>): Lead[] {
  return ways.flatMap((each) => {
    const way = each as Leading; // Another one has no label.
    const label = labels[way];
    return label ? { way, label, type: TAKES[way] } : [];
  });
}

/** Until when a limit closes the way. RFC 3339; undefined while it does not. */
export const closedUntil = (known: Told | undefined, way: Way): string | undefined =>
  known?.next.closed.find((each) => each.way === way)?.until;

export const waitingIn = (known: Told | undefined): Waiting | undefined =>
  known && AT[known.next.step]?.waits;

/** A claim or case that waits and may be withdrawn. `since`: when the certification began that is in force meanwhile. */
export interface KeptHere {
  reference: string;
  since: string | undefined;
}

/** A claim may wait beside a case. */
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

/** How many more submissions to a register may fail. Undefined without a limit, or when the count is of cases. */
export function attemptsIn(known: Told | undefined): number | undefined {
  const { ways = [], attempts } = known?.next ?? {};
  const isLimited = (way: Way): boolean => way !== 'recheck' && way !== 'withdraw-kept';
  return ways.find(isLimited) === 'counter' ? undefined : (attempts ?? undefined);
}

/** The submission that `next.reference` names: the one that waits, or the last one that has ended. */
export function submissionIn(known: Known | undefined): Reference | undefined {
  const { submission, last } = standingIn(known);
  const named = [submission, last].find((each) => each && each.reference === known?.next.reference);
  return named && { of: 'submission', id: named.reference, at: Date.parse(named.at) };
}
