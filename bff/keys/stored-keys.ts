/** Changes of the stored data keys. */
import { sql } from 'kysely';
import { type Database, inTransaction, prepare, type Transaction } from '../database/index.ts';
import { keyColumns, type KeyUse, type WrappedKey } from './data-keys.ts';

const liveStatement = prepare<{ use: KeyUse }, WrappedKey>(
  'data_keys_live',
  (p) => sql<WrappedKey>`
  select ${keyColumns} from data_key
  where use = ${p('use')}::text and state <> 'replaced' order by number desc`,
);

/** The newest first. */
export const readLiveKeys = (database: Database, use: KeyUse): Promise<WrappedKey[]> =>
  database.run(liveStatement, { use });

/**
 * Changes keys that are as they were read. False: another process was quicker, and nothing was
 * changed.
 */
export async function changeKeys(
  transaction: Transaction,
  use: KeyUse,
  read: readonly WrappedKey[],
  changed: readonly WrappedKey[],
): Promise<boolean> {
  const stored = await transaction.run(sql<{ id: string; wrapped: string }>`
    select id, wrapped from data_key where use = ${use} and state <> 'replaced' order by number desc for update`);
  const isSame = read.every(({ id, wrapped }, at) => stored[at]?.id === id && stored[at].wrapped === wrapped);
  if (!isSame || stored.length !== read.length) return false;
  for (const { id, state, upTo, wrapped } of changed)
    await transaction.run(
      sql`update data_key set state = ${state}, up_to = ${upTo}, wrapped = ${wrapped} where id = ${id}`,
    );
  return true;
}

/** When two make a key at once, the second one makes none. */
export const addKey = (
  database: Database,
  { id, use, number, profile, wrapped, state }: WrappedKey,
  at: Date,
  tell: (transaction: Transaction) => Promise<unknown>,
): Promise<boolean> =>
  inTransaction(database, async (transaction) => {
    const made = await transaction.run(sql`
      insert into data_key (id, use, number, profile, wrapped, state, made_at)
      values (${id}, ${use}, ${number}, ${profile}, ${wrapped}, ${state}, ${at})
      on conflict (use, number) do nothing returning id`);
    if (made.length > 0) await tell(transaction);
    return made.length > 0;
  });

/**
 * The last position that a MAC key verifies which was put out of use; null of a key of another use.
 */
export async function readUpTo({ kysely }: Database, number: number, use: KeyUse): Promise<number | null> {
  const { rows } = await sql<{ upTo: number | null }>`
    select up_to::float8 as "upTo" from data_key where use = ${use} and number = ${number}`.execute(kysely);
  return rows[0]!.upTo;
}
