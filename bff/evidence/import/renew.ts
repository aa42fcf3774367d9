/** Digests of certifications under the newest key. Part of an import's transaction. */
import type { Session } from '../../database/database.ts';
import type { Digester } from '../../protection/digest.ts';

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
