/**
 * Phone proofs: what the holder of a number gets for the right code, so that the rest of a registration can be
 * corrected without another message. Only a digest is kept, of the proof together with site and number: at
 * another site or for another number the same proof is unknown.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import type { Digester } from '../protection/digest.ts';

export interface PhoneProof {
  siteId: string;
  /** 11 digits, as `checkPhone` gives them. */
  phone: string;
  /** As the browser sent it. */
  proof: string;
}

/** The digests under which the proof may be stored, the newest key's first. */
export const phoneProofDigests = (
  digester: Digester,
  { siteId, phone, proof }: PhoneProof,
): [string, ...string[]] =>
  digester.all('phone-proof', JSON.stringify([siteId, phone, proof])) as [string, ...string[]];

/** An SQL condition that is true while the proof is good. `proofs`: `phoneProofDigests`, `now`: an instant. */
export const phoneIsProven = (proofs: RawBuilder<unknown>, now: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql`exists (select from phone_proof
              where phone_proof.proof = any(${proofs}::text[]) and phone_proof.expires_at > ${now}::timestamptz)`;

const readStatement = prepare<{ proofs: readonly string[]; now: Date }, { proven: boolean }>(
  'registration_read_phone_proof',
  (p) => sql<{ proven: boolean }>`select ${phoneIsProven(p('proofs'), p('now'))} as proven`,
);

/** Whether the proof is live for this site and number. `now` in milliseconds. */
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
