/** The last attempt that a user made at a unit. */
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepareRead, type Parameter } from '../database/statement.ts';
import type { Finding } from './decide.ts';

export interface LastAttemptValues {
  /** Canonical. */
  unit: string;
  /** The user's digests (`userDigests`). A user is one of a site, and in a registration a phone. */
  users: readonly string[];
}

/** The CTE `last`: its outcome, or no row. */
export const lastAttemptCte = (p: Parameter<LastAttemptValues>) => sql`
  last as (
    select reference, outcome, finding, claim, at from submission
    where unit_code = ${p('unit')}::text and user_digest = any(${p('users')}::text[]) and outcome <> 'replaced'
    order by at desc limit 1
  )`;

/** As long as a user's failures at a unit count. Milliseconds. */
const DAY = 86_400_000;

interface RefusedValues extends LastAttemptValues {
  claims: readonly string[];
  finding: Finding;
  since: Date;
}

const refusedStatement = prepareRead<RefusedValues, { reference: string }>(
  'certification_refused_before',
  (p) => sql<{ reference: string }>`
  with ${lastAttemptCte(p)}
  select reference from last
  where finding = ${p('finding')}::text and claim = any(${p('claims')}::text[]) and at > ${p('since')}::timestamptz`,
);

/**
 * The reference of the user's last submission, if it was this very claim within a day and the unit's registration was not active. Sent
 * again it is no further guess: it is answered as before, and not counted. `claims`: its digests; `now` in milliseconds.
 */
export async function sentWhenNotActive(
  database: Database,
  last: LastAttemptValues,
  claims: readonly string[],
  now: number,
): Promise<string | undefined> {
  const values = { ...last, claims, finding: 'unit-not-active' as const, since: new Date(now - DAY) };
  const [row] = await database.run(refusedStatement, values);
  return row?.reference;
}
