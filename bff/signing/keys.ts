/**
 * The keys that sign assertions (ES256). One key signs in all processes. A new key is published
 * before it signs, so that verifiers with a cached list know it in time; a replaced key stays
 * published until its last assertions have expired. `replaced_at` decides which key signs; no job
 * switches keys. Private keys are encrypted, each bound to its row.
 */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { sql } from 'kysely';
import { MINUTE } from '../contract/time.ts';
import { type ActorOf, type Database, prepare } from '../database/index.ts';
import { eventValues, type EventValues, insertEvents } from '../events/index.ts';
import { type Cipher, ifReadable, type KeyRing, type SealedColumn } from '../keys/index.ts';

export interface SigningKey {
  /** RFC 7638 thumbprint. */
  kid: string;
  privateKey: JWK;
}

export interface SigningKeys {
  /**
   * The key that signs now; undefined when none can be opened. Makes one when there is none. It
   * never replaces a key that cannot be opened: another process may have its key. Call it for each
   * signature, so that a rotation takes effect in every process.
   */
  current(): Promise<SigningKey | undefined>;
  /** The public keys for `/.well-known/jwks.json`: those that can be opened. */
  published(): Promise<JWK[]>;
}

export interface SigningKeysDependencies {
  database: Database;
  cipher: Cipher;
  keys: KeyRing;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** How long verifiers may cache the list of keys. Seconds. */
export const LIST_MAX_AGE = 300;
/**
 * How long a replaced key signs: until all cached lists without its successor have expired, and a
 * minute for clock differences. Milliseconds.
 */
const SIGNS_FOR = (LIST_MAX_AGE + 60) * 1000;
/**
 * How long a replaced key is listed: an assertion's five minutes more, and five for a verifier's
 * clock. Milliseconds.
 */
const LISTED_FOR = SIGNS_FOR + 10 * MINUTE;

interface Row {
  kid: string;
  private_jwk: string;
  replaced_at: Date | null;
}

const listStatement = prepare<{ since: Date }, Row>(
  'signing_keys',
  (p) => sql`
  select kid, private_jwk, replaced_at from signing_key
  where replaced_at is null or replaced_at > ${p('since')}::timestamptz
  order by replaced_at nulls last`,
);

interface Replacement extends EventValues {
  /** The replaced key; null when there was none. */
  old: string | null;
  kid: string;
  privateJwk: string;
  now: Date;
}

/**
 * When several processes replace the key at once, the unique index on the newest key lets only the
 * first one succeed. The `count` forces PostgreSQL to run the update before the insert.
 */
const replaceStatement = prepare<Replacement, never>(
  'signing_key_replace',
  (p) => sql<never>`
  with replaced as (
    update signing_key set replaced_at = ${p('now')}::timestamptz
    where replaced_at is null and kid = ${p('old')}::text
    returning kid
  ),
  added as (
    insert into signing_key (kid, private_jwk, created_at)
    select ${p('kid')}::text, ${p('privateJwk')}::text, ${p('now')}::timestamptz
    from (select count(*) from replaced) done
    on conflict ((replaced_at is null)) where replaced_at is null do nothing
    returning kid
  )
  ${insertEvents(p('events'), sql`where exists (select from added)`)}`,
);

/** The ids of all keys, also of those that are no longer listed. They identify the database. */
export async function knownKeyIds(database: Database): Promise<string[]> {
  const rows = await database.kysely.selectFrom('signing_key').select('kid').execute();
  return rows.map(({ kid }) => kid);
}

const contextOf = (kid: string) => `signing_key:${kid}`;

export const SEALED_SIGNING_KEYS: SealedColumn = {
  table: 'signing_key',
  column: 'private_jwk',
  key: ['kid'],
  context: (row) => contextOf(row['kid']!),
};

export function createSigningKeys(dependencies: SigningKeysDependencies): SigningKeys {
  const { database, cipher, now } = dependencies;

  /** The keys in the order in which they sign. */
  const list = (since: number) => database.run(listStatement, { since: new Date(since) });
  /**
   * Drops keys that cannot be opened, so that somebody with access to the database alone cannot
   * publish a key.
   */
  const open = (row: Row): SigningKey[] => {
    const privateKey = ifReadable(() => JSON.parse(cipher.open(row.private_jwk, contextOf(row.kid))) as JWK);
    return privateKey ? [{ kid: row.kid, privateKey }] : [];
  };

  return {
    async current() {
      let found = await list(now() - LISTED_FOR);
      if (!hasNewest(found)) {
        await replace(dependencies, found, 'worker:signing-keys');
        found = await list(now() - LISTED_FOR);
      }
      const since = now() - SIGNS_FOR;
      const signing = found.filter((row) => row.replaced_at === null || row.replaced_at.getTime() > since);
      // The oldest key that can be opened.
      return signing.flatMap(open)[0];
    },
    published: async () => (await list(now() - LISTED_FOR)).flatMap(open).map(publicJwk),
  };
}

const hasNewest = (rows: readonly Row[]): boolean => rows.some((row) => row.replaced_at === null);

/** Publishes a new key, which signs after `SIGNS_FOR`. Audited. */
export async function replaceSigningKey(
  dependencies: SigningKeysDependencies,
  actor: ActorOf<'operator' | 'worker'>,
): Promise<void> {
  const { database, now } = dependencies;
  await replace(dependencies, await database.run(listStatement, { since: new Date(now()) }), actor);
}

async function replace(
  { database, cipher, keys, now }: SigningKeysDependencies,
  rows: Row[],
  actor: ActorOf<'operator' | 'worker'>,
): Promise<void> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  const at = new Date(now());
  await database.run(replaceStatement, {
    old: rows.find((row) => row.replaced_at === null)?.kid ?? null,
    kid,
    privateJwk: cipher.seal(JSON.stringify(jwk), contextOf(kid)),
    now: at,
    ...eventValues(keys, [{ at, actor, type: 'signing-key.made', detail: { kid } }]),
  });
}

const publicJwk = ({ kid, privateKey }: SigningKey): JWK => {
  const { d: _private, ...jwk } = privateKey;
  return { ...jwk, kid, alg: 'ES256', use: 'sig' };
};
