/** Who asks, as digests: what limits, attempts and kept claims know of a person. Made here only, so that all agree. */
import type { Actor } from '../database/tables.ts';
import type { Digester } from './digest.ts';

/** Digests under the newest key. */
export interface Subject {
  siteId: string;
  user: string;
  /** Only where proxies are trusted. */
  address: string | undefined;
}

/** The user in the audit. */
export const actorOf = ({ user }: Pick<Subject, 'user'>): Actor => `user:${user}`;

/** A portal's user by the token's `sub`; at a registration, where nobody has an account yet, the phone. */
export type Caller = { siteId: string; address: string | undefined } & ({ sub: string } | { phone: string });

/** The caller under every live key, newest first: attempts may stand under an older one. */
export const userDigests = (digester: Digester, caller: Caller): string[] =>
  digester.all(
    'user',
    JSON.stringify(
      'sub' in caller ? [caller.siteId, caller.sub] : ['registration', caller.siteId, caller.phone],
    ),
  );

export const addressDigest = (digester: Digester, address: string | undefined): string | undefined =>
  address && digester.of('address', address);

export const subjectOf = (digester: Digester, caller: Caller): Subject => ({
  siteId: caller.siteId,
  user: userDigests(digester, caller)[0]!,
  address: addressDigest(digester, caller.address),
});
