/**
 * Finds, exports and erases what is stored of a person, by their document number. No number is stored in clear text: tables are searched by
 * digest, and the waiting claims are decrypted one by one. Each call is audited with a reason and without the number.
 */
import { sql, type RawBuilder } from 'kysely';
import { numberBeginningDigests } from '../certification/claim.ts';
import { openClaim } from '../certification/kept-claim.ts';
import type { Applicant, CertificationRequest, Person } from '../contract/wire.ts';
import type { Database } from '../database/database.ts';
import type { Actor } from '../database/tables.ts';
import { runWithoutTimeouts } from '../database/timeouts.ts';
import { inTransaction } from '../database/transaction.ts';
import { writeEvents, type EventType } from '../events/event.ts';
import { handlerDigestsEver } from '../evidence/people.ts';
import type { Cipher } from '../protection/cipher.ts';
import type { Digester } from '../protection/digest.ts';
import type { KeyRing } from '../protection/keys.ts';

export interface SubjectDependencies {
  database: Database;
  cipher: Cipher;
  digester: Digester;
  keys: KeyRing;
  /** Milliseconds. */
  now: () => number;
  actor: Actor;
}

/** Normalized. Handlers are stored by name and number together: without the name they are not found. */
export interface Subject {
  idNumber: string;
  name: string | undefined;
}

export interface WaitingClaim {
  unitCode: string;
  purpose: 'pending' | 'recheck';
  siteId: string;
  submissionId: string;
  /** The version of the site's personal data notice when the claim was sent; null when the site had none. */
  privacyNotice: string | null;
  expiresAt: string;
  /** As the person made it. */
  claim: CertificationRequest;
}

/** Everything that is stored under the person's number. */
export interface SubjectRecords {
  /** Units of which the person is the representative in the registry, which is public. */
  representativeOf: { code: string; name: string }[];
  /** Organization codes of the units for which they handled business. */
  handlerOf: string[];
  /** Which they gave their number for, as representative or (with the name) as agent; those that ended too. */
  certifications: {
    unitCode: string;
    since: string;
    endedAt: string | null;
    endReason: string | null;
    by: Applicant;
    siteId: string;
    submissionId: string;
    /** As in `WaitingClaim`; known while the audit is stored. */
    privacyNotice: string | null;
  }[];
  waiting: WaitingClaim[];
  /** The number of waiting claims of anybody that no key opens, so their person is unknown. */
  unreadable: number;
  /** The number of budgets for failures against them, which protect the person from being guessed. */
  limits: number;
}

type CertificationRow = Omit<
  SubjectRecords['certifications'][number],
  'since' | 'endedAt' | 'privacyNotice'
> & { since: Date; endedAt: Date | null };

interface KeptRow {
  unit_code: string;
  purpose: 'pending' | 'recheck';
  site_id: string;
  submission_id: string;
  expires_at: Date;
  claim: string;
}

/** Claims that are read and decrypted in one step. */
const CLAIMS_PER_READ = 200;

async function readRecords(
  { database, cipher, digester }: SubjectDependencies,
  { idNumber, name }: Subject,
): Promise<SubjectRecords> {
  const numbers = digester.ever('number', idNumber);
  const named = name === undefined ? undefined : { name, idNumber };
  const handlers = named ? handlerDigestsEver(digester, named) : [];
  const guessed = [...numbers, ...(named ? numberBeginningDigests(digester, named) : [])];
  const read = <Row>(statement: RawBuilder<Row>) => runWithoutTimeouts(database, statement);
  const representativeOf = await read(sql<{ code: string; name: string }>`
    select code, name from registry_unit
    where exists (select from jsonb_array_elements(representatives) person
                  where person -> 'numbers' ?| ${numbers}::text[])
    order by code`);
  const handlerOf = await read(sql<{ code: string }>`
    select distinct organization_code as code from handler_record where person = any(${handlers}::text[])
    order by code`);
  const certifications = await read(sql<CertificationRow>`
    select unit_code as "unitCode", since, ended_at as "endedAt", end_reason as "endReason", by, site_id as "siteId",
           submission_id as "submissionId"
    from certification where representative = any(${numbers}::text[]) or agent = any(${handlers}::text[])
    order by unit_code, since`);
  const [limits] = await read(sql<{ count: number }>`
    select count(*)::int as count from budget where owner = any(${guessed}::text[])`);
  const { waiting, unreadable } = await readWaiting(database, cipher, idNumber);
  const sent = [...certifications, ...waiting].map(({ submissionId }) => submissionId);
  const notices = new Map(
    (
      await read(sql<{ submissionId: string; notice: string | null }>`
        select submission_id as "submissionId", detail ->> 'privacyNotice' as notice
        from event
        where submission_id = any(${sent}::uuid[]) and detail -> 'privacyNotice' is not null`)
    ).map(({ submissionId, notice }) => [submissionId, notice]),
  );
  const withNotice = <Sent extends { submissionId: string }>(one: Sent) => ({
    ...one,
    privacyNotice: notices.get(one.submissionId) ?? null,
  });
  return {
    representativeOf,
    handlerOf: handlerOf.map(({ code }) => code),
    certifications: certifications.map((row) =>
      withNotice({ ...row, since: row.since.toISOString(), endedAt: row.endedAt?.toISOString() ?? null }),
    ),
    waiting: waiting.map(withNotice),
    unreadable,
    limits: limits?.count ?? 0,
  };
}

