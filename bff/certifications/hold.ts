/**
 * The SQL of `unit_hold`: a unit that may not be certified until two officers lift it. A hold is
 * found by the organization code, because a unit may come by either of its codes. No other folder
 * writes the table.
 */
import { sql, type RawBuilder } from 'kysely';
import { organizationIn, prepare } from '../database/index.ts';
import type { Recording } from '../events/index.ts';
import { endStatement, endValues, openTermColumns, type OpenTerm } from './change.ts';

type Sql = RawBuilder<unknown>;

/** A condition: the unit is held. `code`: either of its codes. */
export const isHeld = (code: Sql): Sql =>
  sql`exists (select from unit_hold where organization_code = ${organizationIn(code)})`;

/** A value: since when the unit is held; null when it is not. `code`: either of its codes. */
export const heldSince = (code: Sql): Sql =>
  sql`(select placed_at from unit_hold where organization_code = ${organizationIn(code)})`;

/** Places holds. `from`: SQL of the units. Returns the codes of those that were not held. */
export const placeHold = (unitCode: Sql, { from, at, by }: { from: Sql; at: Sql; by: Sql }): Sql => sql`
    insert into unit_hold (organization_code, unit_code, placed_at, placed_by)
    select ${organizationIn(unitCode)}, ${unitCode}, ${at}, ${by} from ${from}
    on conflict (organization_code) do nothing
    returning organization_code`;

/** Lifts holds. `from`: SQL of the units. Returns the codes of those that were held. */
export const liftHold = (unitCode: Sql, { from }: { from: Sql }): Sql => sql`
    delete from unit_hold using ${from} where organization_code = ${organizationIn(unitCode)}
    returning organization_code`;

const heldTermsStatement = prepare<{ units: readonly string[] }, OpenTerm>(
  'terms_held',
  (p) => sql<OpenTerm>`
  select ${openTermColumns} from certification where unit_code = any(${p('units')}::text[]) and ended_at is null`,
);

/**
 * Ends the certifications of held units. A hold ends the certification that it finds, so only one
 * that began at the same moment is left. `now` in milliseconds.
 */
export async function endHeldTerms(
  { database, keys }: Recording,
  units: readonly string[],
  now: number,
): Promise<void> {
  const terms = await database.run(heldTermsStatement, { units });
  if (terms.length === 0) return;
  const at = new Date(now);
  const endings = terms.map((term) => ({
    term,
    endedAt: at,
    reason: 'revoked' as const,
    detail: { reason: 'held' },
  }));
  const how = { type: 'certification.revoked', actor: 'worker:holds', at } as const;
  await database.run(endStatement, endValues(keys, endings, how));
}
