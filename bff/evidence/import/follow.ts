/**
 * A unit that was known by its organization code, before the registry's files held it, is known by its USCC from now on: all that is
 * stored of it goes along. Part of an import's transaction.
 */
import type { Session } from '../../database/database.ts';

/** A table whose rows go along. When there is a row under the USCC already (`other`), the two become one. */
interface Following {
  table: string;
  /** Besides `unit_code`. */
  columns: string;
  /** What two rows have in common that become one. */
  key: string;
  /** How they become one, as the end of `on conflict (…)`. */
  merge: string;
  /** Which rows go along; default: all. The others are over. */
  which?: string;
}

/** The row that comes along takes the place of the other one. */
const replacing = (columns: string, when: string) =>
  `do update set (${columns}) = row(${columns.replace(/\w+/g, 'excluded.$&')}) where ${when}`;

const CERTIFICATION = 'status, reason, since, site_id, applicant, attempt_id, representative';
const CLAIM = 'attempt_id, site_id, claim, tries, next_try_at, waits_for, expires_at';

/** In the order in which a submission locks their rows. `$1` is the instant of the import. */
const FOLLOWING: readonly Following[] = [
  {
    table: 'certification',
    columns: CERTIFICATION,
    key: 'unit_code',
    // The one that stands, else the newer one.
    merge: replacing(
      CERTIFICATION,
      `(excluded.status = 'certified', excluded.since) > (other.status = 'certified', other.since)`,
    ),
  },
  {
    table: 'limit_bucket',
    columns: 'flow, limit_name, owner, used, cap, resets_at, admits',
    key: 'flow, limit_name, unit_code, owner',
    merge: `do update set used = excluded.used + case when other.resets_at > $1::timestamptz then other.used else 0 end,
                          resets_at = greatest(excluded.resets_at, other.resets_at)`,
    which: 'resets_at > $1::timestamptz',
  },
  {
    table: 'kept_claim',
    columns: `purpose, ${CLAIM}`,
    key: 'unit_code, purpose',
    // The newer one: all are kept for the same time.
    merge: replacing(CLAIM, 'excluded.expires_at > other.expires_at'),
  },
  { table: 'site_unit', columns: 'site_id', key: 'unit_code, site_id', merge: 'do nothing' },
  {
    table: 'registered_unit',
    columns: 'site_id, at',
    key: 'unit_code, site_id',
    merge: 'do update set at = least(excluded.at, other.at)',
  },
];

/** Runs before the new rows are installed; what a full import will remove counts as gone. `now` in milliseconds. */
export async function followUnits(
  session: Session,
  staging: string,
  { full, now }: { full: boolean; now: number },
): Promise<void> {
  const renamed = `${staging}_renamed`;
  await findRenamed(session, staging, renamed, full);
  const [some] = await session.query(`select from ${renamed} limit 1`);
  if (!some) return;

  const at = new Date(now).toISOString();
  for (const { table, columns, key, merge, which = '$1::timestamptz is not null' } of FOLLOWING)
    await session.query(
      `with gone as (
         delete from ${table} using ${renamed} where ${table}.unit_code = old returning ${table}.*, code
       )
       insert into ${table} as other (unit_code, ${columns})
       select code, ${columns} from gone where ${which}
       on conflict (${key}) ${merge}`,
      [at],
    );
  await session.query(`update attempt set unit_code = code from ${renamed} where unit_code = old`);
  // Who knows the unit is found by its USCC now.
  await session.query(
    `update outbox_event set unit_code = code from ${renamed} where unit_code = old and fanned_out_at is null`,
  );
  // A claim whose place another one has taken.
  await session.query(
    `update attempt set outcome = 'replaced', decided_at = $1::timestamptz from ${renamed}
     where unit_code = code and outcome = 'pending' and not exists (
       select from kept_claim where kept_claim.unit_code = code and attempt_id = attempt.id)`,
    [at],
  );
  await session.query(
    `delete from kept_claim using ${renamed}, certification
     where kept_claim.unit_code = code and purpose = 'recheck'
       and certification.unit_code = code and status = 'certified'`,
  );
}

/** The table `renamed`, until the transaction ends: each organization code of a known unit, and the USCC that it has now. */
async function findRenamed(session: Session, staging: string, renamed: string, full: boolean): Promise<void> {
  const legacy = ['certification', 'attempt', 'site_unit', 'registered_unit']
    .map((table) => `select unit_code from ${table} where length(unit_code) = 9`)
    .join(' union ');
  await session.query(
    `create temp table ${renamed} on commit drop as
     select legacy.unit_code as old, new.code
     from (${legacy}) legacy
     join ${staging} new on new.organization_code = legacy.unit_code and not new.skipped
     where new.code <> legacy.unit_code
       and not exists (
         select from registry_unit other
         where other.organization_code = legacy.unit_code and other.code <> new.code
           and (not ${full} or exists (select from ${staging} kept where kept.code = other.code)))
       and not exists (
         select from ${staging} other
         where other.organization_code = legacy.unit_code and other.code <> new.code and not other.skipped)`,
  );
  await session.query(`analyze ${renamed}`);
}
