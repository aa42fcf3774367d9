/**
 * The client's address, known only behind TRUSTED_PROXIES. Without them a limit by address would apply to the proxy, or to any address that
 * a client writes into X-Forwarded-For.
 */
import { BlockList, isIP, SocketAddress } from 'node:net';

export type AddressOf = (peer: string | undefined, forwardedFor: string | undefined) => string | undefined;

interface Range {
  address: string;
  prefix: number;
  family: 'ipv4' | 'ipv6';
}

/** Parses an address or CIDR range; undefined when it is neither. */
export function parseRange(text: string): Range | undefined {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  const longest = version === 6 ? 128 : 32;
  // `Number('')` is 0: a missing prefix length would trust every address.
  const prefix = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN;
  if (version === 0 || rest.length > 0 || !(prefix <= longest)) return undefined;
  return { address, prefix, family: version === 6 ? 'ipv6' : 'ipv4' };
}

/** Each is called once, at the first occurrence, because the operator probably has to correct a setting. */
export interface AddressReports {
  /** X-Forwarded-For came from a peer that is not a trusted proxy. */
  onStranger?: () => void;
  /** A trusted proxy sent something that is not an address. */
  onUnreadable?: () => void;
}

/** The system names no peer of a connection that was reset together with its request. All such requests count as one address. */
const GONE = 'gone';

/**
 * `proxies`: addresses or CIDR ranges; throws for one that is neither. A trusted proxy that sends no readable address counts with its own.
 */
export function addressResolver(proxies: readonly string[], reports: AddressReports = {}): AddressOf {
  const trusted = new BlockList();
  for (const text of proxies) {
    const range = parseRange(text);
    if (!range) throw new Error(`TRUSTED_PROXIES: ${text} is not an address or CIDR range`);
    trusted.addSubnet(range.address, range.prefix, range.family);
  }
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  const onStranger = once(reports.onStranger);
  const onUnreadable = once(reports.onUnreadable);
  return (peer, forwardedFor) => {
    let nearest = addressIn(peer ?? '');
    if (nearest === undefined) return proxies.length > 0 ? GONE : undefined;
    if (!isTrusted(nearest)) {
      if (forwardedFor !== undefined) onStranger();
      return undefined;
    }
    // From right to left: the first address that is not a trusted proxy is the client's. The client may have written everything before it.
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

function once(report: () => void = () => undefined): () => void {
  let isDone = false;
  return () => {
    if (!isDone) report();
    isDone = true;
  };
}

/** Some proxies write an address with brackets or a port. */
const WITH_PORT = /^(?:\[([^[\]]+)\]|([\d.]+))(?::\d{1,5})?$/;

/** The address in canonical form, an IPv4-mapped IPv6 address as IPv4; undefined when `element` is not an address. */
function addressIn(element: string): string | undefined {
  const text = /^"(.*)"$/.exec(element)?.[1] ?? element;
  const [, v6, v4] = WITH_PORT.exec(text) ?? [];
  const [address = ''] = (v6 ?? v4 ?? text).split('%'); // without the zone
  const version = isIP(address);
  if (version === 0) return undefined;
  const canonical = new SocketAddress({ address, family: version === 6 ? 'ipv6' : 'ipv4' }).address;
  return canonical.replace(/^::ffff:(?=\d+\.)/, '');
}

/** An IPv6 address as its /64, because a household or office has a whole /64. */
function networkOf(address: string): string {
  if (isIP(address) === 4) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups =
    tail === undefined
      ? left
      : [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
