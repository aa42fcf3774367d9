/**
 * The client's address. It counts only behind TRUSTED_PROXIES: without them a limit by address would be a
 * limit on the proxy, or on whatever a client writes into X-Forwarded-For.
 */
import { BlockList, isIP, SocketAddress } from 'node:net';

export type AddressOf = (peer: string | undefined, forwardedFor: string | undefined) => string | undefined;

interface Range {
  address: string;
  prefix: number;
  family: 'ipv4' | 'ipv6';
}

/** An address or CIDR range as written; undefined when it is neither. */
export function parseRange(text: string): Range | undefined {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  const longest = version === 6 ? 128 : 32;
  // `Number('')` is 0: a forgotten figure would trust everybody.
  const prefix = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN;
  if (version === 0 || rest.length > 0 || !(prefix <= longest)) return undefined;
  return { address, prefix, family: version === 6 ? 'ipv6' : 'ipv4' };
}

/** Each is called the first time that it happens: most likely a setting that an operator has to mend. */
export interface AddressReports {
  /** X-Forwarded-For came from a peer that is none of the proxies. */
  onStranger?: () => void;
  /** A proxy told something that is no address. */
  onUnreadable?: () => void;
}

/** The system names no peer of a connection that was reset together with its request. All such requests count as one address. */
const GONE = 'gone';

/**
 * `proxies`: addresses or CIDR ranges. Throws with the range that is wrong. Of a trusted proxy there always is an address: its own, where it
 * tells none that can be read.
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
    // From the nearest on: what stands left of the first address that is not one of ours is the client's own word.
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
    return bucketed(nearest);
  };
}

function once(report: () => void = () => undefined): () => void {
  let isDone = false;
  return () => {
    if (!isDone) report();
    isDone = true;
  };
}

/** What some proxies put around an address: brackets, a port. */
const WITH_PORT = /^(?:\[([^[\]]+)\]|([\d.]+))(?::\d{1,5})?$/;

/** The address in canonical form, IPv6 that stands for IPv4 as IPv4; undefined when there is none. */
function addressIn(element: string): string | undefined {
  const text = /^"(.*)"$/.exec(element)?.[1] ?? element;
  const [, v6, v4] = WITH_PORT.exec(text) ?? [];
  const [address = ''] = (v6 ?? v4 ?? text).split('%'); // without the interface
  const version = isIP(address);
  if (version === 0) return undefined;
  const canonical = new SocketAddress({ address, family: version === 6 ? 'ipv6' : 'ipv4' }).address;
  return canonical.replace(/^::ffff:(?=\d+\.)/, '');
}

/** A household or office has a whole /64 of IPv6. */
function bucketed(address: string): string {
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
