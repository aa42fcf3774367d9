/**
 * Records a submission, or the settlement of a kept claim: one statement that writes the
 * submission, the certification, the kept claim and the event, and counts it. It happens whole or
 * not at all: a budget without room breaks a check constraint, a used key a unique one; a unit
 * without room, an import that came since the evidence was read, and a kept claim that was not read
 * and would have to give way, leave nothing to write.
 *
 * A registration (`registration/record.ts`) is made of the same parts. Each statement has these
 * CTEs, in this order:
 * 1. `current_evidence`: one row unless an import, or a hold of the unit, has come since the
 *    evidence was read.
 * 2. `to_record`: one row when there is something to record, none when not (the kept claim is gone,
 *    an import has come). All that follows writes only when it has a row.
 * 3. `unit_counters` and `admitted`: the unit's row of counters, and whether it has room
 *    (`limits/counters.ts`). Of a claim that is kept, `kept` comes next, because it may refuse
 *    (`keepQuery`).
 * 4. `term_ended`, `certified` and `verdict`: the certification whose place is taken, the new one,
 *    and what became of the decision.
 * 5. `spent`: the budgets.
 * 6. `submitted`: the submission.
 * 7. What follows from it: waiting claims, the site that now knows the unit, the event.
 */
import { sql, type RawBuilder } from 'kysely';
import { type Parameter, prepareQueued, retryDeadlocks, violatedConstraint } from '../database/index.ts';
import {
  type EventValues,
  insertEvents,
  insertOneEvent,
  type OneEventValues,
  oneEventValues,
  type Recording,
} from '../events/index.ts';
import { countingCte, type Flow, HAS_ROOM, REPLACING, unitCountersCte } from '../limits/index.ts';
import { certifyingCtes, isHeld } from '../certifications/index.ts';
import { addSiteUnits } from '../sites/index.ts';
import {
  eventOf,
  possibleEvents,
  submissionValues,
  recordedSubmission,
  type Submission,
  type SubmissionRow,
  type SubmissionValues,
  type RecordedSubmission,
} from './submission.ts';
import {
  dropKept,
  keepQuery,
  type Kept,
  type KeptColumns,
  type Purpose,
  supersededEvent,
  supersedePending,
  supersedeRechecks,
} from './kept-claim.ts';

type P = Parameter<SubmissionValues>;
type WithEvents = SubmissionValues & EventValues;

/**
 * One row unless an import, or a hold of the unit, has come since the evidence was read.
 *
 * A read without a lock: no submission waits for an import, or for officers who hold the unit. The
 * import judges the certifications that it overtakes (`import/apply.ts`), and a hold ends them
 * (`holds/end.ts`). It holds for every outcome, so that a right claim and a wrong one take the same
 * way.
 */
export const currentEvidenceCte = (p: P) => sql`
  current_evidence as (
    select version from evidence_version
    where version = ${p('evidenceVersion')}::bigint and not ${isHeld(sql`${p('unitCode')}::text`)}
  )`;

/** Whether the decision may be recorded; else the claim is decided anew. */
export const evidenceIsCurrent = sql`exists (select from current_evidence)`;

const newTerm = (p: P) => ({
  unitCode: sql`${p('unitCode')}::text`,
  submissionId: sql`${p('submissionId')}::uuid`,
  method: sql`${p('method')}::text`,
  source: sql`${p('source')}::text`,
  evidenceVersion: sql`${p('evidenceVersion')}::bigint`,
});

/**
 * Certifies the unit when the decision says so and it has room (`certifyingCtes`). `verdict`: what
 * became of the decision, and no row unless it has room and `when` holds (SQL).
 */
