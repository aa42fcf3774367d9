/** Moves the cases of units from their organization codes to their USCCs. */
import { sql } from 'kysely';
import {
  type ActorOf,
  type MovedUnit,
  movedUnits,
  type MovedValues,
  movedValues,
  prepare,
  rowMover,
  runIn,
  type Session,
} from '../database/index.ts';
import type { KeyRing } from '../keys/index.ts';
import { hasNotEnded } from './case.ts';
import { type Ending, endCasesIn, endingColumns } from './end.ts';

/** The older ones of two open cases that a unit has under its two codes. */
const olderStatement = prepare<MovedValues & { now: Date }, Ending>(
  'cases_older',
  (p) => sql<Ending>`
  select ${endingColumns(p('now'), sql`code`)}
  from ${movedUnits(p)} join counter_case on counter_case.unit_code in (old, code)
  where ${hasNotEnded} and exists (
    select from counter_case newer
    where newer.unit_code in (old, code) and newer.state in ('open', 'proposed') and (newer.opened_at, newer.id) > (counter_case.opened_at, counter_case.id))
  for update of counter_case`,
);

const moveRows = rowMover('cases_move', sql`update counter_case`);

/** In the session's transaction. When both codes have an open case, the newer one stays open. */
export async function moveCases(
  session: Session,
  units: readonly MovedUnit[],
  { at, actor, keys }: { at: Date; actor: ActorOf<'operator' | 'worker'>; keys: KeyRing },
): Promise<void> {
  const older = await runIn(session, olderStatement, { ...movedValues(units), now: at });
  const how = { state: 'withdrawn', actor, now: at.getTime(), detail: { reason: 'replaced' } } as const;
  await endCasesIn(session, keys, older, how);
  await moveRows(session, units);
}
