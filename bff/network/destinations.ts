/**
 * Restricts requests to URLs that others have configured (webhooks): https, and addresses of the public internet. The operator may allow a
 * private host by name. It checks the address that the connection uses, so a name server cannot redirect the request afterwards (SSRF).
 */
import { lookup as resolveName } from 'node:dns';
import * as http from 'node:http';
import * as https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** The reason why a request may not be sent. */
export type Refusal = 'not-https' | 'private-address';

export interface Destinations {
  /** Checks what is known before the name is resolved. */
  refusalOf(url: URL): Refusal | undefined;
  /** Connects to allowed addresses only. Kept connections led to one when they were made, whatever the name resolves to since. */
  agentFor(url: URL): http.Agent;
}

/** An unused connection is closed after this time, before receivers close it. Milliseconds. */
const IDLE = 1_000;

const agentsWith = (options: { lookup?: LookupFunction }) => {
  const kept = { ...options, keepAlive: true, timeout: IDLE };
  return { http: new http.Agent(kept), https: new https.Agent(kept) };
};

/** The code of the error when a name resolves to no allowed address. */
export const PRIVATE_ADDRESS = 'EPRIVATE';

/** `dns.lookup` with the option `all`. */
export type Resolve = (
  host: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: { address: string; family: number }[]) => void,
) => void;

const rangesOf = (text: string, family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList();
  for (const range of text.split(' ')) {
    const [address, prefix] = range.split('/');
    list.addSubnet(address!, Number(prefix), family);
  }
  return list;
};
/** IANA, IPv4 Special-Purpose Address Registry, with multicast and the reserved end. */
const SPECIAL_IPV4 = rangesOf(
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
  'ipv4',
);
/** Global unicast, and the special ranges within it: tunnels, documentation. */
const GLOBAL_IPV6 = rangesOf('2000::/3', 'ipv6');
const SPECIAL_IPV6 = rangesOf('2001::/23 2001:db8::/32 2002::/16 3fff::/20', 'ipv6');

/** True for an address of the public internet: not loopback, link-local, private, or IPv4-mapped. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !SPECIAL_IPV4.check(address, 'ipv4');
  return GLOBAL_IPV6.check(address, 'ipv6') && !SPECIAL_IPV6.check(address, 'ipv6');
}

/** The host as `URL` writes it: lower-case, IPv4 as four decimal numbers, IPv6 in brackets; undefined when `given` has more than a host. */
export function normalizeHost(given: string): string | undefined {
  const text = isIP(given) === 6 ? `[${given}]` : given;
  if (!URL.canParse(`https://${text}`)) return undefined;
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
  const publicAgents = agentsWith({ lookup: publicLookup(resolve) });
  const allowedAgents = agentsWith({});
  return {
    refusalOf({ hostname, protocol }) {
      if (hosts.has(hostname)) return undefined;
      if (protocol !== 'https:') return 'not-https';
      const literal = hostname.replace(/^\[|\]$/g, '');
      return isIP(literal) && !isPublicAddress(literal) ? 'private-address' : undefined;
    },
    agentFor({ hostname, protocol }) {
      const agents = hosts.has(hostname) ? allowedAgents : publicAgents;
      return protocol === 'https:' ? agents.https : agents.http;
    },
  };
}
