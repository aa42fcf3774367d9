/** The canonical unit in SQL, shared by every statement that starts from a token's unit code. */
import { sql, type RawBuilder } from 'kysely';

/**
 * A CTE `unit`: the registry row with that very code, or the single row whose characters 9-17 are that
 * organisation code; no row when the registry knows neither. `code` and `organisation` are placeholders
 * (`organisation` null for a USCC).
 */
export const unitCte = (code: RawBuilder<unknown>, organisation: RawBuilder<unknown>) => sql`
  unit as (
    select found.* from (
      select registry_unit.*, registry_unit.code = ${code}::text as exact, count(*) over () as hits
      from registry_unit
      where registry_unit.code = ${code}::text or registry_unit.organisation_code = ${organisation}::text
    ) found
    where found.exact or found.hits = 1
    order by found.exact desc
    limit 1
  ),
  canonical as (select coalesce((select code from unit), ${code}::text) as code)`;

/** The value for `organisation`: a legacy code is looked for inside USCCs, a USCC only as itself. */
export const organisationParameter = (code: string): string | null => (code.length === 9 ? code : null);

/** The column `registered_at` of the unit with this canonical code: when it registered here first. */
export const registeredAt = (code: RawBuilder<unknown>) => sql`
  (select min(registered_unit.at) from registered_unit where registered_unit.unit_code = ${code}) as registered_at`;
