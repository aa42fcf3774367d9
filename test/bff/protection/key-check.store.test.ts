/** Master keys that are not the database's: a process that has them does not start, on both databases. */
import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { rotateKeys } from '../../../bff/cli/keys.ts';
import { importRegistry } from '../../../bff/evidence/import/registry.ts';
import { submit } from '../../../bff/certification/submit.ts';
import { ConfigError, loadConfig } from '../../../bff/config.ts';
import type { Database } from '../../../bff/database/database.ts';
import { openResources } from '../../../bff/resources.ts';
import { createCipher } from '../../../bff/protection/cipher.ts';
import { createDigester } from '../../../bff/protection/digest.ts';
import { checkKeys } from '../../../bff/protection/key-check.ts';
import { neededKeys } from '../../../bff/protection/key-needs.ts';
import { parseKeyRing } from '../../../bff/protection/keys.ts';
import { removeExpired } from '../../../bff/protection/retention.ts';
import { SEALED_COLUMNS } from '../../../bff/sealed-columns.ts';
import { addSite } from '../../../bff/sites/manage.ts';
import { revokeUnit } from '../../../bff/units/administration.ts';
import { submitterOf, testDependencies } from '../../support/dependencies.ts';
import { LI, registerHandler, registerUnit, rightClaim, uscc } from '../../support/people.ts';
import { createDatabase } from '../../support/postgres.ts';
import { optionsOf, registryFile } from '../evidence/files.ts';
import { STORES } from '../../support/store.ts';
import { folder } from '../cli/support.ts';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [K1, K2, OTHER_K1] = [key('k1'), key('k2'), key('k1')];
const RIGHT = { kind: 'right' };

async function rotateOn(database: Database, ring: string) {
  const keys = parseKeyRing(ring);
  const resources = { database, cipher: createCipher(keys), keys };
  const nothing = () => undefined;
  const io = { out: nothing, err: nothing, progress: nothing, trace: nothing };
  const { signal } = new AbortController();
  return rotateKeys({ resources, io, signal, now: Date.now, actor: 'operator:tester' });
}

describe.each(STORES)('master keys on %s', (_, it) => {
  let database: Database;
  it.beforeEach(({ emptyDatabase }) => void (database = emptyDatabase));
  const check = (ring: string) => checkKeys(database, createCipher(parseKeyRing(ring)));
  const rotate = (ring: string) => rotateOn(database, ring);

  it('are those of the first process', async () => {
    expect(await check(K1)).toEqual(RIGHT);
    expect(await check(K1)).toEqual(RIGHT);
    expect(await check(K2)).toEqual({ kind: 'other-keys', keyId: 'k1' });
    expect(await check(OTHER_K1)).toEqual({ kind: 'other-keys', keyId: 'k1' });
    expect(await database.kysely.selectFrom('key_check').selectAll().execute()).toHaveLength(1);
  });

  it('are one ring’s when two that share nothing start at once', async () => {
    const kinds = (await Promise.all([K1, K2, K1, K2].map(check))).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['other-keys', 'other-keys', 'right', 'right']);
  });

  it('may grow at either end, and lose the old key only after it was rotated', async () => {
    await check(K1);
    for (const ring of [`${K1},${K2}`, `${K2},${K1}`]) expect(await check(ring)).toEqual(RIGHT);
    expect(await check(K2)).toEqual({ kind: 'other-keys', keyId: 'k1' });
    expect(await rotate(`${K2},${K1}`)).toMatchObject({ json: { newest: 'k2', resealed: 1, unreadable: 0 } });
    for (const ring of [`${K1},${K2}`, K2]) expect(await check(ring)).toEqual(RIGHT);
    expect(await check(K1)).toEqual({ kind: 'other-keys', keyId: 'k2' });
  });
});

