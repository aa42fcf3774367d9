/** A claim that waits: encrypted as long as it must be read again, erased when it is decided. */
import { sql, type RawBuilder } from 'kysely';
import { endOfChinaDay } from '../contract/identifiers.ts';
import { DAY, HOUR } from '../contract/time.ts';
import { organizationCodeOf } from '../contract/unit-code.ts';
import {
  type Database,
  type Parameter,
  prepare,
  runIn,
  type Session,
  type Tables,
} from '../database/index.ts';
import type { NewEvent, WriterOf } from '../events/index.ts';
import type { Caller, Cipher, SealedColumn } from '../keys/index.ts';
import type { ClaimToDecide } from './claim.ts';

/** First try after a partner's outage, then doubling up to the longest pause. Milliseconds. */
const FIRST_PAUSE = 5_000;
export const LONGEST_PAUSE = 300_000;
/** Between two re-checks of a claim; an import makes all of them due at once. */
export const RECHECK_PAUSE = 6 * HOUR;
/** A claim is kept until the end of the last of these days in China. */
export const CLAIM_KEPT_FOR = 30 * DAY;
/**
 * How often one refused claim may be kept for re-checks: each time is an event of consent, which is
 * stored for years. A user who withdraws the consent by mistake can give it again.
 */
export const RECHECKS_OF_A_CLAIM = 5;

/** It waits for a partner, or is to be checked again. */
export type Purpose = Tables['kept_claim']['purpose'];

/**
 * The encrypted content: the claim, and digests of its sender, so that its decision counts like any
 * other.
 */
export interface KeptClaim {
  request: ClaimToDecide;
  user: string;
  address: string | undefined;
}

/** A claim that is kept of the unit, as JSON. */
export interface Kept {
  purpose: Purpose;
  submissionId: string;
  siteId: string;
  until: string;
  /** The user's site keeps it. */
  here: boolean;
  /** The submission's, or those of the re-check that was requested of it. */
  reference: string | null;
  at: string | null;
}

interface Superseding {
  unitCode: string;
  isCertified: boolean;
  /** The user, or the import that makes two units one. */
  actor: WriterOf<'certification.superseded'>;
  at: Date;
}

const SUPERSEDED = { pending: 'certification.superseded', recheck: 'recheck.superseded' } as const;

/**
 * The event of a kept claim whose place another user's claim takes. The site of one that waited is
 * told of it.
 */
export const supersededEvent = (
  {
    purpose,
    submissionId,
    siteId,
    reference,
  }: Pick<Kept, 'purpose' | 'submissionId' | 'siteId' | 'reference'>,
  { unitCode, isCertified, actor, at }: Superseding,
): NewEvent => ({
  at,
  actor,
  type: SUPERSEDED[purpose],
  unitCode,
  siteId,
  submissionId,
  detail: { reference, ...(isCertified && { isCertified }) },
});

interface Place {
  unitCode: string;
  submissionId: string;
}

/**
 * The organization code stays when the unit's USCC becomes known, and the claim goes along
 * (`import/move-units.ts`).
 */
const contextOf = ({ unitCode, submissionId }: Place) =>
  `kept_claim:${organizationCodeOf(unitCode)}:${submissionId}`;

export const SEALED_CLAIMS: SealedColumn = {
  table: 'kept_claim',
  column: 'claim',
  key: ['unit_code', 'purpose'],
  bound: ['submission_id'],
  context: (row) => contextOf({ unitCode: row['unit_code']!, submissionId: row['submission_id']! }),
};

export interface KeptColumns {
  /** Encrypted. */
  sealedClaim: string;
  nextTryAt: Date;
  keptUntil: Date;
}

type Nullable<Values> = { [Name in keyof Values]: Values[Name] | null };

interface KeepValues extends Place, Nullable<KeptColumns> {
  siteId: string;
  /** The submissions of the unit's kept claims that were read. */
  keptRead: readonly string[];
}

/**
 * Keeps a unit's claim, in the place of an older one. `from`: SQL, with a row when it is to be
 * kept. Returns no row when the older one has come since the unit's claims were read, also at the
 * same moment: the statement has no event of that one. So nothing may be written before it, and all
 * that follows needs its row.
 */
export const keepQuery = (p: Parameter<KeepValues>, purpose: Purpose, from: RawBuilder<unknown>) => sql`
    insert into kept_claim (unit_code, purpose, submission_id, site_id, claim, next_try_at, expires_at)
    select ${p('unitCode')}::text, ${sql.lit(purpose)}, ${p('submissionId')}::uuid, ${p('siteId')}::text, ${p('sealedClaim')}::text,
           ${p('nextTryAt')}::timestamptz, ${p('keptUntil')}::timestamptz
    from ${from}
    on conflict (unit_code, purpose) do update
      set submission_id = excluded.submission_id, site_id = excluded.site_id, claim = excluded.claim, waits_for = '', tries = 0,
          next_try_at = excluded.next_try_at, expires_at = excluded.expires_at
      where kept_claim.submission_id = any(${p('keptRead')}::uuid[])
    returning expires_at`;

/**
 * Ends submissions that wait and are superseded. `from`: SQL of their units; `when`: a condition;
 * `at`: the instant.
 */
export const supersedePending = (
  unitCode: RawBuilder<unknown>,
  {
    from,
    when = sql`true`,
    at,
  }: { from: RawBuilder<unknown>; when?: RawBuilder<unknown>; at: RawBuilder<unknown> },
) => sql`
    update submission set outcome = 'replaced', decided_at = ${at}::timestamptz
    from ${from}
    where ${when} and submission.outcome = 'pending'
      and submission.id = (select submission_id from kept_claim where kept_claim.unit_code = ${unitCode} and purpose = 'pending')
    returning submission.id, submission.user_digest`;

