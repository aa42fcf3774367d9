/** Moves the submissions of units, and their claims that wait, from their organization codes to their USCCs. */
import { sql } from 'kysely';
import {
  type MovedUnit,
  movedUnits,
  type MovedValues,
  movedValues,
  organizationIn,
  prepare,
  runIn,
  type Session,
} from '../database/index.ts';
import { hasCurrentTerm } from '../certifications/index.ts';

/** When the submission of a kept claim was sent, which may be stored under either code. For a re-check it is the one that was refused. */
const sentAt = (kept: 'excluded' | 'other') => sql`(
      select max(at) from submission
      where unit_code in (other.unit_code, ${organizationIn(sql`other.unit_code`)}) and ${sql.ref(`${kept}.submission_id`)} in (id, recheck_id))`;

/** When both codes have a claim of one purpose, the newer one stays. Those of one day are kept until the same instant. */
const moveClaimsStatement = prepare<MovedValues, never>(
  'claims_move',
  (p) => sql<never>`
  with gone as (
    delete from kept_claim using ${movedUnits(p)} where unit_code = old returning kept_claim.*, code
  )
  insert into kept_claim as other (unit_code, purpose, submission_id, site_id, claim, tries, next_try_at, waits_for, expires_at)
  select code, purpose, submission_id, site_id, claim, tries, next_try_at, waits_for, expires_at from gone
  on conflict (unit_code, purpose) do update
    set (submission_id, site_id, claim, tries, next_try_at, waits_for, expires_at)
      = row(excluded.submission_id, excluded.site_id, excluded.claim, excluded.tries, excluded.next_try_at, excluded.waits_for, excluded.expires_at)
    where (excluded.expires_at, ${sentAt('excluded')}) > (other.expires_at, ${sentAt('other')})`,
);

const moveStatement = prepare<MovedValues, never>(
  'submissions_move',
  (p) => sql<never>`update submission set unit_code = code from ${movedUnits(p)} where unit_code = old`,
);

/** Ends claims whose place another one has taken. */
const endDisplacedStatement = prepare<MovedValues & { at: Date }, never>(
  'submissions_end_displaced',
  (p) => sql<never>`
  update submission set outcome = 'replaced', decided_at = ${p('at')}::timestamptz from ${movedUnits(p)}
  where unit_code = code and outcome = 'pending' and flow = 'certification' and not exists (
    select from kept_claim where kept_claim.unit_code = code and submission_id = submission.id)`,
);

const dropNeedlessStatement = prepare<MovedValues, never>(
  'rechecks_drop_moved',
  (p) => sql<never>`
  delete from kept_claim using ${movedUnits(p)}
  where unit_code = code and purpose = 'recheck' and ${hasCurrentTerm(sql`moved.code`)}`,
);

/** In the session's transaction, after the units' certifications have moved. */
export async function moveSubmissions(
  session: Session,
  units: readonly MovedUnit[],
  at: Date,
): Promise<void> {
  const values = movedValues(units);
  await runIn(session, moveClaimsStatement, values);
  await runIn(session, moveStatement, values);
  await runIn(session, endDisplacedStatement, { ...values, at });
  await runIn(session, dropNeedlessStatement, values);
}
