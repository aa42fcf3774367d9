/**
 * The proof of work before each message to a phone: ALTCHA's challenge (altcha-lib), signed and bound to the
 * site. Any process that has the master keys can check it; each is good once.
 *
 * PBKDF2, because SubtleCrypto does it off the main thread in every browser: a page whose policy allows no
 * worker solves it by one small `await` after another (no task longer than 7 ms was seen). The counter is
 * drawn from a range, which bounds the wait; leaving it open would make one user in twenty wait three times as long.
 * Measured in Chromium 153: 1,000,000 iterations (the mean) take 0.15 s on a server core, 0.36 s with its SHA
 * instructions switched off. An office PC of 2015 has none and half that speed: an estimated 0.7 s.
 */
import { createHash, type KeyObject } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { sql } from 'kysely';
import { z } from 'zod';
import type { ProofOfWorkChallenge } from '../contract/wire.ts';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import type { DerivedKey, KeyRing } from '../protection/keys.ts';

const ALGORITHM = 'PBKDF2/SHA-256';
/** Iterations a try. */
const COST = 5_000;
/** The solution takes at least `FEWEST` tries and less than `MOST`. */
const FEWEST = 100;
const MOST = 300;
/** How long a challenge is good: to be solved and sent back. Milliseconds. */
export const CHALLENGE_LIFETIME = 300_000;
/** How long a used challenge is remembered: longer than it is good, for processes whose clocks are behind. Milliseconds. */
const REMEMBERED = 900_000;

/** A random whole number, `minimum` included, `maximum` not. */
export type RandomInt = (minimum: number, maximum: number) => number;

const secretOf = (key: KeyObject): string => key.export().toString('base64url');
const secretsOf = (key: DerivedKey) => ({
  hmacSignatureSecret: secretOf(key.challenge),
  hmacKeySignatureSecret: secretOf(key.solution),
});

/** `now` in milliseconds. */
export async function issueChallenge(
  keys: KeyRing,
  siteId: string,
  randomInt: RandomInt,
  now: number,
): Promise<ProofOfWorkChallenge> {
  const { parameters, signature } = await createChallenge({
    algorithm: ALGORITHM,
    cost: COST,
    counter: randomInt(FEWEST, MOST),
    data: { site: siteId },
    deriveKey,
    expiresAt: new Date(now + CHALLENGE_LIFETIME),
    ...secretsOf(keys[0]),
  });
  if (signature === undefined) throw new Error('a challenge that was signed has no signature');
  return { parameters: { ...parameters }, signature };
}

/** What a browser sends back. The signature covers exactly the parameters that `issueChallenge` sets, so all must be there. */
const payloadSchema = z.object({
  challenge: z.object({
    parameters: z.object({
      algorithm: z.literal(ALGORITHM),
      nonce: z.string(),
      salt: z.string(),
      cost: z.number(),
      keyLength: z.number(),
      keyPrefix: z.string(),
      keySignature: z.string(),
      expiresAt: z.number(),
      data: z.object({ site: z.string() }),
    }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.number(), derivedKey: z.string() }),
});

function readPayload(proof: string) {
  try {
    const json: unknown = JSON.parse(Buffer.from(proof, 'base64').toString('utf8'));
    return payloadSchema.safeParse(json).data;
  } catch {
    return undefined;
  }
}

/**
 * Whether `proof` (`{ challenge, solution }` in base64 JSON) is a live, solved challenge of this site: its
 * identity, for `useChallenge`. `now` in milliseconds.
 */
export async function checkProof(
  keys: KeyRing,
  siteId: string,
  proof: string,
  now: number,
): Promise<string | undefined> {
  const payload = readPayload(proof);
  if (!payload) return undefined;
  const { expiresAt, data, nonce } = payload.challenge.parameters;
  if (data.site !== siteId || expiresAt * 1000 <= now) return undefined;
  for (const key of keys) {
    const { verified } = await verifySolution({ ...payload, deriveKey, ...secretsOf(key) });
    if (verified) return createHash('sha256').update(nonce).digest('base64url');
  }
  return undefined;
}

interface Values {
  challenge: string;
  expiresAt: Date;
}

const useStatement = prepare<Values, { challenge: string }>(
  'registration_use_challenge',
  (p) => sql<{ challenge: string }>`
  insert into used_challenge (challenge, expires_at)
  values (${p('challenge')}::text, ${p('expiresAt')}::timestamptz)
  on conflict do nothing
  returning challenge`,
);

/** True for the first who uses it, over all processes. */
export async function useChallenge(database: Database, challenge: string, now: number): Promise<boolean> {
  const used = await database.run(useStatement, { challenge, expiresAt: new Date(now + REMEMBERED) });
  return used.length > 0;
}
