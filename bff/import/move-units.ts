/**
 * Moves all that is stored of a unit to its USCC, when an import tells it of a unit that was known by its organization code until then.
 */
import { type ActorOf, retryDeadlocks, type Session } from '../database/index.ts';
import type { KeyRing } from '../keys/index.ts';
import { moveCases } from '../cases/index.ts';
import { moveTerms } from '../certifications/index.ts';

/** A table whose rows go along. When there is a row under the USCC already (`other`), the two become one. */
interface MovedTable {
  table: string;
  /** Besides `unit_code`. */
  columns: string;
  /** The columns by which two rows become one. */
  key: string;
  /** How they become one, as the end of `on conflict (…)`. */
  merge: string;
}

/** The row that comes along takes the place of the other one. */
const overwriting = (columns: string, when: string) =>
  `do update set (${columns}) = row(${columns.replace(/\w+/g, 'excluded.$&')}) where ${when}`;

const CLAIM = 'submission_id, site_id, claim, tries, next_try_at, waits_for, expires_at';

const MOVED_TABLES: readonly MovedTable[] = [
  {
    table: 'kept_claim',
    columns: `purpose, ${CLAIM}`,
    key: 'unit_code, purpose',
    // The newer one: all are kept for the same time.
    merge: overwriting(CLAIM, 'excluded.expires_at > other.expires_at'),
  },
  { table: 'site_unit', columns: 'site_id', key: 'unit_code, site_id', merge: 'do nothing' },
  {
    table: 'registered_unit',
    columns: 'site_id, at',
    key: 'unit_code, site_id',
    merge: 'do update set at = least(excluded.at, other.at)',
  },
];

/** An organization code under which something is stored of a unit, and the USCC that the unit has. */
export interface Recoded {
  old: string;
  code: string;
}

/** The actor of the move, and the keys that sign the events. */
interface By {
  actor: ActorOf<'operator' | 'worker'>;
  keys: KeyRing;
}

/** Units that are moved in one transaction: their submissions wait for it. */
const BATCH = 100;

/** Moves all that is stored under such a code. `now` in milliseconds, `version` of the last import. */
export async function moveUnits(
  session: Session,
  { now, version, ...by }: { now: number; version: string } & By,
): Promise<void> {
  const recoded = await markRecoded(session, 'registry_unit', version);
  const at = new Date(now);
  for (let start = 0; start < recoded.length; start += BATCH) {
    const batch = recoded.slice(start, start + BATCH);
    await retryDeadlocks(() => session.transaction(() => move(session, by, batch, at)));
  }
}

async function move(
  session: Session,
  { actor, keys }: By,
  batch: readonly Recoded[],
  at: Date,
): Promise<void> {
  const lists = [batch.map(({ old }) => old), batch.map(({ code }) => code)];
  const recoded = 'unnest($1::text[], $2::text[]) as recoded (old, code)';
  const moveRows = ({ table, columns, key, merge }: MovedTable) =>
    session.query(
      `with gone as (
         delete from ${table} using ${recoded} where ${table}.unit_code = old returning ${table}.*, code
       )
       insert into ${table} as other (unit_code, ${columns})
       select code, ${columns} from gone
       on conflict (${key}) ${merge}`,
      lists,
    );
  await moveTerms(session, batch, { at, actor, keys });
  await session.query(`update proposal set unit_code = code from ${recoded} where unit_code = old`, lists);
  for (const table of MOVED_TABLES) await moveRows(table);
  await moveCases(session, batch, { at, actor, keys });
  await session.query(`update submission set unit_code = code from ${recoded} where unit_code = old`, lists);
  // A claim whose place another one has taken.
  await session.query(
    `update submission set outcome = 'replaced', decided_at = $3::timestamptz from ${recoded}
     where unit_code = code and outcome = 'pending' and flow = 'certification' and not exists (
       select from kept_claim where kept_claim.unit_code = code and submission_id = submission.id)`,
    [...lists, at.toISOString()],
  );
  await session.query(
    `delete from kept_claim using ${recoded}, certification
     where kept_claim.unit_code = code and purpose = 'recheck'
       and certification.unit_code = code and ended_at is null and due_at is null`,
    lists,
  );
}

/**
 * The organization codes under which something is stored, and to which one unit of the registry belongs. The unit's row counts as changed, so
 * that a certification which comes along is judged by it. `table`: has the registry's rows.
 */
export async function markRecoded(session: Session, table: string, version: string): Promise<Recoded[]> {
  const legacy = ['certification', 'submission', 'site_unit', 'registered_unit']
    .map((name) => `select unit_code from ${name} where length(unit_code) = 9`)
    .join(' union ');
  const recoded = await session.query<Recoded>(
    `select unit_code as old, min(code) as code
     from (${legacy}) legacy join ${table} on organization_code = unit_code
     group by unit_code having count(*) = 1 and min(code) <> unit_code
     order by unit_code`,
  );
  await session.query(`update ${table} set version = $1::bigint where code = any($2::text[])`, [
    version,
    recoded.map(({ code }) => code),
  ]);
  return recoded;
}
