/**
 * The data keys: one random key a use, made at the first start. They stand in the database, each
 * encrypted (wrapped) under a master key, and are opened at start. To rotate a master key is to
 * wrap these few rows again; nothing that data keys have made changes. A data key is replaced only
 * when it may have leaked (`replace-key.ts`). The profile of the first start is stored with them,
 * and stays.
 *
 * A key's state is bound in its wrapping, and the newest key's state says that those before it are
 * replaced. So SQL cannot bring a replaced key back: a row that was changed does not open, and a
 * row that was put back contradicts the newest one.
 */
import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import type { EncryptionKey, Profile, ProfileName } from './profile.ts';
import { profileOf } from './profiles.ts';
import { type Database, prepare } from '../database/index.ts';
import { createCipher, ifReadable, type Cipher } from './cipher.ts';
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

/**
 * The database has another profile than the one that was asked for, or this Node lacks its
 * algorithms.
 */
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

/**
 * `altered`: the row of the key `id` is not what this service wrote. `put-back`: the keys of `use`
 * do not fit together, because a former row was put back or one was removed. `emptied`: the table
 * is empty, and the database has data of its keys.
 */
export class DataKeyFault extends Error {
  override name = 'DataKeyFault';
  readonly fault: DataKeyFaultKind;
  constructor(fault: DataKeyFaultKind) {
    super(`data_key: ${JSON.stringify(fault)}`);
    this.fault = fault;
  }
}
export type DataKeyFaultKind =
  { kind: 'altered'; use: KeyUse; id: string } | { kind: 'put-back'; use: KeyUse } | { kind: 'emptied' };

/** A key's state. It is bound in the wrapping. */
export interface KeyState {
  use: KeyUse;
  id: string;
  /** The first key of a use is 1. */
  number: number;
  profile: ProfileName;
  /**
   * `reads`: it only reads yet. `writes`: it writes, and the key before it still reads. `sole`: all
   * keys before it are replaced. A replaced encryption key opens nothing, a replaced digest key
   * only finds people in old rows, a replaced MAC key verifies up to `upTo`.
   */
  state: 'reads' | 'writes' | 'sole' | 'replaced';
  /**
   * The position of the last event and seal that a replaced MAC key verifies; null for other keys.
   */
  upTo: number | null;
}

const contextOf = ({ use, id, number, profile, state, upTo }: KeyState) =>
  `data_key:${JSON.stringify([use, id, number, profile, state, upTo])}`;

export const WRAPPED_KEYS: SealedColumn = {
  table: 'data_key',
  column: 'wrapped',
  key: ['id'],
  bound: ['use', 'number', 'profile', 'state', 'up_to'],
  context: ({ use, id, number, profile, state, up_to }) =>
    contextOf({
      use: use as KeyUse,
      id: id!,
      number: Number(number),
      profile: profile as ProfileName,
      state: state as KeyState['state'],
      upTo: up_to === null ? null : Number(up_to),
    }),
};

export interface WrappedKey extends KeyState {
  /** `MASTERKEYID.base64url` */
  wrapped: string;
}

export const keyColumns = sql`use, id, number, profile, state, up_to::float8 as "upTo", wrapped`;

/**
 * In the order in which they are used: the newest that writes, older ones, one that does not write
 * yet.
 */
const listStatement = prepare<object, WrappedKey>(
  'data_keys',
  () => sql<WrappedKey>`
  select ${keyColumns} from data_key
  order by state = 'reads', number desc, use`,
);

/** Whether anything was made with keys: then keys that are not there were removed. */
const usedStatement = prepare<object, { used: boolean }>(
  'data_keys_used',
  () => sql<{ used: boolean }>`
  select ${sql.join(
    ['event', 'seal', 'site', 'certification', 'submission', 'registry_unit', 'handler_record'].map(
      (table) => sql`exists (select from ${sql.table(table)})`,
    ),
    sql` or `,
  )} as used`,
);

