/** Moves the terms of a unit from its organization code to its USCC. */
import { sql } from 'kysely';
import { type Actor, type Parameter, prepare, runIn, type Session } from '../database/index.ts';
import { writeEvents } from '../events/index.ts';
import type { KeyRing } from '../keys/index.ts';
import { replacedEvent } from './change.ts';
import { endColumns } from './write.ts';

interface Values {
  olds: readonly string[];
  codes: readonly string[];
}

/** Rows `(old, code)`. */
const recoded = (p: Parameter<Values>) =>
  sql`unnest(${p('olds')}::text[], ${p('codes')}::text[]) as recoded (old, code)`;

interface Ended {
  unitCode: string;
  siteId: string;
  submissionId: string;
  /** The submission that made the term which stays open. */
  by: string;
}

/** When both codes have an open certification, the one that counts longer stays open, else the newer one. */
const endDoubledStatement = prepare<Values & { at: Date; actor: Actor }, Ended>(
  'terms_end_doubled',
  (p) => sql<Ended>`
  update certification gone
  set ${endColumns({ at: sql`${p('at')}::timestamptz`, reason: 'replaced', by: sql`${p('actor')}::text` })}
  from ${recoded(p)}, certification kept
  where gone.unit_code in (old, code) and kept.unit_code in (old, code)
    and gone.ended_at is null and kept.ended_at is null
    and (coalesce(gone.due_at, 'infinity'), gone.since, gone.submission_id)
      < (coalesce(kept.due_at, 'infinity'), kept.since, kept.submission_id)
  returning gone.unit_code as "unitCode", gone.site_id as "siteId", gone.submission_id as "submissionId",
            kept.submission_id as by`,
);

const moveStatement = prepare<Values, never>(
  'terms_move',
  (p) => sql<never>`update certification set unit_code = code from ${recoded(p)} where unit_code = old`,
);

/** In the session's transaction. `units`: the code of each, and its organization code. */
export async function moveTerms(
  session: Session,
  units: readonly { old: string; code: string }[],
  { at, actor, keys }: { at: Date; actor: Actor; keys: KeyRing },
): Promise<void> {
  const values = { olds: units.map(({ old }) => old), codes: units.map(({ code }) => code) };
  const ended = await runIn(session, endDoubledStatement, { ...values, at, actor });
  const events = ended.map(({ by, ...term }) => replacedEvent(term, { at, actor }, by));
  if (events.length > 0) await writeEvents(session, keys, events);
  await runIn(session, moveStatement, values);
}
