/** How a unit stands, and what follows from it: in force, to be certified, due when. Pure. */
import type { Due, KindView, Status } from '../bff/contract/wire.ts';

/** The real-name certification's part of a status. */
export interface Standing {
  status: Status;
  /** The certification ends then unless it is renewed. */
  due?: Due | undefined;
  /** The claim that waits, also while the certification is in force. */
  submission?: KindView['submission'];
}

/** The prompt asks for a renewal in the last 14 days. Milliseconds. */
const ASKED_BEFORE = 14 * 24 * 60 * 60_000;

interface Kinds {
  kinds: readonly KindView[];
}

/** Undefined when the answer has no such kind. */
export const realNameOf = ({ kinds }: Kinds): KindView | undefined =>
  kinds.find(({ kind }) => kind === 'real-name');

/** The unit may do business. A certification that is due is in force until it ends. */
export const isInForce = (status: Status | undefined): boolean => status === 'certified';

/** A claim is being checked. The portal's server tells it by the status alone. */
export const isWaiting = (standing: Standing | undefined): boolean =>
  standing?.status === 'pending' || !!standing?.submission;

/** The unit was certified before. */
export const hasLapsed = (status: Status | undefined): boolean => status === 'lapsed';

/** When a certification in force ends unless it is renewed, in milliseconds. */
export const dueAt = ({ status, due }: Standing): number | undefined =>
  due && isInForce(status) ? Date.parse(due.at) : undefined;

/** In force, and nothing has to be done for it. */
export const isCurrent = (standing: Standing | undefined): boolean =>
  isInForce(standing?.status) && !standing?.due;

/** The unit has no certification and no claim that waits, or its certification is due: the form is the next step. */
export const mayCertify = (standing: Standing): boolean =>
  !isWaiting(standing) &&
  (standing.status === 'uncertified' || hasLapsed(standing.status) || dueAt(standing) !== undefined);

/** The register says that the unit is not active, as far as is known. */
export const isInactive = ({ reason, due, last }: Pick<KindView, 'reason' | 'due' | 'last'>): boolean =>
  [reason, due?.reason, last?.reason].includes('unit-not-active');

/** Whether the prompt asks now. `now`: milliseconds. */
export const asksAt = (standing: Standing, now: number): boolean =>
  mayCertify(standing) && (dueAt(standing) ?? now) - now <= ASKED_BEFORE;