export const certificationCte = (p: P, when = sql`true`) => sql`
  ${certifyingCtes(p, newTerm(p), {
    from: sql`admitted`,
    when: sql`${p('outcome')}::text = 'certified'`,
    replacing: {
      when: sql`${p('outcome')}::text = 'certified' and exists (select from admitted)
      and (due_at is not null or ${p('takesOver')}::boolean)
      and (select count(*) from certification newest
           where newest.unit_code = ${p('unitCode')}::text and since > ${p('now')}::timestamptz - ${sql.lit(`${REPLACING.window} ms`)}::interval
          ) < ${sql.lit(REPLACING.allowed)}`,
    },
  })},
  verdict as (
    select case when ${p('outcome')}::text = 'certified' and not exists (select from certified)
           then 'already-certified' else ${p('outcome')}::text end as outcome
    from admitted
    where ${when}
  )`;

/** A claim that waited for a partner's answer has its submission already; others get it now. */
const decidedNow = sql`on conflict (id) do update
      set unit_code = excluded.unit_code, outcome = excluded.outcome, finding = excluded.finding, evidence_version = excluded.evidence_version, remaining = excluded.remaining,
          resets_at = excluded.resets_at, decided_at = excluded.decided_at
      where submission.outcome = 'pending'`;

/**
 * `to_record` of a claim that was recorded as pending while a partner was asked (`isWaiting`), or
 * was not recorded yet. `from`: a CTE with one row when it may be recorded. Requests of the same
 * key at the same moment wait here; one decides.
 */
export const toRecordCte = (p: Parameter<{ submissionId: string; isWaiting: boolean }>, from: string) => sql`
  waiting as (
    select from submission where id = ${p('submissionId')}::uuid and outcome = 'pending' for update
  ),
  to_record as (
    select from ${sql.ref(from)} where not ${p('isWaiting')}::boolean or exists (select from waiting)
  )`;

/** The submission as it was decided. `existing`: SQL of what happens when it is there already. */
const submittedCte = (p: P, flow: Flow, existing = sql``) => sql`
  submitted as (
    insert into submission (id, reference, key, body, flow, unit_code, site_id, user_digest, applicant, outcome, finding, evidence_version,
                            claim, remaining, resets_at, at, decided_at)
    select ${p('submissionId')}::uuid, ${p('reference')}::text, ${p('key')}::text, ${p('body')}::text, ${sql.lit(flow)}, ${p('unitCode')}::text, ${p('siteId')}::text,
           ${p('user')}::text, ${p('applicant')}::text, verdict.outcome, ${p('finding')}::text,
           ${p('decidedBy')}::bigint, ${p('claim')}::text,
           ${p('remaining')}::int, ${p('resetsAt')}::timestamptz, ${p('now')}::timestamptz,
           case when verdict.outcome <> 'pending' then ${p('now')}::timestamptz end
    from verdict
    ${existing}
    returning reference, outcome, finding, remaining, resets_at
  )`;

/**
 * The submission as it was decided. Where `supersedes` (SQL) holds, the one that waits is ended.
 */
export const submissionCte = (
  p: P,
  flow: Flow,
  supersedes: RawBuilder<unknown> = sql`submitted.outcome = 'certified'`,
) => sql`
  ${submittedCte(p, flow, decidedNow)},
  superseded as (
${supersedePending(sql`${p('unitCode')}::text`, {
  from: sql`submitted`,
  when: sql`${supersedes} and submission.id <> ${p('submissionId')}::uuid`,
  at: p('now'),
})}
  )`;

/**
 * The site knows the unit from now on, so that it is told of lapses. `from`: a CTE with a row when
 * that is so.
 */
export const knownCte = (p: P, from: 'submitted' | 'succeeded') => sql`
  known as (${addSiteUnits(sql`select ${p('unitCode')}::text, ${p('siteId')}::text from ${sql.ref(from)}`)}
  )`;

/**
 * The event of what became of the submission. `also`: what else happened, of the events that the
 * statement is given. `webhooks.ts` says later who is told of it, and what.
 */
export const eventsCte = (p: Parameter<WithEvents>, flow: Flow, also = sql`false`) => sql`
  written as (${insertEvents(
    p('events'),
    sql`where possible.type = ${sql.lit(`${flow}.`)} || (select outcome from submitted)
      or possible.type = 'certification.replaced' and exists (select from term_ended)
      or ${also}`,
  )}
  )`;

