/**
 * A unit that is certified may be certified again: by anybody who may certify it while its certification is due, else by its legal
 * representative, who says so (`replace`). The new certification takes the place of the one that stands.
 */
import { RECHECKABLE_REASONS, type Reason } from '../contract/reasons.ts';
import { REPLACING, type Exhausted } from '../limits/limits.ts';
import type { OpenTerm } from '../terms/change.ts';
import type { Snapshot } from './snapshot.ts';

interface Standing extends Pick<Snapshot, 'isCertified'> {
  open: Pick<OpenTerm, 'dueAt'> | undefined;
}

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
export const mayWait = ({ isCertified, open }: Standing): boolean => !isCertified || open?.dueAt !== null;

/** Answer and status say this of a refused claim: its user may request automatic re-checks. */
export const recheckableAfter = (reason: Reason | undefined, standing: Standing): { recheckable?: true } => ({
  ...(reason && RECHECKABLE_REASONS.includes(reason) && mayWait(standing) && { recheckable: true }),
});
