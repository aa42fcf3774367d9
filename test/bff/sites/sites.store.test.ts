/** The site table as processes see it: changes by others within a second, by ourselves at once. */
import { describe, expect } from 'vitest';
import type { Database } from '../../../bff/database/database.ts';
import { parseJwks } from '../../../bff/sites/key-set.ts';
import { addSite, listSites, showSite, type ManageDependencies } from '../../../bff/sites/manage.ts';
import { removeSite } from '../../../bff/upkeep/remove-site.ts';
import { rotateSite } from '../../../bff/sites/rotate.ts';
import { mintToken } from '../../support/mint-token.ts';
import { createSites, type Sites } from '../../../bff/sites/sites.ts';
import { createTokenVerifier, type TokenVerifier } from '../../../bff/sites/tokens.ts';
import { KEYS } from '../../support/events.ts';
import { storeTest } from '../../support/store.ts';
import { cipher, jwksOf, makeKey, makeToken, newestSecret, NOW } from './support.ts';

const key = makeKey('ES256', 'one');
const HOUR = 3_600_000;

describe('sites', () => {
  const it = storeTest;

  let database: Database;
  let deps: ManageDependencies;
  let sites: Sites;
  let verifier: TokenVerifier;
  let clock: number;
  let reports: string[];

  it.beforeEach(({ emptyDatabase }) => {
    database = emptyDatabase;
    clock = NOW;
    reports = [];
    deps = { database, cipher, keys: KEYS, now: () => clock, actor: 'operator:tester' };
    sites = createSites(database, cipher, () => clock, {
      fetchJwks: () => Promise.resolve(jwksOf(key)),
      report: (message) => reports.push(message),
    });
    verifier = createTokenVerifier({ sites, now: () => clock });
    return () => sites.close();
  });

  const { jwks } = parseJwks(jwksOf(key), true);
  const input = { id: 'portal', origins: ['https://portal.example', 'https://two.example'] };
  const addSecret = async () => {
    const added = await addSite(deps, { ...input, keys: { kind: 'hs256' } });
    await sites.refresh();
    return added.result === 'added' ? added.secret! : '';
  };
  const mint = (secret: string) =>
    mintToken(secret, { siteId: 'portal', purpose: 'status', sub: 'server', lifetime: 300 }, clock);
  const actions = async () =>
    (await database.kysely.selectFrom('event').selectAll().orderBy('position').execute()).map((entry) => [
      entry.type,
      entry.site_id,
      entry.detail,
    ]);

  it('adds a site once, returns its secret once and stores it encrypted', async () => {
    const secret = await addSecret();
    expect(Buffer.from(secret).length).toBeGreaterThanOrEqual(32);
    expect(await verifier.verify(await mint(secret))).toMatchObject({ site: { id: 'portal' } });
    expect(await addSite(deps, { ...input, keys: { kind: 'hs256' } })).toEqual({ result: 'exists' });
    expect(await newestSecret(deps, 'portal')).toBe(secret);
    const everything = JSON.stringify(await database.kysely.selectFrom('site').selectAll().execute());
    expect(everything).not.toContain(secret);
    expect(JSON.stringify(await showSite(deps, 'portal'))).not.toContain(secret);
    expect(await actions()).toEqual([['site.added', 'portal', { keys: 'hs256', origins: input.origins }]]);
  });

  it('lists and shows all three kinds of keys', async () => {
    await addSite(deps, { ...input, id: 'a', keys: { kind: 'jwks', jwks } });
    const url = 'https://b.example/jwks';
    const hook = 'https://b.example/hook';
    await addSite(deps, { ...input, id: 'b', keys: { kind: 'jwks-url', url }, webhookUrl: hook });
    await addSite(deps, { ...input, id: 'c', keys: { kind: 'hs256' } });
    const common = {
      origins: input.origins,
      openKinds: [],
      createdAt: new Date(NOW).toISOString(),
      webhookUrl: null,
      privacyNotice: null,
    };
    expect(await listSites(deps)).toEqual([
      { ...common, id: 'a', keys: 'jwks' },
      { ...common, id: 'b', keys: 'jwks-url', webhookUrl: hook },
      { ...common, id: 'c', keys: 'hs256' },
    ]);
    expect(await showSite(deps, 'a')).toMatchObject({ jwks });
    expect(await showSite(deps, 'b')).toMatchObject({ jwksUrl: url });
    expect(await showSite(deps, 'c')).toMatchObject({ secrets: { live: 1, previousUntil: null } });
    expect(await showSite(deps, 'd')).toBeUndefined();
    await sites.refresh();
    expect(sites.hasOrigin('https://two.example')).toBe(true);
    expect(sites.hasOrigin('https://three.example')).toBe(false);
    for (const iss of ['a', 'b'])
      expect(await verifier.verify(await makeToken(key, { iss }))).toHaveProperty('sub');
  });

  it('rotates a secret: the previous one for a day, at most one of them', async () => {
    const earlier = await addSecret();
    const token = await mint(earlier);
    expect(await verifier.verify(token)).toHaveProperty('sub');
    const rotation = await rotateSite(deps, 'portal', {});
    expect(rotation).toMatchObject({
      result: 'rotated',
      previousUntil: new Date(NOW + 24 * HOUR).toISOString(),
    });
    await sites.refresh();
    expect(await verifier.verify(token)).toHaveProperty('sub');
    const second = await newestSecret(deps, 'portal');
    expect(rotation).toMatchObject({ secret: second });
    expect(await verifier.verify(await mint(second!))).toHaveProperty('sub');
    clock += 24 * HOUR;
    expect(await verifier.verify(await mint(earlier))).toMatchObject({ reason: 'bad-signature' });
    expect(await verifier.verify(await mint(second!))).toHaveProperty('sub');
  });

  it('drops cached tokens when the secret is ended at once, and when the site is removed', async () => {
    const earlier = await addSecret();
    const token = await mint(earlier);
    await verifier.verify(token);
    await rotateSite(deps, 'portal', { dropPrevious: true });
    await sites.refresh();
    expect(await verifier.verify(token)).toMatchObject({ reason: 'bad-signature' });
    const second = await mint((await newestSecret(deps, 'portal'))!);
    expect(await verifier.verify(second)).toHaveProperty('sub');
    expect(await removeSite(deps, 'portal')).toEqual({ result: 'removed' });
    await sites.refresh();
    expect(await verifier.verify(second)).toMatchObject({ reason: 'unknown-site' });
    expect(await removeSite(deps, 'portal')).toEqual({ result: 'no-such-site' });
    expect((await actions()).map(([action]) => action)).toEqual([
      'site.added',
      'site.rotated',
      'site.removed',
    ]);
  });

  it('changes keys from any kind to any other; an inline set needs the new set', async () => {
    await addSite(deps, { ...input, keys: { kind: 'jwks', jwks } });
    expect(await rotateSite(deps, 'portal', {})).toEqual({ result: 'keys-needed' });
    const other = makeKey('EdDSA', 'two');
    const next = parseJwks(jwksOf(other), true).jwks;
    expect(await rotateSite(deps, 'portal', { keys: { kind: 'jwks', jwks: next } })).toMatchObject({
      keys: 'jwks',
    });
    await sites.refresh();
    expect(await verifier.verify(await makeToken(key))).toMatchObject({ reason: 'unknown-key' });
    expect(await verifier.verify(await makeToken(other))).toHaveProperty('sub');
    expect(await rotateSite(deps, 'portal', { keys: { kind: 'hs256' } })).toMatchObject({ keys: 'hs256' });
    const url = 'https://portal.example/jwks';
    await rotateSite(deps, 'portal', { keys: { kind: 'jwks-url', url } });
    expect(await rotateSite(deps, 'portal', {})).toEqual({ result: 'rotated', keys: 'jwks-url' });
    expect(await showSite(deps, 'portal')).toMatchObject({ keys: 'jwks-url', jwksUrl: url });
    expect(await rotateSite(deps, 'nobody', {})).toEqual({ result: 'unknown-site' });
  });

  it('sees the change of another process within two seconds', async () => {
    await sites.start();
    await addSite(deps, { ...input, keys: { kind: 'hs256' } });
    expect(sites.get('portal')).toBeUndefined();
    await expect.poll(() => sites.get('portal'), { timeout: 2000 }).toBeDefined();
    const before = sites.get('portal');
    await rotateSite(deps, 'portal', {});
    await expect.poll(() => sites.get('portal'), { timeout: 2000 }).not.toBe(before);
    await removeSite(deps, 'portal');
    await expect.poll(() => sites.get('portal'), { timeout: 2000 }).toBeUndefined();
  });

  it('keeps the last sites while the database is down, and recovers', async () => {
    const flaky = { down: false, failed: 0 };
    const broken: Database = {
      ...database,
      run: (statement, values) =>
        flaky.down && ++flaky.failed
          ? Promise.reject(new Error('no database'))
          : database.run(statement, values),
    };
    const own = createSites(broken, cipher, () => clock, { report: (message) => reports.push(message) });
    const secret = await addSecret();
    await own.start();
    const site = own.get('portal');
    flaky.down = true;
    await expect.poll(() => flaky.failed, { timeout: 10_000 }).toBeGreaterThan(1); // it is reported once
    expect(own.get('portal')).toBe(site);
    expect(reports).toEqual([
      'the sites could not be read, and the last known ones stay in use: no database',
    ]);
    expect(
      await createTokenVerifier({ sites: own, now: () => clock }).verify(await mint(secret)),
    ).toHaveProperty('sub');
    flaky.down = false;
    await removeSite(deps, 'portal');
    await expect.poll(() => own.get('portal'), { timeout: 2000 }).toBeUndefined();
    own.close();
  });

  it('serves the others when one site’s secrets cannot be read', async () => {
    await addSite(deps, { ...input, id: 'good', keys: { kind: 'hs256' } });
    await addSite(deps, { ...input, id: 'bad', keys: { kind: 'hs256' } });
    await database.kysely.updateTable('site').set({ secrets: 'lost.AAAA' }).where('id', '=', 'bad').execute();
    await sites.refresh();
    expect(sites.get('good')).toBeDefined();
    expect(sites.get('bad')).toBeUndefined();
    expect(reports).toEqual(['site bad is not in use: encrypted under a key that is not there']);
  });
});
