/** Moves the cases of a unit from its organization code to its USCC. */
import { sql } from 'kysely';
import { type ActorOf, type Parameter, prepare, runIn, type Session } from '../database/index.ts';
import type { KeyRing } from '../keys/index.ts';
import { isOpen } from './case.ts';
import { type Ending, endingColumns, endStatement, endValues } from './end.ts';

interface Values {
  olds: readonly string[];
  codes: readonly string[];
}

/** Rows `(old, code)`. */
const recoded = (p: Parameter<Values>) =>
  sql`unnest(${p('olds')}::text[], ${p('codes')}::text[]) as recoded (old, code)`;

/** The older ones of two open cases that a unit has under its two codes. */
const olderStatement = prepare<Values & { now: Date }, Ending>(
  'cases_older',
  (p) => sql<Ending>`
  select ${endingColumns(p('now'), sql`code`)}
  from ${recoded(p)} join counter_case on counter_case.unit_code in (old, code)
  where ${isOpen} and exists (
    select from counter_case newer
    where newer.unit_code in (old, code) and newer.state in ('open', 'proposed') and (newer.opened_at, newer.id) > (counter_case.opened_at, counter_case.id))
  for update of counter_case`,
);

const moveStatement = prepare<Values, never>(
  'cases_move',
  (p) => sql<never>`update counter_case set unit_code = code from ${recoded(p)} where unit_code = old`,
);

/** In the session's transaction. When both codes have an open case, the newer one stays open. `units`: the code of each, and its organization code. */
export async function moveCases(
  session: Session,
  units: readonly { old: string; code: string }[],
  { at, actor, keys }: { at: Date; actor: ActorOf<'operator' | 'worker'>; keys: KeyRing },
): Promise<void> {
  const values = { olds: units.map(({ old }) => old), codes: units.map(({ code }) => code) };
  const older = await runIn(session, olderStatement, { ...values, now: at });
  const how = { state: 'withdrawn', actor, now: at.getTime(), detail: { reason: 'replaced' } } as const;
  await runIn(session, endStatement, endValues(keys, older, how));
  await runIn(session, moveStatement, values);
}
