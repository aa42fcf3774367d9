/**
 * Re-checks: with the user's consent a refused claim is kept, encrypted, and checked again whenever the
 * registry changes, because a correct claim may be ahead of the registry by days.
 */
import { sql } from 'kysely';
import type { CertificationRequest } from '../contract/wire.ts';
import { prepare } from '../database/statement.ts';
import { canonicalText } from './claim.ts';
import { MISMATCHES, publicReason, type Finding } from './decide.ts';
import { keepClaim } from './kept-claim.ts';
import { readSituation } from './situation.ts';
import type { Dependencies, Submitter } from './submit.ts';

export type RecheckResult =
  { kind: 'kept'; until: Date } | { kind: 'claim-differs' } | { kind: 'not-recheckable' };

interface Values {
  unit: string;
  site: string;
  users: readonly string[];
  claims: readonly string[];
  mismatches: readonly string[];
  attemptId: string;
  kept: string;
  nextTryAt: Date;
  keptUntil: Date;
  now: Date;
}

interface Row {
  until: Date | null;
  outcome: string | null;
  finding: Finding | null;
}

const keepStatement = prepare<Values, Row>(
  'certification_recheck',
  (p) => sql<Row>`
  with last as (
    select outcome, finding, claim from attempt
    where unit_code = ${p('unit')}::text and site_id = ${p('site')}::text
      and user_digest = any(${p('users')}::text[]) and outcome <> 'replaced'
    order by at desc limit 1
  ),
  kept as (
    insert into kept_claim (unit_code, purpose, attempt_id, site_id, claim, next_try_at, expires_at)
    select ${p('unit')}::text, 'recheck', ${p('attemptId')}::uuid, ${p('site')}::text, ${p('kept')}::text,
           ${p('nextTryAt')}::timestamptz, ${p('keptUntil')}::timestamptz
    from last
    where last.outcome = 'rejected' and last.finding = any(${p('mismatches')}::text[])
      and last.claim = any(${p('claims')}::text[])
      and not exists (select from certification
                      where unit_code = ${p('unit')}::text and status = 'certified')
    on conflict (unit_code, purpose) do update
      set attempt_id = excluded.attempt_id, site_id = excluded.site_id, claim = excluded.claim, tries = 0,
          next_try_at = excluded.next_try_at, expires_at = excluded.expires_at
    returning expires_at
  ),
  audited as (
    insert into audit_entry (at, action, unit_code, site_id, detail)
    select ${p('now')}::timestamptz, 'recheck.requested', ${p('unit')}::text, ${p('site')}::text, '{}'::jsonb
    from kept
    returning id
  )
  select kept.expires_at as until, last.outcome, last.finding
  from (select 1) one left join last on true left join kept on true`,
);

/** `request` is the schema's output. */
export async function requestRecheck(
  dependencies: Dependencies,
  submitter: Submitter,
  request: CertificationRequest,
): Promise<RecheckResult> {
  const { database, digester, cipher, newId } = dependencies;
  const { siteId, unitCode, sub } = submitter;
  const now = dependencies.now();
  const situation = await readSituation(database, { unitCode, keys: [], agent: [], buckets: [] }, now);
  if (situation.certification?.status === 'certified') return { kind: 'not-recheckable' };
  const users = digester.all('user', JSON.stringify([siteId, sub]));
  const address = submitter.address && digester.of('address', submitter.address);
  const attemptId = newId();
  const claim = { unitCode: situation.unitCode, attemptId, request, user: users[0]!, address };
  const [row] = await database.run(keepStatement, {
    unit: situation.unitCode,
    site: siteId,
    users,
    claims: digester.all('claim', canonicalText(request)),
    mismatches: MISMATCHES,
    attemptId,
    ...keepClaim(cipher, claim, 'recheck', now),
    now: new Date(now),
  });
  if (row?.until) return { kind: 'kept', until: row.until };
  const refused =
    row?.outcome === 'rejected' && row.finding && publicReason(row.finding) === 'registry-mismatch';
  return { kind: refused ? 'claim-differs' : 'not-recheckable' };
}

const withdrawStatement = prepare<{ code: string; unit: string; site: string; now: Date }, never>(
  'certification_recheck_withdraw',
  (p) => sql<never>`
  with dropped as (
    delete from kept_claim
    where purpose = 'recheck' and unit_code in (${p('code')}::text, ${p('unit')}::text)
      and site_id = ${p('site')}::text
    returning unit_code
  )
  insert into audit_entry (at, action, unit_code, site_id, detail)
  select ${p('now')}::timestamptz, 'recheck.withdrawn', unit_code, ${p('site')}::text, '{}'::jsonb from dropped`,
);

/** Erases the claim that this site's users asked to have checked again; nothing happens when there is none. */
export async function withdrawRecheck(
  { database, now }: Dependencies,
  { siteId, unitCode }: Submitter,
): Promise<void> {
  const query = { unitCode, keys: [], agent: [], buckets: [] };
  const { unitCode: unit } = await readSituation(database, query, now());
  await database.run(withdrawStatement, { code: unitCode, unit, site: siteId, now: new Date(now()) });
}
