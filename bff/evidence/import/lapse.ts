/**
 * Certifications that end because the registry says otherwise now. Runs inside an import's transaction, while the
 * table still holds the old rows and the staging table the new ones.
 *
 * A certification keeps the digest of its representative's number. The old row tells which of its
 * representatives that was, by what name, and the same number's digests under other keys. What a new row leaves
 * empty (a sixth of real rows lack a representative) says nothing and ends nothing.
 */
import type { Session } from '../../database/database.ts';
import type { Digester } from '../../protection/digest.ts';

/** Lapses what must, with an audit entry and an event for portals each. Returns how many. */
export async function lapse(
  session: Session,
  staging: string,
  { full, now, digester }: { full: boolean; now: number; digester: Digester },
): Promise<number> {
  const liveKeys = digester.all('number', '').map((digest) => digest.slice(0, digest.indexOf('.')));
  const [row] = await session.query<{ count: string }>(
    `with held as (
       select certification.unit_code, site_id, attempt_id,
              old.code is not null as was_there, old.founded_on as old_date,
              old.representatives as old_names, old.numbers as old_numbers,
              old.representatives[(array_position(old.numbers, certification.representative) - 1)
                % cardinality(old.representatives) + 1] as old_name,
              certification.representative
       from certification left join registry_unit old on old.code = certification.unit_code
       where certification.status = 'certified'
     ), known as (
       select held.*, array[representative] || coalesce((
                select array_agg(number)
                from unnest(old_numbers) with ordinality numbered (number, place)
                where (place - array_position(old_numbers, representative)) % cardinality(old_names) = 0
              ), '{}') as same_number
       from held
     ), compared as (
       select known.*, new.code is not null as is_there, new.skipped, new.active, new.founded_on as new_date,
              new.representatives as new_names, new.numbers as new_numbers,
              exists (select from unnest(same_number) digest where split_part(digest, '.', 1) = any($3::text[]))
                and cardinality(new.numbers) > 0 as comparable,
              exists (
                select from unnest(new.numbers) with ordinality numbered (number, place)
                where number = any(same_number)
                  and new.representatives[(place - 1) % cardinality(new.representatives) + 1] = old_name
              ) as same_person
       from known left join ${staging} new on new.code = known.unit_code
     ), judged as (
       select unit_code, site_id, attempt_id, case
         when not is_there then case when was_there and $2::boolean then 'unit-not-active' end
         when skipped then null
         when not active then 'unit-not-active'
         when old_name is not null and cardinality(new_names) > 0 and not old_name = any(new_names)
              and not coalesce(comparable and new_numbers && same_number, false) then 'representative-changed'
         when comparable and not new_numbers && same_number then
              case when old_name = any(new_names) then 'registration-changed' else 'representative-changed' end
         when comparable and old_name is not null and not same_person then 'registration-changed'
         when old_date <> new_date then 'registration-changed'
       end as reason
       from compared
     ), lapsed as (
       update certification
       set status = 'lapsed', reason = judged.reason, since = $1::timestamptz
       from judged
       where judged.reason is not null and certification.unit_code = judged.unit_code
         and certification.status = 'certified'
       returning certification.unit_code, certification.site_id, certification.attempt_id, judged.reason
     ), audited as (
       insert into audit_entry (at, action, unit_code, site_id, attempt_id, detail)
       select $1::timestamptz, 'certification.lapsed', unit_code, site_id, attempt_id,
              jsonb_build_object('reason', reason)
       from lapsed order by unit_code
     ), announced as (
       insert into outbox_event (id, kind, unit_code, payload, at)
       select gen_random_uuid(), 'unit.lapsed', unit_code,
              jsonb_build_object('unit', unit_code, 'kind', 'real-name', 'status', 'lapsed', 'reason', reason,
                                 'at', $4::text),
              $1::timestamptz
       from lapsed order by unit_code
     )
     select count(*) as count from lapsed`,
    [new Date(now).toISOString(), full, liveKeys, new Date(now).toISOString()],
  );
  return Number(row?.count ?? 0);
}
