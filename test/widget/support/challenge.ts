/** Makes challenges and checks proofs of work as the BFF does. */
import { createChallenge, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import type { RegistrationChallenge } from '../../../bff/contract/wire.ts';
import type { Step } from './scripted.ts';

const SECRETS = { hmacSignatureSecret: 's'.repeat(32), hmacKeySignatureSecret: 'k'.repeat(32) };

/** A challenge of the BFF's form with less work. `told`: the units that can be registered; all by default. */
export async function challenge(
  told: Omit<RegistrationChallenge, 'parameters' | 'signature'> = {},
): Promise<Step> {
  const created = await createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: 100,
    counter: randomInt(30, 10),
    data: { site: 'portal' },
    deriveKey,
    expiresAt: new Date(Date.now() + 300_000),
    ...SECRETS,
  });
  return { body: { ...created, ...told } };
}

/** Checks a proof with the library that the BFF uses. */
export async function isSolved(proof: string): Promise<boolean> {
  const payload = JSON.parse(atob(proof)) as Pick<
    Parameters<typeof verifySolution>[0],
    'challenge' | 'solution'
  >;
  return (await verifySolution({ ...payload, deriveKey, ...SECRETS })).verified;
}
