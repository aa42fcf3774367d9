/** The rules of RFC 8725 (section in brackets) and of the token endpoint, each with a token that breaks only this rule. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bearerToken, createTokenVerifier } from '../../../bff/sites/tokens.ts';
import {
  goodClaims,
  makeKey,
  makeToken,
  NOW,
  publicKeySite,
  SECRET,
  secretSite,
  sitesOf,
  type TestKey,
} from './support.ts';

const eddsa = makeKey('EdDSA', 'ed');
const es256 = makeKey('ES256', 'es');
const rs256 = makeKey('RS256', 'rs');
const { sites } = sitesOf(publicKeySite('portal', eddsa, es256, rs256), secretSite('shared'));
const verify = async (token: string, at = NOW) => createTokenVerifier({ sites, now: () => at }).verify(token);
const seconds = NOW / 1000;
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT signed with arbitrary bytes, as an attacker would. */
const forged = (header: object, hmacKey?: string | Buffer) => {
  const text = `${part(header)}.${part(goodClaims)}`;
  return `${text}.${hmacKey === undefined ? '' : createHmac('sha256', hmacKey).update(text).digest('base64url')}`;
};

describe('a good token', () => {
  it.each([eddsa, es256, rs256])('of $alg is accepted, with its claims', async (key: TestKey) => {
    expect(await verify(await makeToken(key))).toEqual({
      site: sites.get('portal'),
      purpose: 'certification',
      sub: 'user-1',
      unit: goodClaims.unit,
      role: 'administrator',
      expiresAt: NOW + 360_000,
    });
  });

  it('of HS256 is accepted from a site with a secret', async () => {
    const token = await makeToken(SECRET, { iss: 'shared' });
    expect(await verify(token)).toMatchObject({ site: { id: 'shared' }, sub: 'user-1' });
  });

  it.each(['UNIT-CERTIFICATION+JWT', 'application/unit-certification+jwt'])(
    'may have typ %s',
    async (typ) => {
      expect(await verify(await makeToken(eddsa, {}, { typ }))).toHaveProperty('sub');
    },
  );

  it('may have several audiences if one is the service’s', async () => {
    const token = await makeToken(eddsa, { aud: ['other', 'unit-certification'] });
    expect(await verify(token)).toHaveProperty('sub');
  });

  it('of another purpose needs neither unit nor role, and has none', async () => {
    for (const purpose of ['registration', 'status']) {
      const token = await verify(await makeToken(eddsa, { purpose, unit: undefined, role: undefined }));
      expect(token).toMatchObject({ purpose, sub: 'user-1' });
      expect(token).not.toHaveProperty('unit');
    }
  });

  it('of a portal’s server (purpose status) needs no sub', async () => {
    const claims = { purpose: 'status', sub: undefined, unit: undefined, role: undefined };
    expect(await verify(await makeToken(eddsa, claims))).toMatchObject({ purpose: 'status', sub: '' });
  });

  it('has its text in UTF-8 (3.7)', async () => {
    const unit = { ...goodClaims.unit, name: '示例單位·𠮷' };
    expect(await verify(await makeToken(eddsa, { unit }))).toMatchObject({ unit });
  });

  it('may say when the user logged in, and have unknown claims', async () => {
    const claims = { auth_time: seconds - 7200, nbf: seconds, sid: 'x', jti: 'y' };
    expect(await verify(await makeToken(eddsa, claims))).toHaveProperty('sub');
  });

  it('has its unit code normalized, a wrong check digit accepted, an empty name left out', async () => {
    const unit = { code: ' 91320100ma1dem0150 ', name: ' ' };
    expect(await verify(await makeToken(eddsa, { unit }))).toMatchObject({
      unit: { code: '91320100MA1DEM0150' },
    });
    expect(await verify(await makeToken(eddsa, { unit: { code: 'd2143569-x' } }))).toMatchObject({
      unit: { code: 'D2143569X' },
    });
  });

  it('has no invisible character in its unit’s name, which pages of the staff show beside other text', async () => {
    const nameIn = async (name: string) => {
      const token = await verify(await makeToken(eddsa, { unit: { ...goodClaims.unit, name } }));
      return 'unit' in token ? token.unit?.name : 'refused';
    };
    expect(await nameIn('\u202e示例\u200b单位\n\u001b有限公司')).toBe('示例单位 有限公司');
    expect(await nameIn('\u200b \u2066')).toBeUndefined();
  });

  it('may come without kid, or with one when the site’s key has none', async () => {
    const bare = makeKey('ES256');
    const other = makeKey('ES256');
    const own = sitesOf(publicKeySite('portal', other, bare)).sites;
    const verifier = createTokenVerifier({ sites: own, now: () => NOW });
    expect(await verifier.verify(await makeToken(bare))).toHaveProperty('sub');
    expect(await verifier.verify(await makeToken(bare, {}, { kid: 'x' }))).toHaveProperty('sub');
    expect(await verify(await makeToken(eddsa, {}, { kid: undefined }))).toHaveProperty('sub');
  });
});

