/** `organizationCodeOf` (`contract/unit-code.ts`) in SQL. The generated column `registry_unit.organization_code` has the same. */
import { sql, type RawBuilder } from 'kysely';

/** `code`: either of the unit's. */
export const organizationIn = (code: RawBuilder<unknown>) => sql`right(left(${code}, 17), 9)`;
