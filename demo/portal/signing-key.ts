/** What makes this portal a site of the certification service: the key that it signs with, and the public part of it. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { SigningKey } from '../../bff/portal-client/index.ts';

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
  signing: SigningKey;
  /** The public key, as served at `/.well-known/jwks.json`. */
  jwks: { keys: JWK[] };
}

export function portalKeys(privateKey: JWK): PortalKeys {
  const { kid, kty, crv, x } = privateKey;
  if (!kid || !kty || !crv || !x) throw new Error('The signing key is not a complete Ed25519 JWK.');
  return {
    signing: { alg: 'EdDSA', kid, privateKey },
    jwks: { keys: [{ kty, crv, x, kid, alg: 'EdDSA', use: 'sig' }] },
  };
}
