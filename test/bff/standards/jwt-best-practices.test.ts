/** RFC 8725, section 3: each practice on site tokens, in its order. `test/bff/sites/tokens.test.ts` has the rest of the rules. */
import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { KeySetError, parseJwks } from '../../../bff/sites/key-set.ts';
import { newSecret } from '../../../bff/sites/secrets.ts';
import { createTokenVerifier } from '../../../bff/sites/tokens.ts';
import {
  goodClaims,
  jwksOf,
  makeKey,
  makeToken,
  NOW,
  publicKeySite,
  SECRET,
  secretSite,
  sitesOf,
} from '../sites/support.ts';

const rsa = makeKey('RS256', 'rs');
const ec = makeKey('ES256', 'es');
const { sites } = sitesOf(publicKeySite('portal', rsa, ec), secretSite('shared'));
const verifier = createTokenVerifier({ sites, now: () => NOW });

const outcome = async (token: string): Promise<string> => {
  const result = await verifier.verify(token);
  return 'reason' in result ? result.reason : 'accepted';
};
const claimsRefused = async (claims: Record<string, unknown>, header = {}) => {
  const result = await verifier.verify(await makeToken(ec, claims, header));
  return 'errors' in result ? result.errors?.map(({ path }) => path) : result;
};

describe('RFC 8725', () => {
  it('3.1: a key is good for one algorithm, whatever the header says', async () => {
    expect(await outcome(await makeToken(rsa))).toBe('accepted');
    const pss = new SignJWT(goodClaims).setProtectedHeader({
      alg: 'PS256',
      typ: 'unit-certification+jwt',
      kid: 'rs',
    });
    expect(await outcome(await pss.sign(rsa.privateKey))).not.toBe('accepted');
    expect(await outcome(await makeToken(SECRET, { iss: 'portal' }))).toBe('algorithm-not-allowed');
  });

  it('3.2: only algorithms that are good today, and keys that are long enough', async () => {
    for (const alg of ['none', 'HS1', 'RS1', 'ES256K'])
      expect(await outcome(unsigned({ alg, typ: 'unit-certification+jwt' }))).not.toBe('accepted');
    expect(() => parseJwks(jwksOf(makeKey('RS256', 'weak', 1024)), true)).toThrow(KeySetError);
  });

  it('3.3: every cryptographic operation must succeed', async () => {
    const [header, payload, signature] = (await makeToken(ec)).split('.');
    const flipped = `${signature!.startsWith('A') ? 'B' : 'A'}${signature!.slice(1)}`;
    expect(await outcome(`${header}.${payload}.${flipped}`)).toBe('bad-signature');
  });

  it('3.4: points of another curve are no keys', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = publicKey.export({ format: 'jwk' });
    expect(() => parseJwks({ keys: [{ ...jwk, y: jwk.x! }] }, true)).toThrow(KeySetError);
  });

  it('3.5: shared secrets are random and long', () => {
    const secrets = Array.from({ length: 100 }, newSecret);
    expect(new Set(secrets).size).toBe(100);
    for (const secret of secrets) expect(Buffer.from(secret).length).toBeGreaterThanOrEqual(32);
  });

  it('3.6: nothing compressed or encrypted is taken', async () => {
    for (const header of [{ zip: 'DEF' }, { enc: 'A256GCM' }])
      expect(await outcome(await makeToken(ec, {}, header))).toBe('header-not-allowed');
  });

  it('3.7: text is UTF-8', async () => {
    expect(
      await verifier.verify(
        await makeToken(ec, { unit: { code: goodClaims.unit.code, name: '示例單位·𠮷' } }),
      ),
    ).toMatchObject({
      unit: { name: '示例單位·𠮷' },
    });
  });

  it('3.8: the issuer is a site, the key is that site’s, and the subject is somebody', async () => {
    expect(await outcome(await makeToken(ec, { iss: 'stranger' }))).toBe('unknown-site');
    expect(await outcome(await makeToken(ec, { iss: 'shared' }))).toBe('algorithm-not-allowed');
    expect(await claimsRefused({ sub: undefined })).toEqual(['sub']);
  });

  it('3.9: the audience is ours', async () => {
    expect(await claimsRefused({ aud: 'another-service' })).toEqual(['aud']);
    expect(await claimsRefused({ aud: undefined })).toEqual(['aud']);
  });

  it('3.10: nothing that the token says is looked up, fetched or put into a query', async () => {
    for (const name of ['jku', 'x5u', 'jwk', 'x5c'])
      expect(await outcome(await makeToken(ec, {}, { [name]: 'https://evil.example' }))).toBe(
        'header-not-allowed',
      );
    for (const kid of ["' or 1=1 --", '../../etc/passwd', '__proto__'])
      expect(await outcome(await makeToken(ec, {}, { kid }))).toBe('unknown-key');
  });

  it('3.11: the type is said, and is ours', async () => {
    for (const typ of [undefined, 'JWT', 'at+jwt', 'unit-registration+jwt'])
      expect(await claimsRefused({}, { typ })).toEqual(['typ']);
  });

  it('3.12: a token for one purpose passes for no other', async () => {
    expect(await claimsRefused({ purpose: undefined })).toContain('purpose');
    expect(await claimsRefused({ purpose: 'admin' })).toContain('purpose');
    const status = await verifier.verify(await makeToken(ec, { purpose: 'status' }));
    expect(status).not.toHaveProperty('unit');
    expect(status).not.toHaveProperty('role');
  });
});

function unsigned(header: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(goodClaims)}.`;
}
