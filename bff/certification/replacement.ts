/**
 * A unit that is certified may be certified again: by anybody who may certify it while its certification is due, else by its legal
 * representative, who says so (`replace`). The new certification takes the place of the one that stands.
 */
import type { OpenTerm } from '../units/change-terms.ts';

/** A unit gets so many certifications in 24 hours in the place of others, whoever knows its legal data. */
export const TERMS_PER_DAY = 3;
const DAY = 86_400_000;

/** How a unit stands, as a snapshot of it says. */
interface Standing {
  isCertified: boolean;
  open: OpenTerm | undefined;
  newestTerms: readonly Date[];
}

/** The certification that a new one would replace; undefined when there is none, or it may not be replaced. `replace`: as asked for. */
export const replaced = (
  { isCertified, open }: Pick<Standing, 'isCertified' | 'open'>,
  replace: boolean | undefined,
): OpenTerm | undefined => (isCertified && open && (open.dueAt || replace) ? open : undefined);

/** Until when the unit has had its certifications of a day, in milliseconds; asked before anything is decided. */
export function usedUpUntil({ isCertified, newestTerms }: Standing, now: number): number | undefined {
  const oldest = newestTerms[TERMS_PER_DAY - 1];
  if (!isCertified || !oldest) return undefined;
  const until = oldest.getTime() + DAY;
  return until > now ? until : undefined;
}

/** A refused claim waits for the registry only where it would certify the unit: not while a certification stands that is not due. */
export const isRecheckable = ({ isCertified, open }: Pick<Standing, 'isCertified' | 'open'>): boolean =>
  !isCertified || open?.dueAt !== null;
