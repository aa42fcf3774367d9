/**
 * Certifications that end because the registry says otherwise now. Runs inside an import's transaction, while the
 * table still holds the old rows and the staging table the new ones.
 *
 * A certification keeps the digest of its representative's number. The old row tells which of its representatives
 * that was, by what name, and the digests of the same number under other keys. What a new row leaves empty (a sixth of
 * real rows lack a representative) says nothing and ends nothing.
 */
import type { Session } from '../../database/database.ts';
import { bind } from '../../database/statement.ts';
import type { Actor } from '../../database/tables.ts';
import type { Digester } from '../../protection/digest.ts';
import { endingValues, endStatement, type Ending } from '../../units/end-certification.ts';

/** Lapses what must, with an audit entry and an event for portals each. Returns how many. */
export async function lapse(
  session: Session,
  staging: string,
  { full, now, actor, digester }: { full: boolean; now: number; actor: Actor; digester: Digester },
): Promise<number> {
  const liveKeys = digester.all('number', '').map((digest) => digest.slice(0, digest.indexOf('.')));
  const endings = await session.query<Ending>(
    `with certified as (
       select certification.unit_code, old.code is not null as was_there, old.founded_on as old_date,
              old.person ->> 'name' as old_name,
              array[representative] || array(
                select jsonb_array_elements_text(old.person -> 'numbers')) as same_number
       from certification
       left join lateral (
         select code, founded_on, (
           select person from jsonb_array_elements(representatives) person
           where person -> 'numbers' ? certification.representative limit 1) as person
         from registry_unit where code = certification.unit_code
       ) old on true
       where certification.status = 'certified'
     ), compared as (
       select certified.*, new.code is not null as is_there, new.skipped, new.active, new.founded_on as new_date,
              people.*
       from certified
       left join ${staging} new on new.code = certified.unit_code
       left join lateral (
         select count(*) > 0 as has_people,
                coalesce(bool_or(person ->> 'name' = old_name), false) as has_name,
                coalesce(bool_or(person -> 'numbers' ?| same_number), false) as has_number,
                coalesce(bool_or(person ->> 'name' = old_name and person -> 'numbers' ?| same_number), false)
                  as has_person,
                coalesce(bool_or(person -> 'numbers' <> '[]'), false)
                  and exists (select from unnest(same_number) digest
                              where split_part(digest, '.', 1) = any($2::text[])) as comparable
         from jsonb_array_elements(new.representatives) person
       ) people on true
     ), judged as (
       select unit_code, case
         when not is_there then case when was_there and $1::boolean then 'unit-not-active' end
         when skipped then null
         when not active then 'unit-not-active'
         when old_name is not null and has_people and not has_name and not (comparable and has_number)
              then 'representative-changed'
         when comparable and not has_number
              then case when has_name then 'registration-changed' else 'representative-changed' end
         when comparable and old_name is not null and not has_person then 'registration-changed'
         when old_date <> new_date then 'registration-changed'
       end as reason
       from compared
     )
     select unit_code as "unitCode", reason, jsonb_build_object('reason', reason) as detail
     from judged where reason is not null order by unit_code`,
    [full, liveKeys],
  );
  const how = { action: 'certification.lapsed', actor, at: new Date(now) } as const;
  let lapsed = 0;
  for (let start = 0; start < endings.length; start += BATCH) {
    const values = endingValues(endings.slice(start, start + BATCH), how);
    lapsed += (await session.query(endStatement.text, bind(endStatement, values))).length;
  }
  return lapsed;
}

/** Certifications ended in one statement. */
const BATCH = 1_000;
