/**
 * Certifications that end because the registry says otherwise now. One rule, asked twice: before an import's commit, to count, and after
 * it, to end them (`settle.ts`).
 *
 * A certification keeps the digest of its representative's number, and the version of its evidence. It is compared when its unit's row
 * has changed since: the old row tells which of its representatives that was, by what name, and the digests of the same number under
 * other keys. What a new row leaves empty (a sixth of real rows lack a representative) says nothing and ends nothing.
 */
import type { Session } from '../../database/database.ts';
import { bind } from '../../database/statement.ts';
import { retryDeadlocks } from '../../database/retry.ts';
import type { Digester } from '../../protection/digest.ts';
import { endingValues, endStatement, type Ending, type How } from '../../units/end-certification.ts';
import type { Renamed } from './follow.ts';

interface Question {
  /** Has the registry's new rows. */
  table: string;
  /** Units whose certifications still stand under an organization code. */
  renamed: readonly Renamed[];
  digester: Digester;
}

/** Which certifications end, and why, in the order of their units. */
export function judge(session: Session, { table, renamed, digester }: Question): Promise<Ending[]> {
  const liveKeys = digester.all('number', '').map((digest) => digest.slice(0, digest.indexOf('.')));
  return session.query<Ending>(
    `with certified as (
       select coalesce(renamed.code, certification.unit_code) as unit_code, representative, evidence_version
       from certification
       left join unnest($2::text[], $3::text[]) as renamed (old, code) on renamed.old = certification.unit_code
       where certification.status = 'certified'
     ), changed as (
       select distinct on (unit_code) unit_code, new.code is not null as is_there, new.active,
              new.representatives, old.founded_on as old_date, new.founded_on as new_date,
              person.old ->> 'name' as old_name,
              array[representative] || array(select jsonb_array_elements_text(person.old -> 'numbers')) as same_number
       from certified
       left join ${table} new on new.code = unit_code and new.version > evidence_version
         and new.version > (select settled from evidence_version)
       left join replaced_unit old on old.code = unit_code and old.version > evidence_version
       left join lateral (
         select each as old from jsonb_array_elements(old.representatives) each
         where each -> 'numbers' ? representative limit 1
       ) person on true
       where new.code is not null or old.code is not null
       order by unit_code, old.version
     ), judged as (
       select unit_code, case
         when not is_there or not active then 'unit-not-active'
         when old_name is not null and has_people and not has_name and not (comparable and has_number)
              then 'representative-changed'
         when comparable and not has_number
              then case when has_name then 'registration-changed' else 'representative-changed' end
         when comparable and old_name is not null and not has_person then 'registration-changed'
         when old_date <> new_date then 'registration-changed'
       end as reason
       from changed
       left join lateral (
         select count(*) > 0 as has_people,
                coalesce(bool_or(person ->> 'name' = old_name), false) as has_name,
                coalesce(bool_or(person -> 'numbers' ?| same_number), false) as has_number,
                coalesce(bool_or(person ->> 'name' = old_name and person -> 'numbers' ?| same_number), false)
                  as has_person,
                coalesce(bool_or(person -> 'numbers' <> '[]'), false)
                  and exists (select from unnest(same_number) digest
                              where split_part(digest, '.', 1) = any($1::text[])) as comparable
         from jsonb_array_elements(representatives) person
       ) people on true
     )
     select unit_code as "unitCode", reason, jsonb_build_object('reason', reason) as detail
     from judged where reason is not null order by unit_code`,
    [liveKeys, renamed.map(({ old }) => old), renamed.map(({ code }) => code)],
  );
}

/** Certifications ended in one statement: a registration of one of these units waits for it. */
const BATCH = 100;

/** Ends them, with an audit entry and an event for portals each. */
export async function lapse(
  session: Session,
  endings: readonly Ending[],
  how: Omit<How, 'action'>,
): Promise<void> {
  for (let start = 0; start < endings.length; start += BATCH) {
    const values = endingValues(endings.slice(start, start + BATCH), {
      ...how,
      action: 'certification.lapsed',
    });
    await retryDeadlocks(() => session.query(endStatement.text, bind(endStatement, values)));
  }
}
