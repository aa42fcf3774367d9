/** Sites, keys and tokens for tests. Each test states only the difference to a valid token. */
import { generateKeyPairSync, randomBytes, type JsonWebKey, type KeyObject } from 'node:crypto';
import { SignJWT, type JWTHeaderParameters } from 'jose';
import { createCipher } from '../../../bff/keys/cipher.ts';
import { keysOf } from '../../support/keys.ts';
import { parseJwks } from '../../../bff/sites/key-set.ts';
import { fixedKeys, secretKeys, type KeySource } from '../../../bff/sites/key-source.ts';
import { readSite, type ManageDependencies } from '../../../bff/sites/manage.ts';
import { openSecrets } from '../../../bff/sites/secrets.ts';
import type { Site, Sites } from '../../../bff/sites/sites.ts';

export const NOW = Date.parse('2026-11-24T08:00:00Z');
/** For the encrypted columns of a site. */
export const cipher = createCipher(keysOf(`k1:${randomBytes(32).toString('base64')}`));
export const SECRET = 'a-shared-secret-of-forty-three-characters-x';
const seconds = Math.floor(NOW / 1000);

export interface TestKey {
  alg: 'EdDSA' | 'ES256' | 'RS256';
  privateKey: KeyObject;
  jwk: JsonWebKey & { kid?: string };
}

export function makeKey(alg: TestKey['alg'], kid?: string, bits = 2048): TestKey {
  const { privateKey, publicKey } =
    alg === 'EdDSA'
      ? generateKeyPairSync('ed25519')
      : alg === 'ES256'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('rsa', { modulusLength: bits });
  return { alg, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), ...(kid && { kid }) } };
}

export const jwksOf = (...keys: TestKey[]) => ({ keys: keys.map(({ jwk }) => jwk) });

export const goodClaims = {
  iss: 'portal',
  aud: 'unit-certification',
  sub: 'user-1',
  iat: seconds,
  exp: seconds + 300,
  purpose: 'certification',
  unit: { code: '91320100MA1DEM015L', name: '示例单位' },
  role: 'administrator',
};

/** A valid token with the given changes. A claim given as `undefined` is left out. */
export function makeToken(
  key: TestKey | string,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  const protectedHeader: Record<string, unknown> = {
    alg: typeof key === 'string' ? 'HS256' : key.alg,
    typ: 'unit-certification+jwt',
    ...(typeof key !== 'string' && key.jwk.kid && { kid: key.jwk.kid }),
    ...header,
  };
  const critical = (header['crit'] ?? []) as string[];
  const crit = Object.fromEntries(critical.map((name) => [name, true]));
  return new SignJWT({ ...goodClaims, ...claims })
    .setProtectedHeader(protectedHeader as JWTHeaderParameters)
    .sign(typeof key === 'string' ? Buffer.from(key) : key.privateKey, { crit });
}

export function makeSite(id: string, keys: KeySource, algorithms: Site['algorithms'] = 'public-key'): Site {
  const origins = new Set([`https://${id}.example`]);
  return { id, origins, keys, algorithms, openKinds: new Set(), privacyNotice: null, revision: '1' };
}

export const publicKeySite = (id: string, ...keys: TestKey[]): Site =>
  makeSite(id, fixedKeys(parseJwks(jwksOf(...keys), true).keySet));

export const secretSite = (id: string, now: () => number = () => NOW): Site =>
  makeSite(id, secretKeys([{ secret: SECRET }], now), 'secret');

/** Sites in memory. `put` and `drop` change them, as a refresh of the real ones does. */
export function sitesOf(...initial: Site[]) {
  const byId = new Map(initial.map((site) => [site.id, site]));
  const sites: Sites = {
    get: (id) => byId.get(id),
    hasOrigin: (origin) => [...byId.values()].some((site) => site.origins.has(origin)),
    refresh: () => Promise.resolve(),
    start: () => Promise.resolve(),
    close: () => undefined,
  };
  return {
    sites,
    put: (site: Site) => byId.set(site.id, site),
    drop: (id: string) => byId.delete(id),
  };
}

/** The newest secret of an HS256 site, as it is stored. */
export async function newestSecret(
  { database, cipher }: Pick<ManageDependencies, 'database' | 'cipher'>,
  id: string,
): Promise<string | undefined> {
  const row = await readSite(database, id);
  return row?.secrets ? openSecrets(cipher, id, row.secrets)[0]?.secret : undefined;
}
