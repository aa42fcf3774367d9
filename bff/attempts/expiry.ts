/**
 * Claims whose decision did not come in time, or whose unit is held. A claim that waited for a
 * partner, or was to be checked again, is kept for 30 days; its unit is told, and of the first also
 * its site. A registration that waits keeps no claim: it ends with its idempotency key, which is
 * told nobody, for only that key could go on with it.
 */
import { sql, type RawBuilder } from 'kysely';
import { BATCH as ROWS, type Database, KEPT_FOR, type Parameter, prepare } from '../database/index.ts';
import {
  eventValues,
  type EventValues,
  insertEvents,
  type NewEvent,
  type Recording,
} from '../events/index.ts';
import { hasCurrentTerm, isCertifiedAt } from '../certifications/index.ts';
import { CLAIM_KEPT_FOR } from './kept-claim.ts';

interface Ending {
  /** Its event. */
  type: `${'certification' | 'registration' | 'recheck'}.expired`;
  /** The submission's, or the re-check's. */
  id: string;
  /** Null for a re-check. */
  reference: string | null;
  unitCode: string;
  siteId: string;
  isCertified: boolean;
}

/** Claims ended in one step. */
const BATCH = 100;

/** Selects claims that are kept (`Ending`). `which`: SQL after `where`. */
const keptClaims = (p: Parameter<{ now: Date }>, which: RawBuilder<unknown>) => sql`
  select case purpose when 'pending' then 'certification.expired' else 'recheck.expired' end as type, submission_id as id, reference,
         kept_claim.unit_code as "unitCode", kept_claim.site_id as "siteId",
         ${isCertifiedAt(sql`kept_claim.unit_code`, p('now'))} as "isCertified"
  from kept_claim left join submission on submission.id = submission_id
  where ${which}`;

const overStatement = prepare<{ now: Date; keysBefore: Date }, Ending>(
  'claims_over',
  (p) => sql<Ending>`
  (${keptClaims(p, sql`expires_at <= ${p('now')}::timestamptz`)} order by expires_at limit ${sql.lit(BATCH)})
  union all
  (select 'registration.expired', id, reference, unit_code, site_id, ${isCertifiedAt(sql`submission.unit_code`, p('now'))}
   from submission
   where outcome = 'pending' and flow = 'registration' and at <= ${p('keysBefore')}::timestamptz
   limit ${sql.lit(BATCH)})`,
);

/**
 * Ends one batch; true when there may be more. Any number of processes may do it. `now` in
 * milliseconds.
 */
export async function expireClaims(recording: Recording, now: number): Promise<boolean> {
  const at = new Date(now);
  const keysBefore = new Date(now - KEPT_FOR.idempotencyKeys);
  const over = await recording.database.run(overStatement, { now: at, keysBefore });
  await endClaims(recording, over, { at, areHeld: false });
  return over.length >= BATCH;
}

const heldStatement = prepare<{ units: readonly string[]; now: Date }, Ending>(
  'claims_held',
  (p) => sql<Ending>`${keptClaims(p, sql`kept_claim.unit_code = any(${p('units')}::text[])`)}`,
);

/** Ends the claims that wait of held units. `now` in milliseconds. */
export async function endHeldClaims(
  recording: Recording,
  units: readonly string[],
  now: number,
): Promise<void> {
  const at = new Date(now);
  const held = await recording.database.run(heldStatement, { units, now: at });
  await endClaims(recording, held, { at, areHeld: true });
}

interface EndValues extends EventValues {
  ids: readonly string[];
  units: readonly string[];
  /** Their units are held: they end before their time. */
  areHeld: boolean;
  now: Date;
}

/**
 * Locks a claim before its submission, as the settlement does. A claim that was decided or sent
 * anew meanwhile stays. The refused submission of a re-check remembers when the re-check ended.
 */
