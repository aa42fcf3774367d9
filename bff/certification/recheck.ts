/**
 * Re-checks: with the user's consent a refused claim is kept, encrypted, and checked again whenever the
 * registry changes, because a correct claim may be ahead of the registry by days.
 */
import { sql } from 'kysely';
import type { CertificationRequest } from '../contract/wire.ts';
import { prepare } from '../database/statement.ts';
import type { Actor } from '../database/tables.ts';
import { actorOf, callerOf, userDigests } from '../protection/caller.ts';
import { canonicalUnit } from '../units/canonical.ts';
import { claimOf } from './claim.ts';
import { RECHECKABLE, type Finding } from './decide.ts';
import { keepClaim, replacingKept, type KeptColumns } from './kept-claim.ts';
import { lastAttemptCte, type LastAttemptValues } from './last-attempt.ts';
import { isRecheckable } from './replacement.ts';
import { readSnapshot } from './snapshot.ts';
import type { Dependencies, Submitter } from './submit.ts';

export type RecheckResult =
  { kind: 'kept'; until: Date } | { kind: 'claim-differs' } | { kind: 'not-recheckable' };

interface Values extends KeptColumns, LastAttemptValues {
  site: string;
  claims: readonly string[];
  recheckable: readonly string[];
  submissionId: string;
  actor: Actor;
  now: Date;
}

interface Row {
  until: Date | null;
  finding: Finding | null;
}

const keepStatement = prepare<Values, Row>(
  'certification_recheck',
  (p) => sql<Row>`
  with ${lastAttemptCte(p)},
  kept as (
    insert into kept_claim (unit_code, purpose, submission_id, site_id, claim, next_try_at, expires_at)
    select ${p('unit')}::text, 'recheck', ${p('submissionId')}::uuid, ${p('site')}::text, ${p('sealedClaim')}::text,
           ${p('nextTryAt')}::timestamptz, ${p('keptUntil')}::timestamptz
    from last
    where last.outcome = 'rejected' and last.finding = any(${p('recheckable')}::text[])
      and last.claim = any(${p('claims')}::text[])
      and not exists (select from certification
                      where unit_code = ${p('unit')}::text and ended_at is null and due_at is null)
    ${replacingKept}
    returning expires_at
  ),
  audited as (
    insert into audit_entry (at, actor, action, unit_code, site_id, submission_id, detail)
    select ${p('now')}::timestamptz, ${p('actor')}::text, 'recheck.requested', ${p('unit')}::text, ${p('site')}::text,
           ${p('submissionId')}::uuid,
           jsonb_build_object('privacyNotice', (select privacy_notice from site where id = ${p('site')}::text))
    from kept
    returning id
  )
  select kept.expires_at as until, last.finding
  from (select 1) one left join last on true left join kept on true`,
);

/** `request` is the schema's output. */
export async function requestRecheck(
  { database, digester, cipher, newId, now: clock }: Dependencies,
  submitter: Submitter,
  request: CertificationRequest,
): Promise<RecheckResult> {
  const now = clock();
  const snapshot = await readSnapshot(database, { unitCode: submitter.unitCode }, now);
  const { unitCode } = snapshot;
  if (!isRecheckable(snapshot)) return { kind: 'not-recheckable' };

  const submissionId = newId();
  const caller = callerOf(digester, submitter);
  const kept = keepClaim(cipher, 'recheck', { unitCode, submissionId, request, caller }, now);
  const [row] = await database.run(keepStatement, {
    unit: unitCode,
    site: submitter.siteId,
    users: userDigests(digester, submitter),
    claims: claimOf(request, digester).digests,
    recheckable: RECHECKABLE,
    submissionId,
    actor: actorOf(caller),
    ...kept,
    now: new Date(now),
  });
  if (row?.until) return { kind: 'kept', until: row.until };
  const isOpen = row?.finding ? RECHECKABLE.includes(row.finding) : false;
  return { kind: isOpen ? 'claim-differs' : 'not-recheckable' };
}

const withdrawStatement = prepare<{ code: string; site: string; actor: Actor; now: Date }, never>(
  'certification_recheck_withdraw',
  (p) => sql<never>`
  with ${canonicalUnit(p('code'))},
  dropped as (
    delete from kept_claim using canonical
    where purpose = 'recheck' and unit_code = canonical.code
      and site_id = ${p('site')}::text
    returning unit_code
  )
  insert into audit_entry (at, actor, action, unit_code, site_id, detail)
  select ${p('now')}::timestamptz, ${p('actor')}::text, 'recheck.withdrawn', unit_code, ${p('site')}::text, '{}'::jsonb from dropped`,
);

/** Erases the claim that this site's users asked to have checked again; nothing happens when there is none. */
export async function withdrawRecheck(
  { database, digester, now }: Dependencies,
  submitter: Submitter,
): Promise<void> {
  await database.run(withdrawStatement, {
    code: submitter.unitCode,
    site: submitter.siteId,
    actor: actorOf(callerOf(digester, submitter)),
    now: new Date(now()),
  });
}
