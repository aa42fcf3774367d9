/** What an import changes about units that are certified already. Part of its transaction. */
import type { Session } from '../../database/database.ts';
import type { Digester } from '../../protection/digest.ts';

/**
 * A unit that was certified or registered by its organization code, before the registry's files held it, is known by
 * its USCC from now on. Runs before the new rows are installed.
 */
export async function followUnits(session: Session, staging: string): Promise<void> {
  await session.query(
    `with legacy as (
       select unit_code from certification where length(unit_code) = 9
       union select unit_code from site_unit where length(unit_code) = 9
       union select unit_code from registered_unit where length(unit_code) = 9
     ), renamed as (
       select legacy.unit_code as old, new.code
       from legacy join ${staging} new on new.organization_code = legacy.unit_code and not new.skipped
       where new.code <> legacy.unit_code
         and not exists (
           select from registry_unit other
           where other.organization_code = legacy.unit_code and other.code <> new.code)
         and not exists (
           select from ${staging} other
           where other.organization_code = legacy.unit_code and other.code <> new.code and not other.skipped)
     ), certified as (
       update certification set unit_code = renamed.code from renamed
       where unit_code = old and not exists (select from certification other where other.unit_code = renamed.code)
     ), known as (
       insert into site_unit (unit_code, site_id)
       select code, site_id from site_unit join renamed on unit_code = old
       on conflict do nothing
     ), unknown as (
       delete from site_unit using renamed where unit_code = old
     ), registered as (
       insert into registered_unit (unit_code, site_id, at)
       select code, site_id, at from registered_unit join renamed on unit_code = old
       on conflict do nothing
     )
     delete from registered_unit using renamed where unit_code = old`,
  );
}

/**
 * Certifications name their representative under the newest key, so that an older one can retire after a full
 * import. Runs after the new rows are installed.
 */
export async function renewDigests(session: Session, digester: Digester): Promise<void> {
  const [newest] = digester.all('number', '');
  await session.query(
    `update certification
     set representative = person -> 'numbers' ->> 0
     from registry_unit unit, jsonb_array_elements(unit.representatives) person
     where unit.code = certification.unit_code and not starts_with(certification.representative, $1::text)
       and person -> 'numbers' ? certification.representative`,
    [newest!.slice(0, newest!.indexOf('.') + 1)],
  );
}