describe('time', () => {
  it('may differ by 60 s in both directions, not more', async () => {
    const late = await makeToken(eddsa);
    expect(await verify(late, NOW + 359_000)).toHaveProperty('sub');
    const expired = { reason: 'claims', errors: [{ path: 'exp', code: 'expired' }] };
    expect(await verify(late, NOW + 360_000)).toEqual({ code: 'token-expired', ...expired });
    const early = await makeToken(eddsa, { iat: seconds + 60, exp: seconds + 360 });
    expect(await verify(early)).toHaveProperty('sub');
    expect(await verify(early, NOW - 1000)).toHaveProperty('errors', [
      { path: 'iat', code: 'in-the-future' },
    ]);
  });

  it('may be 300 s from issue to expiry, not more', async () => {
    const token = await makeToken(eddsa, { exp: seconds + 301 });
    expect(await verify(token)).toHaveProperty('errors', [{ path: 'exp', code: 'lifetime-too-long' }]);
  });
});

describe('who signed it', () => {
  it.each([
    ['no-issuer', { iss: undefined }],
    ['no-issuer', { iss: 7 }],
    ['unknown-site', { iss: 'nobody' }],
  ])('%s: refuses %j', async (reason, claims) => {
    expect(await verify(await makeToken(eddsa, claims))).toEqual({ code: 'token-invalid', reason });
  });
});

