/**
 * Phone proofs. The user enters the code and gets a proof, with which the rest of the registration
 * can be corrected without another message. The stored digest is of proof, site and number, so the
 * proof is not valid at another site or for another number.
 */
import { sql, type RawBuilder } from 'kysely';
import { LIMITS } from '../contract/wire.ts';
import { type Database, type Parameter, prepare } from '../database/index.ts';
import type { Digester } from '../keys/index.ts';
import { codeDigests, phoneDigests, type PhoneDependencies, type SitePhone } from './codes.ts';

export interface PhoneProof extends SitePhone {
  /** As the browser sent it. */
  proof: string;
}

/** The digests under which the proof may be stored, the newest key's first. */
export const phoneProofDigests = (
  digester: Digester,
  { siteId, phone, proof }: PhoneProof,
): [string, ...string[]] =>
  digester.all('phone-proof', JSON.stringify([siteId, phone, proof])) as [string, ...string[]];

export type ProvePhoneResult =
  | { kind: 'proven'; phoneProof: string }
  | { kind: 'phone-code-wrong' }
  /** No code was sent, or it has expired, or its tries are used up. */
  | { kind: 'phone-code-expired' };

interface Values {
  phones: readonly string[];
  codes: readonly string[];
  tries: number;
  proof: string;
  proofExpiresAt: Date;
  now: Date;
}

/**
 * One statement compares the code, counts a wrong try, and writes the proof for a right one. Tries
 * at the same time wait for the lock of the code's row, so no more than the allowed number are
 * compared. Keyed digests are compared, so the duration reveals nothing about the code. While the
 * code is valid the proof is the same, so a lost answer needs no second message.
 */
const proveStatement = prepare<Values, { right: boolean; used_up: boolean }>(
  'registration_prove_phone',
  (p) => sql<{ right: boolean; used_up: boolean }>`
  with tried as (
    update phone_code
      set tries = tries + case when code = any(${p('codes')}::text[]) then 0 else 1 end
    where phone = any(${p('phones')}::text[]) and expires_at > ${p('now')}::timestamptz
      and (${p('tries')}::int = 0 or tries < ${p('tries')}::int)
    returning code = any(${p('codes')}::text[]) as "right", tries = ${p('tries')}::int as used_up
  ),
  proven as (
    insert into phone_proof (proof, expires_at)
    select ${p('proof')}::text, ${p('proofExpiresAt')}::timestamptz from tried where tried."right"
    on conflict (proof) do update
      set expires_at = excluded.expires_at, unit_code = null
      where phone_proof.expires_at <= ${p('now')}::timestamptz
  )
  select bool_or("right") as "right", bool_and(used_up) as used_up from tried having count(*) > 0`,
);

/** `code` is six digits. */
export async function provePhone(
  { database, digester, limits, now }: PhoneDependencies,
  { code, ...at }: SitePhone & { code: string },
): Promise<ProvePhoneResult> {
  const { siteId, phone } = at;
  const [, phoneProof = ''] = digester.of('phone-token', JSON.stringify([siteId, phone, code])).split('.');
  const [row] = await database.run(proveStatement, {
    phones: phoneDigests(digester, at),
    codes: codeDigests(digester, at, code),
    tries: limits.codeTries,
    proof: phoneProofDigests(digester, { ...at, proof: phoneProof })[0],
    proofExpiresAt: new Date(now() + LIMITS.phoneProofLifetime * 1000),
    now: new Date(now()),
  });
  if (row?.right) return { kind: 'proven', phoneProof };
  return { kind: !row || row.used_up ? 'phone-code-expired' : 'phone-code-wrong' };
}

const readStatement = prepare<{ proofs: readonly string[]; now: Date }, { proven: boolean }>(
  'registration_read_phone_proof',
  (p) => sql<{ proven: boolean }>`
  select exists (
    select from phone_proof
    where proof = any(${p('proofs')}::text[]) and expires_at > ${p('now')}::timestamptz
  ) as proven`,
);

/** Whether the proof is valid for this site and number. `now` in milliseconds. */
export async function readPhoneProof(
  database: Database,
  digester: Digester,
  given: PhoneProof,
  now: number,
): Promise<boolean> {
  const proofs = phoneProofDigests(digester, given);
  const [row] = await database.run(readStatement, { proofs, now: new Date(now) });
  return row?.proven ?? false;
}

interface Use {
  proofs: readonly string[];
  unitCode: string;
  outcome: string;
  now: Date;
}

/**
 * SQL that uses a valid proof for a unit: once it has certified one, it is good for that one only.
 * `when`: a further condition.
 */
export const useProof = (p: Parameter<Use>, when: RawBuilder<unknown>) => sql`
    update phone_proof
    set unit_code = case when ${p('outcome')}::text = 'certified' then ${p('unitCode')}::text else unit_code end
    where proof = any(${p('proofs')}::text[]) and expires_at > ${p('now')}::timestamptz
      and (unit_code is null or unit_code = ${p('unitCode')}::text)
      and ${when}
    returning proof`;
