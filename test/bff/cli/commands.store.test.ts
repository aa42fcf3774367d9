/** Every command: results, exit codes, standard output and standard error; some as real processes. */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Head } from '../../../bff/events/chain-head.ts';
import { createSealer } from '../../../bff/events/seal.ts';
import { loadConfig } from '../../../bff/server/config.ts';
import { openResources, type Resources } from '../../../bff/server/resources.ts';
import type { SiteDetail, SiteSummary } from '../../../bff/sites/manage.ts';
import { mintToken } from '../../support/mint-token.ts';
import { createDatabase } from '../../support/postgres.ts';
import type { Inspection } from '../../../bff/sites/inspect-token.ts';
import { jwksOf, makeKey, makeToken } from '../sites/support.ts';
import { cli, folder, registryFile, run, runJson, UNIT, type Place } from './support.ts';
import { PROFILE_ENV } from '../../support/keys.ts';

const ORIGIN = 'https://portal.example';
const onPostgres = async () => {
  const { url, drop } = await createDatabase();
  const env = { ...PROFILE_ENV, DATABASE_URL: url, MASTER_KEYS: `k1:${randomBytes(32).toString('base64')}` };
  let resources: Resources | undefined;
  return {
    env,
    end: drop,
    resources: async () => (resources = await openResources(loadConfig(env))),
    release: () => resources!.close(),
  };
};
describe('commands', () => {
  const { path, remove } = folder();
  let place: Place;
  let opened: Awaited<ReturnType<typeof onPostgres>>;
  let secret: string;
  const file = (name: string) => join(path, name);

  beforeAll(async () => {
    opened = await onPostgres();
    place = { env: { ...opened.env, DATA_DIR: file('data'), WEBHOOK_ALLOW: 'hooks.internal' }, cwd: path };
    await runJson(['migrate'], place);
    ({ secret } = await runJson<{ secret: string }>(['site', 'add', 'portal', '--origin', ORIGIN], place));
  });
  afterAll(async () => {
    await opened.end();
    remove();
  });

  it('migrate has nothing left to do', async () => {
    expect(await runJson(['migrate'], place)).toEqual({ migrated: [] });
  });

  it('site add prints a secret of at least 32 bytes once, and refuses a second site of that name', async () => {
    expect(Buffer.from(secret).length).toBeGreaterThanOrEqual(32);
    const repeated = await run(['site', 'add', 'portal', '--origin', ORIGIN, '--json'], place);
    expect(repeated.exit).toBe(1);
    expect(repeated.err).toContain('There is a site portal already');
    expect(JSON.parse(repeated.out)).toEqual({ error: repeated.err.trim() });
    expect((await run(['site', 'show', 'portal'], place)).out).not.toContain(secret);
  });

  it('site add takes public keys from a file, relative to where the user is', async () => {
    const key = makeKey('ES256', 'one');
    writeFileSync(file('jwks.json'), JSON.stringify(jwksOf(key)));
    writeFileSync(file('private.json'), JSON.stringify(key.privateKey.export({ format: 'jwk' })));
    writeFileSync(file('text.json'), 'text');
    const add = ['site', 'add', 'keyed', '--origin', ORIGIN, '--jwks'];
    for (const [name, message] of [
      ['missing.json', 'missing.json cannot be read (ENOENT)'],
      ['private.json', 'key 1 is private'],
      ['text.json', 'text.json: is not JSON'],
    ] as const) {
      const refused = await run([...add, name], place);
      expect(refused).toMatchObject({ exit: 1, out: '' });
      expect(refused.err).toContain(message);
    }
    expect(await runJson([...add, 'jwks.json'], place)).toEqual({ id: 'keyed' });
    expect(await runJson<SiteDetail>(['site', 'show', 'keyed'], place)).toMatchObject({ jwks: jwksOf(key) });
  });

  it('site add with a URL that does not answer warns beside the result', async () => {
    const words = ['site', 'add', 'far', '--origin', ORIGIN, '--jwks', 'http://127.0.0.1:9/jwks', '--json'];
    const { exit, out, err } = await run(words, place);
    expect({ exit, answer: JSON.parse(out) as unknown }).toEqual({ exit: 0, answer: { id: 'far' } });
    expect(err).toContain('Warning: http://127.0.0.1:9/jwks not reachable');
  });

  it('site add and site webhook print a new webhook’s secret once', async () => {
    const hook = 'https://portal.example/hook';
    const words = ['site', 'add', 'told', '--origin', ORIGIN, '--webhook', hook];
    const added = await runJson<{ webhookSecret: string }>(words, place);
    expect(added.webhookSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const changed = await runJson(['site', 'webhook', 'told', '--webhook', `${hook}2`], place);
    expect(changed).toEqual({ id: 'told', webhookUrl: `${hook}2` });
    expect((await run(['site', 'webhook', 'portal', '--secret'], place)).exit).toBe(2);
  });

  it('site add and site webhook refuse an address to which webhooks must not be sent', async () => {
    const change = (url: string, env = place.env) =>
      run(['site', 'webhook', 'told', '--webhook', url], { ...place, env });
    const plain = await change('http://portal.example/hook');
    expect(plain.exit).toBe(2);
    expect(plain.err).toContain('Webhooks are sent over https only');
    for (const host of ['127.0.0.1', 'localhost', '169.254.169.254', '[fe80::1]']) {
      const { exit, err } = await change(`https://${host}/hook`);
      expect({ host, exit }).toEqual({ host, exit: 2 });
      expect(err).toContain(`public addresses only, which ${host} is not`);
      expect(err).toContain('WEBHOOK_ALLOW (here: hooks.internal)');
    }
    const added = ['site', 'add', 'inside', '--origin', ORIGIN, '--webhook', 'http://10.0.0.1/hook'];
    expect((await run(added, place)).exit).toBe(2);
    expect((await change('http://hooks.internal/hook')).exit).toBe(0);
  });

  it('site list lists them', async () => {
    const { exit, out, err } = await cli(['site', 'list', '--json'], place).done;
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    const sites = JSON.parse(out) as SiteSummary[];
    expect(sites.find(({ id }) => id === 'portal')).toMatchObject({ origins: [ORIGIN], keys: 'hs256' });
  });

  it('site origins adds and removes origins, but not the last one', async () => {
    const test = 'https://test.portal.example';
    const origins = (...words: string[]) => run(['site', 'origins', 'moved', ...words], place);
    await runJson(['site', 'add', 'moved', '--origin', ORIGIN], place);
    const added = await runJson(['site', 'origins', 'moved', '--add', `${test}/`, '--add', ORIGIN], place);
    expect(added).toEqual({ id: 'moved', origins: [ORIGIN, test] });
    expect((await origins('--remove', ORIGIN)).out).toBe(`Site moved is used by pages of: ${test}\n`);
    expect(await origins('--remove', test)).toMatchObject({
      exit: 1,
      err: expect.stringContaining('must keep one'),
    });
    expect((await runJson<SiteDetail>(['site', 'show', 'moved'], place)).origins).toEqual([test]);
    expect((await run(['site', 'origins', 'nobody', '--add', ORIGIN], place)).exit).toBe(1);
  });

  it('site add --open and site kinds open a kind, and site show says so', async () => {
    const openKinds = async () => (await runJson<SiteDetail>(['site', 'show', 'opened'], place)).openKinds;
    await runJson(['site', 'add', 'opened', '--origin', ORIGIN, '--open', 'real-person'], place);
    expect(await openKinds()).toEqual(['real-person']);
    const closed = await runJson(['site', 'kinds', 'opened', '--close', 'real-person'], place);
    expect(closed).toEqual({ id: 'opened', openKinds: [] });
    expect(await openKinds()).toEqual([]);
    const repeated = await run(['site', 'kinds', 'opened', '--open', 'real-person'], place);
    expect(repeated.out).toBe('Site opened has opened: real-person.\n');
    expect((await run(['site', 'kinds', 'nobody', '--open', 'real-person'], place)).exit).toBe(1);
  });

  it('token check says that a token is valid, and names its user', async () => {
    const token = await mintToken(
      secret,
      {
        siteId: 'portal',
        purpose: 'certification',
        sub: 'u-1',
        unit: { code: UNIT },
        role: 'operator',
        lifetime: 60,
      },
      Date.now(),
    );
    const checked = await runJson<Inspection>(['token', 'check', token], place);
    expect(checked).toMatchObject({
      accepted: true,
      header: { alg: 'HS256', typ: 'unit-certification+jwt' },
      claims: { iss: 'portal', unit: { code: UNIT } },
      site: { id: 'portal', keys: ['HS256: a shared secret'] },
      signature: 'verifies',
      mistakes: [],
    });
    const read = await run(['token', 'check', '-'], place, { input: `\n ${token} \nmore` });
    expect(read).toMatchObject({ exit: 0 });
    expect(read.out).toContain(
      'Site:      portal (HS256: a shared secret)\nSignature: verifies\nThe BFF accepts',
    );
  });

  it('token check names every mistake, the signature first, and exits 1', async () => {
    const claims = {
      iss: 'portal',
      aud: 'portal',
      iat: Date.now(),
      exp: Date.now() + 3_600_000,
      purpose: 'x',
    };
    const sign = (key: string, change = {}) =>
      new SignJWT({ ...claims, ...change }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(key));
    const check = async (input: string) => {
      const { exit, out } = await run(['token', 'check', '-', '--json'], place, { input });
      const { accepted, code, site, signature, mistakes } = JSON.parse(out) as Inspection;
      expect({ exit, accepted }).toEqual({ exit: 1, accepted: false });
      for (const { problem, remedy } of mistakes)
        for (const words of [problem, remedy]) expect(words).toMatch(/^\S.{10,}\.$/s);
      return [
        code,
        site?.id,
        signature,
        ...mistakes.map(({ path, code: wrong }) => [path, wrong].join(' ').trim()),
      ];
    };
    expect(await check(await sign(secret))).toEqual([
      'token-invalid',
      'portal',
      'verifies',
      'typ required',
      'aud wrong-value',
      'iat in-milliseconds',
      'exp in-milliseconds',
      'sub required',
      'purpose wrong-value',
    ]);
    const refused = 'token-invalid';
    expect(await check(await sign('another'))).toEqual([
      refused,
      'portal',
      'does-not-verify',
      'bad-signature',
    ]);
    const stranger = await sign(secret, { iss: 'nobody' });
    expect(await check(stranger)).toEqual([refused, undefined, 'not-checked', 'unknown-site']);
    const keyed = await sign(secret, { iss: 'keyed' });
    expect(await check(keyed)).toEqual([refused, 'keyed', 'not-checked', 'algorithm-not-allowed']);
    const far = await makeToken(makeKey('ES256', 'one'), { iss: 'far' });
    expect(await check(far)).toEqual(['unavailable', 'far', 'not-checked', 'keys-unavailable']);
    expect(await check('Bearer x')).toEqual([refused, undefined, 'not-checked', 'malformed']);
    expect(await check('')).toEqual(['token-missing', undefined, 'not-checked', 'missing']);
    const words = await run(['token', 'check', await sign(secret)], place);
    expect(words.out).toContain(
      'Mistake:   "aud" has another value. Expected: "unit-certification".\n  To do:   Set',
    );
    expect(words.out).toMatch(/\nThe BFF refuses it: token-invalid\.\n$/);
  });

  it('site rotate and site remove', async () => {
    const rotated = await runJson<{ secret: string; previousUntil: string }>(
      ['site', 'rotate', 'portal'],
      place,
    );
    expect(rotated.secret).not.toBe(secret);
    expect(Date.parse(rotated.previousUntil)).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    expect((await run(['site', 'rotate', 'keyed'], place)).exit).toBe(2);
    expect(await runJson(['site', 'remove', 'keyed'], place)).toEqual({ id: 'keyed', removed: true });
    expect((await run(['site', 'remove', 'keyed'], place)).exit).toBe(1);
  });

  it('import reports each bad row with its line', async () => {
    registryFile(file('registry.csv'), 5);
    writeFileSync(file('registry.csv'), 'short,row\n', { flag: 'a' });
    const report = await runJson(['import', 'registry', 'registry.csv'], place);
    expect(report).toEqual({
      read: 6,
      imported: 5,
      skipped: 1,
      removed: 0,
      due: 0,
      lapsed: 0,
      errors: [{ line: 7, reason: 'too-few-columns' }],
    });
    const preview = ['import', 'registry', 'registry.csv', '--dry-run', '--full', '--report', 'units.csv'];
    expect(await runJson(preview, place)).toMatchObject({ added: 0, changed: 0, certifications: {} });
    expect(readFileSync(file('units.csv'), 'utf8')).toBe('code,name,becomes,reason\n');
    expect(statSync(file('units.csv')).mode & 0o777).toBe(0o600);
    expect((await run(preview, place)).err).toContain('was not written (EEXIST)');
    expect((await run(['import', 'registry', 'registry.csv', '--report', 'x.csv'], place)).exit).toBe(2);
    expect(await runJson(['source', 'list'], place)).toMatchObject([
      { id: 'market', last: { rows: 5 } },
      {},
      {},
    ]);
    writeFileSync(file('handlers.csv'), `code,name,idNumber\n${UNIT},李四,440524188001010014\n`);
    expect(await runJson(['import', 'handlers', 'handlers.csv'], place)).toMatchObject({ imported: 1 });
    const refused = await run(['import', 'registry', 'missing.csv'], place);
    expect(refused).toMatchObject({ exit: 1, out: '' });
    expect(refused.err).toContain('check its path');
  });

  it('import test-units stays out of a database with real units, unless it is forced', async () => {
    const refused = await run(['import', 'test-units'], place);
    expect(refused).toMatchObject({ exit: 1, out: '' });
    expect(refused.err).toContain('--force');
    const forced = await runJson(['import', 'test-units', '--force'], place);
    expect(forced).toEqual({ units: 18, handlers: 9 });
    expect(await runJson(['source', 'list'], place)).toMatchObject([{ last: { rows: 5 + 11 } }, {}, {}]);
  });

  it('unit show, unlock and revoke', async () => {
    expect(await runJson(['unit', 'show', UNIT], place)).toMatchObject({
      code: UNIT,
      name: '示例单位0',
      inRegistry: true,
      active: true,
      status: 'uncertified',
      limits: [],
      unlisted: ['ipPerHour', 'personPerDay'],
      next: { step: 'certify', ways: ['certify'], closed: [], reason: null, attempts: 5 },
    });
    const unlocked = await runJson(['unit', 'unlock', UNIT, '--reason', 'asked at the counter'], place);
    expect(unlocked).toEqual({ code: UNIT, emptied: 0, unlisted: ['ipPerHour', 'personPerDay'] });
    const stranger = await run(
      ['unit', 'unlock', '91320199MA1DEM999X', '--reason', 'asked at the counter'],
      place,
    );
    expect(stranger.out).toContain('LIMIT_IP_PER_HOUR');
    expect(stranger.out).toContain('One more try is allowed');
    const revoked = await run(['unit', 'revoke', UNIT, '--reason', 'forged papers'], place);
    expect(revoked).toMatchObject({ exit: 1, out: '' });
    expect(revoked.err).toContain('is not certified');
  });

  it('subject reads the number from standard input; site privacy and unit attempts work', async () => {
    const words = ['subject', 'find', '--reason', 'asked in person', '--json'];
    const found = await run(words, place, { input: '11010519491231002x 张三\n' });
    expect(JSON.parse(found.out)).toMatchObject({ representativeOf: 5, waiting: 0 });
    const wrong = await run(words, place, { input: '没有号码\n' });
    expect([wrong.exit, wrong.err]).toEqual([2, expect.stringContaining('must hold a document number')]);
    expect((await run([...words, '11010519491231002X'], place)).exit).toBe(2);
    expect(await runJson(['unit', 'attempts', UNIT, '--reason', 'asked'], place)).toEqual([]);
    const notice = await runJson(['site', 'privacy', 'portal', '--notice', '2026-11'], place);
    expect(notice).toEqual({ id: 'portal', privacyNotice: '2026-11' });
  });

  it('audit verify and audit head, with the operator’s name in the entries', async () => {
    expect((await run(['audit', 'head'], place)).err).toContain('Nothing is sealed yet');
    const { database, keys } = await opened.resources();
    expect(await database.kysely.selectFrom('event').select('actor').distinct().execute()).toEqual([
      { actor: `operator:${userInfo().username}` },
    ]);
    await runJson(['unit', 'attempts', UNIT, '--reason', 'asked', '--as', '王五'], place);
    const entries = database.kysely.selectFrom('event').select('actor').orderBy('position', 'desc');
    expect(await entries.executeTakeFirst()).toEqual({ actor: 'operator:王五' });
    expect((await run(['audit', 'verify', '--as', 'a\nb'], place)).exit).toBe(2);

    await createSealer({ database, keys, now: Date.now })();
    const head = await runJson<Head>(['audit', 'head'], place);
    const line = JSON.stringify({ level: 30, audit: head, msg: 'audit head' });
    writeFileSync(file('kept.log'), `${line}\n{"level":30,"msg":"ready"}\n`);
    const verify = ['audit', 'verify', '--heads', 'kept.log'];
    expect(await runJson(verify, place)).toMatchObject({
      faults: [],
      rows: [],
      heads: { compared: 1, faults: [] },
    });

    await sql`delete from seal`.execute(database.kysely);
    expect(await run(['audit', 'verify'], place)).toMatchObject({ exit: 0 });
    const cut = await run(verify, place);
    expect(cut.exit).toBe(1);
    expect(cut.out).toContain(`The head of position ${head.position} does not fit: the events up to there`);
    await sql`update event set actor = 'operator:other'`.execute(database.kysely);
    const altered = await run(['audit', 'verify'], place);
    expect(altered.out).toMatch(/^Positions 1, 2[\d, ]*: the event there is not what this service wrote\.$/m);
    writeFileSync(file('empty.log'), '{"level":30,"msg":"ready"}\n');
    const none = await run(['audit', 'verify', '--heads', 'empty.log'], place);
    expect([none.exit, none.err]).toEqual([1, expect.stringContaining('empty.log has no head')]);
    await opened.release();
  });
});

describe('before a database is opened', () => {
  const { path, remove } = folder();
  afterAll(remove);
  const place: Place = { env: { DATA_DIR: join(path, 'data') }, cwd: path };

  it('wrong usage exits 2 and opens nothing', async () => {
    const { exit, out, err } = await cli(['site', 'ad', 'portal', '--json'], place).done;
    expect(exit).toBe(2);
    expect(JSON.parse(out)).toEqual({ error: err.trim() });
    expect(err).toContain('Did you mean add?');
    expect(readdirSync(path)).toEqual([]);
  });

  it('--help exits 0 and opens nothing', async () => {
    expect(await run(['unit', 'revoke', '--help'], place)).toMatchObject({ exit: 0, err: '' });
    expect(readdirSync(path)).toEqual([]);
  });

  it('a wrong variable is named, without a stack', async () => {
    const { exit, out, err } = await run(['site', 'list'], { env: { ...place.env, PORT: 'x' } });
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toBe('PORT must be a whole number from 0 to 65535\n');
  });

  it('an unreachable database is reported in one line', async () => {
    const env = {
      DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:9/none',
      MASTER_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    };
    const { exit, out, err } = await run(['site', 'list'], { env });
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toMatch(
      /^The database is not available \(ECONNREFUSED\)\. Check that it runs and that DATABASE_URL is right.*\n$/,
    );
    expect(err).not.toContain('secret');
  });
});
