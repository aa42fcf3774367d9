/**
 * Claims whose decision did not come in time, or whose unit is held. A claim that waited for a partner, or was to be checked again, is kept for 30 days;
 * its unit is told, and of the first also its site. A registration that waits keeps no claim: it ends with its idempotency key, which is told nobody, for
 * only that key could go on with it.
 */
import { sql } from 'kysely';
import { KEPT_FOR, type Parameter, prepare } from '../database/index.ts';
import { eventValues, type EventValues, insertEvents, type Recording } from '../events/index.ts';
import type { Flow } from '../limits/index.ts';
import { certificationInForce } from '../certifications/index.ts';
import { CLAIM_KEPT_FOR } from './kept-claim.ts';

interface Over {
  id: string;
  reference: string;
  flow: Flow;
  unitCode: string;
  siteId: string;
  isCertified: boolean;
}

interface Instants {
  now: Date;
  /** Keys from before then are over. */
  keysBefore: Date;
}

/** Submissions ended in one step. */
const BATCH = 100;

const overStatement = prepare<Instants, Over>(
  'submissions_over',
  (p) => sql<Over>`
  select submission.id, reference, flow, submission.unit_code as "unitCode", submission.site_id as "siteId",
         exists (select from ${certificationInForce(p('now'))} term where term.unit_code = submission.unit_code) as "isCertified"
  from submission
  left join kept_claim on kept_claim.unit_code = submission.unit_code and purpose = 'pending'
    and submission_id = submission.id
  where outcome = 'pending'
    and case flow when 'registration' then at <= ${p('keysBefore')}::timestamptz
                  else expires_at <= ${p('now')}::timestamptz end
  limit ${sql.lit(BATCH)}`,
);

interface ExpireValues extends EventValues {
  ids: readonly string[];
  units: readonly string[];
  /** Their units are held: they end before their time. */
  areHeld: boolean;
  now: Date;
}

const isOver = (p: Parameter<ExpireValues>) =>
  sql`(${p('areHeld')}::boolean or expires_at <= ${p('now')}::timestamptz)`;

/** Locks a claim before its submission, as the settlement does. A claim that was decided or sent anew meanwhile stays. */
const expireStatement = prepare<ExpireValues, never>(
  'submissions_expire',
  (p) => sql<never>`
  with over as (select * from unnest(${p('ids')}::uuid[], ${p('units')}::text[]) as over (id, unit)),
  dropped as (
    delete from kept_claim using over
    where unit_code = unit and purpose = 'pending' and submission_id = id and ${isOver(p)}
    returning submission_id
  ),
  ended as (
    update submission set outcome = 'expired', decided_at = ${p('now')}::timestamptz, key = null, body = null
    from over
    where submission.id = over.id and unit_code = unit and outcome = 'pending'
      and (flow = 'registration' or submission.id in (select submission_id from dropped))
    returning submission.id
  )
  ${insertEvents(p('events'), sql`join ended on ended.id = possible.submission_id`)}`,
);

/** Ends one batch; true when there may be more. Any number of processes may do it. `now` in milliseconds. */
export async function expireSubmissions({ database, keys }: Recording, now: number): Promise<boolean> {
  const at = new Date(now);
  const keysBefore = new Date(now - KEPT_FOR.idempotencyKeys);
  const over = await database.run(overStatement, { now: at, keysBefore });
  await endSubmissions({ database, keys }, over, { at, actor: 'worker:retention' });
  return over.length === BATCH;
}

/** When and by whom claims end. The one of holds ends them before their time. */
interface By {
  at: Date;
  actor: 'worker:retention' | 'worker:holds';
}

const valuesOf = (over: readonly { id: string; unitCode: string }[], { at, actor }: By) => ({
  ids: over.map(({ id }) => id),
  units: over.map(({ unitCode }) => unitCode),
  areHeld: actor === 'worker:holds',
  now: at,
});

async function endSubmissions({ database, keys }: Recording, over: readonly Over[], by: By): Promise<void> {
  if (over.length === 0) return;
  const events = over.map(({ id, reference, flow, unitCode, siteId, isCertified }) => ({
    ...by,
    type: `${flow}.expired` as const,
    unitCode,
    siteId,
    submissionId: id,
    detail: {
      reference,
      ...(isCertified && { isCertified: true }),
      ...(by.actor === 'worker:holds' && HELD),
    },
  }));
  await database.run(expireStatement, { ...valuesOf(over, by), ...eventValues(keys, events) });
}

/** The detail of the events of claims that end because officers hold their unit. */
const HELD = { reason: 'held' };

