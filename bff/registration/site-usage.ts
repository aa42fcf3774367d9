/** Tells the operator how far a site's codes are used up, before they are: one attacker can use them up for everybody. */
import type { Logger } from 'pino';
import type { SiteUsage } from './phone-limits.ts';

/** Share of a limit from which it is worth a look. */
const WORTH_A_LOOK = 0.8;

/** `set` is told the share that is used, and until when (milliseconds) it says something. */
export const createSiteUsageReport =
  (
    log: Pick<Logger, 'warn' | 'error'>,
    set: (labels: { site: string; limit: string }, share: number, until: number) => void,
  ) =>
  ({ siteId: site, limit, used, cap, resetsAt }: SiteUsage): void => {
    set({ site, limit }, used / cap, resetsAt.getTime());
    const about = { site, limit, used, cap, resetsAt };
    // Counted by the database one by one: over all processes each number comes once.
    if (used === cap)
      log.error(about, 'the codes of a site are used up: nobody can register there until then');
    else if (used === Math.ceil(cap * WORTH_A_LOOK))
      log.warn(about, 'the codes of a site are nearly used up');
  };
