/** Registrations of made-up units with proven phones. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { RegistrationRequest } from '../../../bff/contract/wire.ts';
import { phoneProofDigests } from '../../../bff/phones/proofs.ts';
import {
  register,
  type Registrant,
  type RegistrationDependencies,
} from '../../../bff/registration/register.ts';
import { createSigningKeys } from '../../../bff/signing/keys.ts';
import type { TestDependencies } from '../../support/dependencies.ts';
import { type ChangeOf, rightClaim } from '../../support/people.ts';

export const ISSUER = 'https://bff.example';
export const NAME = '南京示例有限公司';

export const registrationDependencies = (
  deps: TestDependencies,
): TestDependencies & RegistrationDependencies =>
  Object.assign(deps, { signingKeys: createSigningKeys(deps), issuer: ISSUER });

/** A visitor who registers at the site `portal`. */
export const REGISTRANT: Registrant = {
  siteId: 'portal',
  openKinds: new Set(),
  privacyNotice: null,
  address: undefined,
};

/** A mobile number, another for each `index` below 100,000,000. */
export const phoneOf = (index: number): string => `139${String(index).padStart(8, '0')}`;

/** Stores a valid proof that `phone` was proven at `siteId`, and returns it. */
export async function proveFor(
  { database, digester, now }: Pick<TestDependencies, 'database' | 'digester' | 'now'>,
  siteId: string,
  phone: string,
): Promise<string> {
  const proof = randomBytes(32).toString('base64url');
  const [digest] = phoneProofDigests(digester, { siteId, phone, proof });
  await database.kysely
    .insertInto('phone_proof')
    .values({ proof: digest, expires_at: new Date(now() + 15 * 60_000) })
    .execute();
  return proof;
}

/** The registration with the right legal representative. */
export const rightRegistration = (
  code: string,
  phone: string,
  phoneProof: string,
  { agent, ...change }: ChangeOf<RegistrationRequest> = {},
): RegistrationRequest => ({
  ...rightClaim({ ...change, agent }),
  unit: { code, name: NAME },
  email: 'office@unit.example',
  phone,
  phoneProof,
  ...change,
});

/** A registration with a proven phone, to be sent once or more often. */
export async function sendingRegistration(
  deps: TestDependencies & RegistrationDependencies,
  code: string,
  phone: string,
  change: ChangeOf<RegistrationRequest> = {},
  key: string = randomUUID(),
) {
  const body = rightRegistration(code, phone, await proveFor(deps, 'portal', phone), change);
  return () => register(deps, REGISTRANT, key, body);
}
