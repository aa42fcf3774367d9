/**
 * The data keys: one random key a use, made at the first start. They stand in the database, each encrypted (wrapped) under a master key, and
 * are opened at start. To rotate a master key is to wrap these few rows again; nothing that data keys have made changes. A data key is
 * replaced only when it may have leaked (`replace-key.ts`).
 */
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import { createCipher, type Cipher } from './cipher.ts';
import { namedKey, macKey, type KeyRing, type Keys } from './keys.ts';
import type { SealedColumn } from './reseal.ts';

export const KEY_USES = ['encryption', 'digests', 'macs'] as const;
export type KeyUse = (typeof KEY_USES)[number];

/** A needed master key is not there, or another key has its id. */
export class MasterKeyFault extends Error {
  override name = 'MasterKeyFault';
  readonly keyId: string;
  readonly kind: 'missing' | 'wrong';
  constructor(keyId: string, kind: 'missing' | 'wrong') {
    super(`the master key ${keyId} is ${kind}`);
    this.keyId = keyId;
    this.kind = kind;
  }
}

const contextOf = (use: string, id: string) => `data_key:${use}:${id}`;

export const WRAPPED_KEYS: SealedColumn = {
  table: 'data_key',
  column: 'wrapped',
  key: ['id'],
  bound: ['use'],
  context: ({ use, id }) => contextOf(use!, id!),
};

interface Row {
  use: KeyUse;
  id: string;
  wrapped: string;
  isReplaced: boolean;
}

/** In the order in which they are used: the newest that writes, older ones, one that does not write yet. */
const listStatement = prepare<object, Row>(
  'data_keys',
  () => sql<Row>`
  select use, id, wrapped, replaced_at is not null as "isReplaced" from data_key
  order by replaced_at is not null, writes_at is null, number desc`,
);

interface NewKeys {
  uses: readonly KeyUse[];
  ids: readonly string[];
  wrapped: readonly string[];
  now: Date;
}

/** When several processes start at once on an empty database, the first one's keys stay: the others wait for it here. */
const firstStatement = prepare<NewKeys, never>(
  'data_keys_first',
  (p) => sql<never>`
  insert into data_key (use, number, id, wrapped, made_at, writes_at)
  select use, 1, id, wrapped, ${p('now')}::timestamptz, ${p('now')}::timestamptz
  from unnest(${p('uses')}::text[], ${p('ids')}::text[], ${p('wrapped')}::text[]) as made (use, id, wrapped)
  on conflict do nothing`,
);

/** A new key, wrapped. Its id is a part of its hash, so that another key has another id. */
export function newKey(masters: Cipher, use: KeyUse): { use: KeyUse; id: string; wrapped: string } {
  const secret = randomBytes(32);
  const id = createHash('sha256').update(secret).digest('hex').slice(0, 6);
  return { use, id, wrapped: masters.seal(secret.toString('base64'), contextOf(use, id)) };
}

/** Makes them where there are none. Throws `MasterKeyFault`. */
export async function openDataKeys(database: Database, masters: Keys, now: number): Promise<KeyRing> {
  const cipher = createCipher(masters);
  let rows = await database.run(listStatement, {});
  if (rows.length === 0) {
    const made = KEY_USES.map((use) => newKey(cipher, use));
    await database.run(firstStatement, {
      uses: KEY_USES,
      ids: made.map(({ id }) => id),
      wrapped: made.map(({ wrapped }) => wrapped),
      now: new Date(now),
    });
    rows = await database.run(listStatement, {});
  }
  const keys = rows.map((row) => ({ ...row, secret: unwrapped(masters, cipher, row) }));
  const keysOf = <Key>(use: KeyUse, make: (id: string, secret: Buffer) => Key, isReplaced?: boolean) =>
    keys
      .filter((key) => key.use === use && (isReplaced ?? key.isReplaced) === key.isReplaced)
      .map(({ id, secret }) => make(id, secret));
  return {
    encryption: some('encryption', keysOf('encryption', namedKey)),
    digests: some('digests', keysOf('digests', namedKey, false)),
    replacedDigests: keysOf('digests', namedKey, true),
    macs: some('macs', keysOf('macs', macKey)),
  };
}

function unwrapped(masters: Keys, cipher: Cipher, { use, id, wrapped }: Row): Buffer {
  try {
    return Buffer.from(cipher.open(wrapped, contextOf(use, id)), 'base64');
  } catch {
    const master = wrapped.slice(0, wrapped.indexOf('.'));
    throw new MasterKeyFault(master, masters.some((key) => key.id === master) ? 'wrong' : 'missing');
  }
}

function some<Key>(use: KeyUse, [first, ...others]: readonly Key[]): readonly [Key, ...Key[]] {
  if (first === undefined) throw new Error(`data_key has no key for ${use}: somebody removed it`);
  return [first, ...others];
}
