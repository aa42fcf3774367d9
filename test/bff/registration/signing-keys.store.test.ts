/** The keys of assertions: one for all replicas, found by verifiers also while it is replaced. */
import { randomBytes } from 'node:crypto';
import { createLocalJWKSet, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCipher } from '../../../bff/protection/cipher.ts';
import { parseKeyRing } from '../../../bff/protection/keys.ts';
import { removeExpired } from '../../../bff/protection/retention.ts';
import { signAssertion } from '../../../bff/registration/assertion.ts';
import { createSigningKeys, replaceSigningKey } from '../../../bff/registration/signing-keys.ts';
import { DATABASES, type OpenDatabase } from '../../support/databases.ts';
import { testDependencies, type TestDependencies } from '../../support/dependencies.ts';
import { NAME, phoneOf } from './support.ts';

const MINUTE = 60_000;

describe.each(DATABASES)('signing keys on %s', (_, open) => {
  let opened: OpenDatabase;
  let deps: TestDependencies;

  beforeEach(async () => {
    opened = await open();
    deps = testDependencies(opened.database);
  });
  afterEach(() => opened.close());

  const keys = () => createSigningKeys(deps);
  const stored = () => opened.database.kysely.selectFrom('signing_key').selectAll().execute();
  const made = async () =>
    (await opened.database.kysely.selectFrom('audit_entry').select('action').execute()).length;
  const signed = async () =>
    signAssertion(
      await keys().current(),
      {
        issuer: 'https://bff.example',
        siteId: 'portal',
        unit: { code: '91320100MA1DEM015L', name: NAME },
        phone: phoneOf(1),
        email: 'office@unit.example',
        kinds: [],
        id: 'id',
      },
      deps.now(),
    );
  const verify = async (assertion: string) =>
    jwtVerify(assertion, createLocalJWKSet({ keys: await keys().published() }), {
      currentDate: new Date(deps.now()),
    });

  it('are one when five replicas ask for it at once, whichever way', async () => {
    const replicas = Array.from({ length: 5 }, keys);
    const [listed, current] = await Promise.all([
      Promise.all(replicas.map((replica) => replica.published())),
      Promise.all(replicas.map((replica) => replica.current())),
    ]);
    const kids = [...listed.flat(), ...current].map(({ kid }) => kid);
    expect(new Set(kids).size).toBe(1);
    expect(await stored()).toHaveLength(1);
    expect(await made()).toBe(1);
  });

  it('are published without the private part, and stored without it in clear', async () => {
    const { privateKey } = await keys().current();
    const [published] = await keys().published();
    expect(published).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' });
    expect(published).not.toHaveProperty('d');
    expect(await importJWK(published!)).toMatchObject({ type: 'public' });
    expect(privateKey.d).toHaveLength(43);
    expect(JSON.stringify(await stored())).not.toContain(privateKey.d);
  });

  it('sign with the new one after a replacement, while the old stays listed until its assertions are over', async () => {
    const before = await signed();
    deps.clock.now += MINUTE;
    await replaceSigningKey(deps);
    const after = await signed();
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
    for (const assertion of [before, after]) expect((await verify(assertion)).payload.sub).toBeDefined();
    deps.clock.now += 9 * MINUTE;
    expect(await keys().published()).toHaveLength(2);
    deps.clock.now += MINUTE;
    expect((await keys().published()).map(({ kid }) => kid)).toEqual([decodeProtectedHeader(after).kid]);
    deps.clock.now += 24 * 60 * MINUTE;
    await removeExpired(opened.database, deps.clock.now);
    expect(await stored()).toHaveLength(1);
  });

  it('are replaced once by replicas that replace the same one at once', async () => {
    const first = await keys().current();
    await Promise.all(Array.from({ length: 5 }, () => replaceSigningKey(deps)));
    const current = (await stored()).filter(({ replaced_at }) => replaced_at === null);
    expect(current).toHaveLength(1);
    expect(current[0]!.kid).not.toBe(first.kid);
  });

  it('are made anew when no master key opens the old one; a row put into the table is never published', async () => {
    const before = await keys().current();
    deps.cipher = createCipher(parseKeyRing(`other:${randomBytes(32).toString('base64')}`));
    await opened.database.kysely
      .insertInto('signing_key')
      .values({
        kid: 'slipped-in',
        private_jwk: '{"kty":"EC"}',
        created_at: new Date(deps.now()),
        replaced_at: new Date(deps.now()),
      })
      .execute();
    const replicas = await Promise.all(Array.from({ length: 5 }, () => keys().current()));
    expect(new Set(replicas.map(({ kid }) => kid)).size).toBe(1);
    expect(replicas[0]!.kid).not.toBe(before.kid);
    expect((await keys().published()).map(({ kid }) => kid)).toEqual([replicas[0]!.kid]);
    await verify(await signed());
  });
});
