/**
 * How much waits for the staff at the desk: numbers on its first page, without a unit or a person.
 */
import { sql, type RawBuilder } from 'kysely';
import { fromCases } from '../cases/index.ts';
import { type Actor, type Database, prepare } from '../database/index.ts';
import { waitingAtUnits } from '../proposals/index.ts';
import { certificationInForce } from '../certifications/index.ts';

/**
 * Counting stops here, so that the page costs little after an import that speaks against a million
 * units.
 */
export const COUNTED = 1000;

export interface Waiting {
  /**
   * Cases that nobody has decided, also when this officer has withdrawn their own proposal, without
   * those that were sent back to them or by them.
   */
  open: number;
  /** Cases of which another officer has sent this one's proposal back. */
  returned: number;
  /**
   * Cases that another officer has decided, also when their last day is over: only open ones
   * expire.
   */
  proposed: number;
  /** Revocations that another officer has proposed. */
  revocations: number;
  /** Holds, and the lifting of holds, that another officer has proposed. */
  holds: number;
  /** Certifications that count, and have an end. */
  due: number;
  /** Messages to portals that are given up. */
  dead: number;
}

const count = (rows: RawBuilder<unknown>) =>
  sql`(select count(*)::int from (select ${rows} limit ${sql.lit(COUNTED)}) counted)`;

const waitingStatement = prepare<{ actor: Actor; now: Date }, Waiting>(
  'desk_waiting',
  (p) => sql<Waiting>`
  select
    ${count(sql`${fromCases} where state = 'open' and counter_case.until > ${p('now')}::timestamptz
      and (${p('actor')}::text is distinct from proposed_by and ${p('actor')}::text is distinct from decided_by
        or proposed_by = decided_by)`)} as open,
    ${count(sql`${fromCases} where state = 'open' and counter_case.until > ${p('now')}::timestamptz
      and proposed_by = ${p('actor')}::text and decided_by <> ${p('actor')}::text`)} as returned,
    ${count(sql`${fromCases} where state = 'proposed' and proposed_by <> ${p('actor')}::text`)} as proposed,
    ${count(sql`from ${waitingAtUnits(p('now'))} and kind = 'revocation' and proposed_by <> ${p('actor')}::text`)} as revocations,
    ${count(sql`from ${waitingAtUnits(p('now'))} and kind = 'hold' and proposed_by <> ${p('actor')}::text`)} as holds,
    ${count(sql`from ${certificationInForce(p('now'))} term where due_at is not null`)} as due,
    ${count(sql`from webhook_delivery where dead_at is not null`)} as dead`,
);

/** Each number up to `COUNTED`. `now` in milliseconds. */
export const readWaiting = async (database: Database, actor: Actor, now: number): Promise<Waiting> =>
  (await database.run(waitingStatement, { actor, now: new Date(now) }))[0]!;
