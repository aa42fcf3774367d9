/** Master keys wrap the database's keys: they are made, opened, wrapped again and replaced. */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { settleClaims } from '../../../bff/attempts/waiting.ts';
import { withdraw } from '../../../bff/attempts/withdrawal.ts';
import { replaceDataKey, rotateKeys } from '../../../bff/cli/keys.ts';
import { ConfigError, loadConfig } from '../../../bff/server/config.ts';
import type { Database } from '../../../bff/database/database.ts';
import { createSealer } from '../../../bff/events/seal.ts';
import { isSound, verifyAudit } from '../../../bff/events/verify.ts';
import { importHandlers } from '../../../bff/import/handlers.ts';
import { importRegistry } from '../../../bff/import/registry.ts';
import { findSubject } from '../../../bff/upkeep/subject.ts';
import { PROFILES, type ProfileName } from '../../../bff/keys/profile.ts';
import { openDataKeys, readKeysAgain, type KeyUse } from '../../../bff/keys/data-keys.ts';
import { parseMasterKeys } from '../../../bff/keys/keys.ts';
import { exclusively } from '../../../bff/import/staging.ts';
import { retireDigestKey } from '../../../bff/upkeep/replace-key.ts';
import { removeExpired } from '../../../bff/upkeep/retention.ts';
import { openResources } from '../../../bff/server/resources.ts';
import { createSigningKeys } from '../../../bff/signing/keys.ts';
import { addSite } from '../../../bff/sites/manage.ts';
import { openSecrets, openWebhookSecrets } from '../../../bff/sites/secrets.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { happens } from '../../support/events.ts';
import { newKeyText, PROFILE_ENV } from '../../support/keys.ts';
import { LI, registerHandler, registerUnit, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { openOnPostgres } from '../../support/databases.ts';
import { createDatabase } from '../../support/postgres.ts';
import { storeTest } from '../../support/store.ts';
import { folder, run, runJson } from '../cli/support.ts';
import { fileOf, HANDLER_HEADER, optionsOf, registryFile } from '../import/files.ts';
import { command, started, type Process } from './process.ts';

const [K1, K2, OTHER_K1] = [newKeyText('k1'), newKeyText('k2'), newKeyText('k1')];
/** Resolves for all when as many have come. */
function barrier(parties: number): () => Promise<void> {
  let open: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return () => {
    if (--parties === 0) open();
    return opened;
  };
}
const OUTAGE = { kind: 'outage', outage: 'timeout' } as const;
const BY_AGENT = rightClaim({ applicant: 'agent', agent: LI });
const DAY = 86_400_000;

const rowsOf = (database: Database) =>
  database.kysely.selectFrom('data_key').selectAll().orderBy('use').orderBy('number').execute();

const send = (process: Process, unit: string, claim = rightClaim()) =>
  submit(process, submitterOf(unit), randomUUID(), claim);

/** A site with secrets, a unit that an agent certified, and one whose claim waits. */
async function fill(process: Process): Promise<void> {
  await addSite(process, {
    id: 'portal',
    origins: [],
    keys: { kind: 'hs256' },
    webhookUrl: 'https://hook.example',
  });
  await registerUnit(process, uscc(1));
  await registerHandler(process, uscc(1), LI);
  expect(await send(process, uscc(1), BY_AGENT)).toMatchObject({ answer: { outcome: 'certified' } });
  process.partner.registry = OUTAGE;
  expect(await send(process, uscc(2))).toMatchObject({ answer: { outcome: 'pending' } });
  await createSigningKeys(process).current();
  await createSealer(process)();
}

/** Everything that was made with the keys of before can be read, found and verified. */
async function expectAllWorks(process: Process): Promise<void> {
  const { database, cipher } = process;
  const [site] = await database.kysely.selectFrom('site').selectAll().execute();
  expect(openSecrets(cipher, 'portal', site!.secrets!)).toHaveLength(1);
  expect(openWebhookSecrets(cipher, 'portal', site!.webhook_secrets!)).toHaveLength(1);
  expect(await createSigningKeys(process).published()).not.toEqual([]);
  await registerUnit(process, uscc(3));
  expect(await send(process, uscc(3))).toMatchObject({ answer: { outcome: 'certified' } });
  await registerUnit(process, uscc(2));
  process.clock.now += 60_000;
  expect(await settleClaims(process, 8)).toEqual(['decided']);
  expect(await findSubject(process, { ...LI }, 'asked')).toMatchObject({
    certifications: 1,
    handlerOf: 1,
    unreadable: 0,
  });
  expect(await withdraw(process, submitterOf(uscc(1)), randomUUID(), LI)).toMatchObject({
    answer: { outcome: 'withdrawn' },
  });
  await createSealer(process)();
  const report = await verifyAudit(process);
  expect(report.faults).toEqual([]);
  expect(isSound(report)).toBe(true);
}

/** With the run's profile, and with the other one. */
describe.each(PROFILES)('the database’s keys (%s)', (profile) => {
  const it = storeTest;
  let database: Database;
  it.beforeEach(({ emptyDatabase }) => void (database = emptyDatabase));
  const NOW = Date.parse('2026-11-24T08:00:00Z');
  const start = (masters: string, now = NOW, asked: ProfileName | undefined = profile) =>
    started(database, masters, now, asked);

  it('are made once: one for each use, wrapped under the newest master key', async () => {
    const first = await start(`${K2},${K1}`);
    const rows = await rowsOf(database);
    expect(rows.map(({ use, number }) => `${use} ${number}`)).toEqual([
      'digests 1',
      'encryption 1',
      'macs 1',
    ]);
    for (const row of rows) expect(row).toMatchObject({ profile, wrapped: expect.stringMatching(/^k2\./) });
    const again = await start(`${K1},${K2}`);
    expect(again.digester.all('number', 'x')).toEqual(first.digester.all('number', 'x'));
    expect(await rowsOf(database)).toEqual(rows);
  });

  it('keep the profile of the first start, whatever a later one asks for', async () => {
    const first = await start(K1);
    await expect(
      Promise.all(PROFILES.map((asked) => start(K1, NOW, asked).catch((error: unknown) => error))),
    ).resolves.toEqual(
      PROFILES.map((asked) =>
        asked === profile
          ? expect.objectContaining({ profile: first.profile })
          : expect.objectContaining({ name: 'ProfileFault', stored: profile, kind: 'other' }),
      ),
    );
    const again = await started(database, K1, NOW);
    expect(again.profile).toBe(first.profile);
    expect(again.digester.of('number', 'x')).toBe(first.digester.of('number', 'x'));
    expect(again.cipher.open(first.cipher.seal('text', 'place'), 'place')).toBe('text');
  });

  it('have one profile when two processes that ask for different ones start at once', async () => {
    const results = await Promise.allSettled(
      [...PROFILES, ...PROFILES].map((asked) => start(K1, NOW, asked)),
    );
    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    const rows = await rowsOf(database);
    expect(rows).toHaveLength(3);
    expect(new Set(rows.map((row) => row.profile)).size).toBe(1);
  });

  it('are those of one process when several start at once', async () => {
    const processes = await Promise.all(Array.from({ length: 4 }, () => start(K1)));
    expect(await rowsOf(database)).toHaveLength(3);
    expect(new Set(processes.map(({ digester }) => digester.of('number', 'x'))).size).toBe(1);
    for (const { cipher } of processes)
      expect(processes[0]!.cipher.open(cipher.seal('text', 'place'), 'place')).toBe('text');
  });

  it('are those of one master key when two that share none start at once', async () => {
    const results = await Promise.allSettled([K1, K2, K1, K2].map((masters) => start(masters)));
    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect(await rowsOf(database)).toHaveLength(3);
  });

  it('are not opened by other master keys: a missing one and a wrong one are told apart', async () => {
    await start(K1);
    await expect(start(K2)).rejects.toMatchObject({ keyId: 'k1', kind: 'missing' });
    await expect(start(OTHER_K1)).rejects.toMatchObject({ keyId: 'k1', kind: 'wrong' });
    await expect(start(`${K2},${OTHER_K1}`)).rejects.toMatchObject({ keyId: 'k1', kind: 'wrong' });
  });

  it('are never made anew when somebody removed one', async () => {
    await start(K1);
    await database.kysely.deleteFrom('data_key').where('use', '=', 'digests').execute();
    await expect(start(K1)).rejects.toMatchObject({ fault: { kind: 'put-back', use: 'digests' } });
  });

  it('are never made anew on a database that has data of others, unless these are lost', async () => {
    await fill(await start(K1));
    await database.kysely.deleteFrom('data_key').execute();
    await expect(start(K1)).rejects.toMatchObject({ fault: { kind: 'emptied' } });
    expect(await rowsOf(database)).toEqual([]);
    const masters = parseMasterKeys(K1);
    const { begun } = await openDataKeys(database, masters, NOW, { profile, beginAnew: true });
    expect(begun).toBe(true);
    await start(K1);
  });

  it('are wrapped again by a rotation that touches no other row, and the old master key can go at once', async () => {
    const before = await start(K1);
    await fill(before);
    const backup = await rowsOf(database);
    const sealed = () =>
      Promise.all([
        database.kysely.selectFrom('site').selectAll().execute(),
        database.kysely.selectFrom('kept_claim').selectAll().execute(),
        database.kysely.selectFrom('certification').selectAll().execute(),
        database.kysely.selectFrom('submission').selectAll().execute(),
        database.kysely
          .selectFrom('signing_key')
          .select('private_jwk')
          .where('replaced_at', 'is not', null)
          .execute(),
      ]);
    const [{ private_jwk }] = (await database.kysely
      .selectFrom('signing_key')
      .select('private_jwk')
      .execute()) as [{ private_jwk: string }];
    const earlier = await sealed();

    const outcome = await rotateKeys(command(await start(`${K2},${K1}`)));
    const detail = { newest: 'k2', rewrapped: 3, unreadable: 0 };
    expect(outcome).toMatchObject({ json: detail, exit: 0 });
    expect(await sealed()).toEqual([...earlier.slice(0, 4), [{ private_jwk }]]);
    const audited = await database.kysely.selectFrom('event').selectAll().execute();
    expect(audited.find(({ type }) => type === 'keys.rotated')?.detail).toEqual(detail);
    expect(await database.kysely.selectFrom('signing_key').selectAll().execute()).toHaveLength(2);

    await expect(start(K1)).rejects.toMatchObject({ keyId: 'k2', kind: 'missing' });
    const after = await start(K2, NOW + 1000);
    expect((await rotateKeys(command(after))).json).toMatchObject({ rewrapped: 0 });
    // A process that started before goes on.
    await registerUnit(before, uscc(4));
    expect(await send({ ...before, partner: {}, sources: after.sources }, uscc(4))).toMatchObject({
      answer: { outcome: 'certified' },
    });
    await expectAllWorks(after);

    // A backup from before the rotation needs the master key of its time.
    await database.kysely.deleteFrom('data_key').execute();
    await database.kysely.insertInto('data_key').values(backup).execute();
    await expect(start(K2)).rejects.toMatchObject({ keyId: 'k1', kind: 'missing' });
    const restored = await start(`${K2},${K1}`, NOW + 2000);
    expect(isSound(await verifyAudit(restored))).toBe(true);
    expect(await findSubject(restored, { ...LI }, 'asked')).toMatchObject({ certifications: 1 });
  });

  it('that were altered are counted by a rotation, which exits 1', async () => {
    const process = await start(`${K2},${K1}`);
    await database.kysely
      .updateTable('data_key')
      .set({ wrapped: 'k0.xxx' })
      .where('use', '=', 'macs')
      .execute();
    expect(await rotateKeys(command(process))).toMatchObject({ json: { unreadable: 1 }, exit: 1 });
  });

  const replace = (process: Process, use: KeyUse) => replaceDataKey(use)(command(process));

  it('that may have leaked are replaced: a digest key, when every source was imported in full', async () => {
    const before = await start(K1);
    await fill(before);
    await registerUnit(before, uscc(3), { representative: LI });
    const [old] = await rowsOf(database);
    const retire = (process: Process) =>
      retireDigestKey({ ...process, signal: new AbortController().signal });

    const writing = await start(K1);
    let waits = 0;
    /** Those that have taken up the new key find what the others write, before it writes and after. */
    const takenUp = async () => {
      await writing.takenUp();
      waits++;
      const reading = await start(K1);
      const [written, ...others] = reading.digester.all('number', 'x').map((digest) => digest.slice(0, 6));
      expect(others).toHaveLength(1);
      expect(written === old!.id).toBe(waits === 1);
      await registerUnit(writing, uscc(4 + waits));
      expect(await send({ ...reading, partner: {} }, uscc(4 + waits))).toMatchObject({
        answer: { outcome: 'certified' },
      });
    };
    const needed = await replaceDataKey('digests')(command({ ...writing, takenUp }));
    expect(waits).toBe(2);
    const id = (await rowsOf(database))[1]!.id;
    expect(await send(writing, uscc(3), rightClaim({ legalRepresentative: LI }))).toMatchObject({
      answer: { outcome: 'certified' },
    });
    expect(needed).toMatchObject({ exit: 0 });
    expect(needed.json).toEqual({
      use: 'digests',
      step: 'needed',
      id,
      needs: [
        '3 attempts (until 2027-05-23)',
        '2 units of the registry (import each source in full)',
        '1 handlers (import them in full)',
      ],
    });
    expect(await retire(writing)).toBe(false);

    const units = [
      { code: uscc(1) },
      { code: uscc(3), representative: LI.name, idNumber: LI.idNumber },
      { code: uscc(5) },
      { code: uscc(6) },
    ];
    const options = { digester: writing.digester, keys: writing.keys, full: true, force: true };
    expect(await importRegistry(database, optionsOf(registryFile(units), options))).toMatchObject({
      lapsed: 0,
    });
    const handlers = fileOf(`${HANDLER_HEADER}\n${uscc(1)},${LI.name},${LI.idNumber},2026-01-15\n`);
    await importHandlers(database, optionsOf(handlers, options));
    // Certifications have new digests of their representatives, each with an event.
    const renewed = await database.kysely
      .selectFrom('event')
      .select('unit_code')
      .where('type', '=', 'certification.renewed')
      .orderBy('unit_code')
      .execute();
    expect(renewed).toEqual([{ unit_code: uscc(1) }, { unit_code: uscc(5) }]); // before the new key wrote
    expect((await verifyAudit(writing)).rows).toEqual([]);
    expect((await replace(writing, 'digests')).json).toMatchObject({
      needs: ['3 attempts (until 2027-05-23)'],
    });
    await removeExpired(database, NOW + 181 * DAY);
    await exclusively(database, async () => expect(await retire(writing)).toBe(false)); // an import
    expect(await retire(writing)).toBe(true);
    expect(await retire(writing)).toBe(false);

    const after = await start(K1, NOW + 181 * DAY);
    expect(after.digester.all('number', 'x')).toHaveLength(1);
    expect(await findSubject(after, { ...ZHANG, name: undefined }, 'asked')).toMatchObject({
      certifications: 3,
    });
    expect(await findSubject(after, { ...LI }, 'asked')).toMatchObject({ certifications: 2, handlerOf: 1 });
    expect(
      await importRegistry(
        database,
        optionsOf(registryFile(units), { ...options, digester: after.digester }),
      ),
    ).toMatchObject({ lapsed: 0, due: 0 });
    const { rows } = {
      rows: await database.kysely.selectFrom('registry_unit').select('representatives').execute(),
    };
    expect(JSON.stringify(rows)).not.toContain(old!.id);
    // The agent of a certification of that time finds it.
    expect(await withdraw(after, submitterOf(uscc(1)), randomUUID(), LI)).toMatchObject({
      answer: { outcome: 'withdrawn' },
    });
    expect(await replace(after, 'digests')).toMatchObject({ json: { step: 'needed' } });
  });

  it('that may have leaked are replaced: the one that encrypts, and the one that signs', async () => {
    await fill(await start(K1));
    for (const use of ['encryption', 'macs'] as const)
      expect(await replace(await start(K1), use)).toMatchObject({ json: { use, step: 'replaced' }, exit: 0 });
    const after = await start(K1);
    const { id } = (await rowsOf(database)).find(({ use, number }) => use === 'encryption' && number === 2)!;
    const [site] = await database.kysely.selectFrom('site').selectAll().execute();
    const [kept] = await database.kysely.selectFrom('kept_claim').selectAll().execute();
    for (const text of [site!.secrets, site!.webhook_secrets, kept!.claim])
      expect(text!.slice(0, 6)).toBe(id);
    await expectAllWorks(after);
    const events = await database.kysely
      .selectFrom('event')
      .select('type')
      .where('type', '=', 'keys.replaced')
      .execute();
    expect(events).toHaveLength(6);
  });

  it('are read again: a new one is there, a rotation under another master key changes nothing, and none goes back', async () => {
    const first = await openDataKeys(database, parseMasterKeys(K1), NOW, { profile });
    expect(await readKeysAgain(database, first)).toBe(first);
    const before = await rowsOf(database);
    await rotateKeys(command(await start(`${K2},${K1}`)));
    expect(await readKeysAgain(database, first)).toBe(first);
    const held = await openDataKeys(database, parseMasterKeys(K2), NOW, { profile });
    expect(await replace(await start(K2), 'macs')).toMatchObject({ json: { step: 'replaced' } });
    await expect(readKeysAgain(database, first)).rejects.toMatchObject({ keyId: 'k2', kind: 'missing' });
    const after = await readKeysAgain(database, held);
    const [replaced] = after.keys.replacedMacs;
    expect(held.keys.macs.map(({ id }) => id)).toEqual([replaced!.key.id]);
    expect(after.keys.macs.map(({ id }) => id)).not.toContain(replaced!.key.id);
    const rewind = () => database.kysely.deleteFrom('data_key').execute();
    await rewind();
    await expect(readKeysAgain(database, after)).rejects.toMatchObject({ fault: { kind: 'emptied' } });
    await database.kysely.insertInto('data_key').values(before).execute();
    await expect(readKeysAgain(database, after)).rejects.toMatchObject({
      fault: { kind: 'put-back', use: 'macs' },
    });
  });

  it('are replaced once when two ask at once', async () => {
    const processes = [await start(K1), await start(K1)];
    const bothWait = barrier(2);
    const steps = await Promise.all(
      processes.map((process) => {
        let waits = 0;
        const takenUp = async () => {
          if (waits++ === 0) await bothWait();
          await process.takenUp();
        };
        return replaceDataKey('macs')(command({ ...process, takenUp }));
      }),
    );
    const { id, up_to } = (await rowsOf(database)).find(({ use, number }) => use === 'macs' && number === 2)!;
    const [old] = (await rowsOf(database)).filter(({ state }) => state === 'replaced');
    expect(up_to).toBeNull();
    for (const { json } of steps)
      expect(json).toEqual({ use: 'macs', step: 'replaced', id, upTo: Number(old!.up_to) });
    const rows = await rowsOf(database);
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row.profile).toBe(profile);
  });
});

