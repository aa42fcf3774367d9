import { describe, expect, it, vi } from 'vitest';
import { type AddressReports, addressResolver, parseRange } from '../../../bff/http/address.ts';

const PROXY = '10.1.2.3';

const resolverOf = (proxies: string[], reports?: AddressReports) =>
  addressResolver(
    proxies.map((text) => parseRange(text)!),
    reports,
  );

describe('the client’s address', () => {
  const addressOf = resolverOf(['10.0.0.0/8', '2001:db8::/32', '127.0.0.1']);

  it.each<[string | undefined, string | undefined, string | undefined]>([
    ['203.0.113.1', '198.51.100.1', undefined], // not from a trusted proxy
    ['203.0.113.1', undefined, undefined],
    [undefined, '198.51.100.1', 'gone'], // reset together with its request
    ['::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
    [PROXY, '1.1.1.1, 198.51.100.1, 10.9.9.9', '198.51.100.1'], // the client may have forged everything further left
    ['2001:db8::1', '2400:3200:1:2:3:4:5:6', '2400:3200:1:2::/64'],
    ['127.0.0.1', '2400:3200::1', '2400:3200:0:0::/64'],
    ['127.0.0.1', '2400:3200:0:0:ffff::1', '2400:3200:0:0::/64'],
  ])('of peer %s with X-Forwarded-For %s is %s', (peer, forwardedFor, expected) => {
    expect(addressOf(peer, forwardedFor)).toBe(expected);
  });

  it.each([
    ['6.6.6.6', '6.6.6.6'], // nginx, HAProxy, Envoy
    ['6.6.6.6:1234', '6.6.6.6'], // Azure Application Gateway, IIS, ALB that keeps the port
    ['"6.6.6.6"', '6.6.6.6'],
    ['"6.6.6.6:1234"', '6.6.6.6'],
    [' 6.6.6.6 ', '6.6.6.6'],
    ['\t6.6.6.6', '6.6.6.6'],
    ['::ffff:6.6.6.6', '6.6.6.6'], // a dual-stack socket
    ['::FFFF:0606:0606', '6.6.6.6'],
    ['[::ffff:6.6.6.6]:1234', '6.6.6.6'],
    ['2400:3200:1:2::9', '2400:3200:1:2::/64'],
    ['2400:3200:1:2::A', '2400:3200:1:2::/64'],
    ['2400:3200:0001:0002:0:0:0:9', '2400:3200:1:2::/64'],
    ['[2400:3200:1:2::9]', '2400:3200:1:2::/64'],
    ['[2400:3200:1:2::9]:1234', '2400:3200:1:2::/64'],
    ['"[2400:3200:1:2::9]:1234"', '2400:3200:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['1.1.1.1,6.6.6.6:1234', '6.6.6.6'],
    ['unknown, 6.6.6.6', '6.6.6.6'],
    ['6.6.6.6, 10.9.9.9:80', '6.6.6.6'], // our own proxy, with a port
    ['6.6.6.6, , ', '6.6.6.6'], // an empty element is none (RFC 9110, 5.6.1)
  ])('is read from %j', (forwardedFor, expected) => {
    expect(addressOf(PROXY, forwardedFor)).toBe(expected);
  });

  it.each([
    undefined, // the proxy itself asks, for instance for /readyz
    '',
    ',',
    'unknown',
    '_hidden',
    '6.6.6.6, unknown',
    '6.6.6.6, nonsense',
    '6.6.6',
    '6.6.6.6.6',
    '0x6060606',
    '6.6.6.6:',
    '6.6.6.6:port',
    '6.6.6.6:123456',
    '[6.6.6.6',
    '[2400:3200::1',
    '2400:3200::1]:80',
    '"6.6.6.6',
    "'6.6.6.6'",
    'for=6.6.6.6',
    '6.6.6.6 7.7.7.7',
    '6.6.6.6;7.7.7.7',
  ])('is the proxy’s own for the unreadable %j', (forwardedFor) => {
    expect(addressOf(PROXY, forwardedFor)).toBe(PROXY);
  });

  it('is the proxy’s when the proxy sent an unreadable one', () => {
    expect(addressOf(PROXY, 'unknown, 10.9.9.9')).toBe('10.9.9.9');
  });

  it.each(['::ffff:10.0.0.0/104', '::/0'])('comes from a proxy within %s', (range) => {
    expect(resolverOf([range])(PROXY, '6.6.6.6')).toBe('6.6.6.6');
  });

  it('is the first one when all are proxies', () => {
    expect(addressOf(PROXY, '10.7.7.7, 10.8.8.8')).toBe('10.7.7.7');
  });

  it('reports a stranger’s header once', () => {
    const onStranger = vi.fn();
    const resolve = resolverOf(['10.0.0.0/8'], { onStranger });
    resolve('203.0.113.1', undefined);
    resolve('10.1.2.3', '198.51.100.1');
    expect(onStranger).not.toHaveBeenCalled();
    for (const peer of ['203.0.113.1', '203.0.113.2']) resolve(peer, '198.51.100.1');
    expect(onStranger).toHaveBeenCalledOnce();
  });

  it('reports an unreadable element once', () => {
    const onUnreadable = vi.fn();
    const resolve = resolverOf(['10.0.0.0/8'], { onUnreadable });
    resolve(PROXY, undefined);
    resolve(PROXY, '6.6.6.6:1234');
    expect(onUnreadable).not.toHaveBeenCalled();
    for (let i = 0; i < 2; i++) resolve(PROXY, 'unknown');
    expect(onUnreadable).toHaveBeenCalledOnce();
  });
});
