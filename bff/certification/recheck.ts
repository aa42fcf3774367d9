/**
 * Re-checks: with the user's consent a refused claim is kept, encrypted, and checked again whenever the
 * registry changes, because a correct claim may be ahead of the registry by days.
 */
import { sql } from 'kysely';
import type { CertificationRequest } from '../contract/wire.ts';
import { prepare } from '../database/statement.ts';
import { eventValues, insertEvents, type EventValues } from '../events/event.ts';
import { actorOf, callerOf, userDigests } from '../protection/caller.ts';
import { canonicalCode } from '../units/canonical.ts';
import { claimOf } from './claim.ts';
import { RECHECKABLE, type Finding } from './decide.ts';
import { keepClaim, replacingKept, type KeptColumns } from './kept-claim.ts';
import { lastAttemptCte, type LastAttemptValues } from './last-attempt.ts';
import { isRecheckable } from './replacement.ts';
import { readSnapshot } from './snapshot.ts';
import type { Dependencies, Submitter } from './submit.ts';

export type RecheckResult =
  { kind: 'kept'; until: Date } | { kind: 'claim-differs' } | { kind: 'not-recheckable' };

interface Values extends KeptColumns, LastAttemptValues, EventValues {
  site: string;
  claims: readonly string[];
  recheckable: readonly string[];
  submissionId: string;
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
  written as (${insertEvents(p('events'), sql`where exists (select from kept)`)}
  )
  select kept.expires_at as until, last.finding
  from (select 1) one left join last on true left join kept on true`,
);

/** `request` is the schema's output. */
export async function requestRecheck(
  { database, digester, cipher, keys, newId, now: clock }: Dependencies,
  submitter: Submitter,
  request: CertificationRequest,
): Promise<RecheckResult> {
  const { siteId, privacyNotice } = submitter;
  const now = clock();
  const snapshot = await readSnapshot(database, { unitCode: submitter.unitCode }, now);
  const { unitCode } = snapshot;
  if (!isRecheckable(snapshot)) return { kind: 'not-recheckable' };

  const submissionId = newId();
  const caller = callerOf(digester, submitter);
  const kept = keepClaim(cipher, 'recheck', { unitCode, submissionId, request, caller }, now);
  const requested = {
    at: new Date(now),
    actor: actorOf(caller),
    type: 'recheck.requested',
    unitCode,
    siteId,
    submissionId,
    detail: { privacyNotice },
  } as const;
  const [row] = await database.run(keepStatement, {
    unit: unitCode,
    site: siteId,
    users: userDigests(digester, submitter),
    claims: claimOf(request, digester).digests,
    recheckable: RECHECKABLE,
    submissionId,
    ...kept,
    ...eventValues(keys, [requested]),
  });
  if (row?.until) return { kind: 'kept', until: row.until };
  const isOpen = row?.finding ? RECHECKABLE.includes(row.finding) : false;
  return { kind: isOpen ? 'claim-differs' : 'not-recheckable' };
}

const withdrawStatement = prepare<{ unit: string; site: string } & EventValues, never>(
  'certification_recheck_withdraw',
  (p) => sql<never>`
  with dropped as (
    delete from kept_claim
    where purpose = 'recheck' and unit_code = ${p('unit')}::text and site_id = ${p('site')}::text
    returning unit_code
  )
  ${insertEvents(p('events'), sql`where exists (select from dropped)`)}`,
);

/** Erases the claim that this site's users asked to have checked again; nothing happens when there is none. */
export async function withdrawRecheck(
  { database, digester, keys, now }: Dependencies,
  submitter: Submitter,
): Promise<void> {
  const { siteId } = submitter;
  const unitCode = await canonicalCode(database, submitter.unitCode);
  const actor = actorOf(callerOf(digester, submitter));
  const withdrawn = { at: new Date(now()), actor, type: 'recheck.withdrawn', unitCode, siteId } as const;
  await database.run(withdrawStatement, {
    unit: unitCode,
    site: siteId,
    ...eventValues(keys, [withdrawn]),
  });
}
