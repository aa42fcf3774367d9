/**
 * The audit seal: entries are chained by an HMAC over the previous seal, so that none can be changed, removed
 * or slipped in unnoticed by somebody who has the database but not the keys. Sealing happens right after the
 * writes, in the background: a chain inside the submission would make all submissions wait for one another.
 */
import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, Session } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import { equalInConstantTime } from './digest.ts';
import type { KeyRing } from './keys.ts';

/** Entries sealed in one step, read in one step of a verification. */
const BATCH = 500;
/** Advisory lock: one sealer at a time over all processes. */
const LOCK = 7_201_402;

interface Entry {
  id: string;
  at: Date;
  action: string;
  unit_code: string | null;
  site_id: string | null;
  attempt_id: string | null;
  detail: object;
}

/** An entry of its own. What changes something else writes its entry in the same statement. */
export async function recordAudit(
  database: Database,
  entry: { at: Date; action: string; unitCode?: string | undefined; siteId?: string; detail: object },
): Promise<void> {
  const { at, action, unitCode: unit_code, siteId: site_id, detail } = entry;
  await database.kysely
    .insertInto('audit_entry')
    .values({ at, action, unit_code, site_id, detail: JSON.stringify(detail) })
    .execute();
}

const COLUMNS = 'id, at, action, unit_code, site_id, attempt_id, detail';

const sealOf = (
  keys: KeyRing,
  keyId: string,
  previous: string,
  position: number,
  entry: Entry,
): string | undefined => {
  const key = keys.find(({ id }) => id === keyId);
  if (!key) return undefined;
  const { id, at, action, unit_code, site_id, attempt_id, detail } = entry;
  const text = JSON.stringify([
    previous,
    position,
    id,
    at.toISOString(),
    action,
    unit_code,
    site_id,
    attempt_id,
    detail,
  ]);
  return `${keyId}.${createHmac('sha256', key.digest).update(`audit\0${text}`).digest('base64url')}`;
};

const unsealedStatement = prepare<object, { id: string }>(
  'audit_unsealed',
  () => sql`select id::text from audit_entry where position is null limit 1`,
);

/** Seals what is not sealed yet; true when there may be more. */
export async function sealAudit(database: Database, keys: KeyRing): Promise<boolean> {
  const [unsealed] = await database.run(unsealedStatement, {}); // asked on the pool: a session opens a connection of its own
  return unsealed
    ? database.session((session) => session.transaction(() => sealBatch(session, keys)))
    : false;
}

async function sealBatch(session: Session, keys: KeyRing): Promise<boolean> {
  await session.query('select pg_advisory_xact_lock($1)', [LOCK]);
  const [last] = await session.query<{ position: string; seal: string }>(
    'select position, seal from audit_entry where position is not null order by position desc limit 1',
  );
  const entries = await session.query<Entry>(
    `select ${COLUMNS} from audit_entry where position is null order by id limit ${BATCH}`,
  );
  let position = Number(last?.position ?? 0);
  let previous = last?.seal ?? '';
  for (const entry of entries) {
    position += 1;
    previous = sealOf(keys, keys[0].id, previous, position, entry)!;
    await session.query('update audit_entry set position = $1, seal = $2 where id = $3', [
      position,
      previous,
      entry.id,
    ]);
  }
  return entries.length === BATCH;
}

/** `brokenAt`: the first position whose entry was changed, removed, or sealed under a key that is gone. */
export interface AuditReport {
  sealed: number;
  unsealed: number;
  brokenAt: number | null;
}

/** Walks the chain from its oldest kept entry (older ones leave after their three years). */
export async function verifyAudit(database: Database, keys: KeyRing): Promise<AuditReport> {
  const unsealed = await sql<{
    count: string;
  }>`select count(*) as count from audit_entry where position is null`.execute(database.kysely);
  const report: AuditReport = { sealed: 0, unsealed: Number(unsealed.rows[0]?.count ?? 0), brokenAt: null };
  let position: number | undefined;
  let previous: string | undefined;
  for (;;) {
    const { rows } = await sql<Entry & { position: string; seal: string }>`
      select ${sql.raw(COLUMNS)}, position, seal from audit_entry
      where position > ${position ?? -1}::bigint order by position limit ${sql.lit(BATCH)}`.execute(
      database.kysely,
    );
    for (const entry of rows) {
      const expected = position === undefined ? Number(entry.position) : position + 1;
      const start = previous ?? (expected === 1 ? '' : undefined);
      const keyId = entry.seal.slice(0, entry.seal.indexOf('.'));
      const seal = start === undefined ? entry.seal : sealOf(keys, keyId, start, expected, entry);
      if (Number(entry.position) !== expected || seal === undefined || !equalInConstantTime(seal, entry.seal))
        return { ...report, brokenAt: expected };
      report.sealed += 1;
      position = expected;
      previous = entry.seal;
    }
    if (rows.length < BATCH) return report;
  }
}
