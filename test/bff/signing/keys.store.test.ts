/** The keys of assertions: one for all replicas, known to verifiers also while it is replaced. */
import { randomBytes } from 'node:crypto';
import { createLocalJWKSet, decodeProtectedHeader, importJWK, jwtVerify, type JWK } from 'jose';
import { describe, expect } from 'vitest';
import type { Database } from '../../../bff/database/database.ts';
import { createCipher } from '../../../bff/keys/cipher.ts';
import { keysOf } from '../../support/keys.ts';
import { removeExpired } from '../../../bff/upkeep/retention.ts';
import { signAssertion } from '../../../bff/registration/assertion.ts';
import { createSigningKeys, replaceSigningKey } from '../../../bff/signing/keys.ts';
import { testDependencies, type TestDependencies } from '../../support/dependencies.ts';
import { storeTest } from '../../support/store.ts';
import { NAME, phoneOf } from '../registration/support.ts';

const MINUTE = 60_000;

describe('signing keys', () => {
  const it = storeTest;

  let database: Database;
  let deps: TestDependencies;

  it.beforeEach(({ emptyDatabase }) => {
    database = emptyDatabase;
    deps = testDependencies(database);
  });

  const keys = () => createSigningKeys(deps);
  const stored = () => database.kysely.selectFrom('signing_key').selectAll().execute();
  const made = async () => (await database.kysely.selectFrom('event').select('type').execute()).length;
  const current = async () => {
    const key = await keys().current();
    if (!key) throw new Error('no key signs');
    return key;
  };
  const signed = async () =>
    signAssertion(
      await current(),
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
  const verify = async (assertion: string, list?: JWK[]) =>
    jwtVerify(assertion, createLocalJWKSet({ keys: list ?? (await keys().published()) }), {
      currentDate: new Date(deps.now()),
    });
  const kidOf = (assertion: string) => decodeProtectedHeader(assertion).kid;

  it('are one when five replicas start at once', async () => {
    const signing = await Promise.all(Array.from({ length: 5 }, () => keys().current()));
    const kids = [...signing, ...(await keys().published())].map((key) => key?.kid);
    expect(new Set(kids).size).toBe(1);
    expect(await stored()).toHaveLength(1);
    expect(await made()).toBe(1);
  });

  it('are published without the private part, which is stored encrypted', async () => {
    const { privateKey } = await current();
    const [published] = await keys().published();
    expect(published).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' });
    expect(published).not.toHaveProperty('d');
    expect(await importJWK(published!)).toMatchObject({ type: 'public' });
    expect(privateKey.d).toHaveLength(43);
    expect(JSON.stringify(await stored())).not.toContain(privateKey.d);
  });

  it('are published six minutes before they sign, and for ten minutes after', async () => {
    const earlier = await signed();
    await replaceSigningKey(deps, 'operator:tester');
    expect(await keys().published()).toHaveLength(2);
    expect(kidOf(await signed())).toBe(kidOf(earlier));
    deps.clock.now += 6 * MINUTE - 1;
    const last = await signed();
    expect(kidOf(last)).toBe(kidOf(earlier));
    deps.clock.now += 1;
    const next = await signed();
    expect(kidOf(next)).not.toBe(kidOf(earlier));
    deps.clock.now += 5 * MINUTE - 1001;
    for (const assertion of [last, next]) expect((await verify(assertion)).payload.sub).toBeDefined();
    deps.clock.now += 5 * MINUTE + 1000;
    expect(await keys().published()).toHaveLength(2);
    deps.clock.now += 1;
    expect((await keys().published()).map(({ kid }) => kid)).toEqual([kidOf(next)]);
    deps.clock.now += 24 * 60 * MINUTE;
    await removeExpired(database, deps.clock.now);
    expect(await stored()).toHaveLength(1);
  });

  it('verify with every list that is at most five minutes old, while they are replaced repeatedly', async () => {
    const lists: { at: number; keys: JWK[] }[] = [];
    const kids = new Set<string | undefined>();
    for (let half = 0; half < 80; half++) {
      if ([4, 5, 9, 40].includes(half)) await replaceSigningKey(deps, 'operator:tester');
      const assertion = await signed();
      kids.add(kidOf(assertion));
      lists.push({ at: deps.now(), keys: await keys().published() });
      for (const { keys: list } of lists.filter(({ at }) => at >= deps.now() - 5 * MINUTE))
        await verify(assertion, list);
      deps.clock.now += 5 * MINUTE - 1000; // the assertion is still on its way
      await verify(assertion);
      deps.clock.now -= 4.5 * MINUTE - 1000;
    }
    expect(kids.size).toBe(5);
  });

  it('are replaced once by replicas that replace the same one at once', async () => {
    const earlier = await current();
    await Promise.all(Array.from({ length: 5 }, () => replaceSigningKey(deps, 'operator:tester')));
    const newest = (await stored()).filter(({ replaced_at }) => replaced_at === null);
    expect(newest).toHaveLength(1);
    expect(newest[0]!.kid).not.toBe(earlier.kid);
  });

  it('are not replaced by a request, also when no key decrypts them; a row of an attacker is never listed', async () => {
    const { cipher } = deps;
    const before = await current();
    await database.kysely
      .insertInto('signing_key')
      .values({
        kid: 'slipped-in',
        private_jwk: '{"kty":"EC"}',
        created_at: new Date(deps.now()),
        replaced_at: new Date(deps.now()),
      })
      .execute();
    deps.cipher = createCipher(keysOf(`other:${randomBytes(32).toString('base64')}`));
    for (let i = 0; i < 3; i++) {
      expect(await keys().current()).toBeUndefined();
      expect(await keys().published()).toEqual([]);
    }
    expect(await stored()).toHaveLength(2);
    deps.cipher = cipher; // a process that has the key
    expect((await current()).kid).toBe(before.kid);
    expect((await keys().published()).map(({ kid }) => kid)).toEqual([before.kid]);
    await verify(await signed());
  });

  it('are replaced by the command when the key that encrypts them is lost, and the new one signs at once', async () => {
    const before = await current();
    deps.cipher = createCipher(keysOf(`other:${randomBytes(32).toString('base64')}`));
    await replaceSigningKey(deps, 'operator:tester');
    expect((await current()).kid).not.toBe(before.kid);
    await verify(await signed());
  });
});
