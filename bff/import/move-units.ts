/**
 * Moves all that is stored of a unit to its USCC, when an import tells it of a unit that was known
 * by its organization code until then. Each folder moves its own rows.
 */
import { moveSubmissions } from '../attempts/index.ts';
import { moveCases } from '../cases/index.ts';
import { moveTerms } from '../certifications/index.ts';
import { type ActorOf, type MovedUnit, retryDeadlocks, type Session } from '../database/index.ts';
import type { KeyRing } from '../keys/index.ts';
import { moveProposals } from '../proposals/index.ts';
import { moveSiteUnits } from '../sites/index.ts';

/** The actor of the move, and the keys that sign the events. */
interface By {
  actor: ActorOf<'operator' | 'worker'>;
  keys: KeyRing;
}

/** Units that are moved in one transaction: their submissions wait for it. */
const BATCH = 100;

/**
 * Moves all that is stored under such a code. `now` in milliseconds, `version` of the last import.
 */
export async function moveUnits(
  session: Session,
  { now, version, actor, keys }: { now: number; version: string } & By,
): Promise<void> {
  const units = await markMovedUnits(session, 'registry_unit', version);
  const at = new Date(now);
  for (let start = 0; start < units.length; start += BATCH) {
    const batch = units.slice(start, start + BATCH);
    await retryDeadlocks(() =>
      session.transaction(async () => {
        await moveTerms(session, batch, { at, actor, keys });
        await moveCases(session, batch, { at, actor, keys });
        await moveProposals(session, batch);
        await moveSubmissions(session, batch, { at, actor, keys });
        await moveSiteUnits(session, batch);
      }),
    );
  }
}

/**
 * The organization codes under which something is stored, and to which one unit of the registry
 * belongs. The unit's row counts as changed, so that a certification which comes along is judged by
 * it. `table`: has the registry's rows.
 */
export async function markMovedUnits(session: Session, table: string, version: string): Promise<MovedUnit[]> {
  const units = await session.query<MovedUnit>(
    `select unit_code as old, min(code) as code
     from (select unit_code from certification where length(unit_code) = 9
           union select unit_code from submission where length(unit_code) = 9
           union select unit_code from site_unit where length(unit_code) = 9
           union select unit_code from registered_unit where length(unit_code) = 9) stored
       join ${table} on organization_code = unit_code
     group by unit_code having count(*) = 1 and min(code) <> unit_code
     order by unit_code`,
  );
  await session.query(`update ${table} set version = $1::bigint where code = any($2::text[])`, [
    version,
    units.map(({ code }) => code),
  ]);
  return units;
}