const endStatement = prepare<EndValues, never>(
  'claims_end',
  (p) => sql<never>`
  with over as (select * from unnest(${p('ids')}::uuid[], ${p('units')}::text[]) as over (id, unit)),
  dropped as (
    delete from kept_claim using over
    where unit_code = unit and submission_id = id and (${p('areHeld')}::boolean or expires_at <= ${p('now')}::timestamptz)
    returning submission_id, unit_code, least(expires_at, ${p('now')}::timestamptz) as expired_at
  ),
  ended as (
    update submission set outcome = 'expired', decided_at = ${p('now')}::timestamptz, key = null, body = null
    from over
    where submission.id = over.id and unit_code = unit and outcome = 'pending'
      and (flow = 'registration' or submission.id in (select submission_id from dropped))
    returning submission.id
  ),
  remembered as (
    update submission set recheck_expired_at = dropped.expired_at
    from dropped where submission.unit_code = dropped.unit_code and recheck_id = dropped.submission_id
  )
  ${insertEvents(
    p('events'),
    sql`where possible.submission_id in (select id from ended)
      or possible.type = 'recheck.expired' and possible.submission_id in (select submission_id from dropped)`,
  )}`,
);

async function endClaims(
  { database, keys }: Recording,
  endings: readonly Ending[],
  { at, areHeld }: { at: Date; areHeld: boolean },
): Promise<void> {
  if (endings.length === 0) return;
  const events = endings.map((ending): NewEvent => ({
    at,
    actor: areHeld ? 'worker:holds' : 'worker:retention',
    type: ending.type,
    unitCode: ending.unitCode,
    siteId: ending.siteId,
    submissionId: ending.id,
    detail: { ...detailOf(ending), ...(areHeld && { reason: 'held' }) },
  }));
  await database.run(endStatement, {
    ids: endings.map(({ id }) => id),
    units: endings.map(({ unitCode }) => unitCode),
    areHeld,
    now: at,
    ...eventValues(keys, events),
  });
}

function detailOf({ type, reference, isCertified }: Ending): object {
  switch (type) {
    case 'certification.expired':
    case 'registration.expired':
      return { reference, ...(isCertified && { isCertified: true }) };
    case 'recheck.expired':
      return {};
  }
}

/**
 * Two statements miss each other's rows only when they run at the same time. No statement runs so
 * long. Milliseconds.
 */
const LONGEST_STATEMENT = 600_000;

/**
 * Erases re-checks of units that are certified. A certification erases what its unit keeps, but not
 * a re-check that is requested at the same moment: neither statement sees the other's row. So only
 * re-checks that were requested since `LONGEST_STATEMENT` are looked at.
 */
const needlessRechecksStatement = prepare<{ keptSince: Date }, never>(
  'rechecks_needless',
  (p) => sql<never>`
  delete from kept_claim
  where purpose = 'recheck' and expires_at > ${p('keptSince')}::timestamptz and ${hasCurrentTerm(sql`kept_claim.unit_code`)}`,
);

/** `now`: in milliseconds. */
export const dropNeedlessRechecks = async (
  { database }: Pick<Recording, 'database'>,
  now: number,
): Promise<void> => {
  await database.run(needlessRechecksStatement, {
    keptSince: new Date(now - LONGEST_STATEMENT + CLAIM_KEPT_FOR),
  });
};

/**
 * Forgets one batch of the idempotency keys that get their first answer no more, and ends what only
 * such a key could go on with. True when there may be more. `now` in milliseconds.
 */
export async function forgetKeys({ kysely }: Database, now: number): Promise<boolean> {
  const until = new Date(now - KEPT_FOR.idempotencyKeys);
  const { numAffectedRows } = await sql`
    update submission set key = null, body = null
    where id in (
      select id from submission where key is not null and at <= ${until} order by at limit ${sql.lit(ROWS)})`.execute(
    kysely,
  );
  await replaceForgotten(kysely, new Date(now), until);
  return Number(numAffectedRows ?? 0) >= ROWS;
}

/**
 * Submissions that still count as pending although no claim is kept for them, once their
 * idempotency key is forgotten: the process died while a partner was asked, and nobody has asked
 * again with that key, or the unit was certified at the very moment at which the claim was kept. A
 * registration never keeps a claim.
 */
const replaceForgotten = (kysely: Database['kysely'], now: Date, until: Date): Promise<unknown> =>
  sql`
    update submission set outcome = 'replaced', decided_at = ${now}
    where outcome = 'pending' and flow = 'certification' and at <= ${until} and not exists (
      select from kept_claim where kept_claim.submission_id = submission.id)`.execute(kysely);
