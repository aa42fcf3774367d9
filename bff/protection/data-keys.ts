/**
 * The data keys: one random key a use, made at the first start. They stand in the database, each encrypted (wrapped) under a master key, and
 * are opened at start. To rotate a master key is to wrap these few rows again; nothing that data keys have made changes. A data key is
 * replaced only when it may have leaked (`replace-key.ts`). The profile of the first start is stored with them, and stays.
 */
import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import type { EncryptionKey, Profile, ProfileName } from '../crypto/profile.ts';
import { profileOf } from '../crypto/profiles.ts';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import { createCipher, type Cipher } from './cipher.ts';
import type { KeyRing, Keys, MasterSecret } from './keys.ts';
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

/** The database has another profile than the one that was asked for, or this Node lacks its algorithms. */
export class ProfileFault extends Error {
  override name = 'ProfileFault';
  readonly stored: ProfileName;
  readonly kind: 'other' | 'unavailable';
  constructor(stored: ProfileName, kind: 'other' | 'unavailable') {
    super(`the profile ${stored} is ${kind}`);
    this.stored = stored;
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
  profile: ProfileName;
  wrapped: string;
  isReplaced: boolean;
}

/** In the order in which they are used: the newest that writes, older ones, one that does not write yet. */
const listStatement = prepare<object, Row>(
  'data_keys',
  () => sql<Row>`
  select use, id, profile, wrapped, replaced_at is not null as "isReplaced" from data_key
  order by replaced_at is not null, writes_at is null, number desc`,
);

interface NewKeys {
  profile: ProfileName;
  uses: readonly KeyUse[];
  ids: readonly string[];
  wrapped: readonly string[];
  now: Date;
}

/** When several processes start at once on an empty database, the first one's keys stay: the others wait for it here. */
const firstStatement = prepare<NewKeys, never>(
  'data_keys_first',
  (p) => sql<never>`
  insert into data_key (use, number, id, profile, wrapped, made_at, writes_at)
  select use, 1, id, ${p('profile')}::text, wrapped, ${p('now')}::timestamptz, ${p('now')}::timestamptz
  from unnest(${p('uses')}::text[], ${p('ids')}::text[], ${p('wrapped')}::text[]) as made (use, id, wrapped)
  on conflict (use, number) do nothing`,
);

/** A new key, wrapped. Its id is made with the key, so that another key has another id. */
export function newKey(profile: Profile, masters: Cipher, use: KeyUse) {
  const secret = randomBytes(32);
  const named = profile.macKey('', createSecretKey(secret), 'id');
  const id = named.mac(use).toString('hex').slice(0, 6);
  const wrapped = masters.seal(secret.toString('base64'), contextOf(use, id));
  return { use, id, profile: profile.name, wrapped };
}

export interface OpenKeys {
  profile: Profile;
  /** The data keys. */
  keys: KeyRing;
  masterKeys: Keys<EncryptionKey>;
}

/**
 * Makes the keys where there are none. `asked`: the profile that the database must have; undefined takes the database's own, and
 * `standard` for a new one. Throws `ProfileFault` and `MasterKeyFault`.
 */
export async function openDataKeys(
  database: Database,
  masters: Keys<MasterSecret>,
  now: number,
  asked?: ProfileName,
): Promise<OpenKeys> {
  let rows = await database.run(listStatement, {});
  if (rows.length === 0) {
    await makeFirst(database, available(asked ?? 'standard'), masters, new Date(now));
    rows = await database.run(listStatement, {});
  }
  const stored = rows[0]!.profile;
  if (asked !== undefined && asked !== stored) throw new ProfileFault(stored, 'other');
  const profile = available(stored);
  const masterKeys = masterKeysOf(profile, masters);
  const cipher = createCipher(masterKeys);
  const keys = rows.map((row) => ({ ...row, secret: unwrapped(masterKeys, cipher, row) }));
  const keysOf = <Key>(use: KeyUse, make: MakeKey<Key>, isReplaced?: boolean) =>
    keys
      .filter((key) => key.use === use && (isReplaced ?? key.isReplaced) === key.isReplaced)
      .map(({ id, secret }) => make(id, secret, use));
  const { encryptionKey, macKey } = profile;
  return {
    profile,
    masterKeys,
    keys: {
      encryption: some('encryption', keysOf('encryption', encryptionKey)),
      digests: some('digests', keysOf('digests', macKey, false)),
      replacedDigests: keysOf('digests', macKey, true),
      macs: some('macs', keysOf('macs', macKey)),
    },
  };
}

type MakeKey<Key> = (id: string, secret: KeyObject, use: string) => Key;

function available(name: ProfileName): Profile {
  const profile = profileOf(name);
  if (!profile.isAvailable()) throw new ProfileFault(name, 'unavailable');
  return profile;
}

const masterKeysOf = (profile: Profile, [newest, ...others]: Keys<MasterSecret>): Keys<EncryptionKey> => {
  const made = ({ id, secret }: MasterSecret) => profile.encryptionKey(id, secret, 'data keys');
  return [made(newest), ...others.map(made)];
};

async function makeFirst(
  database: Database,
  profile: Profile,
  masters: Keys<MasterSecret>,
  now: Date,
): Promise<void> {
  const cipher = createCipher(masterKeysOf(profile, masters));
  const made = KEY_USES.map((use) => newKey(profile, cipher, use));
  await database.run(firstStatement, {
    profile: profile.name,
    uses: KEY_USES,
    ids: made.map(({ id }) => id),
    wrapped: made.map(({ wrapped }) => wrapped),
    now,
  });
}

function unwrapped(masters: Keys<EncryptionKey>, cipher: Cipher, { use, id, wrapped }: Row): KeyObject {
  try {
    return createSecretKey(Buffer.from(cipher.open(wrapped, contextOf(use, id)), 'base64'));
  } catch {
    const master = wrapped.slice(0, wrapped.indexOf('.'));
    throw new MasterKeyFault(master, masters.some((key) => key.id === master) ? 'wrong' : 'missing');
  }
}

function some<Key>(use: KeyUse, [first, ...others]: readonly Key[]): readonly [Key, ...Key[]] {
  if (first === undefined) throw new Error(`data_key has no key for ${use}: somebody removed it`);
  return [first, ...others];
}
