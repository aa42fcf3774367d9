/**
 * What makes this portal a site of the certification service: its signing key and the tokens that vouch
 * for a logged-in user (contract, section 2). A real portal does just this, in its own language.
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import type { DemoAccount } from '../data/accounts.ts';

export const SITE_ID = 'portal';

const LIFETIME_SECONDS = 300;

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

export interface TokenIssuer {
  /** The public key, as served at `/.well-known/jwks.json`. */
  jwks: { keys: JWK[] };
  /**
   * A site token for this user, good for five minutes. `authenticatedAt` and `now` in milliseconds: the
   * first tells the widget that a new login has happened since the prompt was put off.
   */
  issue(account: DemoAccount, authenticatedAt: number, now: number): Promise<string>;
}

export async function createTokenIssuer(signingKey: JWK): Promise<TokenIssuer> {
  const key = await importJWK(signingKey, 'EdDSA');
  const { kid, kty, crv, x } = signingKey;
  if (!kid || !kty || !crv || !x) throw new Error('The signing key is not a complete Ed25519 JWK.');
  const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);
  return {
    jwks: { keys: [{ kty, crv, x, kid, alg: 'EdDSA', use: 'sig' }] },
    issue: (account, authenticatedAt, now) =>
      new SignJWT({
        purpose: 'certification',
        unit: account.unit,
        role: account.role,
        auth_time: seconds(authenticatedAt),
      })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'unit-certification+jwt', kid })
        .setIssuer(SITE_ID)
        .setAudience('unit-certification')
        .setSubject(account.id)
        .setIssuedAt(seconds(now))
        .setExpirationTime(seconds(now) + LIFETIME_SECONDS)
        .sign(key),
  };
}
