/**
 * The caller as digests, by which limits, submissions and kept claims know a person. Made here
 * only, so that all agree.
 */
import type { ActorOf } from '../database/index.ts';
import type { Digester } from './digest.ts';

/** Digests under the newest key. */
export interface Caller {
  siteId: string;
  user: string;
  /** Only where proxies are trusted. */
  address: string | undefined;
}

/**
 * A caller who asks now. Of one whose claim was kept, only the digest under the newest key is
 * known.
 */
export interface Asking extends Caller {
  /** The user under every live key, newest first: attempts may stand under an older one. */
  users: readonly string[];
}

/** The user in the audit. */
export const actorOf = ({ user }: Pick<Caller, 'user'>): ActorOf<'user'> => `user:${user}`;

/**
 * A portal's user by the token's `sub`; at a registration, where nobody has an account yet, the
 * phone.
 */
export type CallerIdentity = { siteId: string; address: string | undefined } & (
  { sub: string } | { phone: string }
);

export const userDigests = (digester: Digester, identity: CallerIdentity): string[] =>
  digester.all(
    'user',
    JSON.stringify(
      'sub' in identity ? [identity.siteId, identity.sub] : ['registration', identity.siteId, identity.phone],
    ),
  );

export const addressDigest = (digester: Digester, address: string | undefined): string | undefined =>
  address && digester.of('address', address);

export const callerOf = (digester: Digester, identity: CallerIdentity): Asking =>
  askingOf(digester, identity, userDigests(digester, identity));

const askingOf = (
  digester: Digester,
  { siteId, address }: CallerIdentity,
  users: readonly string[],
): Asking => ({ siteId, user: users[0]!, users, address: addressDigest(digester, address) });

/**
 * `callerOf` for users with tokens that were verified before: the digests of each are made once for
 * as long as its `token` is remembered.
 */
export function createCallers(digester: Digester): (token: object, identity: CallerIdentity) => Asking {
  const known = new WeakMap<object, readonly string[]>();
  return (token, identity) => {
    const users = known.get(token) ?? userDigests(digester, identity);
    known.set(token, users);
    return askingOf(digester, identity, users);
  };
}
