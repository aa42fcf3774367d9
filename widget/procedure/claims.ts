/** The claim or case that waits or has ended, and the submission of the next step. Pure. */
import type { NewsReason, NextStep } from '../../bff/contract/next.ts';
import { atAuthority } from '../../bff/contract/reasons.ts';
import type { CaseView } from '../../bff/contract/wire.ts';
import { type Reference, referenceOf } from '../api/result.ts';
import { type Known, type Waiting, hasWay, standingIn, stepTraits, waitingIn } from './known.ts';

/** Waits, and may be withdrawn. `since`: when the certification in force meanwhile began. */
export interface KeptHere {
  reference: string;
  since: string | undefined;
}

/** Present if the user may withdraw it. A claim and a case can wait at once. */
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

/** The submission that `next.reference` names: the one that waits, or the last that has ended. */
export function submissionIn(known: Known | undefined): Reference | undefined {
  const { submission, last } = standingIn(known);
  const named = [submission, last].find((each) => each && each.reference === known?.next.reference);
  return named && referenceOf(named);
}

/** Why the authority has to clear something up. Undefined where it has not. */
export const authorityReasonIn = (known: Pick<Known, 'next'> | undefined) =>
  known && stepTraits(known)?.asksAuthority && atAuthority(known.next.reason);

/** The step is about its news. At the authority's, the unit may have become inactive since. */
const isAboutNews = ({ next }: Pick<Known, 'next'>): boolean =>
  (authorityReasonIn({ next }) ?? next.reason) === next.reason;

/** The case that has ended, while the step is about that; `next.reason` says how it ended. */
export function endedCaseIn(known: Known | undefined): CaseView | undefined {
  const { next, case: view } = known ?? {};
  if (!view || !next || waitingIn(known) || !isAboutNews({ next })) return undefined;
  return next.reference === view.reference ? view : undefined;
}

/** The traits of a reason that dialogs, gate, prompt and center ask for. */
interface ReasonTraits {
  /** A claim or a case came to nothing. The ends of a certification are said by the prompt. */
  failed: boolean;
  /** The center tells it in another place than with the state. */
  apart: boolean;
  /** The applicant whose fields may have the error. */
  focus?: 'agent';
  /** The case ended because nobody came in time. */
  expires?: true;
}

const REASONS: Record<NewsReason, ReasonTraits> = {
  'registry-mismatch': { failed: true, apart: false },
  'unit-not-active': { failed: false, apart: false }, // the step `authority` says it, while it is so
  'agent-without-record': { failed: true, apart: false, focus: 'agent' },
  'claim-expired': { failed: true, apart: false },
  'recheck-expired': { failed: true, apart: false },
  'claim-superseded': { failed: true, apart: false },
  // Reasons of the counter: the center tells them in the line about the case.
  'papers-missing': { failed: true, apart: true },
  'papers-differ': { failed: true, apart: true },
  'not-authorized': { failed: true, apart: true },
  'papers-in-doubt': { failed: true, apart: true },
  'case-expired': { failed: true, apart: true, expires: true },
  // The certification's: with the state or in the notice of its end.
  'representative-changed': { failed: false, apart: true },
  'registration-changed': { failed: false, apart: true },
  'agent-withdrew': { failed: false, apart: true },
  revoked: { failed: false, apart: true },
};

/** Officers ended the certification: the portal's help knows why. */
export const isRevocation = (reason: string | null | undefined): reason is 'revoked' => reason === 'revoked';

const isKnown = (reason: string): reason is NewsReason => reason in REASONS;

/** A newer service may have a reason that has no traits here: undefined. */
export const traitsIn = (reason: string | null | undefined): ReasonTraits | undefined =>
  reason && isKnown(reason) ? REASONS[reason] : undefined;

/** A reason of a newer service is of an answer when it has a reference. */
export const hasFailed = ({ reason, reference }: NextStep): boolean => {
  const traits = traitsIn(reason);
  return traits ? traits.failed : !!reason && !!reference;
};