interface NewKeys {
  profile: ProfileName;
  uses: readonly KeyUse[];
  ids: readonly string[];
  wrapped: readonly string[];
  now: Date;
}

/**
 * When several processes start at once on an empty database, the first one's keys stay: the others
 * wait for it here.
 */
const firstStatement = prepare<NewKeys, never>(
  'data_keys_first',
  (p) => sql<never>`
  insert into data_key (use, number, id, profile, wrapped, state, made_at)
  select use, 1, id, ${p('profile')}::text, wrapped, 'sole', ${p('now')}::timestamptz
  from unnest(${p('uses')}::text[], ${p('ids')}::text[], ${p('wrapped')}::text[]) as made (use, id, wrapped)
  on conflict (use, number) do nothing`,
);

/** A new key, wrapped. Its id is made with the key, so that another key has another id. */
export function newKey(
  profile: Profile,
  masters: Cipher,
  { use, number, state }: Pick<KeyState, 'use' | 'number' | 'state'>,
): WrappedKey {
  const secret = randomBytes(32);
  const named = profile.macKey('', createSecretKey(secret), 'id');
  const id = named.mac(use).toString('hex').slice(0, 6);
  const key: KeyState = { use, id, number, profile: profile.name, state, upTo: null };
  return { ...key, wrapped: masters.seal(secret.toString('base64'), contextOf(key)) };
}

/** The key in another state. */
export function inState(
  masters: Cipher,
  key: WrappedKey,
  change: Pick<KeyState, 'state'> & Partial<Pick<KeyState, 'upTo'>>,
): WrappedKey {
  const changed = { ...key, ...change };
  return { ...changed, wrapped: masters.seal(masters.open(key.wrapped, contextOf(key)), contextOf(changed)) };
}

export interface OpenKeys {
  profile: Profile;
  keys: KeyRing;
  masterKeys: Keys<EncryptionKey>;
  /** The keys were made just now. */
  begun: boolean;
}

export interface ReadKeys extends OpenKeys {
  /** As they were read. */
  states: readonly KeyState[];
}

export interface OpenOptions {
  /**
   * The profile that the database must have; undefined takes the database's own, and `standard` for
   * a new one.
   */
  profile?: ProfileName | undefined;
  /** Makes keys also for a database that has data of others, which are lost. */
  beginAnew?: boolean;
}

/**
 * Makes the keys where there are none. Throws `ProfileFault`, `MasterKeyFault` and `DataKeyFault`.
 */
export async function openDataKeys(
  database: Database,
  masters: Keys<MasterSecret>,
  now: number,
  { profile: asked, beginAnew = false }: OpenOptions = {},
): Promise<ReadKeys> {
  const list = () => database.run(listStatement, {});
  let rows = await list();
  if (rows.length === 0 && !beginAnew && (await database.run(usedStatement, {}))[0]!.used) {
    rows = await list(); // another process may have made them just now
    if (rows.length === 0) throw new DataKeyFault({ kind: 'emptied' });
  }
  const begun = rows.length === 0;
  if (begun) {
    await makeFirst(database, available(asked ?? 'standard'), masters, new Date(now));
    rows = await list();
  }
  const stored = rows[0]!.profile;
  if (asked !== undefined && asked !== stored) throw new ProfileFault(stored, 'other');
  const profile = available(stored);
  return { ...openRows(profile, masterKeysOf(profile, masters), rows), begun };
}

/**
 * The keys as they are now. A master key that came after this process started is needed only when a
 * key was made or replaced. Throws `MasterKeyFault` and `DataKeyFault`, which also means that a key
 * was put back.
 */
export async function readKeysAgain(database: Database, held: ReadKeys): Promise<ReadKeys> {
  const rows = await database.run(listStatement, {});
  if (rows.length === 0) throw new DataKeyFault({ kind: 'emptied' });
  const isSame = (one: KeyState, other: KeyState) => contextOf(one) === contextOf(other);
  const { states } = held;
  if (rows.length === states.length && rows.every((row, at) => isSame(row, states[at]!))) return held;
  for (const { id, use, state } of states) {
    const row = rows.find((other) => other.id === id);
    if (!row || ORDER.indexOf(row.state) < ORDER.indexOf(state)) throw putBack(use);
  }
  return { ...openRows(held.profile, held.masterKeys, rows), begun: held.begun };
}

