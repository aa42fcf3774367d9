/** A chain in memory, for tests of what is pure. */
import { randomBytes } from 'node:crypto';
import {
  BEGINNING,
  sealEntry,
  signLink,
  type Entry,
  type Link,
  type SealedEntry,
  type SealingKey,
  type SignedLink,
} from '../../../bff/audit/chain.ts';
import { newestKey } from '../../../bff/audit/keys.ts';
import { startVerification, type ChainReport } from '../../../bff/audit/verification.ts';
import { parseKeyRing } from '../../../bff/protection/keys.ts';

export const newMasterKey = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;

export const newKey = (id: string): SealingKey => newestKey(parseKeyRing(newMasterKey(id)));

const at = (second: number) => new Date(1_700_000_000_000 + second * 1000).toISOString().replace('Z', '000Z');

export const entry = (number: number): Entry => ({
  at: at(number),
  actor: `user:k1.${number}`,
  action: 'certification.rejected',
  unit_code: `U${number % 7}`,
  site_id: number % 5 === 0 ? null : 'portal',
  submission_id: number % 3 === 0 ? null : '00000000-0000-4000-8000-000000000001',
  detail: JSON.stringify({ finding: 'number-differs', number }),
});

/** What an attacker with the database can reach: the anchor and the rows. */
export interface Stored {
  anchor: SignedLink | undefined;
  rows: SealedEntry[];
}

export function seal(key: SealingKey, from: Link, first: number, count: number): SealedEntry[] {
  const rows: SealedEntry[] = [];
  for (let number = first; number < first + count; number++)
    rows.push(sealEntry(key, rows.at(-1) ?? from, entry(number), at(number + 1)));
  return rows;
}

/** Sealed under two keys, one after the other; the first `removed` were deleted after their retention time. */
export function storedChain(keys: readonly [SealingKey, SealingKey], count: number, removed: number): Stored {
  const old = seal(keys[0], BEGINNING, 0, Math.floor(count / 2));
  const all = [...old, ...seal(keys[1], old.at(-1)!, old.length, count - old.length)];
  return {
    anchor: removed > 0 ? signLink(keys[1], 'anchor', all[removed - 1]!, at(count)) : undefined,
    rows: all.slice(removed),
  };
}

export const headOf = (key: SealingKey, row: SealedEntry): SignedLink =>
  signLink(key, 'head', row, row.sealed_at);

export function verify(
  keys: readonly SealingKey[],
  { anchor, rows }: Stored,
  heads: readonly SignedLink[] = [],
): ChainReport {
  const verification = startVerification((id) => keys.find((key) => key.id === id)?.key, anchor, heads);
  verification.add(rows);
  return verification.report();
}
