/** Certifications keep to their unit when an import changes what it is called by. Part of an import's transaction. */
import type { Session } from '../../database/database.ts';
import type { Digester } from '../../protection/digest.ts';

/**
 * A unit that was certified by its organisation code, before the registry's files held it, is known by its USCC from
 * now on (contract, section 2: the canonical unit). Before the new rows are in.
 */
export async function followUnits(session: Session, staging: string): Promise<void> {
  await session.query(
    `update certification set unit_code = new.code
     from ${staging} new
     where length(certification.unit_code) = 9 and not new.skipped
       and new.organisation_code = certification.unit_code and new.code <> certification.unit_code
       and not exists (
         select from registry_unit other
         where other.organisation_code = certification.unit_code and other.code <> new.code)
       and not exists (
         select from ${staging} other
         where other.organisation_code = certification.unit_code and other.code <> new.code and not other.skipped)
       and not exists (select from certification other where other.unit_code = new.code)`,
  );
}

/**
 * Certifications name their representative under the newest key, so that an older one can retire after a full
 * import. After the new rows are in.
 */
export async function renewDigests(session: Session, digester: Digester): Promise<void> {
  const [newest] = digester.all('number', '');
  await session.query(
    `update certification
     set representative = unit.numbers[(array_position(unit.numbers, certification.representative) - 1)
           % cardinality(unit.representatives) + 1]
     from registry_unit unit
     where unit.code = certification.unit_code and not starts_with(certification.representative, $1::text)
       and certification.representative = any(unit.numbers)`,
    [newest!.slice(0, newest!.indexOf('.') + 1)],
  );
}
