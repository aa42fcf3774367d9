/**
 * The check value: a constant, sealed under the master key that was newest when the database was first used, or at the
 * last `keys rotate`. Keys that do not open it belong to another database: a process with them would write what the others
 * cannot read, and would find nothing that they wrote.
 */
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import type { Cipher } from './cipher.ts';
import type { SealedColumn } from './reseal.ts';

const ID = 'master-keys';
const CONTEXT = `key_check:${ID}`;
const CONSTANT = 'unit-certification';

export const SEALED_KEY_CHECK: SealedColumn = {
  table: 'key_check',
  column: 'sealed',
  what: 'check values',
  key: ['id'],
  context: () => CONTEXT,
};

const readStatement = prepare<object, { sealed: string }>(
  'protection_key_check',
  () => sql<{ sealed: string }>`select sealed from key_check`,
);

/** When several processes start at once, the first one's value stays. */
const writeStatement = prepare<{ id: string; sealed: string }, never>(
  'protection_key_check_write',
  (p) => sql<never>`
  insert into key_check (id, sealed) values (${p('id')}::text, ${p('sealed')}::text) on conflict do nothing`,
);

/** `keyId`: the name of the master key that is needed. */
export type KeyCheck = { kind: 'right' } | { kind: 'other-keys'; keyId: string };

/** Writes the check value where there is none yet, else only reads. */
export async function checkKeys(database: Database, cipher: Cipher): Promise<KeyCheck> {
  const read = () => database.run(readStatement, {});
  let [row] = await read();
  if (!row) {
    await database.run(writeStatement, { id: ID, sealed: cipher.seal(CONSTANT, CONTEXT) });
    [row] = await read();
  }
  const sealed = row?.sealed ?? '';
  try {
    cipher.open(sealed, CONTEXT);
    return { kind: 'right' };
  } catch {
    return { kind: 'other-keys', keyId: sealed.split('.')[0]! };
  }
}
