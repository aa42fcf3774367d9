/** The next step of a status that a test has written by hand: what the service would say of the same unit. */
import { nextStep, type Case, type Facts } from '../../bff/certifications/next.ts';
import type { Step } from '../../bff/contract/next.ts';
import { isOfState, isRecheckable, REFUSAL_REASONS } from '../../bff/contract/reasons.ts';
import type { CaseView, CertificationStatus, KindView } from '../../bff/contract/wire.ts';

/** The steps with a prompt. */
export const ASKING: readonly Step[] = [
  'no-source',
  'administrator',
  'authority',
  'counter',
  'later',
  'correct',
  'renew',
  'certify',
];

export type Written = Omit<CertificationStatus, 'next'>;

/** An instant before everything that tests write. */
const LONG_AGO = Date.parse('2026-01-01T00:00:00Z');

const parsed = (instant: string | undefined): number => (instant ? Date.parse(instant) : LONG_AGO);

function caseOf(view: CaseView): Case {
  const { reference, endedAt } = view;
  switch (view.state) {
    case 'open':
      return {
        reference,
        state: 'open',
        until: Date.parse(view.until),
        seen: view.seen ?? false,
        returned: view.returned ?? false,
      };
    case 'refused':
      return { reference, state: 'refused', endedAt: parsed(endedAt), reason: view.reason! };
    case 'certified':
    case 'expired':
      return { reference, state: view.state, endedAt: parsed(endedAt) };
  }
}

function lastOf({ last }: KindView): Facts['last'] {
  if (!last) return undefined;
  const { outcome, reference, reason } = last;
  const at = parsed(last.at);
  if (outcome !== 'rejected') return { outcome, reference, at };
  const refusal = REFUSAL_REASONS.find((each) => each === reason);
  if (!refusal) throw new Error(`${reason} is no reason of a refusal`);
  return { outcome, reference, at, reason: refusal, isRecheckable: isRecheckable(refusal) };
}

/** `isHeld`: officers hold the unit. The register has it as not active where its last answer, its certification or its end say so. */
export function factsIn(status: Written, isHeld = false): Facts {
  const { canSubmit, kinds, form, attempts, caseAttempts, recheck } = status;
  const realName = kinds.find(({ kind }) => kind === 'real-name')!;
  const { by = 'legal-representative', since, due, reason, submission, last } = realName;
  const begun = parsed(since);
  const isInForce = realName.status === 'certified';
  const saysInactive = [reason, due?.reason, last?.reason].some(isOfState);
  return {
    role: canSubmit ? 'administrator' : 'operator',
    isAnswered: form.source !== undefined && form.source !== 'counter',
    hasCounter: form.counter === true,
    isHeld,
    isInactive: saysInactive || undefined,
    term: isInForce
      ? { by, since: begun, due: due && { at: Date.parse(due.at), reason: due.reason, since: begun + 1 } }
      : undefined,
    ended: realName.status === 'lapsed' && reason ? { at: begun, reason } : undefined,
    pending: submission && { reference: submission.reference },
    recheck: recheck && { reference: recheck.reference, until: Date.parse(recheck.until) },
    case: status.case && caseOf(status.case),
    last: lastOf(realName),
    recheckEnded: undefined,
    attempts,
    caseAttempts: form.counter ? (caseAttempts ?? { remaining: null, resetsAt: null }) : undefined,
    replacedUntil: undefined,
  };
}

export const withNext = (status: Written, isHeld = false): CertificationStatus => ({
  ...status,
  next: nextStep(factsIn(status, isHeld)),
});