type OpenedClaim = Omit<WaitingClaim, 'privacyNotice'>;

async function readWaiting(
  database: Database,
  cipher: Cipher,
  idNumber: string,
): Promise<{ waiting: OpenedClaim[]; unreadable: number }> {
  const found = { waiting: [] as OpenedClaim[], unreadable: 0 };
  for (let after = ['', '']; ;) {
    const { rows } = await sql<KeptRow>`
      select unit_code, purpose, site_id, submission_id, expires_at, claim from kept_claim
      where (unit_code, purpose) > (${after[0]}, ${after[1]})
      order by unit_code, purpose limit ${sql.lit(CLAIMS_PER_READ)}`.execute(database.kysely);
    for (const row of rows) {
      const ids = { unitCode: row.unit_code, submissionId: row.submission_id };
      const claim = opened(cipher, row.claim, ids);
      if (!claim) found.unreadable += 1;
      const people: (Person | undefined)[] = [claim?.legalRepresentative, claim?.agent];
      if (claim && people.some((person) => person?.idNumber === idNumber))
        found.waiting.push({
          ...ids,
          purpose: row.purpose,
          siteId: row.site_id,
          expiresAt: row.expires_at.toISOString(),
          claim,
        });
    }
    const last = rows.at(-1);
    if (!last || rows.length < CLAIMS_PER_READ) return found;
    after = [last.unit_code, last.purpose];
  }
}

function opened(
  cipher: Cipher,
  sealed: string,
  ids: Parameters<typeof openClaim>[2],
): CertificationRequest | undefined {
  try {
    return openClaim(cipher, sealed, ids).request;
  } catch {
    return undefined;
  }
}

const countsOf = (records: SubjectRecords) => ({
  representativeOf: records.representativeOf.length,
  handlerOf: records.handlerOf.length,
  certifications: records.certifications.length,
  waiting: records.waiting.length,
  unreadable: records.unreadable,
  limits: records.limits,
});

export type SubjectCounts = ReturnType<typeof countsOf>;

/** Returns numbers, not the data. */
export async function findSubject(
  dependencies: SubjectDependencies,
  subject: Subject,
  reason: string,
): Promise<SubjectCounts> {
  const counts = countsOf(await readRecords(dependencies, subject));
  await audit(dependencies, 'subject.found', { reason, ...counts });
  return counts;
}

/** Returns all data, for the person. */
export async function exportSubject(
  dependencies: SubjectDependencies,
  subject: Subject,
  reason: string,
): Promise<SubjectRecords> {
  const records = await readRecords(dependencies, subject);
  await audit(dependencies, 'subject.exported', { reason, ...countsOf(records) });
  return records;
}

/** `left`: records that must stay (`eraseSubject`). */
export interface Erased {
  erased: { waiting: number };
  left: Omit<SubjectCounts, 'waiting'>;
}

/**
 * Erases the person's waiting claims. The rest stays: the registry's and the handlers' tables are evidence of other authorities, which the next
 * import would bring again; a certification belongs to the unit (`unit revoke` ends it); budgets end with their window, and until
 * then keep others from guessing the number.
 */
export async function eraseSubject(
  dependencies: SubjectDependencies,
  subject: Subject,
  reason: string,
): Promise<Erased> {
  const { database, keys, now, actor } = dependencies;
  const records = await readRecords(dependencies, subject);
  const at = new Date(now());
  const submissions = records.waiting.map(({ submissionId }) => submissionId);
  const waiting = await inTransaction(database, async (transaction) => {
    const dropped = await transaction.run(sql`
      with dropped as (
        delete from kept_claim where submission_id = any(${submissions}::uuid[]) returning submission_id
      ),
      replaced as (
        update submission set outcome = 'replaced', decided_at = ${at}::timestamptz
        from dropped where submission.id = dropped.submission_id and submission.outcome = 'pending'
      )
      select submission_id from dropped`);
    const detail = { reason, waiting: dropped.length };
    await writeEvents(transaction, keys, [{ at, actor, type: 'subject.erased', detail }]);
    return dropped.length;
  });
  const { waiting: _erased, ...left } = countsOf(records);
  return { erased: { waiting }, left };
}

const audit = ({ database, keys, actor, now }: SubjectDependencies, type: EventType, detail: object) =>
  writeEvents(database, keys, [{ at: new Date(now()), actor, type, detail }]);
