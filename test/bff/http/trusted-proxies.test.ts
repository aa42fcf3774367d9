/** TRUSTED_PROXIES: a typing error must prevent the start and name the variable, not trust more addresses. */
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../bff/server/config.ts';
import { parseRange } from '../../../bff/http/address.ts';

describe('TRUSTED_PROXIES', () => {
  it.each([
    '10.0.0.0/',
    '10.0.0.0/40',
    '10.0.0.0/8/8',
    '10.0.0.0/ 8',
    '10.0.0.0/1e1',
    '::/129',
    'office',
    '',
  ])('%j is refused', (text) => {
    expect(parseRange(text)).toBeUndefined();
    const variable = `127.0.0.1,${text}`;
    expect(() => loadConfig({ TRUSTED_PROXIES: variable })).toThrow(/^TRUSTED_PROXIES must be addresses/);
  });

  it('takes addresses and ranges of both families', () => {
    const { trustedProxies } = loadConfig({ TRUSTED_PROXIES: '10.0.0.0/8, ::1,2001:db8::/32,0.0.0.0/0' });
    expect(trustedProxies.map(([address, prefix]) => `${address.toString()}/${prefix}`)).toEqual([
      '10.0.0.0/8',
      '::1/128',
      '2001:db8::/32',
      '0.0.0.0/0',
    ]);
    expect(loadConfig({}).trustedProxies).toEqual([]);
  });
});