/** Erases what is kept for units. `from`: SQL of the units; `when`: a condition. */
export const dropKept = (
  unitCode: RawBuilder<unknown>,
  { from, when = sql`true` }: { from: RawBuilder<unknown>; when?: RawBuilder<unknown> },
) => sql`
    delete from kept_claim using ${from}
    where kept_claim.unit_code = ${unitCode} and ${when}
    returning kept_claim.unit_code, kept_claim.purpose, kept_claim.submission_id`;

/**
 * Remembers at refused submissions that a later claim has taken the place of their re-check.
 * `claim`: SQL of a table with `submission_id` of the re-checks that it took the place of.
 */
export const supersedeRechecks = (
  unitCode: RawBuilder<unknown>,
  { claim, when, at }: { claim: RawBuilder<unknown>; when: RawBuilder<unknown>; at: RawBuilder<unknown> },
) => sql`
    update submission set recheck_superseded_at = ${at}::timestamptz
    from ${claim}
    where ${when} and submission.unit_code = ${unitCode} and recheck_id = submission_id
    returning recheck_id, user_digest`;

/**
 * Lets claims that wait be tried at `at`, when they would be tried later. `from`: SQL of the units.
 */
export const wakePending = (
  unitCode: RawBuilder<unknown>,
  { from, at }: { from: RawBuilder<unknown>; at: RawBuilder<unknown> },
) => sql`
    update kept_claim set next_try_at = least(next_try_at, ${at}::timestamptz), waits_for = ''
    from ${from} where kept_claim.unit_code = ${unitCode} and purpose = 'pending'`;

/** `now` in milliseconds. */
export function keepClaim(
  cipher: Cipher,
  purpose: Purpose,
  claim: Place & { request: ClaimToDecide; caller: Caller },
  now: number,
): KeptColumns {
  const { request, caller } = claim;
  const contents: KeptClaim = { request, user: caller.user, address: caller.address };
  return {
    sealedClaim: cipher.seal(JSON.stringify(contents), contextOf(claim)),
    nextTryAt: new Date(now + (purpose === 'pending' ? FIRST_PAUSE : RECHECK_PAUSE)),
    keptUntil: new Date(endOfChinaDay(now + CLAIM_KEPT_FOR)),
  };
}

export const openClaim = (cipher: Cipher, sealed: string, place: Place): KeptClaim =>
  JSON.parse(cipher.open(sealed, contextOf(place))) as KeptClaim;

/** When a claim that was tried `tries` times is tried again. */
export const pauseAfter = (tries: number): number => Math.min(FIRST_PAUSE * 2 ** tries, LONGEST_PAUSE);

/**
 * Makes claims due that are to be tried later than their longest pause allows: a clock that was
 * ahead has set them. `now` and `tolerance`, by which clocks may differ, in milliseconds.
 */
export async function mendClaimRetries({ kysely }: Database, now: number, tolerance: number): Promise<void> {
  await kysely
    .updateTable('kept_claim')
    .set({ next_try_at: new Date(now) })
    .where('waits_for', 'in', ['', 'registry', 'insurance'])
    .where('next_try_at', '>', new Date(now + RECHECK_PAUSE + tolerance))
    .execute();
}

/** Claims woken in one statement: a submission of one of these units waits for it. */
const WOKEN_AT_ONCE = 1_000;

/**
 * Claims that wait for new evidence are due at once, also those that wait for a partner: the import
 * may know what it was asked for. `now` in milliseconds.
 */
export async function wakeClaims(session: Session, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  for (let after: readonly [string, string] | undefined = ['', '']; after !== undefined;) {
    const claims: { unit_code: string; purpose: string }[] = await session.query(
      `select unit_code, purpose from kept_claim
       where (unit_code, purpose) > ($1::text, $2::text) and (next_try_at > $3::timestamptz or waits_for <> '')
       order by unit_code, purpose limit ${WOKEN_AT_ONCE}`,
      [...after, at],
    );
    await session.query(
      `update kept_claim set next_try_at = least(next_try_at, $1::timestamptz), waits_for = ''
       where (next_try_at > $1::timestamptz or waits_for <> '')
         and (unit_code, purpose) in (select * from unnest($2::text[], $3::text[]))`,
      [at, claims.map(({ unit_code }) => unit_code), claims.map(({ purpose }) => purpose)],
    );
    const last = claims.at(-1);
    after = last && [last.unit_code, last.purpose];
  }
}

const eraseStatement = prepare<{ ids: readonly string[]; now: Date }, { submission_id: string }>(
  'claims_erase',
  (p) => sql<{ submission_id: string }>`
  with dropped as (
    delete from kept_claim where submission_id = any(${p('ids')}::uuid[]) returning submission_id
  ),
  replaced as (
    update submission set outcome = 'replaced', decided_at = ${p('now')}::timestamptz
    from dropped where submission.id = dropped.submission_id and submission.outcome = 'pending'
  )
  select submission_id from dropped`,
);

/** Erases what is kept for these submissions and re-checks, in a transaction. How much it was. */
export const eraseKept = async (
  transaction: Pick<Session, 'query'>,
  ids: readonly string[],
  now: Date,
): Promise<number> => (await runIn(transaction, eraseStatement, { ids, now })).length;

/**
 * CTEs that delete the submissions of a site, and what is kept of them (`upkeep/remove-site.ts`).
 * `attempts` has the `unit_code` and `user_digest` of the submissions.
 */
export const dropOfSiteCtes = sql`
  claims as (delete from kept_claim using removed where kept_claim.site_id = removed.id),
  attempts as (
    delete from submission using removed where submission.site_id = removed.id
    returning submission.unit_code, submission.user_digest
  )`;
