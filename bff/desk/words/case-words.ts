/** How a case stands, in words, and why it has ended. */
import type { CaseOverview } from '../../cases/index.ts';
import type { Step } from '../../contract/next.ts';
import type { Actor } from '../../database/index.ts';
import { badge, type Html } from '../kit/index.ts';
import { CASE_WORDS } from './words.ts';

/** The service has ended it, because the unit was certified without it. */
export const isNeedless = ({ state, endedBy }: CaseOverview): boolean =>
  state === 'withdrawn' && endedBy === 'worker:cases';

/** The service has ended it, because officers hold the unit. */
export const isHeldBack = ({ state, endedBy }: CaseOverview): boolean =>
  state === 'withdrawn' && endedBy === 'worker:holds';

/** The officer has taken back their own proposal. */
export const isWithdrawn = ({ by, to }: NonNullable<CaseOverview['returned']>): boolean => by === to;

export const isWaiting = ({ state }: CaseOverview): boolean => state === 'open' || state === 'proposed';

/**
 * The state of a case that has not ended, by the unit's next step. `waits`: for the papers or for
 * an officer. `needless`: the unit was certified without it. `over`: nobody came in time. A worker
 * ends the last two within a minute.
 */
export const PLACES: Record<Step, 'waits' | 'needless' | 'over'> = {
  deciding: 'waits',
  bring: 'waits',
  checking: 'over',
  none: 'needless',
  rechecking: 'over',
  'no-source': 'over',
  administrator: 'over',
  authority: 'over',
  counter: 'over',
  later: 'over',
  correct: 'over',
  renew: 'over',
  certify: 'over',
};

export const ONLINE = badge(['good', '已在网上认证']);

/** `actor`: the officer who reads it. */
export const stateWords = (found: CaseOverview, actor?: Actor): Html => {
  const { state, returned, proposal } = found;
  if (returned)
    return badge(['care', `${CASE_WORDS.open[1]}（${isWithdrawn(returned) ? '已撤回初核' : '已退回'}）`]);
  if (state === 'proposed' && proposal?.by === actor) return badge(['care', '等待另一人复核']);
  if (isHeldBack(found)) return badge(['care', '已结束']);
  return isNeedless(found) ? ONLINE : badge(CASE_WORDS[state]);
};

/** The name of the unit, which the site may have given. */
export const nameOf = ({ unitName, givenName }: CaseOverview): string | null => unitName ?? givenName;
