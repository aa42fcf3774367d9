/**
 * The keys of the audit. One is derived from each master key; the newest seals. A master key may retire long before the entries
 * that were sealed under it, so each audit key is kept in the database, encrypted under the newest master key (`keys rotate` moves
 * it on): the chain can be verified as long as its entries are there.
 */
import { createHash, createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import type { Cipher } from '../protection/cipher.ts';
import type { DerivedKey, KeyRing } from '../protection/keys.ts';
import type { SealedColumn } from '../protection/reseal.ts';
import type { KeyOf, SealingKey } from './chain.ts';

const contextOf = (id: string) => `audit_key:${id}`;

export const SEALED_AUDIT_KEYS: SealedColumn = {
  table: 'audit_key',
  column: 'sealed',
  what: 'audit keys',
  key: ['id'],
  context: (row) => contextOf(row['id']!),
};

const bytesOf = (key: KeyObject): Buffer => key.export();

/** A part of its hash, so that another key of the same name is another key. */
const fingerprint = (key: KeyObject): string =>
  createHash('sha256').update(bytesOf(key)).digest('base64url').slice(0, 8);

const sealingKey = ({ id, audit }: DerivedKey): SealingKey => ({
  id: `${id}-${fingerprint(audit)}`,
  key: audit,
});

/** The key that seals and signs. */
export const newestKey = (ring: KeyRing): SealingKey => sealingKey(ring[0]);

const keepStatement = prepare<{ id: string; sealed: string }, never>(
  'audit_key_keep',
  (p) => sql<never>`
  insert into audit_key (id, sealed) values (${p('id')}::text, ${p('sealed')}::text) on conflict do nothing`,
);

/** Before a key seals anything: what it seals must be verifiable when its master key is gone. */
export async function keepKey(database: Database, cipher: Cipher, { id, key }: SealingKey): Promise<void> {
  const sealed = cipher.seal(bytesOf(key).toString('base64'), contextOf(id));
  await database.run(keepStatement, { id, sealed });
}

const listStatement = prepare<object, { id: string; sealed: string }>(
  'audit_keys',
  () => sql<{ id: string; sealed: string }>`select id, sealed from audit_key`,
);

/** The keys of the ring, and the kept ones that it opens. */
export async function readKeys(database: Database, cipher: Cipher, ring: KeyRing): Promise<KeyOf> {
  const keys = new Map<string, KeyObject>();
  for (const { id, sealed } of await database.run(listStatement, {})) {
    const key = opened(cipher, id, sealed);
    if (key) keys.set(id, key);
  }
  for (const { id, key } of ring.map(sealingKey)) keys.set(id, key);
  return (id) => keys.get(id);
}

function opened(cipher: Cipher, id: string, sealed: string): KeyObject | undefined {
  try {
    return createSecretKey(Buffer.from(cipher.open(sealed, contextOf(id)), 'base64'));
  } catch {
    return undefined; // its master key is gone, or it is none of ours
  }
}
