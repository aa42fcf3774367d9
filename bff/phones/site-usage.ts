/**
 * Warns the operator before a site's codes are used up: one attacker can use them up for all users.
 */
import type { Logger } from 'pino';
import type { SiteUsage } from '../limits/index.ts';

/** Share of a limit. */
const WARNING_SHARE = 0.8;

/** `set` gets the used share, and the end of its window (milliseconds). */
export const createSiteUsageReport =
  (
    log: Pick<Logger, 'warn' | 'error'>,
    set: (labels: { site: string; limit: string }, share: number, until: number) => void,
  ) =>
  ({ siteId: site, limit, used, cap, resetsAt }: SiteUsage): void => {
    set({ site, limit }, used / cap, resetsAt.getTime());
    const about = { site, limit, used, cap, resetsAt };
    // The database counts one message at a time, so over all processes each number occurs once, and
    // so does this warning.
    if (used === cap)
      log.error(about, 'the codes of a site are used up: nobody can register there until resetsAt');
    else if (used === Math.ceil(cap * WARNING_SHARE))
      log.warn(
        about,
        'the codes of a site are nearly used up: see whether somebody abuses them, or raise the limit',
      );
  };