describe('header and signature', () => {
  it.each([
    ['header-not-allowed', { jku: 'https://evil.example/keys' }],
    ['header-not-allowed', { x5u: 'https://evil.example/cert' }],
    ['header-not-allowed', { jwk: { kty: 'OKP', crv: 'Ed25519', x: 'AA' } }],
    ['header-not-allowed', { x5c: ['AA'] }],
    ['header-not-allowed', { zip: 'DEF' }],
    ['header-not-allowed', { enc: 'A256GCM' }],
    ['header-not-allowed', { crit: ['exp'], exp: 1 }],
    ['unknown-key', { kid: 'another' }],
    ['unknown-key', { kid: "' or 1=1 --" }],
    ['unknown-key', { kid: '../../etc/passwd' }],
    ['unknown-key', { kid: '__proto__' }],
    ['malformed', { kid: 5 }],
  ])('%s: refuses %j (3.6, 3.10)', async (reason, header) => {
    expect(await verify(await makeToken(eddsa, {}, header))).toEqual({ code: 'token-invalid', reason });
  });

  it('refuses a stranger’s key under a known kid, and a site’s key under another site’s name', async () => {
    const stranger = makeKey('EdDSA', 'ed');
    const answer = { code: 'token-invalid', reason: 'bad-signature' };
    expect(await verify(await makeToken(stranger))).toEqual(answer);
    const two = sitesOf(publicKeySite('portal', eddsa), publicKeySite('other', makeKey('EdDSA'))).sites;
    const verifier = createTokenVerifier({ sites: two, now: () => NOW });
    expect(await verifier.verify(await makeToken(eddsa, { iss: 'other' }, { kid: undefined }))).toEqual(
      answer,
    );
  });

  it.each(['none', 'None', 'NONE', '', 'HS1', 'RS1', 'ES256K'])('refuses alg "%s" (3.2)', async (alg) => {
    const token = forged({ alg, typ: 'unit-certification+jwt' });
    expect(await verify(token)).toEqual({ code: 'token-invalid', reason: 'algorithm-not-allowed' });
  });

  it('refuses a public key used as an HMAC secret', async () => {
    const pem = rs256.privateKey.export({ format: 'pem', type: 'pkcs8' });
    for (const bytes of [pem, JSON.stringify(rs256.jwk), Buffer.from(String(rs256.jwk.n), 'base64url')]) {
      const token = forged({ alg: 'HS256', kid: 'rs', typ: 'unit-certification+jwt' }, bytes);
      expect(await verify(token)).toEqual({ code: 'token-invalid', reason: 'algorithm-not-allowed' });
    }
  });

  it('refuses a public-key token for a site with a secret, and the other way round (3.1)', async () => {
    const token = await makeToken(eddsa, { iss: 'shared' });
    const other = await makeToken(SECRET);
    for (const each of [token, other])
      expect(await verify(each)).toEqual({ code: 'token-invalid', reason: 'algorithm-not-allowed' });
  });

  it('refuses other algorithms of the same key (3.1)', async () => {
    const token = await makeToken(rs256, {}, { alg: 'PS256' });
    expect(await verify(token)).toEqual({ code: 'token-invalid', reason: 'algorithm-not-allowed' });
    const long = await makeToken(`${SECRET}${SECRET}`, { iss: 'shared' }, { alg: 'HS512' });
    expect(await verify(long)).toEqual({ code: 'token-invalid', reason: 'algorithm-not-allowed' });
  });

  it('refuses a changed signature (3.3)', async () => {
    const [header, payload, signature] = (await makeToken(eddsa)).split('.');
    const flipped = `${signature!.startsWith('A') ? 'B' : 'A'}${signature!.slice(1)}`;
    expect(await verify(`${header}.${payload}.${flipped}`)).toHaveProperty('reason', 'bad-signature');
  });

  it('refuses a changed claim', async () => {
    const [header, , signature] = (await makeToken(eddsa)).split('.');
    const token = `${header}.${part({ ...goodClaims, sub: 'user-2' })}.${signature}`;
    expect(await verify(token)).toEqual({ code: 'token-invalid', reason: 'bad-signature' });
  });

  it.each(['x', 'a.b.c', '..', `${part({ alg: 'EdDSA' })}.${part([])}.x`, '💥.💥.💥'])(
    'refuses %s',
    async (text) => {
      expect(await verify(text)).toEqual({ code: 'token-invalid', reason: 'malformed' });
    },
  );

  it('accepts one form of a token only: base64url of its parts, without padding', async () => {
    const token = await makeToken(eddsa);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const lastBits = ALPHABET[ALPHABET.indexOf(signature.at(-1)!) ^ 1]!; // of 64 bytes: the last four bits are not part of the signature
    const others = [
      `${token}==`,
      `${token}.`,
      `${header}=.${payload}.${signature}`,
      `${header}.${payload}\n.${signature}`,
      `${header}.${payload}.${signature.slice(0, -1)}${lastBits}`,
      `${header}.${payload}.${signature}\u00e9`,
      `${header}.${payload}.!${signature}`,
      `${header}.${payload}.${Buffer.from(signature, 'base64url').toString('base64')}`,
    ];
    for (const other of others)
      expect(await verify(other)).toEqual({ code: 'token-invalid', reason: 'malformed' });
    expect(await verify(token)).toHaveProperty('site');
  });

  it('refuses an empty token, and one that is too long', async () => {
    expect(await verify('')).toEqual({ code: 'token-missing', reason: 'missing' });
    const huge = await makeToken(eddsa, { padding: 'x'.repeat(4096) });
    expect(await verify(huge)).toEqual({ code: 'token-invalid', reason: 'too-long' });
  });
});

describe('bearerToken', () => {
  it.each([
    ['Bearer a.b.c', 'a.b.c'],
    ['bearer  a.b.c ', 'a.b.c'],
    ['Basic abc', ''],
    ['Bearer', ''],
    ['Bearer a b', ''],
    [undefined, ''],
  ])('%s → %s', (header, token) => expect(bearerToken(header)).toBe(token));
});
