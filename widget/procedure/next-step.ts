/** The next step of a unit, and the ways that it has, by all that is known of it. Every place that leads the user asks here. Pure. */
import type { Attempts, CaseView, KindView } from '../../bff/contract/wire.ts';
import { isInactive, isWaiting, mayCertify } from '../standing.ts';
import { type Known, isOpenCase, standingIn } from './state.ts';

export type Way = 'open' | 'used-up';

export interface NextStep {
  /**
   * A claim that waits comes first, then a refusal at the counter, then what hinders a claim. `none`: nothing has to be done, or nothing
   * can be. `checking`: a claim is being checked. `case`, `recheck`: a claim is kept. `administrator`: only that user may go on.
   * `authority`: it would be refused again before the unit's authority has been asked. `used-up`: no way is open for now.
   */
  step:
    | 'none'
    | 'checking'
    | 'case'
    | 'recheck'
    | 'administrator'
    | 'no-source'
    | 'authority'
    | 'counter'
    | 'online'
    | 'used-up';
  /** The form whose claim goes to a register. Undefined where the unit does not have this way, or this user may not go it. */
  online: Way | undefined;
  /** The same of a case at the counter. */
  counter: Way | undefined;
  /** The claim that this user submitted last, and that a register refused, may be checked again by itself. */
  recheckable: boolean;
  /** The unit's newest answer is a refusal at the counter. */
  refused: boolean;
}

/** The counter would refuse another claim too until the authority has cleared it up. */
const needsAuthority = ({ reason }: CaseView): boolean =>
  reason === 'unit-not-active' || reason === 'papers-in-doubt';

/** The last submission, when it did not certify the unit, and neither a case nor the certification is newer. */
export function newestFailure(known: Known | undefined): KindView['last'] {
  const { last, since = '' } = standingIn(known);
  if (!last || last.outcome === 'certified') return undefined;
  const { openedAt = '', endedAt = openedAt } = known?.case ?? {};
  return [endedAt, since].some((instant) => Date.parse(instant) > Date.parse(last.at)) ? undefined : last;
}

export function nextStep(known: Known | undefined): NextStep {
  const { canSubmit, form, attempts, recheck, case: claim, caseAttempts }: Partial<Known> = known ?? {};
  const standing = standingIn(known);
  const may = mayCertify(standing);
  const wayOf = (has: unknown, left: Attempts | undefined): Way | undefined => {
    if (!has || !may || !canSubmit) return undefined;
    return left?.remaining === 0 ? 'used-up' : 'open';
  };
  const online = wayOf(!form?.reason && form?.source !== 'counter', attempts);
  const counter = wayOf(form?.counter, caseAttempts);
  const refused =
    !!canSubmit &&
    claim?.state === 'refused' &&
    !(Date.parse(standing.last?.at ?? '') > Date.parse(claim.endedAt ?? ''));
  const recheckable = !!online && !isOpenCase(claim) && !recheck && !!newestFailure(known)?.recheckable;
  const step = (): NextStep['step'] => {
    if (!may) return isWaiting(standing) ? 'checking' : 'none';
    if (isOpenCase(claim)) return 'case';
    if (recheck) return 'recheck';
    if (!canSubmit) return 'administrator';
    if (form?.reason) return 'no-source';
    if (refused ? needsAuthority(claim) : isInactive(standing)) return 'authority';
    if (online === 'open' && !(refused && counter === 'open')) return 'online';
    return counter === 'open' ? 'counter' : 'used-up';
  };
  return { step: step(), online, counter, recheckable, refused };
}

/** A claim is kept, to be checked again or for the counter: its result is the next step. */
export const isKept = ({ step }: NextStep): boolean => step === 'case' || step === 'recheck';
