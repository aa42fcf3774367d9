/**
 * The keys of events and seals. Two are derived from each master key; the newest ones sign. A master key may retire long before what was
 * signed under it, so each of these keys is kept in the database, encrypted under the newest master key (`keys rotate` moves it on): the
 * chain can be verified as long as its events are there.
 */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import type { Cipher } from '../protection/cipher.ts';
import type { KeyRing } from '../protection/keys.ts';
import type { SealedColumn } from '../protection/reseal.ts';
import type { KeyOf } from './mac.ts';

const contextOf = (id: string) => `audit_key:${id}`;

export const SEALED_AUDIT_KEYS: SealedColumn = {
  table: 'audit_key',
  column: 'sealed',
  what: 'audit keys',
  key: ['id'],
  context: (row) => contextOf(row['id']!),
};

const listStatement = prepare<object, { id: string; sealed: string }>(
  'audit_keys',
  () => sql<{ id: string; sealed: string }>`select id, sealed from audit_key`,
);

const keepStatement = prepare<{ id: string; sealed: string }, never>(
  'audit_key_keep',
  (p) => sql<never>`
  insert into audit_key (id, sealed) values (${p('id')}::text, ${p('sealed')}::text) on conflict do nothing`,
);

/** Before a process signs anything: it must be verifiable when the master key is gone. */
export async function keepKeys(database: Database, cipher: Cipher, [newest]: KeyRing): Promise<void> {
  const kept = new Set((await database.run(listStatement, {})).map(({ id }) => id));
  for (const { id, key } of [newest.event, newest.seal].filter((each) => !kept.has(each.id))) {
    const sealed = cipher.seal(key.export().toString('base64'), contextOf(id));
    await database.run(keepStatement, { id, sealed });
  }
}

/** The keys of the ring, and the kept ones that it opens. */
export async function readKeys(database: Database, cipher: Cipher, ring: KeyRing): Promise<KeyOf> {
  const keys = new Map<string, KeyObject>();
  for (const { id, sealed } of await database.run(listStatement, {})) {
    const key = opened(cipher, id, sealed);
    if (key) keys.set(id, key);
  }
  for (const { event, seal } of ring) for (const { id, key } of [event, seal]) keys.set(id, key);
  return (id) => keys.get(id);
}

function opened(cipher: Cipher, id: string, sealed: string): KeyObject | undefined {
  try {
    return createSecretKey(Buffer.from(cipher.open(sealed, contextOf(id)), 'base64'));
  } catch {
    return undefined; // its master key is gone, or it is none of ours
  }
}
