/**
 * The proof of work before each message to a phone: a challenge of ALTCHA (altcha-lib), signed and
 * bound to the site. Any process can check it. Each challenge can be used once.
 *
 * It uses PBKDF2, because SubtleCrypto computes it off the main thread in every browser. A page
 * whose policy allows no worker solves it in small steps (the longest task was 7 ms). The counter
 * comes from a range, which limits the wait; without a range one user in twenty would wait three
 * times as long. Measured in Chromium 153: 1,000,000 iterations (the mean) take 0.15 s on a server
 * core, and 0.36 s without its SHA instructions. An office PC of 2015 has no such instructions and
 * half that speed: about 0.7 s (estimated).
 */
import { createHash } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { sql } from 'kysely';
import { z } from 'zod';
import type { ProofOfWorkChallenge } from '../contract/wire.ts';
import type { KeyRing, MacKey } from '../keys/index.ts';
import { type Database, prepare } from '../database/index.ts';

const ALGORITHM = 'PBKDF2/SHA-256';
/** Iterations a try. */
const COST = 5_000;
/** The solution takes at least `FEWEST` tries and less than `MOST`. */
const FEWEST = 100;
const MOST = 300;
/** Milliseconds in which a challenge must be solved and sent back. */
export const CHALLENGE_LIFETIME = 300_000;
/**
 * Milliseconds for which a used challenge is stored: longer than its lifetime, for processes whose
 * clocks are behind.
 */
const REMEMBERED = 900_000;

/** A random whole number, `minimum` included, `maximum` not. */
export type RandomInt = (minimum: number, maximum: number) => number;

const secretsOf = (key: MacKey) => ({
  hmacSignatureSecret: key.mac('challenge').toString('base64url'),
  hmacKeySignatureSecret: key.mac('solution').toString('base64url'),
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
    ...secretsOf(keys.macs[0]),
  });
  if (signature === undefined)
    throw new Error('altcha-lib returned a challenge without a signature, although a secret was given');
  return { parameters: { ...parameters }, signature };
}

/**
 * The solved challenge. The signature covers exactly the parameters that `issueChallenge` sets, so
 * all are required.
 */
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
 * Returns the id of the challenge for `useChallenge`; undefined unless `proof` (`{ challenge,
 * solution }` in JSON in base64) is a solved challenge of this site that has not expired. `now` in
 * milliseconds.
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
  for (const key of keys.macs) {
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
  on conflict (challenge) do nothing
  returning challenge`,
);

/** True for the first use, over all processes. */
export async function useChallenge(database: Database, challenge: string, now: number): Promise<boolean> {
  const used = await database.run(useStatement, { challenge, expiresAt: new Date(now + REMEMBERED) });
  return used.length > 0;
}
