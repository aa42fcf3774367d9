/** Finds the unit of a code. Every statement that starts from a code uses it. */
import { sql, type RawBuilder } from 'kysely';
import { type Database, type Parameter, prepareRead, type Statement } from '../database/index.ts';

/**
 * A subquery for the registry row with the code, or for the only row with that organization code
 * (characters 9-17); no row when there is neither. `code` is a text expression. PostgreSQL looks
 * the second up only when the first is not there.
 */
export const registryRow = (code: RawBuilder<unknown>) => sql`(
    select * from registry_unit where code = ${code}
    union all
    select * from registry_unit
    where organization_code = ${code} and (select count(*) from registry_unit where organization_code = ${code}) = 1
    limit 1
  )`;

/**
 * Two CTEs for one code: `unit`, its registry row if there is one, and `canonical`, whose column
 * `code` is the key of certification and status. A code that the registry does not have is its own
 * unit. `canonical` is materialized: PostgreSQL would else read `unit` once for each use of the
 * code.
 */
export const canonicalUnit = (parameter: RawBuilder<unknown>) => {
  const code = sql`${parameter}::text`;
  return sql`
  unit as ${registryRow(code)},
  canonical as materialized (select coalesce((select code from unit), ${code}) as code)`;
};

/** The same two for a USCC: it is canonical by itself, and the key of its row. */
const unitOfUscc = (parameter: RawBuilder<unknown>) => {
  const code = sql`${parameter}::text`;
  return sql`
  unit as (select * from registry_unit where code = ${code}),
  canonical as (select ${code} as code)`;
};

/**
 * A quick read of one unit, as two statements: that of a USCC has no look-up by the organization
 * code, which costs a part of each read. `build` is given the CTEs of `canonicalUnit`. Returns the
 * statement for a normalized code.
 */
export function prepareUnitRead<Values extends { code: string }, Row>(
  name: string,
  build: (parameter: Parameter<Values>, unit: RawBuilder<unknown>) => RawBuilder<Row>,
): (code: string) => Statement<Values, Row> {
  const ofUscc = prepareRead<Values, Row>(name, (p) => build(p, unitOfUscc(p('code'))));
  const ofOrganization = prepareRead<Values, Row>(`${name}_of_organization`, (p) =>
    build(p, canonicalUnit(p('code'))),
  );
  return (code) => (code.length === 18 ? ofUscc : ofOrganization);
}

const codeStatement = prepareRead<{ code: string }, { code: string }>(
  'unit_canonical_code',
  (p) => sql<{ code: string }>`with ${canonicalUnit(p('code'))} select code from canonical`,
);

/** The key of the unit's certification and limits. `code` normalized. */
export const canonicalCode = async (database: Database, code: string): Promise<string> =>
  (await database.run(codeStatement, { code }))[0]!.code;

/**
 * A value: the unit's name in the register; null when it does not have the unit. `code`: canonical.
 */
export const unitNameOf = (code: RawBuilder<unknown>) =>
  sql`(select registry_unit.name from registry_unit where registry_unit.code = ${code})`;
