/**
 * Sealing. Statements write their entries to `audit_entry`, unsealed: a chain inside a submission would make all submissions wait for one
 * another. Within a second the sealer moves them to the end of `audit_chain`, which is only ever appended to. A sealed entry is
 * deleted from `audit_entry`, so it is sealed once.
 *
 * A sealer remembers where the chain ended. A chain that is not what it remembers was cut or put back: it seals nothing more, for that
 * would hide it.
 */
import { sql } from 'kysely';
import { violatedConstraint, type Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import type { Cipher } from '../protection/cipher.ts';
import type { KeyRing } from '../protection/keys.ts';
import { AuditAlarm } from './alarm.ts';
import { BEGINNING, sealEntry, type Entry, type Link, type SealedEntry } from './chain.ts';
import { keepKey, newestKey } from './keys.ts';
import { ENTRY, instantText, readRows, readTail } from './rows.ts';

/** Entries sealed in one step. */
const BATCH = 500;

export interface SealDependencies {
  database: Database;
  cipher: Cipher;
  keys: KeyRing;
  /** Milliseconds. */
  now: () => number;
}

/** Entries that this process has sealed, or seen sealed, are gone from the database. */
export class ChainCut extends AuditAlarm {
  override name = 'ChainCut';
  constructor({ position }: Link) {
    super(`The audit chain no longer has what was sealed at position ${position}: audit verify --heads FILE`);
  }
}

const waitingStatement = prepare<object, Entry & { id: string }>(
  'audit_waiting',
  () => sql<Entry & { id: string }>`
  select id::text, ${ENTRY} from audit_entry order by audit_entry.id limit ${sql.lit(BATCH)}`,
);

/**
 * Two sealers at once give the same position to two entries, which the primary key does not admit: one of them changes
 * nothing. The count makes PostgreSQL append before it deletes.
 */
const appendStatement = prepare<{ rows: string }, never>(
  'audit_append',
  (p) => sql<never>`
  with sealed as (
    select * from jsonb_to_recordset(${p('rows')}::text::jsonb) as row (
      id bigint, position bigint, at timestamptz, actor text, action text, unit_code text, site_id text,
      submission_id uuid, detail text, sealed_at timestamptz, seal text)
  ),
  appended as (
    insert into audit_chain (position, at, actor, action, unit_code, site_id, submission_id, detail, sealed_at, seal)
    select position, at, actor, action, unit_code, site_id, submission_id, detail::jsonb, sealed_at, seal from sealed
    returning position
  )
  delete from audit_entry using sealed
  where audit_entry.id = sealed.id and (select count(*) from appended) > 0`,
);

/** A sealer's step, which seals what waits; true when there may be more. Throws `ChainCut`. */
export function createSealer({ database, cipher, keys, now }: SealDependencies): () => Promise<boolean> {
  const key = newestKey(keys);
  let isKept = false;
  let known: Link | undefined;

  /** The end of the chain, when the chain still has what we know of it. */
  const end = async (): Promise<Link> => {
    const tail = (await readTail(database)) ?? BEGINNING;
    if (known && known.position > 0) {
      const [row] =
        tail.position === known.position ? [tail] : await readRows(database, known.position - 1, 1);
      if (row?.position !== known.position || row.seal !== known.seal) throw new ChainCut(known);
    }
    return tail;
  };

  return async () => {
    const previous = await end();
    known = previous;
    const waiting = await database.run(waitingStatement, {});
    if (waiting.length === 0) return false;
    if (!isKept) await keepKey(database, cipher, key);
    isKept = true;
    const sealedAt = instantText(now());
    const rows: (SealedEntry & { id: string })[] = [];
    let last: Link = previous;
    for (const { id, ...entry } of waiting) {
      const row = sealEntry(key, last, entry, sealedAt);
      rows.push({ id, ...row });
      last = row;
    }
    try {
      await database.run(appendStatement, { rows: JSON.stringify(rows) });
    } catch (error) {
      if (violatedConstraint(error) === 'audit_chain_pkey') return true; // another process was quicker
      throw error;
    }
    known = { position: last.position, seal: last.seal };
    return waiting.length === BATCH;
  };
}
