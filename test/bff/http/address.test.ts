import { describe, expect, it, vi } from 'vitest';
import { addressResolver } from '../../../bff/http/address.ts';

describe('the client’s address', () => {
  const addressOf = addressResolver(['10.0.0.0/8', '2001:db8::/32', '127.0.0.1']);

  it.each<[string | undefined, string | undefined, string | undefined]>([
    ['203.0.113.1', '198.51.100.1', undefined], // not from a trusted proxy
    ['10.1.2.3', undefined, undefined],
    [undefined, '198.51.100.1', undefined],
    ['10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['10.1.2.3', '1.1.1.1, 198.51.100.1, 10.9.9.9', '198.51.100.1'], // what stands further left is forged
    ['10.1.2.3', 'unknown', undefined],
    ['10.1.2.3', '198.51.100.1, nonsense', undefined],
    ['2001:db8::1', '2400:3200:1:2:3:4:5:6', '2400:3200:1:2::/64'],
    ['127.0.0.1', '2400:3200::1', '2400:3200:0:0::/64'],
    ['127.0.0.1', '2400:3200:0:0:ffff::1', '2400:3200:0:0::/64'],
  ])('of peer %s with X-Forwarded-For %s is %s', (peer, forwardedFor, expected) => {
    expect(addressOf(peer, forwardedFor)).toBe(expected);
  });

  it('tells of a stranger’s header once', () => {
    const onStranger = vi.fn();
    const resolve = addressResolver(['10.0.0.0/8'], onStranger);
    resolve('203.0.113.1', undefined);
    resolve('10.1.2.3', '198.51.100.1');
    expect(onStranger).not.toHaveBeenCalled();
    for (const peer of ['203.0.113.1', '203.0.113.2']) resolve(peer, '198.51.100.1');
    expect(onStranger).toHaveBeenCalledOnce();
  });

  it('names a wrong range', () => {
    expect(() => addressResolver(['10.0.0.0/8', 'office'])).toThrow('TRUSTED_PROXIES: office');
  });
});
