/**
 * The client's address. It counts only behind TRUSTED_PROXIES: without them a limit by address would be a
 * limit on the proxy, or on whatever a client writes into X-Forwarded-For.
 */
import { BlockList, isIP } from 'node:net';

export type AddressOf = (peer: string | undefined, forwardedFor: string | undefined) => string | undefined;

/** `proxies`: addresses or CIDR ranges. Throws with the range that is wrong. */
export function addressResolver(proxies: readonly string[]): AddressOf {
  const trusted = new BlockList();
  for (const range of proxies) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address);
    const prefix = bits === undefined ? (family === 6 ? 128 : 32) : Number(bits);
    if (!family || !Number.isInteger(prefix))
      throw new Error(`TRUSTED_PROXIES: ${range} is not an address or CIDR range`);
    trusted.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4');
  }
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return (peer, forwardedFor) => {
    if (peer === undefined || forwardedFor === undefined || !isTrusted(plain(peer))) return undefined;
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