/**
 * The row that each of them returns. `is_current`: false when an import, or a claim that would have
 * to give way, has come since they were read; `is_open`: whether there was something to record. The
 * submission's columns are null when nothing was recorded: then the unit has no room.
 */
export type RecordRow = { is_current: boolean; is_open: boolean } & {
  [Column in keyof SubmissionRow]: SubmissionRow[Column] | null;
};

/** SQL of that row. `besides`: SQL of more columns, each after a comma. */
export const recordRow = ({
  isCurrent = evidenceIsCurrent,
  isOpen = sql`exists (select from to_record)`,
  besides = sql``,
}: Partial<Record<'isCurrent' | 'isOpen' | 'besides', RawBuilder<unknown> | undefined>> = {}) => sql`
  select ${isCurrent} as is_current, ${isOpen} as is_open, reference, outcome, finding, remaining, resets_at${besides}
  from (select 1) one left join submitted on true`;

/**
 * In the other cases nothing was written. `limited`: a limit has no room, so the decision may not
 * be told. `outdated`: an import or a kept claim has come since the evidence was read.
 */
export type Recorded = { kind: 'recorded'; submission: RecordedSubmission } | { kind: Undone | 'outdated' };

/** Why the statement was undone. `key-used`: another submission has the key. */
type Undone = 'limited' | 'key-used';

/** Undefined when there was nothing to record. */
export function recordedOf(row: RecordRow | Undone): Recorded | undefined {
  if (typeof row === 'string') return { kind: row };
  const { is_current, is_open, reference, outcome, ...submission } = row;
  if (!is_current) return { kind: 'outdated' };
  if (!is_open) return undefined;
  if (outcome === null || reference === null) return { kind: 'limited' };
  return { kind: 'recorded', submission: recordedSubmission({ reference, outcome, ...submission }) };
}

/**
 * The statement's row, or why it was undone. A submission and a settlement of one unit lock the
 * same rows in different orders, so that a deadlock can undo one of them. A reference that another
 * submission or case has is tried with another one.
 */
export async function runRecording<Row>(
  newReference: () => string,
  run: (reference: string) => Promise<Row[]>,
): Promise<Row | Undone> {
  try {
    const [row] = await retryDeadlocks(() => run(newReference()));
    return row!; // it always has one
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === HAS_ROOM) return 'limited';
    if (constraint === 'submission_key') return 'key-used';
    if (isOfReference(constraint)) return runRecording(newReference, run);
    throw error;
  }
}

const isOfReference = (constraint: string | undefined): boolean =>
  constraint !== undefined &&
  ['submission_reference', 'submission_recheck_reference', 'counter_case_reference'].includes(constraint);

/** Nothing is kept of a claim that is decided at once, or while a partner is asked. */
const NOTHING_KEPT = { sealedClaim: null, nextTryAt: null, keptUntil: null };

type SubmitValues = WithEvents & {
  isWaiting: boolean;
  /** The submissions of the kept claims that were read. */
  keptRead: readonly string[];
  /** The sender's digests. */
  users: readonly string[];
} & (KeptColumns | typeof NOTHING_KEPT);

const isKept = (p: Parameter<SubmitValues>) => sql`${p('sealedClaim')}::text is not null`;

/** Its claim is not to be kept, or has taken its place. */
const hasItsPlace = (p: Parameter<SubmitValues>) => sql`(not ${isKept(p)} or exists (select from kept))`;

const isOfAnotherUser = (p: Parameter<SubmitValues>) => sql`user_digest <> all(${p('users')}::text[])`;

