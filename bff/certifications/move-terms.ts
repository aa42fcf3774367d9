/** Moves the terms of units from their organization codes to their USCCs. */
import { sql } from 'kysely';
import {
  type Actor,
  type MovedUnit,
  movedUnits,
  type MovedValues,
  movedValues,
  prepare,
  runIn,
  type Session,
} from '../database/index.ts';
import { writeEvents } from '../events/index.ts';
import type { KeyRing } from '../keys/index.ts';
import { replacedEvent } from './change.ts';
import { endColumns } from './write.ts';

interface Ended {
  unitCode: string;
  siteId: string;
  submissionId: string;
  /** The submission that made the term which stays open. */
  by: string;
}

/** When both codes have an open certification, the one that counts longer stays open, else the newer one. */
const endDoubledStatement = prepare<MovedValues & { at: Date; actor: Actor }, Ended>(
  'terms_end_doubled',
  (p) => sql<Ended>`
  update certification gone
  set ${endColumns({ at: sql`${p('at')}::timestamptz`, reason: 'replaced', by: sql`${p('actor')}::text` })}
  from ${movedUnits(p)}, certification kept
  where gone.unit_code in (old, code) and kept.unit_code in (old, code)
    and gone.ended_at is null and kept.ended_at is null
    and (coalesce(gone.due_at, 'infinity'), gone.since, gone.submission_id)
      < (coalesce(kept.due_at, 'infinity'), kept.since, kept.submission_id)
  returning gone.unit_code as "unitCode", gone.site_id as "siteId", gone.submission_id as "submissionId",
            kept.submission_id as by`,
);

const moveStatement = prepare<MovedValues, never>(
  'terms_move',
  (p) => sql<never>`update certification set unit_code = code from ${movedUnits(p)} where unit_code = old`,
);

/** In the session's transaction. */
export async function moveTerms(
  session: Session,
  units: readonly MovedUnit[],
  { at, actor, keys }: { at: Date; actor: Actor; keys: KeyRing },
): Promise<void> {
  const values = movedValues(units);
  const ended = await runIn(session, endDoubledStatement, { ...values, at, actor });
  const events = ended.map(({ by, ...term }) => replacedEvent(term, { at, actor }, by));
  if (events.length > 0) await writeEvents(session, keys, events);
  await runIn(session, moveStatement, values);
}