describe.each(STORES)('a master key that was taken out, on %s', (_, it) => {
  it('is refused while anything needs it, by name and count, and forgotten when nothing does', async ({
    emptyDatabase: database,
  }) => {
    const ring = (text: string) => parseKeyRing(text);
    const needs = (text: string) => neededKeys(database, ring(text), SEALED_COLUMNS);
    const old = {
      database,
      keys: ring(K1),
      digester: createDigester(ring(K1)),
      cipher: createCipher(ring(K1)),
    };
    expect(await needs(`${K2},${K1}`)).toEqual([]);
    expect(await needs(K2)).toEqual([]); // nothing was written under k1: it is forgotten
    expect(await needs(K1)).toEqual([]); // nor under k2

    const at = new Date('2026-11-24T08:00:00Z');
    const deps = { ...old, now: () => at.getTime(), actor: 'operator:tester' as const };
    await addSite(deps, {
      id: 'site',
      origins: [],
      keys: { kind: 'hs256' },
      webhookUrl: 'https://hook.example',
    });
    await registerUnit(old, uscc(1));
    await registerHandler(old, uscc(1), LI);
    const submission = { ...testDependencies(database), ...old, now: () => at.getTime() };
    submission.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    for (const unit of [uscc(1), uscc(2)])
      // the second one is known to the partner alone
      await submit(submission, submitterOf(unit), randomUUID(), rightClaim());
    expect(await needs(`${K2},${K1}`)).toEqual([]);
    const units = '1 units of the registry (import it in full again)';
    const handlers = '1 handlers (import them in full again)';
    const certifications = (count: number) =>
      `${count} certifications known under it alone (keep the key, or import their units; docs/en/command-line.md lists them)`;
    const attempts = '2 attempts (until 2027-05-23)';
    const sealed = (what: string) => `1 ${what} (\`keys rotate\` moves them)`;
    expect(await needs(K2)).toEqual([
      {
        keyId: 'k1',
        uses: [
          sealed('sites’ secrets'),
          sealed('webhooks’ secrets'),
          units,
          handlers,
          certifications(2),
          attempts,
        ],
      },
    ]);

    await rotateOn(database, `${K2},${K1}`);
    expect(await needs(K2)).toEqual([{ keyId: 'k1', uses: [units, handlers, certifications(2), attempts] }]);
    const digester = createDigester(ring(`${K2},${K1}`));
    const importUnits = (codes: readonly string[]) =>
      importRegistry(database, optionsOf(registryFile(codes.map((code) => ({ code }))), { digester }));
    await importUnits([uscc(1)]);
    await database.kysely.deleteFrom('handler_record').execute();
    expect(await needs(K2)).toEqual([{ keyId: 'k1', uses: [certifications(1), attempts] }]);
    await removeExpired(database, Date.parse('2027-05-24'));
    expect(await needs(K2)).toEqual([{ keyId: 'k1', uses: [certifications(1)] }]);
    await importUnits([uscc(2)]);
    expect(await needs(K2)).toEqual([]);
    expect(await database.kysely.selectFrom('known_key').selectAll().execute()).toEqual([{ id: 'k2' }]);
  });
});

describe.each(STORES)('a certification that ended, on %s', (_, it) => {
  it('needs no key: nobody has to find it any more', async ({ emptyDatabase: database }) => {
    const keys = parseKeyRing(K1);
    const deps = { ...testDependencies(database), digester: createDigester(keys) };
    await neededKeys(database, keys, SEALED_COLUMNS);
    await registerUnit(deps, uscc(1));
    await submit(deps, submitterOf(uscc(1)), randomUUID(), rightClaim());
    for (const table of ['submission', 'registry_unit'] as const)
      await database.kysely.deleteFrom(table).execute();
    const needs = () => neededKeys(database, parseKeyRing(K2), SEALED_COLUMNS);
    expect(await needs()).toMatchObject([{ uses: [expect.stringContaining('1 certifications')] }]);
    await revokeUnit(deps, uscc(1), { reason: 'asked', actor: 'operator:tester' }, deps.now());
    expect(await needs()).toEqual([]);
  });
});

describe('a process with keys of another database', () => {
  const place = folder();
  afterEach(() => place.remove());

  const refused = async (env: Record<string, string>): Promise<string> => {
    const error = await openResources(loadConfig(env)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  };

  it('does not open PostgreSQL, and says which key it misses', async () => {
    const { url, drop } = await createDatabase();
    await (await openResources(loadConfig({ DATABASE_URL: url, MASTER_KEYS: K1 }))).close();
    const message = await refused({ DATABASE_URL: url, MASTER_KEYS: K2 });
    expect(message).toContain('written with the key k1');
    expect(message).toContain('Add that key to MASTER_KEYS');
    for (const ring of [K1, K2]) expect(message).not.toContain(ring.split(':')[1]);
    const both = await openResources(loadConfig({ DATABASE_URL: url, MASTER_KEYS: `${K2},${K1}` }));
    await addSite(
      { ...both, now: Date.now, actor: 'operator:tester' },
      { id: 'site', origins: [], keys: { kind: 'hs256' } },
    );
    await both.close();
    const needed = await refused({ DATABASE_URL: url, MASTER_KEYS: K1 });
    expect(needed).toContain('the key k2 was removed, but is still needed for 1 sites’ secrets');
    await drop();
  });

  it('does not open the embedded database, names the file, and leaves the folder free', async () => {
    const env = { DATA_DIR: place.path };
    await (await openResources(loadConfig(env))).close();
    const file = join(place.path, 'master-keys');
    writeFileSync(file, OTHER_K1);
    expect(await refused(env)).toContain(file);
    writeFileSync(file, K1);
    expect(await refused({ ...env, MASTER_KEYS: K2 })).toContain('Add that key to MASTER_KEYS');
  });
});
