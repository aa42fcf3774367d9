/**
 * A unit that is certified may be certified again: by anybody who may certify it while its certification is due, else by its legal
 * representative, who says so (`replace`). The new certification takes the place of the one that stands.
 */
import type { OpenTerm } from '../certifications/index.ts';
import type { Snapshot } from './snapshot.ts';

/** The certification that a new one would replace; undefined when there is none, or it may not be replaced. `replace`: as asked for. */
export const termToReplace = (
  { isCertified, open }: Pick<Snapshot, 'isCertified' | 'open'>,
  replace: boolean | undefined,
): OpenTerm | undefined => (isCertified && open && (open.dueAt || replace) ? open : undefined);
