/**
 * A unit that is certified may be certified again: by anybody who may certify it while its certification is due, else by its legal
 * representative, who says so (`replace`). The new certification takes the place of the one that stands.
 */
import { REPLACING, type Exhausted } from '../limits/limits.ts';
import type { OpenTerm } from '../terms/change.ts';
import type { Snapshot } from './snapshot.ts';

/** The certification that a new one would replace; undefined when there is none, or it may not be replaced. `replace`: as asked for. */
export const termToReplace = (
  { isCertified, open }: Pick<Snapshot, 'isCertified' | 'open'>,
  replace: boolean | undefined,
): OpenTerm | undefined => (isCertified && open && (open.dueAt || replace) ? open : undefined);

/** When a certified unit has had all certifications of a day. Asked before anything is decided: right and wrong claims are refused alike. */
export function replacementsExhausted(
  { isCertified, newestTerms }: Pick<Snapshot, 'isCertified' | 'newestTerms'>,
  now: number,
): Exhausted | undefined {
  const oldest = newestTerms[REPLACING.allowed - 1];
  if (!isCertified || !oldest) return undefined;
  const until = oldest.getTime() + REPLACING.window;
  return until > now ? { limits: [{ limit: REPLACING.name, ofUnit: true }], until } : undefined;
}

/** A refused claim waits for the registry only where it would certify the unit: not while a certification stands that is not due. */
export const isRecheckable = ({ isCertified, open }: Pick<Snapshot, 'isCertified' | 'open'>): boolean =>
  !isCertified || open?.dueAt !== null;
