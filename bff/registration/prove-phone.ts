/**
 * A user sends a code back. One statement compares, counts a wrong try and writes the proof of a right one: tries that
 * arrive together wait for each other at the code's row, so no more than the allowed number is ever compared.
 * Keyed digests are compared, so the time it takes tells nothing of the code. While the code is good it gives the same proof
 * each time: an answer that was lost on its way costs no second message.
 */
import { sql } from 'kysely';
import { LIMITS } from '../contract/wire.ts';
import { prepare } from '../database/statement.ts';
import { codeDigests, phoneDigests, type PhoneDependencies, type SitePhone } from './phone-codes.ts';
import { phoneProofDigests } from './phone-proofs.ts';

export type ProvePhoneResult =
  | { kind: 'proven'; phoneProof: string }
  | { kind: 'phone-code-wrong' }
  /** There is no code, it is too old, or its tries are used up. */
  | { kind: 'phone-code-expired' };

interface Values {
  phones: readonly string[];
  codes: readonly string[];
  tries: number;
  proof: string;
  proofExpiresAt: Date;
  now: Date;
}

const proveStatement = prepare<Values, { right: boolean }>(
  'registration_prove_phone',
  (p) => sql<{ right: boolean }>`
  with tried as (
    update phone_code
      set tries = tries + case when code = any(${p('codes')}::text[]) then 0 else 1 end
    where phone = any(${p('phones')}::text[]) and expires_at > ${p('now')}::timestamptz
      and (${p('tries')}::int = 0 or tries < ${p('tries')}::int)
    returning code = any(${p('codes')}::text[]) as "right"
  ),
  proven as (
    insert into phone_proof (proof, expires_at)
    select ${p('proof')}::text, ${p('proofExpiresAt')}::timestamptz from tried where tried."right"
    on conflict (proof) do update
      set expires_at = excluded.expires_at, unit_code = null
      where phone_proof.expires_at <= ${p('now')}::timestamptz
  )
  select coalesce(bool_or("right"), false) as "right" from tried having count(*) > 0`,
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
  if (!row) return { kind: 'phone-code-expired' };
  return row.right ? { kind: 'proven', phoneProof } : { kind: 'phone-code-wrong' };
}
