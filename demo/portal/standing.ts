/** What the portal's server knows of a unit's certification when it makes a page. */
import { realNameStatus, type Standing } from '../shared/standing.ts';
import type { Portal } from './context.ts';

/** Asks the service; while that is away, a page may still show what the portal was told last. */
export async function standingOf(portal: Portal, unitCode: string): Promise<Standing> {
  const status = await realNameStatus(portal.certification, unitCode);
  return status ? { status, fresh: true } : { status: portal.webhooks.statusOf(unitCode), fresh: false };
}
