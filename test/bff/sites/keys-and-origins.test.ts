/** The keys and origins that a site may have: public keys of three kinds, and whole origins. */
import { describe, expect, it } from 'vitest';
import { parseJwks } from '../../../bff/sites/key-set.ts';
import { normalizeOrigin, originAllowed } from '../../../bff/sites/origins.ts';
import { liveSecrets, newSecret, rotated } from '../../../bff/sites/secrets.ts';
import { jwksOf, makeKey, NOW } from './support.ts';

const ed = makeKey('EdDSA', 'a');

describe('parseJwks', () => {
  it('keeps the public members of each key', () => {
    const { jwks, keySet } = parseJwks({ keys: [{ ...ed.jwk, x5c: ['AA'], note: 'x' }] }, true);
    expect(jwks).toEqual({ keys: [ed.jwk] });
    expect(keySet.keys).toMatchObject([{ alg: 'EdDSA', kid: 'a' }]);
  });

  it('takes a single JWK as a set of one', () => {
    expect(parseJwks(makeKey('RS256').jwk, true).keySet.keys).toMatchObject([{ alg: 'RS256' }]);
  });

  it.each([
    ['not a JWK Set', []],
    ['not a JWK Set', { keys: {} }],
    ['no key in it', { keys: [] }],
    ['key 1 is not an object', { keys: ['x'] }],
    ['key 2 is private', { keys: [ed.jwk, ed.privateKey.export({ format: 'jwk' })] }],
    ['key 1 is private or symmetric', { keys: [{ kty: 'oct', k: 'AAAA' }] }],
    ['key 1 is of another type', { keys: [{ kty: 'EC', crv: 'P-384', x: 'AA', y: 'AA' }] }],
    ['key 1 is of another type', { keys: [{ kty: 'OKP', crv: 'X25519', x: 'AA' }] }],
    ['key 1 is for another algorithm', { keys: [{ ...makeKey('RS256').jwk, alg: 'PS256' }] }],
    ['key 1 is not for signatures', { keys: [{ ...ed.jwk, use: 'enc' }] }],
    ['key 1 is not for verifying', { keys: [{ ...ed.jwk, key_ops: ['encrypt'] }] }],
    ['key 1 has a "kid"', { keys: [{ ...ed.jwk, kid: 5 }] }],
    ['key 1 is not a valid key', { keys: [{ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }] }],
    ['key 1 is not a valid key', { keys: [{ ...makeKey('ES256').jwk, y: makeKey('ES256').jwk['x'] }] }],
    ['key 1 has 1024 bits', jwksOf(makeKey('RS256', 'short', 1024))],
    ['more than 20 keys', { keys: Array.from({ length: 21 }, () => ed.jwk) }],
  ])('refuses: %s', (message, value) => {
    expect(() => parseJwks(value, true)).toThrow(message);
  });

  it('ignores unusable keys that a server publishes, but refuses a private one', () => {
    const foreign = { kty: 'EC', crv: 'P-384', x: 'AA', y: 'AA' };
    expect(parseJwks({ keys: [foreign, ed.jwk] }, false).jwks.keys).toEqual([ed.jwk]);
    expect(() => parseJwks({ keys: [ed.jwk, ed.privateKey.export({ format: 'jwk' })] }, false)).toThrow();
  });
});

it('secrets are random and long (RFC 8725, 3.5)', () => {
  const secrets = Array.from({ length: 100 }, newSecret);
  expect(new Set(secrets).size).toBe(100);
  for (const secret of secrets) expect(Buffer.from(secret).length).toBeGreaterThanOrEqual(32);
});

describe('normalizeOrigin', () => {
  it.each([
    ['https://Portal.Example', 'https://portal.example'],
    ['https://portal.example:443/', 'https://portal.example'],
    ['https://portal.example:8443', 'https://portal.example:8443'],
    ['https://人社.example', 'https://xn--gmq794h.example'],
    ['http://localhost:8788', 'http://localhost:8788'],
    ['http://127.0.0.1:8789', 'http://127.0.0.1:8789'],
    ['http://[::1]:80', 'http://[::1]'],
  ])('%s → %s', (typed, value) => expect(normalizeOrigin(typed)).toEqual({ ok: true, value }));

  it.each([
    ['null', 'null'],
    ['portal.example', 'not-a-url'],
    ['', 'not-a-url'],
    ['file:///x', 'not-http'],
    ['https://portal.example/path', 'not-only-an-origin'],
    ['https://portal.example/?', 'not-only-an-origin'],
    ['https://user@portal.example', 'not-only-an-origin'],
    ['https://*.portal.example', 'not-only-an-origin'],
    ['http://portal.example', 'insecure'],
    ['http://localhost.evil.example', 'insecure'],
    ['http://127.0.0.1.evil.example', 'insecure'],
  ])('refuses %s: %s', (typed, problem) => {
    expect(normalizeOrigin(typed)).toEqual({ ok: false, problem });
  });
});

describe('originAllowed', () => {
  const site = { origins: new Set(['https://portal.example']) };
  it.each([
    ['certification', 'POST', 'https://portal.example', true],
    ['certification', 'POST', 'https://portal.example.evil.example', false],
    ['certification', 'POST', 'https://evil-portal.example', false],
    ['certification', 'POST', 'https://portal.example:444', false],
    ['certification', 'POST', 'http://portal.example', false],
    ['certification', 'POST', 'null', false],
    ['certification', 'GET', undefined, true],
    ['certification', 'POST', undefined, false],
    ['certification', 'DELETE', undefined, false],
    ['registration', 'POST', 'https://portal.example', true],
    ['status', 'GET', undefined, true],
    ['status', 'POST', undefined, true],
    ['status', 'GET', 'https://portal.example', false],
  ] as const)('%s %s from %s: %s', (purpose, method, origin, allowed) => {
    expect(originAllowed(site, purpose, method, origin)).toBe(allowed);
  });
});

describe('rotated secrets', () => {
  it('keep one previous secret for a day, or none', () => {
    const earlier = rotated([], NOW, false);
    const second = rotated(earlier, NOW, false);
    const third = rotated(second, NOW, false);
    expect(third.map(({ secret }) => secret).slice(1)).toEqual([second[0].secret]);
    expect(liveSecrets(third, NOW + 24 * 3_600_000 - 1)).toHaveLength(2);
    expect(liveSecrets(third, NOW + 24 * 3_600_000)).toEqual([third[0]]);
    expect(rotated(third, NOW, true)).toHaveLength(1);
    expect(Buffer.from(third[0].secret).length).toBeGreaterThanOrEqual(32);
  });
});
