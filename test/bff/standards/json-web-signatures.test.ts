/** Wycheproof's vectors for JSON Web Signatures and Keys, on the code that verifies site tokens. */
import { createSecretKey } from 'node:crypto';
import { type CryptoKey, decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { parseJwks, type KeySet } from '../../../bff/sites/key-set.ts';
import { verifySignature } from '../../../bff/sites/tokens.ts';
import groups from './vectors/wycheproof-jws-jwk.json' with { type: 'json' };

type Key = Record<string, unknown>;

const HS256 = { name: 'HMAC', hash: 'SHA-256' } as const;
const OURS = ['HS256', 'ES256', 'RS256'];

/** Vectors that do not apply to a verifier of site tokens, with the reason. */
const LEFT_OUT: Record<string, string> = {
  rejectsKeyWithRocaVulnerability: 'a test of how a portal’s key was made; portals make theirs',
  key_too_short: 'site secrets are made here, of 43 characters',
  empty_key: 'the same',
  rejectsDuplicateKid: 'site secrets have no kid: each of the two at most is tried',
  invalidBase64Padding: 'the vector lost its padding: it is the valid one of the group, letter for letter',
  invalidBase64PaddingInPayload: 'the same',
  rejectsValid: 'secrets and public keys are never in one set: a site has either',
};

const keysOf = (key: Key): Key[] => (Array.isArray(key['keys']) ? (key['keys'] as Key[]) : [key]);

/** A site's keys: secrets for a group with symmetric keys, else public keys, as a server publishes them. */
function keySetOf(key: Key): KeySet {
  const keys = keysOf(key);
  const secrets = keys.filter(({ kty, alg }) => kty === 'oct' && OURS.includes(String(alg ?? 'HS256')));
  if (keys.every(({ kty }) => kty !== 'oct')) return parseJwks({ keys: keys.map(publicPart) }, false).keySet;
  return {
    keys: [],
    fingerprint: '',
    async *candidates({ alg }) {
      if (alg === 'HS256')
        for (const { k } of secrets)
          yield createSecretKey(k as string, 'base64url').toCryptoKey(HS256, false, ['verify']) as CryptoKey;
    },
  };
}

const publicPart = ({ d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...rest }: Key): Key => rest;

function headerOf(jws: string): { alg: string; kid: string | undefined } | undefined {
  try {
    const { alg, kid } = decodeProtectedHeader(jws);
    return typeof alg === 'string' ? { alg, kid } : undefined;
  } catch {
    return undefined;
  }
}

async function isVerified(jws: string, keySet: KeySet): Promise<boolean> {
  const header = headerOf(jws);
  return header !== undefined && (await verifySignature(jws, header, keySet)) === 'verified';
}

const canonical = (jws: string) => /^[\w-]*\.[\w-]*\.[\w-]*$/.test(jws);

describe('Wycheproof’s JSON Web Signatures', () => {
  const vectors = groups.flatMap(({ key, comment, tests }) =>
    tests.map((test) => ({ ...test, key: key as Key, group: comment })),
  );

  it('are all read', () => expect(vectors.length).toBeGreaterThan(400));

  it('that are invalid are refused, every one', async () => {
    const accepted: string[] = [];
    for (const { id, group, comment, jws, result, key } of vectors)
      if (result === 'invalid' && !(comment in LEFT_OUT) && (await isVerified(jws, keySetOf(key))))
        accepted.push(`${id} ${group} ${comment}`);
    expect(accepted).toEqual([]);
  });

  it('that are valid are accepted if we support the algorithm, else refused', async () => {
    const wrong: string[] = [];
    for (const { id, group, comment, jws, result, key } of vectors) {
      if (result !== 'valid') continue;
      const alg = headerOf(jws)?.alg ?? '';
      const fits = keysOf(key).some((jwk) => [undefined, alg].includes(jwk['alg'] as string | undefined));
      const expected = OURS.includes(alg) && fits && canonical(jws);
      if ((await isVerified(jws, keySetOf(key))) !== expected) wrong.push(`${id} ${group} ${comment} ${alg}`);
    }
    expect(wrong).toEqual([]);
  });
});
