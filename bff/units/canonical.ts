/** Which unit a code means, in SQL: the one definition for every statement that starts from a code. */
import { sql, type RawBuilder } from 'kysely';

/**
 * A subquery: the registry row with that very code, or the single row whose characters 9-17 are that organization code;
 * no row when the registry knows neither. `code` is a text expression. The `limit` keeps it a look-up by key where it is joined.
 */
export const registryRow = (code: RawBuilder<unknown>) => sql`(
    select * from registry_unit where code = coalesce(
      (select code from registry_unit where code = ${code}),
      (select min(code) from registry_unit where organization_code = ${code} having count(*) = 1)
    )
    limit 1
  )`;

/**
 * Two CTEs for one code: `unit`, its registry row if there is one, and `canonical` with the column `code`, which
 * certification, limits and status follow. A code that the registry does not know is its own unit.
 */
export const canonicalUnit = (parameter: RawBuilder<unknown>) => {
  const code = sql`${parameter}::text`;
  return sql`
  unit as ${registryRow(code)},
  canonical as (select coalesce((select code from unit), ${code}) as code)`;
};

/** The column `registered_at` of the unit with this canonical code: when it registered here first. */
export const registeredAt = (code: RawBuilder<unknown>) => sql`
  (select min(registered_unit.at) from registered_unit where registered_unit.unit_code = ${code}) as registered_at`;