const submitStatement = prepareQueued<SubmitValues, RecordRow>(
  'certification_submit',
  'unitCode',
  (p) => sql<RecordRow>`
  with ${currentEvidenceCte(p)},
  ${toRecordCte(p, 'current_evidence')},
  ${unitCountersCte(p)},
  kept as (${keepQuery(p, 'pending', sql`admitted where ${isKept(p)}`)}
  ),
  ${certificationCte(p, hasItsPlace(p))},
  ${countingCte(p)},
  ${submissionCte(p, 'certification', sql`(submitted.outcome = 'certified' or ${isKept(p)})`)},
  dropped as (${dropKept(sql`${p('unitCode')}::text`, {
    from: sql`submitted`,
    when: sql`kept_claim.submission_id = any(${p('keptRead')}::uuid[])
      and case purpose when 'recheck' then submitted.outcome <> 'pending' or ${isKept(p)}
          else submitted.outcome in ('certified', 'already-certified') end`,
  })}
  ),
  rechecks_superseded as (${supersedeRechecks(sql`${p('unitCode')}::text`, {
    claim: sql`dropped`,
    when: sql`purpose = 'recheck' and ${p('outcome')}::text in ('rejected', 'pending')`,
    at: p('now'),
  })}
  ),
  ${knownCte(p, 'submitted')},
  ${eventsCte(
    p,
    'certification',
    sql`possible.type = 'certification.superseded' and ${isKept(p)}
        and possible.submission_id in (select id from superseded where ${isOfAnotherUser(p)})
      or possible.type = 'recheck.superseded'
        and possible.submission_id in (select recheck_id from rechecks_superseded where ${isOfAnotherUser(p)})`,
  )}
  ${recordRow({
    isCurrent: sql`${evidenceIsCurrent} and (not exists (select from admitted) or ${hasItsPlace(p)})`,
  })}`,
);

/**
 * The statements of plain submissions: `certification_submit` without the parts that do not apply
 * to nearly any. Each part costs PostgreSQL some per cent of the statement, also when it changes
 * nothing (decision 0045).
 */
type PlainValues = SubmissionValues & OneEventValues;
type PlainParameter = Parameter<PlainValues>;

const plain = (
  p: PlainParameter,
  verdict: RawBuilder<unknown>,
  isOpen?: RawBuilder<unknown>,
) => sql<RecordRow>`
  with ${currentEvidenceCte(p)},
  to_record as (select from current_evidence),
  ${unitCountersCte(p)},
  ${verdict},
  ${countingCte(p)},
  ${submittedCte(p, 'certification')},
  written as (${insertOneEvent(p, sql`from submitted`)}
  )
  ${recordRow({ isOpen })}`;

const submitRefusedStatement = prepareQueued<PlainValues, RecordRow>(
  'certification_submit_refused',
  'unitCode',
  (p) => plain(p, sql`verdict as (select ${p('outcome')}::text as outcome from admitted)`),
);

/**
 * When another submission has certified the unit meanwhile, the term cannot be inserted, and
 * nothing is recorded.
 */
const submitCertifiedStatement = prepareQueued<PlainValues, RecordRow>(
  'certification_submit_certified',
  'unitCode',
  (p) =>
    plain(
      p,
      sql`${certifyingCtes(p, newTerm(p), { from: sql`admitted` })},
  verdict as (select ${p('outcome')}::text as outcome from certified)`,
      sql`(exists (select from certified) or not exists (select from admitted))`,
    ),
);

/** The statement of a plain submission, by its outcome. */
const PLAIN = {
  rejected: submitRefusedStatement,
  certified: submitCertifiedStatement,
  pending: undefined,
} as const satisfies Record<Submission['decision']['outcome'], unknown>;

/**
 * Which kept claim is settled. `keptUnit`: the code that it is kept under. It is not the unit's
 * when the claim was kept at the very moment at which an import made the unit known by its USCC.
 */
interface SettledClaim {
  keptUnit: string;
  purpose: Purpose;
}

