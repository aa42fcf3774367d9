/** The two codes of a unit in SQL. */
import { sql, type RawBuilder } from 'kysely';
import type { Session } from './database.ts';
import { type Parameter, prepare } from './statement.ts';
import { runIn } from './transaction.ts';

/**
 * `organizationCodeOf` (`contract/unit-code.ts`) in SQL. The generated column
 * `registry_unit.organization_code` has the same. `code`: either of the unit's.
 */
export const organizationIn = (code: RawBuilder<unknown>) => sql`right(left(${code}, 17), 9)`;

/** A unit whose rows stand under its organization code (`old`), and move to its USCC (`code`). */
export interface MovedUnit {
  old: string;
  code: string;
}

export interface MovedValues {
  olds: readonly string[];
  codes: readonly string[];
}

export const movedValues = (units: readonly MovedUnit[]): MovedValues => ({
  olds: units.map(({ old }) => old),
  codes: units.map(({ code }) => code),
});

/** SQL of rows `(old, code)`, called `moved`. */
export const movedUnits = (p: Parameter<MovedValues>) =>
  sql`unnest(${p('olds')}::text[], ${p('codes')}::text[]) as moved (old, code)`;

/**
 * A function that moves a table's rows of units from their organization codes to their USCCs, in
 * the session's transaction. `name`: the statement's; `update`: SQL such as `update submission`.
 */
export function rowMover(name: string, update: RawBuilder<unknown>) {
  const statement = prepare<MovedValues, never>(
    name,
    (p) => sql<never>`${update} set unit_code = code from ${movedUnits(p)} where unit_code = old`,
  );
  return (session: Pick<Session, 'query'>, units: readonly MovedUnit[]): Promise<unknown> =>
    runIn(session, statement, movedValues(units));
}
