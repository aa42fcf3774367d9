/** What makes this portal a site of the certification service: its signing key, and the public part of it. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JWK,
} from 'jose';
import { createTokenIssuer, type TokenIssuer } from '../shared/site-tokens.ts';

export const SITE_ID = 'portal';

/** Reads the Ed25519 key in `file`, a JWK; makes it at the first start, readable by its owner only. */
export async function loadSigningKey(file: string): Promise<JWK> {
  const read = async () => JSON.parse(await readFile(file, 'utf8')) as JWK;
  try {
    return await read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const fresh = await exportJWK(privateKey);
  fresh.kid = await calculateJwkThumbprint(fresh);
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(fresh), { mode: 0o600 });
  try {
    // Whole or not at all, and the first one counts: of two that start at once, both take that key.
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return read();
}

export interface PortalKeys {
  tokens: TokenIssuer;
  /** The public key, as served at `/.well-known/jwks.json`. */
  jwks: { keys: JWK[] };
}

export async function createPortalKeys(signingKey: JWK): Promise<PortalKeys> {
  const key = (await importJWK(signingKey, 'EdDSA')) as CryptoKey;
  const { kid, kty, crv, x } = signingKey;
  if (!kid || !kty || !crv || !x) throw new Error('The signing key is not a complete Ed25519 JWK.');
  return {
    tokens: createTokenIssuer({ siteId: SITE_ID, key: { alg: 'EdDSA', kid, private: key } }),
    jwks: { keys: [{ kty, crv, x, kid, alg: 'EdDSA', use: 'sig' }] },
  };
}