it('a new database has the profile standard when none is asked for', async () => {
  const { database, close } = await openOnPostgres();
  expect((await started(database, K1, Date.now())).profile.name).toBe('standard');
  await close();
});

it('a process refuses to change the profile, says what to do, and leaves the database as it is', async () => {
  const { url, drop } = await createDatabase();
  const env = { DATABASE_URL: url, MASTER_KEYS: K1 };
  const open = async (more: Record<string, string>) => {
    const { profile, close } = await openResources(loadConfig({ ...env, ...more }));
    await close();
    return profile.name;
  };
  expect(await open({ CRYPTO_PROFILE: 'sm' })).toBe('sm');
  await expect(open({ CRYPTO_PROFILE: 'standard' })).rejects.toThrow(
    'this database was begun with the profile sm, and a database keeps its profile. Set CRYPTO_PROFILE=sm and start again. ' +
      'For another profile begin with an empty database',
  );
  expect(await open({})).toBe('sm');
  await drop();
});

describe('a process with master keys of another database', () => {
  const place = folder();
  afterEach(() => place.remove());

  const refused = async (env: Record<string, string>): Promise<string> => {
    const error = await openResources(loadConfig({ ...PROFILE_ENV, ...env })).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  };

  it('does not open PostgreSQL, and says which key is missing or wrong', async () => {
    const { url, drop } = await createDatabase();
    await (await openResources(loadConfig({ ...PROFILE_ENV, DATABASE_URL: url, MASTER_KEYS: K1 }))).close();
    const missing = await refused({ DATABASE_URL: url, MASTER_KEYS: K2 });
    expect(missing).toContain('the key k1, under which this database’s keys are encrypted, is missing');
    expect(missing).toContain('Add it to MASTER_KEYS');
    const wrong = await refused({ DATABASE_URL: url, MASTER_KEYS: OTHER_K1 });
    expect(wrong).toContain('the key k1 does not open this database’s keys');
    for (const ring of [K1, K2, OTHER_K1]) expect(missing + wrong).not.toContain(ring.split(':')[1]);
    await (
      await openResources(loadConfig({ ...PROFILE_ENV, DATABASE_URL: url, MASTER_KEYS: `${K2},${K1}` }))
    ).close();
    await drop();
  });

  it('does not open a database whose keys somebody has changed or removed, and says so', async () => {
    const { url, drop } = await createDatabase();
    const env = { DATABASE_URL: url, MASTER_KEYS: K1 };
    const { database, keys, close } = await openResources(loadConfig({ ...PROFILE_ENV, ...env }));
    await happens({ database, keys });
    const rows = await rowsOf(database);
    const [row] = rows;
    await database.kysely.updateTable('data_key').set({ number: 2 }).where('id', '=', row!.id).execute();
    expect(await refused(env)).toContain(
      `data_key: the row of the key ${row!.id} (${row!.use}) was changed in the database. Put it back from a backup`,
    );
    await database.kysely.deleteFrom('data_key').where('id', '=', row!.id).execute();
    expect(await refused(env)).toContain(`data_key: the keys of the use ${row!.use} do not fit together`);
    await database.kysely.deleteFrom('data_key').execute();
    expect(await refused(env)).toContain('data_key is empty, and the database has data of its keys');

    expect(await runJson(['keys', 'begin-anew'], { env })).toEqual({ begun: true });
    expect((await rowsOf(database)).map(({ id }) => id)).not.toEqual(rows.map(({ id }) => id));
    expect(await run(['keys', 'begin-anew'], { env })).toMatchObject({
      exit: 1,
      err: expect.stringContaining('nothing is lost, and nothing was changed'),
    });
    const events = await database.kysely.selectFrom('event').select('type').orderBy('position').execute();
    expect(events.map(({ type }) => type)).toEqual(['site.rotated', 'keys.begun-anew', 'signing-key.made']);
    await close();
    await drop();
  });

  it('does not open the embedded database, names the file, and leaves no server behind', async () => {
    const env = { ...PROFILE_ENV, DATA_DIR: place.path };
    await (await openResources(loadConfig(env))).close();
    const file = join(place.path, 'master-keys');
    writeFileSync(file, OTHER_K1);
    expect(await refused(env)).toContain(file);
    writeFileSync(file, K2);
    expect(await refused(env)).toContain('is missing');
    expect(await refused({ ...env, MASTER_KEYS: K2 })).toContain('Add it to MASTER_KEYS');
  });
});
