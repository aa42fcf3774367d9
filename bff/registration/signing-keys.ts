/**
 * The keys that sign assertions (ES256). One signs, over all processes; a replaced one stays published until what it
 * signed is over. Private keys are encrypted, each bound to its row.
 */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import type { Cipher } from '../protection/cipher.ts';
import type { SealedColumn } from '../protection/reseal.ts';

export interface SigningKey {
  /** RFC 7638 thumbprint. */
  kid: string;
  privateKey: JWK;
}

/** Both make a key when there is none, or none that the master keys open. */
export interface SigningKeys {
  /** The key that signs now. Asked for each time, so that a rotation counts at once in every process. */
  current(): Promise<SigningKey>;
  /** What `/.well-known/jwks.json` lists. */
  published(): Promise<JWK[]>;
}

export interface SigningKeysDependencies {
  database: Database;
  cipher: Cipher;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** A replaced key stays listed: an assertion's five minutes, and as long again for a verifier's clock. */
const LISTED_FOR = 10 * 60_000;

interface Row {
  kid: string;
  private_jwk: string;
  replaced_at: Date | null;
}

const listStatement = prepare<{ since: Date }, Row>(
  'registration_signing_keys',
  (p) => sql`
  select kid, private_jwk, replaced_at from signing_key
  where replaced_at is null or replaced_at > ${p('since')}::timestamptz
  order by created_at desc`,
);

interface Replacement {
  /** The key whose place is taken; null when there was none. */
  old: string | null;
  kid: string;
  privateJwk: string;
  now: Date;
}

/**
 * Of processes that do it at once, one's key stays: the unique index admits a single current one, and its place is
 * taken once. The count makes the update come first.
 */
const replaceStatement = prepare<Replacement, never>(
  'registration_signing_key_replace',
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
    on conflict do nothing
    returning kid
  )
  insert into audit_entry (at, action, detail)
  select ${p('now')}::timestamptz, 'signing-key.made', jsonb_build_object('kid', kid) from added`,
);

const contextOf = (kid: string) => `signing_key:${kid}`;

export const SEALED_SIGNING_KEYS: SealedColumn = {
  table: 'signing_key',
  column: 'private_jwk',
  key: ['kid'],
  context: (row) => contextOf(row['kid']!),
};

export function createSigningKeys(dependencies: SigningKeysDependencies): SigningKeys {
  const { database, cipher, now } = dependencies;

  /** What the database holds and the master keys open: nobody who has the database alone can have a key published. */
  const read = async () => {
    const rows = await database.run(listStatement, { since: new Date(now() - LISTED_FOR) });
    const keys = rows.flatMap(({ kid, private_jwk, replaced_at }) => {
      const privateKey = opened(cipher, kid, private_jwk);
      return privateKey ? [{ kid, privateKey, current: replaced_at === null }] : [];
    });
    return { keys, current: keys.find((key) => key.current), rows };
  };

  const ensured = async () => {
    const found = await read();
    if (found.current) return { ...found, current: found.current };
    await replace(dependencies, found.rows);
    const made = await read();
    if (!made.current) throw new Error('a signing key was made and cannot be read');
    return { ...made, current: made.current };
  };

  return {
    current: async () => (await ensured()).current,
    published: async () => (await ensured()).keys.map(publicJwk),
  };
}

/** Puts a new key in the current one's place, audited; verifiers find it at the same address. */
export async function replaceSigningKey(dependencies: SigningKeysDependencies): Promise<void> {
  const { database, now } = dependencies;
  await replace(dependencies, await database.run(listStatement, { since: new Date(now()) }));
}

async function replace({ database, cipher, now }: SigningKeysDependencies, rows: Row[]): Promise<void> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  await database.run(replaceStatement, {
    old: rows.find((row) => row.replaced_at === null)?.kid ?? null,
    kid,
    privateJwk: cipher.seal(JSON.stringify(jwk), contextOf(kid)),
    now: new Date(now()),
  });
}

function opened(cipher: Cipher, kid: string, sealed: string): JWK | undefined {
  try {
    return JSON.parse(cipher.open(sealed, contextOf(kid))) as JWK;
  } catch {
    return undefined; // its master key is gone, or it is none of ours
  }
}

const publicJwk = ({ kid, privateKey }: SigningKey): JWK => {
  const { d: _private, ...jwk } = privateKey;
  return { ...jwk, kid, alg: 'ES256', use: 'sig' };
};
