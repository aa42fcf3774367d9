/** Ends what stands or waits of held units: each folder ends its own rows. */
import { sql } from 'kysely';
import { endHeldClaims } from '../attempts/index.ts';
import { endHeldCases } from '../cases/index.ts';
import { endHeldTerms } from '../certifications/index.ts';
import { organizationIn, prepare } from '../database/index.ts';
import { isGenuine, type Recording, STORED_EVENT, type StoredEvent } from '../events/index.ts';

/**
 * The holds with their events, and all codes under which something of their units may be stored. A
 * unit that no register has may be held by its organization code, and have certified by its USCC.
 */
const heldStatement = prepare<object, StoredEvent & { codes: string[] }>(
  'holds_with_events',
  () => sql<StoredEvent & { codes: string[] }>`
  select ${STORED_EVENT}, codes
  from unit_hold cross join lateral (
    select array(
      select unit_hold.unit_code
      union select unit_hold.organization_code
      union select code from registry_unit where registry_unit.organization_code = unit_hold.organization_code
      union select stored.unit_code from (
        select unit_code from certification where ended_at is null
        union all select unit_code from kept_claim
        union all select unit_code from counter_case where ended_at is null) stored
      where unit_hold.unit_code = unit_hold.organization_code and ${organizationIn(sql`stored.unit_code`)} = unit_hold.organization_code
        and not exists (select from registry_unit where registry_unit.organization_code = unit_hold.organization_code)
    ) as codes) known
  cross join lateral (
    select * from event where event.unit_code = any(codes) and type in ('hold.placed', 'hold.lifted')
    order by event.position desc limit 1) event
  where event.type = 'hold.placed' and event.at = placed_at and event.actor = placed_by and event.unit_code = unit_hold.unit_code
    and ${organizationIn(sql`unit_hold.unit_code`)} = unit_hold.organization_code`,
);

/**
 * The codes of the units that two officers hold, by the events: a row that somebody has put into
 * the table or changed must not end anything. A hold whose event is no longer kept has nothing left
 * to end.
 */
const heldUnits = async ({ database, keys }: Recording): Promise<string[]> =>
  (await database.run(heldStatement, {}))
    .filter((event) => isGenuine(keys, event))
    .flatMap(({ codes }) => codes);

/**
 * Called when a hold is placed, and by a worker once a minute: a submission of the very moment at
 * which a hold was placed may have begun something that it did not see.
 */
export async function endUnderHolds({
  database,
  keys,
  now,
}: Recording & { now: () => number }): Promise<void> {
  const units = await heldUnits({ database, keys });
  if (units.length === 0) return;
  await endHeldTerms({ database, keys }, units, now());
  await endHeldClaims({ database, keys }, units, now());
  await endHeldCases({ database, keys }, units, now());
}