/** The states of a key in the order in which it takes them. */
const ORDER: readonly KeyState['state'][] = ['reads', 'writes', 'sole', 'replaced'];

function openRows(
  profile: Profile,
  masterKeys: Keys<EncryptionKey>,
  rows: readonly WrappedKey[],
): Omit<ReadKeys, 'begun'> {
  const keys = opened(masterKeys, rows);
  for (const use of KEY_USES) if (!fitTogether(rows.filter((row) => row.use === use))) throw putBack(use);
  const keysOf = <Key>(use: KeyUse, make: MakeKey<Key>, isReplaced = false) =>
    keys
      .filter((key) => key.use === use && (key.state === 'replaced') === isReplaced)
      .map(({ id, secret }) => make(id, secret, use));
  const { encryptionKey, macKey } = profile;
  const upToOf = (id: string) => rows.find((row) => row.id === id)!.upTo ?? 0;
  return {
    profile,
    masterKeys,
    states: rows.map(({ wrapped: _wrapped, ...state }) => state),
    keys: {
      encryption: some('encryption', keysOf('encryption', encryptionKey)),
      digests: some('digests', keysOf('digests', macKey)),
      replacedDigests: keysOf('digests', macKey, true),
      macs: some('macs', keysOf('macs', macKey)),
      replacedMacs: keysOf('macs', macKey, true).map((key) => ({ key, upTo: upToOf(key.id) })),
    },
  };
}

const putBack = (use: KeyUse) => new DataKeyFault({ kind: 'put-back', use });

/**
 * Whether the keys of one use are as the service leaves them: no number is missing, those before
 * the last sole one are replaced, no other is.
 */
export function fitTogether(keys: readonly Pick<KeyState, 'number' | 'state'>[]): boolean {
  const sole = Math.max(...keys.map(({ number, state }) => (state === 'sole' ? number : 0)));
  const numbers = keys.map(({ number }) => number);
  return (
    sole > 0 &&
    Array.from({ length: Math.max(...numbers) }, (_, index) => index + 1).every((n) => numbers.includes(n)) &&
    keys.every(({ number, state }) => number < sole === (state === 'replaced'))
  );
}

/** Throws `MasterKeyFault`, or `DataKeyFault` when the same master key opens another row. */
function opened(masters: Keys<EncryptionKey>, rows: readonly WrappedKey[]) {
  const cipher = createCipher({ encryption: masters });
  const tried = rows.map((row) => ({
    row,
    text: ifReadable(() => cipher.open(row.wrapped, contextOf(row))),
  }));
  const masterOf = ({ wrapped }: WrappedKey) => wrapped.slice(0, wrapped.indexOf('.'));
  return tried.map(({ row, text }) => {
    if (text !== undefined) return { ...row, secret: createSecretKey(Buffer.from(text, 'base64')) };
    const master = masterOf(row);
    if (tried.some((other) => other.text !== undefined && masterOf(other.row) === master))
      throw new DataKeyFault({ kind: 'altered', use: row.use, id: row.id });
    throw new MasterKeyFault(master, masters.some((key) => key.id === master) ? 'wrong' : 'missing');
  });
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
  const cipher = createCipher({ encryption: masterKeysOf(profile, masters) });
  const made = KEY_USES.map((use) => newKey(profile, cipher, { use, number: 1, state: 'sole' }));
  await database.run(firstStatement, {
    profile: profile.name,
    uses: KEY_USES,
    ids: made.map(({ id }) => id),
    wrapped: made.map(({ wrapped }) => wrapped),
    now,
  });
}

function some<Key>(use: KeyUse, [first, ...others]: readonly Key[]): readonly [Key, ...Key[]] {
  if (first === undefined) throw putBack(use);
  return [first, ...others];
}
