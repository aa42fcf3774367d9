/**
 * Removes a site with all that is stored of it, in one statement. Each folder deletes its own rows,
 * of the CTE `removed`.
 */
import { sql } from 'kysely';
import { dropOfSiteCtes } from '../attempts/index.ts';
import { dropCasesOfSite, openCasesOfSite } from '../cases/index.ts';
import { runWithoutTimeouts } from '../database/index.ts';
import { dropDeliveriesOfSite } from '../delivery/index.ts';
import { eventValues, insertEvents } from '../events/index.ts';
import { forgetUsersCtes } from '../limits/index.ts';
import { type ManageDependencies, removeSiteCtes } from '../sites/index.ts';

export type Removed = { result: 'removed' | 'no-such-site' } | { result: 'open-cases'; count: number };

/**
 * Certifications stay. The site's units, attempts, answers and messages are erased, so that a later
 * site with the same id gets none of them. A site stays while it has open cases: their people have
 * been told to bring papers to the counter.
 */
export async function removeSite(
  { database, keys, now, actor }: Omit<ManageDependencies, 'cipher'>,
  id: string,
): Promise<Removed> {
  const { events } = eventValues(keys, [{ at: new Date(now()), actor, type: 'site.removed', siteId: id }]);
  const removal = sql<{ cases: number; isRemoved: boolean }>`
    with open_case as (${openCasesOfSite(sql`${id}`)}),
    ${removeSiteCtes(sql`${id}`, sql`not exists (select from open_case)`)},
    ${dropOfSiteCtes},
    ${forgetUsersCtes('attempts')},
    cases as (${dropCasesOfSite}),
    deliveries as (${dropDeliveriesOfSite}),
    written as (${insertEvents(sql`${events}`, sql`where exists (select from removed)`)}
    )
    select (select count(*)::int from open_case) as cases, exists (select from removed) as "isRemoved"`;
  // Attempts have no index by their site.
  const [row] = await runWithoutTimeouts(database, removal);
  const { cases, isRemoved } = row!; // it always has one
  if (isRemoved) return { result: 'removed' };
  return cases > 0 ? { result: 'open-cases', count: cases } : { result: 'no-such-site' };
}
