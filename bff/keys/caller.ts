/** The caller as digests, by which limits, submissions and kept claims know a person. Made here only, so that all agree. */
import type { ActorOf } from '../database/index.ts';
import type { Digester } from './digest.ts';

/** Digests under the newest key. */
export interface Caller {
  siteId: string;
  user: string;
  /** Only where proxies are trusted. */
  address: string | undefined;
}

/** The user in the audit. */
export const actorOf = ({ user }: Pick<Caller, 'user'>): ActorOf<'user'> => `user:${user}`;

/** A portal's user by the token's `sub`; at a registration, where nobody has an account yet, the phone. */
export type CallerIdentity = { siteId: string; address: string | undefined } & (
  { sub: string } | { phone: string }
);

/** The user under every live key, newest first: attempts may stand under an older one. */
export const userDigests = (digester: Digester, identity: CallerIdentity): string[] =>
  digester.all(
    'user',
    JSON.stringify(
      'sub' in identity ? [identity.siteId, identity.sub] : ['registration', identity.siteId, identity.phone],
    ),
  );

export const addressDigest = (digester: Digester, address: string | undefined): string | undefined =>
  address && digester.of('address', address);

export const callerOf = (digester: Digester, identity: CallerIdentity): Caller => ({
  siteId: identity.siteId,
  user: userDigests(digester, identity)[0]!,
  address: addressDigest(digester, identity.address),
});
