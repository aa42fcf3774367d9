/**
 * Sends one code, in this order: check the proof of work, take from the limits, send the message,
 * store the code.
 */
import { sql } from 'kysely';
import { LIMITS } from '../contract/wire.ts';
import { type Database, prepare } from '../database/index.ts';
import { mayHaveBeenSent, type Sms, type SmsFailure } from '../sms/index.ts';
import { addressDigest, type Digester, type KeyRing } from '../keys/index.ts';
import { checkProof, useChallenge, type RandomInt } from './challenge.ts';
import { type SiteUsage, smsBudgetsOf, type SmsLimits, takeSmsQuota } from '../limits/index.ts';

export interface PhoneDependencies {
  database: Database;
  keys: KeyRing;
  digester: Digester;
  sms: Sms;
  limits: SmsLimits;
  /** Called after each message that was sent. */
  onSiteUsage: (usage: SiteUsage) => void;
  /** Milliseconds since the epoch. */
  now: () => number;
  randomInt: RandomInt;
}

/** A phone number at a site. A code or proof of one site is not valid at another. */
export interface SitePhone {
  siteId: string;
  /** 11 digits, as `checkPhone` gives them. */
  phone: string;
}

export type PhoneCodeResult =
  | { kind: 'sent' }
  | { kind: 'proof-of-work-invalid' }
  /** `until` in milliseconds. */
  | { kind: 'too-many-codes' | 'codes-exhausted'; until: number }
  /** `until`: when the number may get its next message, if known (milliseconds). */
  | { kind: 'unavailable'; failure: SmsFailure; detail: string | undefined; until: number | undefined };

/** Digests of the number at the site, and of a code for it, under every live key, newest first. */
export const phoneDigests = (digester: Digester, { siteId, phone }: SitePhone): string[] =>
  digester.all('phone', JSON.stringify([siteId, phone]));
export const codeDigests = (digester: Digester, { siteId, phone }: SitePhone, code: string): string[] =>
  digester.all('phone-code', JSON.stringify([siteId, phone, code]));

interface Values {
  phone: string;
  older: readonly string[];
  code: string;
  expiresAt: Date;
}

/** `older`: the digests of the number under older keys, whose code is replaced too. */
const storeStatement = prepare<Values, never>(
  'registration_store_phone_code',
  (p) => sql<never>`
  with replaced as (delete from phone_code where phone = any(${p('older')}::text[]))
  insert into phone_code (phone, code, expires_at)
  values (${p('phone')}::text, ${p('code')}::text, ${p('expiresAt')}::timestamptz)
  on conflict (phone) do update set code = excluded.code, tries = 0, expires_at = excluded.expires_at`,
);

/**
 * Sends a code to `phone`. When the gateway fails, the message counts in no limit (if it may have
 * been sent, in the limit of a minute), and an earlier code stays valid. The proof of work is used
 * up in any case. `address` is known only behind trusted proxies.
 */
export async function sendPhoneCode(
  dependencies: PhoneDependencies,
  { address, proof, ...at }: SitePhone & { address: string | undefined; proof: string },
): Promise<PhoneCodeResult> {
  const { database, keys, digester, sms, limits, randomInt } = dependencies;
  const now = dependencies.now();
  const challenge = await checkProof(keys, at.siteId, proof, now);
  if (challenge === undefined || !(await useChallenge(database, challenge, now)))
    return { kind: 'proof-of-work-invalid' };

  // The digest has no site, because a number's limits count over all sites.
  const phone = digester.of('phone', at.phone);
  const asking = { phone, address: addressDigest(digester, address), site: at.siteId };
  const budgets = smsBudgetsOf(asking, limits, now);
  const quota = await takeSmsQuota(database, budgets, now);
  if (quota.kind !== 'admitted') return quota;

  const code = String(randomInt(0, 10 ** LIMITS.phoneCodeDigits)).padStart(LIMITS.phoneCodeDigits, '0');
  const expiresInMinutes = LIMITS.phoneCodeLifetime / 60;
  const result = await sms.send({ phone: at.phone, code, expiresInMinutes });
  if (result.kind === 'failed') {
    const { failure, detail } = result;
    const { until } = await quota.giveBack({ exceptMinute: mayHaveBeenSent(failure) });
    return { kind: 'unavailable', failure, detail, until };
  }
  quota.site.forEach(dependencies.onSiteUsage);
  const [newest, ...older] = phoneDigests(digester, at);
  await database.run(storeStatement, {
    phone: newest!,
    older,
    code: codeDigests(digester, at, code)[0]!,
    expiresAt: new Date(dependencies.now() + LIMITS.phoneCodeLifetime * 1000),
  });
  return { kind: 'sent' };
}