interface RecheckOver {
  id: string;
  unitCode: string;
  siteId: string;
}

const rechecksOverStatement = prepare<{ now: Date }, RecheckOver>(
  'rechecks_over',
  (p) => sql<RecheckOver>`
  select submission_id as id, unit_code as "unitCode", site_id as "siteId" from kept_claim
  where purpose = 'recheck' and expires_at <= ${p('now')}::timestamptz
  order by expires_at limit ${sql.lit(BATCH)}`,
);

/** Ends the re-checks, and writes on each refused submission when its re-check ended. */
const expireRechecksStatement = prepare<ExpireValues, never>(
  'rechecks_expire',
  (p) => sql<never>`
  with over as (select * from unnest(${p('ids')}::uuid[], ${p('units')}::text[]) as over (id, unit)),
  dropped as (
    delete from kept_claim using over
    where unit_code = unit and purpose = 'recheck' and submission_id = id and ${isOver(p)}
    returning submission_id, unit_code, least(expires_at, ${p('now')}::timestamptz) as expired_at
  ),
  remembered as (
    update submission set recheck_expired_at = dropped.expired_at
    from dropped where submission.unit_code = dropped.unit_code and recheck_id = dropped.submission_id
  )
  ${insertEvents(p('events'), sql`join dropped on dropped.submission_id = possible.submission_id`)}`,
);

/** Ends one batch of re-checks; true when there may be more. Any number of processes may do it. `now`: in milliseconds. */
export async function expireRechecks({ database, keys }: Recording, now: number): Promise<boolean> {
  const at = new Date(now);
  const over = await database.run(rechecksOverStatement, { now: at });
  await endRechecks({ database, keys }, over, { at, actor: 'worker:retention' });
  return over.length === BATCH;
}

async function endRechecks(
  { database, keys }: Recording,
  over: readonly RecheckOver[],
  by: By,
): Promise<void> {
  if (over.length === 0) return;
  const events = over.map(({ id, unitCode, siteId }) => ({
    ...by,
    type: 'recheck.expired' as const,
    unitCode,
    siteId,
    submissionId: id,
    ...(by.actor === 'worker:holds' && { detail: HELD }),
  }));
  await database.run(expireRechecksStatement, { ...valuesOf(over, by), ...eventValues(keys, events) });
}

const heldStatement = prepare<
  { units: readonly string[]; now: Date },
  Over & { purpose: 'pending' | 'recheck' }
>(
  'claims_held',
  (p) => sql<Over & { purpose: 'pending' | 'recheck' }>`
  select purpose, submission_id as id, coalesce(reference, '') as reference, 'certification' as flow, kept_claim.unit_code as "unitCode",
         kept_claim.site_id as "siteId",
         exists (select from ${certificationInForce(p('now'))} term where term.unit_code = kept_claim.unit_code) as "isCertified"
  from kept_claim left join submission on submission.id = submission_id
  where kept_claim.unit_code = any(${p('units')}::text[])`,
);

/** Ends the claims that wait of held units. `now` in milliseconds. */
export async function endHeldClaims(
  { database, keys }: Recording,
  units: readonly string[],
  now: number,
): Promise<void> {
  const at = new Date(now);
  const held = await database.run(heldStatement, { units, now: at });
  const by = { at, actor: 'worker:holds' } as const;
  const ofPurpose = (purpose: 'pending' | 'recheck') => held.filter((one) => one.purpose === purpose);
  await endSubmissions({ database, keys }, ofPurpose('pending'), by);
  await endRechecks({ database, keys }, ofPurpose('recheck'), by);
}

/** How long a statement may run beside another one that does not see what it writes. Milliseconds. */
const BESIDE = 600_000;

/**
 * Erases re-checks of units that are certified. A certification erases what its unit keeps; a re-check that was requested at the same moment
 * is not seen by it. Only those that were kept a short time ago are looked at.
 */
const needlessRechecksStatement = prepare<{ keptSince: Date; now: Date }, never>(
  'rechecks_needless',
  (p) => sql<never>`
  delete from kept_claim
  where purpose = 'recheck' and expires_at > ${p('keptSince')}::timestamptz
    and exists (select from ${certificationInForce(p('now'))} term
                where term.unit_code = kept_claim.unit_code and due_at is null)`,
);

/** `now`: in milliseconds. */
export const dropNeedlessRechecks = async (
  { database }: Pick<Recording, 'database'>,
  now: number,
): Promise<void> => {
  await database.run(needlessRechecksStatement, {
    keptSince: new Date(now - BESIDE + CLAIM_KEPT_FOR),
    now: new Date(now),
  });
};
