/**
 * The client's address. It counts only behind TRUSTED_PROXIES: without them a limit by address would be a
 * limit on the proxy, or on whatever a client writes into X-Forwarded-For.
 */
import { BlockList, isIP } from 'node:net';

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

/**
 * `proxies`: addresses or CIDR ranges. Throws with the range that is wrong. `onStranger`: X-Forwarded-For came from a peer that is none of
 * them, for the first time: most likely a proxy that TRUSTED_PROXIES forgets.
 */
export function addressResolver(
  proxies: readonly string[],
  onStranger: () => void = () => undefined,
): AddressOf {
  const trusted = new BlockList();
  for (const text of proxies) {
    const range = parseRange(text);
    if (!range) throw new Error(`TRUSTED_PROXIES: ${text} is not an address or CIDR range`);
    trusted.addSubnet(range.address, range.prefix, range.family);
  }
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  let isTold = false;
  return (peer, forwardedFor) => {
    if (peer === undefined || forwardedFor === undefined) return undefined;
    if (!isTrusted(plain(peer))) {
      if (!isTold) onStranger();
      isTold = true;
      return undefined;
    }
    // The nearest address that is not one of ours: what stands left of it is the client's own word.
    const client = forwardedFor
      .split(',')
      .map((part) => plain(part.trim()))
      .reverse()
      .find((address) => !isIP(address) || !isTrusted(address));
    return client !== undefined && isIP(client) ? bucketed(client) : undefined;
  };
}

const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

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
