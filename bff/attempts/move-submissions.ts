/**
 * Moves the submissions of units, and their claims that wait, from their organization codes to
 * their USCCs.
 */
import { sql } from 'kysely';
import {
  type ActorOf,
  type MovedUnit,
  movedUnits,
  type MovedValues,
  movedValues,
  prepare,
  rowMover,
  runIn,
  type Session,
} from '../database/index.ts';
import { hasCurrentTerm, isCertifiedAt } from '../certifications/index.ts';
import { eventValues, type EventValues, insertEvents } from '../events/index.ts';
import type { KeyRing } from '../keys/index.ts';
import { type Kept, supersededEvent, supersedeRechecks } from './kept-claim.ts';

const dropNeedlessStatement = prepare<MovedValues, never>(
  'rechecks_drop_moved',
  (p) => sql<never>`
  delete from kept_claim using ${movedUnits(p)}
  where unit_code in (old, code) and purpose = 'recheck' and ${hasCurrentTerm(sql`moved.code`)}`,
);

interface Older extends Pick<Kept, 'purpose' | 'submissionId' | 'siteId' | 'reference'> {
  unitCode: string;
  /** The newer claim is another user's. */
  isOfAnother: boolean;
  isCertified: boolean;
}

/**
 * Selects a kept claim of the unit with its submission, which has moved; of a re-check it is the
 * one that was refused.
 */
const claimSent = sql`
    select kept.*, submission.reference, recheck_reference, user_digest,
           (kept.expires_at, coalesce(submission.at, '-infinity'), kept.submission_id) as age
    from kept_claim kept
    left join submission on submission.unit_code = code and kept.submission_id in (submission.id, recheck_id)
    where kept.unit_code in (old, code)`;

/**
 * The older ones of two claims of one purpose that a unit has under its two codes. Claims of one
 * day are kept until the same instant.
 */
const olderStatement = prepare<MovedValues & { now: Date }, Older>(
  'claims_older',
  (p) => sql<Older>`
  select older.purpose, older.submission_id as "submissionId", older.site_id as "siteId", code as "unitCode",
         case older.purpose when 'recheck' then older.recheck_reference else older.reference end as reference,
         older.user_digest <> newer.user_digest as "isOfAnother", ${isCertifiedAt(sql`code`, p('now'))} as "isCertified"
  from ${movedUnits(p)}
  cross join lateral (${claimSent}) older
  join lateral (${claimSent}) newer on newer.purpose = older.purpose and newer.age > older.age`,
);

/** Ends them. A claim that was decided or taken back meanwhile has no end of this kind. */
const endOlderStatement = prepare<MovedValues & EventValues & { ids: readonly string[]; now: Date }, never>(
  'claims_end_older',
  (p) => sql<never>`
  with dropped as (
    delete from kept_claim using ${movedUnits(p)}
    where unit_code in (old, code) and submission_id = any(${p('ids')}::uuid[])
    returning submission_id, code
  ),
  ended as (
    update submission set outcome = 'replaced', decided_at = ${p('now')}::timestamptz
    from dropped where submission.id = submission_id and outcome = 'pending'
  ),
  superseded as (${supersedeRechecks(sql`dropped.code`, { claim: sql`dropped`, when: sql`true`, at: p('now') })}
  )
  ${insertEvents(p('events'), sql`where possible.submission_id in (select submission_id from dropped)`)}`,
);

const moveRows = rowMover('submissions_move', sql`update submission`);

/**
 * Breaks the primary key, with the transaction, when a claim is kept by the USCC at this moment.
 * Then the move is done again, later.
 */
const moveClaims = rowMover('claims_move', sql`update kept_claim`);

/**
 * In the session's transaction, after the units' certifications have moved. When both codes have a
 * claim of one purpose, the newer one takes the place of the older one.
 */
export async function moveSubmissions(
  session: Session,
  units: readonly MovedUnit[],
  { at, actor, keys }: { at: Date; actor: ActorOf<'operator' | 'worker'>; keys: KeyRing },
): Promise<void> {
  const values = movedValues(units);
  await runIn(session, dropNeedlessStatement, values);
  await moveRows(session, units);
  const older = await runIn(session, olderStatement, { ...values, now: at });
  const events = older
    .filter(({ isOfAnother }) => isOfAnother)
    .map((one) => supersededEvent(one, { ...one, actor, at }));
  const ids = older.map(({ submissionId }) => submissionId);
  if (ids.length > 0)
    await runIn(session, endOlderStatement, { ...values, ids, now: at, ...eventValues(keys, events) });
  await moveClaims(session, units);
}
