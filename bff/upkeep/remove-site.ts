/** Removes a site with all that is stored of it, in one statement. Each folder deletes its own rows, of the CTE `removed`. */
import { sql } from 'kysely';
import { dropOfSiteCtes } from '../attempts/index.ts';
import { dropCasesOfSite } from '../cases/index.ts';
import { runWithoutTimeouts } from '../database/index.ts';
import { dropDeliveriesOfSite } from '../delivery/index.ts';
import { eventValues, insertEvents } from '../events/index.ts';
import { forgetUsersCtes } from '../limits/index.ts';
import { type ManageDependencies, removeSiteCtes } from '../sites/index.ts';

/**
 * False when there is no such site. Certifications stay. The site's units, attempts, answers and messages are erased, so that a later site
 * with the same id gets none of them.
 */
export async function removeSite(
  { database, keys, now, actor }: Omit<ManageDependencies, 'cipher'>,
  id: string,
): Promise<boolean> {
  const { events } = eventValues(keys, [{ at: new Date(now()), actor, type: 'site.removed', siteId: id }]);
  const removal = sql`
    with ${removeSiteCtes(sql`${id}`)},
    ${dropOfSiteCtes},
    ${forgetUsersCtes('attempts')},
    cases as (${dropCasesOfSite}),
    deliveries as (${dropDeliveriesOfSite})
    ${insertEvents(sql`${events}`, sql`where exists (select from removed)`)}
    returning site_id`;
  // Attempts have no index by their site.
  return (await runWithoutTimeouts(database, removal)).length > 0;
}
