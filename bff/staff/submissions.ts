/**
 * Reads submissions with the rule that each failed, which users never see: a unit's last ones, or
 * the one with a reference. Audited.
 */
import { sql, type RawBuilder } from 'kysely';
import { type Finding, outcomeSeen, type OutcomeSeen } from '../attempts/index.ts';
import { type CaseOverview, findCaseOverview } from '../cases/index.ts';
import type { Applicant } from '../contract/wire.ts';
import { KEPT_FOR, type Tables } from '../database/index.ts';
import { type OfficialAct, type Recording, writeEvents } from '../events/index.ts';
import type { Cipher } from '../keys/index.ts';
import { canonicalCode } from '../registry/index.ts';

export interface SubmissionSeen {
  id: string;
  reference: string;
  at: string;
  flow: Tables['submission']['flow'];
  siteId: string;
  applicant: Applicant;
  outcome: OutcomeSeen;
  finding: Finding | null;
}

/** The columns of `SubmissionSeen`. */
const SEEN = sql`id, reference, at, flow, site_id as "siteId", applicant, ${outcomeSeen} as outcome, finding`;

/** Submissions that are read at once. */
const MAXIMUM = 50;

/** Newest first. `code` normalized; `now` in milliseconds. */
export async function readSubmissions(
  { database, keys }: Recording,
  code: string,
  { reason, actor }: OfficialAct,
  now: number,
): Promise<SubmissionSeen[]> {
  const unitCode = await canonicalCode(database, code);
  const { rows } = await sql<Omit<SubmissionSeen, 'at'> & { at: Date }>`
    select ${SEEN} from submission where unit_code = ${unitCode}
    order by at desc limit ${sql.lit(MAXIMUM)}`.execute(database.kysely);
  const detail = { reason, attempts: rows.length };
  await writeEvents(database, keys, [{ at: new Date(now), actor, type: 'findings.read', unitCode, detail }]);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** A refused claim that was to be checked again. */
export interface Recheck {
  unitCode: string;
  siteId: string;
  /**
   * The reference of the refused submission; null when that has been checked again since, by
   * another re-check.
   */
  refused: string | null;
  /**
   * `decided`: its submission has the outcome. `superseded`: by a later claim. `ended`: withdrawn,
   * or the unit was certified without it.
   */
  state: 'kept' | 'expired' | 'decided' | 'superseded' | 'ended';
  /** The end of its time, while it is kept and once it has expired. */
  until: string | null;
}

/** The target of a reference: a submission, a re-check, or a case at the counter. */
export interface Referred {
  reference: string;
  submission: (SubmissionSeen & { unitCode: string; decidedAt: string | null }) | null;
  recheck: Recheck | null;
  case: CaseOverview | null;
}

type SubmissionRow = Omit<NonNullable<Referred['submission']>, 'at' | 'decidedAt'> & {
  at: Date;
  decidedAt: Date | null;
};
type RecheckRow = Omit<Recheck, 'state' | 'until'> & {
  keptUntil: Date | null;
  expiredAt: Date | null;
  isSuperseded: boolean;
};

/** `isDecided`: a submission has the reference of the re-check. `now` in milliseconds. */
function recheckOf(
  { keptUntil, expiredAt, isSuperseded, ...found }: RecheckRow,
  isDecided: boolean,
  now: number,
): Recheck {
  if (isDecided) return { ...found, state: 'decided', until: null };
  const until = (keptUntil ?? expiredAt)?.toISOString() ?? null;
  if (keptUntil && keptUntil.getTime() > now) return { ...found, state: 'kept', until };
  if (until !== null) return { ...found, state: 'expired', until };
  return { ...found, state: isSuperseded ? 'superseded' : 'ended', until };
}

/**
 * Undefined when nothing has the reference, or no more. `reference`: its eight characters; `now` in
 * milliseconds.
 */
export async function readReference(
  { database, keys, cipher }: Recording & { cipher: Cipher },
  reference: string,
  { reason, actor }: OfficialAct,
  now: number,
): Promise<Referred | undefined> {
  const read = async <Row>(statement: RawBuilder<Row>) => (await statement.execute(database.kysely)).rows[0];
  const submission = await read(sql<SubmissionRow>`
    select ${SEEN}, unit_code as "unitCode", decided_at as "decidedAt"
    from submission where reference = ${reference}`);
  const recheck = await read(sql<RecheckRow>`
    select submission.unit_code as "unitCode", submission.site_id as "siteId", reference as refused,
           expires_at as "keptUntil", recheck_expired_at as "expiredAt", recheck_superseded_at is not null as "isSuperseded"
    from submission
    left join kept_claim on purpose = 'recheck' and kept_claim.unit_code = submission.unit_code and submission_id = recheck_id
    where recheck_reference = ${reference}
    union all
    select unit_code, site_id, null, null, null, false from event
    where detail ->> 'reference' = ${reference} and type = 'recheck.requested'
      and at > ${new Date(now - KEPT_FOR.submissions)}::timestamptz
      and not exists (select from submission where recheck_reference = ${reference})`);
  const atCounter = await findCaseOverview({ database, cipher }, reference);
  const found = submission ?? recheck ?? atCounter;
  const unitCode = found?.unitCode;
  const detail = { reason, reference, found: found !== undefined };
  await writeEvents(database, keys, [
    { at: new Date(now), actor, type: 'submission.read', unitCode, detail },
  ]);
  if (!detail.found) return undefined;
  return {
    reference,
    submission: submission
      ? {
          ...submission,
          at: submission.at.toISOString(),
          decidedAt: submission.decidedAt?.toISOString() ?? null,
        }
      : null,
    recheck: recheck ? recheckOf(recheck, submission !== undefined, now) : null,
    case: atCounter ?? null,
  };
}
