/**
 * Restricts requests to URLs that others have configured (webhooks): https, and addresses of the
 * public internet. The operator may allow a private host by name. It checks the address that the
 * connection uses, so a name server cannot redirect the request afterwards (SSRF).
 */
import { lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, type Dispatcher } from 'undici';

/** The reason why a request may not be sent. */
export type Refusal = 'not-https' | 'private-address';

export interface Destinations {
  /** Checks what is known before the name is resolved. */
  refusalOf(url: URL): Refusal | undefined;
  /**
   * Connects to allowed addresses only. Kept connections led to one when they were made, whatever
   * the name resolves to since.
   */
  dispatcherFor(url: URL): Dispatcher;
}

/**
 * An unused connection is closed after this time, before receivers close it, whatever they ask for.
 * Milliseconds.
 */
const IDLE = 1_000;

const agentWith = (connect: { lookup?: LookupFunction }): Agent =>
  new Agent({ connect, keepAliveTimeout: IDLE, keepAliveMaxTimeout: IDLE });

/** The code of the error when a name resolves to no allowed address. */
export const PRIVATE_ADDRESS = 'EPRIVATE';

/** `dns.lookup` with the option `all`. */
export type Resolve = (
  host: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: { address: string; family: number }[]) => void,
) => void;

/** Outside of it no IPv6 address has been assigned to the internet. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/**
 * True for an address of the public internet: not loopback, link-local, private, special, or
 * IPv4-mapped.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  return address.range() === 'unicast' && (address.kind() === 'ipv4' || address.match(GLOBAL_IPV6));
}

/**
 * The host as `URL` writes it: lower-case, IPv4 as four decimal numbers, IPv6 in brackets;
 * undefined when `given` has more than a host, or stands for many.
 */
export function normalizeHost(given: string): string | undefined {
  const text = isIP(given) === 6 ? `[${given}]` : given;
  if (text.includes('*') || !URL.canParse(`https://${text}`)) return undefined;
  const { hostname, href } = new URL(`https://${text}`);
  return href === `https://${hostname}/` ? hostname : undefined;
}

/** Resolves a name to its public addresses, and fails with `PRIVATE_ADDRESS` when it has none. */
export const publicLookup =
  (resolve: Resolve): LookupFunction =>
  (host, { all }, done) =>
    resolve(host, { all: true }, (error, addresses) => {
      if (error) return done(error, []);
      const open = addresses.filter(({ address }) => isPublicAddress(address));
      const [nearest] = open;
      if (!nearest) return done(Object.assign(new Error('no public address'), { code: PRIVATE_ADDRESS }), []);
      return all ? done(null, open) : done(null, nearest.address, nearest.family);
    });

/** `allowed`: normalized hosts that may be reached over http and at any address. */
export function createDestinations(allowed: readonly string[], resolve: Resolve = resolveName): Destinations {
  const hosts = new Set(allowed);
  const toPublicAddresses = agentWith({ lookup: publicLookup(resolve) });
  const toAnyAddress = agentWith({});
  return {
    refusalOf({ hostname, protocol }) {
      if (hosts.has(hostname)) return undefined;
      if (protocol !== 'https:') return 'not-https';
      const literal = hostname.replace(/^\[|\]$/g, '');
      return isIP(literal) && !isPublicAddress(literal) ? 'private-address' : undefined;
    },
    dispatcherFor: ({ hostname }) => (hosts.has(hostname) ? toAnyAddress : toPublicAddresses),
  };
}
