/** Digests of certifications under the newest key. */
import type { Session } from '../../database/database.ts';
import type { Digester } from '../../protection/digest.ts';

/** Certifications renewed in one statement: a submission of one of these units waits for it. */
const BATCH = 1_000;

/**
 * Certifications name their representative under the newest key, so that an older one can retire after a full
 * import.
 */
export async function renewDigests(session: Session, digester: Digester): Promise<void> {
  const [newest] = digester.all('number', '');
  const prefix = newest!.slice(0, newest!.indexOf('.') + 1);
  for (let after: string | undefined = ''; after !== undefined;) {
    const units: { unit_code: string }[] = await session.query(
      `select unit_code from certification
       where ended_at is null and unit_code > $1 and not starts_with(representative, $2::text)
       order by unit_code limit ${BATCH}`,
      [after, prefix],
    );
    const codes = units.map(({ unit_code }) => unit_code);
    await session.query(
      `update certification
       set representative = person -> 'numbers' ->> 0
       from registry_unit unit, jsonb_array_elements(unit.representatives) person
       where certification.unit_code = any($1::text[]) and ended_at is null and unit.code = certification.unit_code
         and person -> 'numbers' ? certification.representative`,
      [codes],
    );
    after = codes.at(-1);
  }
}
