/** Moves the terms of units from their organization codes to their USCCs. */
import { sql } from 'kysely';
import {
  type Actor,
  type MovedUnit,
  movedUnits,
  type MovedValues,
  movedValues,
  prepare,
  rowMover,
  runIn,
  type Session,
} from '../database/index.ts';
import { type Deed, type NewEvent, writeEvents } from '../events/index.ts';
import type { KeyRing } from '../keys/index.ts';
import { OPEN, replacedEvent, termEvent } from './change.ts';
import { columnsOf, type JsonOf, type StoredTerm } from './term.ts';
import { endColumns } from './write.ts';

const GONE = ['unitCode', 'submissionId', 'siteId', 'dueReason'] as const satisfies (keyof StoredTerm)[];

interface Ended extends Pick<StoredTerm, (typeof GONE)[number]> {
  /** The unit's USCC. */
  code: string;
  /** The term that stays open, as JSON. */
  kept: JsonOf<(typeof OPEN)[number]>;
}

/**
 * When both codes have an open certification, the one that counts longer stays open, else the newer
 * one.
 */
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
  returning ${columnsOf(GONE, 'gone')}, code,
            (select to_json(open) from (select ${columnsOf(OPEN, 'kept')}) open) as kept`,
);

/** Portals were told the day on which `gone` would end. The other term counts longer. */
const keptEvents = (
  { code, kept, dueReason }: Ended,
  how: Pick<Deed<'certification.merged'>, 'at' | 'actor'>,
): NewEvent[] =>
  dueReason === null
    ? []
    : [
        termEvent(
          { ...kept, unitCode: code },
          { ...how, type: 'certification.merged' },
          { at: kept.dueAt && new Date(kept.dueAt).toISOString(), reason: kept.dueReason ?? dueReason },
        ),
      ];

const moveRows = rowMover('terms_move', sql`update certification`);

/** In the session's transaction. */
export async function moveTerms(
  session: Session,
  units: readonly MovedUnit[],
  { at, actor, keys }: Pick<Deed<'certification.merged'>, 'at' | 'actor'> & { keys: KeyRing },
): Promise<void> {
  const ended = await runIn(session, endDoubledStatement, { ...movedValues(units), at, actor });
  const events = ended.flatMap((gone) => [
    replacedEvent(gone, { at, actor }, gone.kept.submissionId),
    ...keptEvents(gone, { at, actor }),
  ]);
  if (events.length > 0) await writeEvents(session, keys, events);
  await moveRows(session, units);
}