const settleStatement = prepareQueued<WithEvents & SettledClaim, RecordRow>(
  'certification_settle',
  'unitCode',
  (p) => sql<RecordRow>`
  with ${currentEvidenceCte(p)},
  to_record as (
    select submission_id from kept_claim
    where unit_code = ${p('keptUnit')}::text and purpose = ${p('purpose')}::text
      and submission_id = ${p('submissionId')}::uuid and ${evidenceIsCurrent}
    for update
  ),
  ${unitCountersCte(p)},
  ${certificationCte(p)},
  ${countingCte(p)},
  ${submissionCte(p, 'certification')},
  settled as (${dropKept(sql`${p('keptUnit')}::text`, {
    from: sql`submitted`,
    when: sql`purpose = ${p('purpose')}::text and kept_claim.submission_id = ${p('submissionId')}::uuid`,
  })}
  ),
  dropped as (${dropKept(sql`${p('unitCode')}::text`, {
    from: sql`submitted`,
    when: sql`submitted.outcome <> 'rejected' and kept_claim.submission_id <> ${p('submissionId')}::uuid`,
  })}
  ),
  ${eventsCte(p, 'certification')}
  ${recordRow()}`,
);

interface How {
  /** The claim that waits for a partner. */
  kept: KeptColumns | undefined;
  /** It was recorded as pending while the partner was asked, and is decided now. */
  isWaiting: boolean;
  /** No claim of the unit was kept a moment ago, and its site knew it. */
  isPlain: boolean;
  /** The kept claims that were read, of which some are superseded. */
  keptRead: readonly Kept[];
  /** The sender's digests. */
  users: readonly string[];
}

/**
 * `gone`: another request with its key has decided it meanwhile. `key-used`: another submission has
 * the key. Nothing was written then.
 */
export async function recordSubmission(
  recording: Recording,
  submission: Submission,
  how: How,
): Promise<Recorded | { kind: 'gone' }> {
  return (await recordPlain(recording, submission, how)) ?? recordWhole(recording, submission, how);
}

/**
 * Undefined when the submission is not plain. Then nothing was written, but for the unit's row of
 * counters, in which nothing was counted.
 */
async function recordPlain(
  { database, keys }: Recording,
  submission: Submission,
  { isPlain, isWaiting, kept }: How,
): Promise<Recorded | undefined> {
  const { outcome } = submission.decision;
  const statement = PLAIN[outcome];
  if (!isPlain || isWaiting || kept || submission.replaces || !statement) return undefined;
  return recordedOf(
    await runRecording(submission.newReference, (reference) =>
      database.run(statement, {
        ...submissionValues(submission, reference),
        ...oneEventValues(keys, eventOf(keys, 'certification', submission, reference, outcome)),
      }),
    ),
  );
}

async function recordWhole(
  { database, keys }: Recording,
  submission: Submission,
  { kept, isWaiting, keptRead, users }: How,
): Promise<Recorded | { kind: 'gone' }> {
  const { unitCode, isCertified, actor, now } = submission;
  const superseded =
    actor === 'worker:pending'
      ? []
      : keptRead.map((one) => supersededEvent(one, { unitCode, isCertified, actor, at: new Date(now) }));
  const row = await runRecording(submission.newReference, (reference) =>
    database.run(submitStatement, {
      ...submissionValues(submission, reference),
      ...possibleEvents(keys, 'certification', submission, reference, superseded),
      ...(kept ?? NOTHING_KEPT),
      isWaiting,
      keptRead: keptRead.map(({ submissionId }) => submissionId),
      users,
    }),
  );
  return recordedOf(row) ?? { kind: 'gone' };
}

/** `outdated`: an import has come, or another request has ended the claim; nothing was written. */
export async function recordSettlement(
  { database, keys }: Recording,
  submission: Submission,
  settled: SettledClaim,
): Promise<Recorded> {
  const row = await runRecording(submission.newReference, (reference) =>
    database.run(settleStatement, {
      ...submissionValues(submission, reference),
      ...possibleEvents(keys, 'certification', submission, reference),
      ...settled,
    }),
  );
  return recordedOf(row) ?? { kind: 'outdated' };
}
