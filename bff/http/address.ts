/**
 * The client's address, known only behind TRUSTED_PROXIES. Without them a limit by address would
 * apply to the proxy, or to any address that a client writes into X-Forwarded-For.
 */
import ipaddr from 'ipaddr.js';

export type AddressOf = (peer: string | undefined, forwardedFor: string | undefined) => string | undefined;

type Address = ipaddr.IPv4 | ipaddr.IPv6;
/** The bits of the prefix say how much of the address counts. */
export type AddressRange = [Address, prefix: number];

/** Parses an address or CIDR range; undefined when it is neither. */
export function parseRange(text: string): AddressRange | undefined {
  const { IPv4, IPv6 } = ipaddr;
  // IPv4's `isValid` and `isValidCIDR` also take hexadecimal and octal numbers, and fewer than
  // four.
  if (IPv4.isValidCIDRFourPartDecimal(text) || IPv6.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (IPv4.isValidFourPartDecimal(text)) return [IPv4.parse(text), 32];
  return IPv6.isValid(text) ? [IPv6.parse(text), 128] : undefined;
}

/**
 * Each is called once, at the first occurrence, because the operator probably has to correct a
 * setting.
 */
export interface AddressReports {
  /** X-Forwarded-For came from a peer that is not a trusted proxy. */
  onStranger?: () => void;
  /** A trusted proxy sent something that is not an address. */
  onUnreadable?: () => void;
}

/**
 * The system names no peer of a connection that was reset together with its request. All such
 * requests count as one address.
 */
const GONE = 'gone';

/**
 * `trusted`: the proxies. One that sends no readable address counts with its own.
 */
export function addressResolver(trusted: AddressRange[], reports: AddressReports = {}): AddressOf {
  const ranges = { trusted: [...trusted, ...trusted.flatMap(ipv4In)] };
  const isTrusted = (address: Address) => ipaddr.subnetMatch(address, ranges, 'stranger') === 'trusted';
  const onStranger = once(reports.onStranger);
  const onUnreadable = once(reports.onUnreadable);
  return (peer, forwardedFor) => {
    let nearest = addressIn(peer ?? '');
    if (nearest === undefined) return trusted.length > 0 ? GONE : undefined;
    if (!isTrusted(nearest)) {
      if (forwardedFor !== undefined) onStranger();
      return undefined;
    }
    // From right to left: the first address that is not a trusted proxy is the client's. The client
    // may have written everything before it.
    for (const element of (forwardedFor ?? '').split(',').reverse()) {
      if (element.trim() === '') continue;
      const address = addressIn(element.trim());
      if (address === undefined) {
        onUnreadable();
        break;
      }
      nearest = address;
      if (!isTrusted(address)) break;
    }
    return networkOf(nearest);
  };
}

const ALL_IPV4: AddressRange = [ipaddr.IPv4.parse('0.0.0.0'), 0];
const FIRST_MAPPED = ipaddr.IPv6.parse('::ffff:0.0.0.0');
/** Bits before the IPv4 address in an IPv4-mapped one. */
const MAPPED_PREFIX = 96;

/** The IPv4 addresses in an IPv6 range: `::ffff:10.0.0.0/104` has those of `10.0.0.0/8`. */
function ipv4In([address, prefix]: AddressRange): AddressRange[] {
  if (address instanceof ipaddr.IPv4) return [];
  if (prefix < MAPPED_PREFIX) return FIRST_MAPPED.match(address, prefix) ? [ALL_IPV4] : [];
  return address.isIPv4MappedAddress() ? [[address.toIPv4Address(), prefix - MAPPED_PREFIX]] : [];
}

function once(report: () => void = () => undefined): () => void {
  let isDone = false;
  return () => {
    if (!isDone) report();
    isDone = true;
  };
}

/** Some proxies write an address with brackets or a port. */
const WITH_PORT = /^(?:\[([^[\]]+)\]|([\d.]+))(?::\d{1,5})?$/;

/** The address, an IPv4-mapped IPv6 address as IPv4; undefined when `element` is not an address. */
function addressIn(element: string): Address | undefined {
  const text = /^"(.*)"$/.exec(element)?.[1] ?? element;
  const [, v6, v4] = WITH_PORT.exec(text) ?? [];
  const [address = ''] = (v6 ?? v4 ?? text).split('%'); // without the zone
  const { IPv4, IPv6 } = ipaddr;
  return IPv4.isValidFourPartDecimal(address) || IPv6.isValid(address) ? ipaddr.process(address) : undefined;
}

/** An IPv6 address as its /64, because a household or office has a whole /64. */
function networkOf(address: Address): string {
  if (address instanceof ipaddr.IPv4) return address.toString();
  const network = address.parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}
