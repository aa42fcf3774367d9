/**
 * Finds, exports and erases what is stored of a person, by their document number. No number is
 * stored in clear text: tables are searched by digest, and the waiting claims and those of cases at
 * the counter are decrypted one by one. Each call is audited with a reason and without the number.
 */
import { sql, type RawBuilder } from 'kysely';
import { eraseKept, numberBeginningDigests, openClaim } from '../attempts/index.ts';
import { eraseCases, hasNotEnded, openCaseClaim } from '../cases/index.ts';
import type { Applicant, ClaimRequest } from '../contract/wire.ts';
import { type ActorOf, type Database, inTransaction, runWithoutTimeouts } from '../database/index.ts';
import { type EventType, writeEvents } from '../events/index.ts';
import { handlerDigestsEver } from '../registry/index.ts';
import { protectingQuery } from '../limits/index.ts';
import { type Cipher, type Digester, ifReadable, type KeyRing } from '../keys/index.ts';
import { termsAt } from '../certifications/index.ts';

export interface SubjectDependencies {
  database: Database;
  cipher: Cipher;
  digester: Digester;
  keys: KeyRing;
  /** Milliseconds. */
  now: () => number;
  actor: ActorOf<'operator'>;
}

/**
 * Normalized. Handlers are stored by name and number together: without the name they are not found.
 */
export interface Subject {
  idNumber: string;
  name: string | undefined;
}

export interface WaitingClaim {
  unitCode: string;
  purpose: 'pending' | 'recheck' | 'case';
  siteId: string;
  /** For a case: its id. */
  submissionId: string;
  /**
   * The version of the site's personal data notice when the claim was sent; null when the site had
   * none.
   */
  privacyNotice: string | null;
  expiresAt: string;
  /** As the person made it. */
  claim: ClaimRequest;
}

/** Everything that is stored under the person's number. */
export interface SubjectRecords {
  /** Units of which the person is the representative in the registry, which is public. */
  representativeOf: { code: string; name: string }[];
  /** Organization codes of the units for which they handled business. */
  handlerOf: string[];
  /**
   * Which they gave their number for, as representative or (with the name) as agent; those that
   * ended too.
   */
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
  /**
   * The number of budgets for failures against them, which protect the person from being guessed.
   */
  limits: number;
}

type CertificationRow = Omit<
  SubjectRecords['certifications'][number],
  'since' | 'endedAt' | 'privacyNotice'
> & { since: Date; endedAt: Date | null };

/** All claims are decrypted to find the person's; so many at once, so that memory is bounded. */
const CLAIMS_PER_READ = 200;

async function readRecords(
  dependencies: SubjectDependencies,
  { idNumber, name }: Subject,
): Promise<SubjectRecords> {
  const { database, cipher, digester, now } = dependencies;
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
    from ${termsAt(sql`${new Date(now())}`)} term
    where representative = any(${numbers}::text[]) or agent = any(${handlers}::text[])
    order by unit_code, since`);
  const [limits] = await read(protectingQuery(guessed));
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

interface SealedClaim extends Omit<OpenedClaim, 'claim' | 'expiresAt'> {
  expiresAt: Date;
  sealed: string;
}

/** A table with claims that wait. */
interface Waiting {
  /**
   * The next ones in the order of the table's key. `last`: of those before; undefined at the
   * beginning.
   */
  after(last: SealedClaim | undefined): RawBuilder<SealedClaim>;
  open(cipher: Cipher, claim: SealedClaim): ClaimRequest;
}

const WAITING: readonly Waiting[] = [
  {
    after: (last) => sql<SealedClaim>`
      select unit_code as "unitCode", purpose, site_id as "siteId", submission_id as "submissionId", expires_at as "expiresAt", claim as sealed
      from kept_claim where (unit_code, purpose) > (${last?.unitCode ?? ''}, ${last?.purpose ?? ''})
      order by unit_code, purpose limit ${sql.lit(CLAIMS_PER_READ)}`,
    open: (cipher, { sealed, ...place }) => openClaim(cipher, sealed, place).request,
  },
  {
    after: (last) => sql<SealedClaim>`
      select unit_code as "unitCode", 'case' as purpose, site_id as "siteId", id as "submissionId", until as "expiresAt", claim as sealed
      from counter_case where ${hasNotEnded} and id > ${last?.submissionId ?? '00000000-0000-0000-0000-000000000000'}::uuid
      order by id limit ${sql.lit(CLAIMS_PER_READ)}`,
    open: (cipher, { sealed, submissionId: id, unitCode }) =>
      openCaseClaim(cipher, sealed, { id, unitCode }).request,
  },
];

const isOf = (claim: ClaimRequest, idNumber: string): boolean =>
  [claim.legalRepresentative, claim.agent].some((person) => person?.idNumber === idNumber);

async function readWaiting(
  database: Database,
  cipher: Cipher,
  idNumber: string,
): Promise<{ waiting: OpenedClaim[]; unreadable: number }> {
  const waiting: OpenedClaim[] = [];
  let unreadable = 0;
  for (const { after, open } of WAITING) {
    let rows: SealedClaim[] = [];
    do {
      ({ rows } = await after(rows.at(-1)).execute(database.kysely));
      for (const row of rows) {
        const claim = ifReadable(() => open(cipher, row));
        const { sealed: _, expiresAt, ...place } = row;
        if (!claim) unreadable += 1;
        else if (isOf(claim, idNumber)) waiting.push({ ...place, expiresAt: expiresAt.toISOString(), claim });
      }
    } while (rows.length === CLAIMS_PER_READ);
  }
  return { waiting, unreadable };
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
 * Erases the person's waiting claims, and ends their cases at the counter. The rest stays: the
 * registry's and the handlers' tables are evidence of other authorities, which the next import
 * would bring again; a certification belongs to the unit (`unit revoke` ends it); budgets end with
 * their window, and until then keep others from guessing the number.
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
    const claims = await eraseKept(transaction, submissions, at);
    const cases = await eraseCases(transaction, keys, submissions, { actor, now: at.getTime() });
    const erased = claims + cases;
    await writeEvents(transaction, keys, [
      { at, actor, type: 'subject.erased', detail: { reason, waiting: erased } },
    ]);
    return erased;
  });
  const { waiting: _erased, ...left } = countsOf(records);
  return { erased: { waiting }, left };
}

const audit = (
  { database, keys, actor, now }: SubjectDependencies,
  type: Extract<EventType, `subject.${string}`>,
  detail: object,
) => writeEvents(database, keys, [{ at: new Date(now()), actor, type, detail }]);
