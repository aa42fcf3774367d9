/** Digests of certifications under the newest key. */
import { sql } from 'kysely';
import { type ActorOf, prepare, runIn, type Session } from '../database/index.ts';
import {
  eventValues,
  type EventValues,
  insertEvents,
  type NewEvent,
  type TermFacts,
  termFactsColumns,
  termMac,
} from '../events/index.ts';
import type { Digester, KeyRing } from '../keys/index.ts';
import { renewRepresentative } from '../certifications/index.ts';

/** Certifications renewed in one statement: a submission of one of these units waits for it. */
const BATCH = 1_000;

interface Old extends TermFacts {
  unitCode: string;
  /** Under the newest key; null when the registry does not have it. */
  renewed: string | null;
}

const oldStatement = prepare<{ after: string; prefix: string }, Old>(
  'terms_old_digests',
  (p) => sql<Old>`
  select certification.unit_code as "unitCode", ${termFactsColumns}, (
    select person -> 'numbers' ->> 0 from registry_unit, jsonb_array_elements(representatives) person
    where code = certification.unit_code and person -> 'numbers' ? certification.representative limit 1) as renewed
  from certification
  where ended_at is null and unit_code > ${p('after')}::text and not starts_with(representative, ${p('prefix')}::text)
  order by unit_code limit ${sql.lit(BATCH)}`,
);

/** `changes`: JSON. */
const renewStatement = prepare<{ changes: string } & EventValues, never>(
  'terms_renew',
  (p) => sql<never>`
  with change as (
    select * from json_to_recordset(${p('changes')}::text::json)
      as row ("unitCode" text, "submissionId" uuid, old text, renewed text)
  ),
  changed as (${renewRepresentative(sql`change.renewed`, {
    from: sql`change`,
    unitCode: sql`change."unitCode"`,
    submissionId: sql`change."submissionId"`,
    when: sql`representative = change.old`,
  })}
  )
  ${insertEvents(p('events'), sql`join changed on changed.submission_id = possible.submission_id`)}`,
);

/**
 * Certifications name their representative under the newest key, so that an older one can retire
 * after a full import. Each has an event, by which the new digest is verified.
 */
export async function renewDigests(
  session: Session,
  {
    digester,
    keys,
    actor,
    at,
  }: { digester: Digester; keys: KeyRing; actor: ActorOf<'operator' | 'worker'>; at: Date },
): Promise<void> {
  const [newest] = digester.liveKeys();
  const prefix = `${newest}.`;
  for (let after: string | undefined = ''; after !== undefined;) {
    const olds: Old[] = await runIn(session, oldStatement, { after, prefix });
    const known = olds.flatMap((old) => (old.renewed === null ? [] : [{ ...old, renewed: old.renewed }]));
    const events = known.map(({ unitCode, renewed, ...facts }): NewEvent => {
      const { submissionId, siteId } = facts;
      const term = termMac(keys, { ...facts, representative: renewed });
      return { at, actor, type: 'certification.renewed', unitCode, siteId, submissionId, detail: { term } };
    });
    const changes = JSON.stringify(
      known.map(({ unitCode, submissionId, representative: old, renewed }) => ({
        unitCode,
        submissionId,
        old,
        renewed,
      })),
    );
    if (known.length > 0) await runIn(session, renewStatement, { changes, ...eventValues(keys, events) });
    after = olds.at(-1)?.unitCode;
  }
}
