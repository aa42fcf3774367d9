/** The operator's changes of a site: encrypted, audited, one at a time. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { openWebhookSecrets } from '../../../bff/sites/secrets.ts';
import { changeOrigins } from '../../../bff/sites/change.ts';
import { parseJwks } from '../../../bff/sites/key-set.ts';
import { addSite, showSite, type ManageDependencies } from '../../../bff/sites/manage.ts';
import { removeSite } from '../../../bff/upkeep/remove-site.ts';
import { changeWebhook, rotateSite } from '../../../bff/sites/rotate.ts';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { fanOutAll, KEYS } from '../../support/events.ts';
import { rightClaim } from '../../support/people.ts';
import { emptyStoreTest } from '../../support/store.ts';
import { cipher, jwksOf, makeKey, newestSecret, NOW } from './support.ts';

const { jwks } = parseJwks(jwksOf(makeKey('ES256', 'one')), true);
const input = { id: 'portal', origins: ['https://portal.example'] };

describe('changes of a site', () => {
  const it = emptyStoreTest.extend('managed', ({ emptyDatabase }): ManageDependencies => ({
    database: emptyDatabase,
    cipher,
    keys: KEYS,
    now: () => NOW,
    actor: 'operator:tester',
  }));

  it('stores the webhook’s signing secrets encrypted, at most two, and enables an ended webhook again', async ({
    database,
    managed,
  }) => {
    const hook = 'https://portal.example/hook';
    const secretsOf = async () => {
      const row = await database.kysely.selectFrom('site').selectAll().executeTakeFirstOrThrow();
      return openWebhookSecrets(cipher, 'portal', row.webhook_secrets!);
    };
    await addSite(managed, { ...input, keys: { kind: 'jwks', jwks } });
    const same = { newSecret: false, dropPrevious: false };
    expect(await changeWebhook(managed, 'portal', { ...same, newSecret: true })).toEqual({
      result: 'no-webhook',
    });
    const earlier = await changeWebhook(managed, 'portal', { ...same, url: hook });
    expect(earlier).toEqual({ result: 'changed', url: hook, secret: (await secretsOf())[0] });
    await database.kysely
      .updateTable('site')
      .set({ webhook_disabled_at: new Date(NOW) })
      .execute();
    expect(await showSite(managed, 'portal')).toHaveProperty('webhookDisabledAt');
    const changed = await changeWebhook(managed, 'portal', { ...same, url: `${hook}2` });
    expect(changed).toEqual({ result: 'changed', url: `${hook}2`, secret: undefined });
    expect(await showSite(managed, 'portal')).not.toHaveProperty('webhookDisabledAt');
    const before = await secretsOf();
    for (let i = 0; i < 2; i++) await changeWebhook(managed, 'portal', { ...same, newSecret: true });
    const after = await secretsOf();
    expect(after).toHaveLength(2);
    expect(after).not.toContain(before[0]);
    await changeWebhook(managed, 'portal', { newSecret: true, dropPrevious: true });
    expect(await secretsOf()).toHaveLength(1);
    expect(await changeWebhook(managed, 'nobody', same)).toEqual({ result: 'unknown-site' });
    const entries = await database.kysely.selectFrom('event').selectAll().execute();
    expect(entries.filter(({ type }) => type === 'webhook.changed')).toHaveLength(5);
  });

  it('deletes the units of a removed site', async ({ database, managed }) => {
    await addSite(managed, { ...input, keys: { kind: 'hs256' } });
    await database.kysely.insertInto('site_unit').values({ unit_code: 'U', site_id: 'portal' }).execute();
    await database.kysely.insertInto('site_unit').values({ unit_code: 'U', site_id: 'other' }).execute();
    await removeSite(managed, 'portal');
    const left = await database.kysely.selectFrom('site_unit').selectAll().execute();
    expect(left).toEqual([{ unit_code: 'U', site_id: 'other' }]);
  });

  it('has no data of the removed site when it is added again', async ({
    database,
    managed,
    deps,
    unit,
    status,
  }) => {
    const hook = 'https://portal.example/hook';
    const add = () => addSite(managed, { ...input, webhookUrl: hook, keys: { kind: 'hs256' } });
    const wrong = rightClaim({ foundedOn: '2001-05-19' });
    const key = randomUUID();
    await add();
    await submit(deps, submitterOf(unit), key, wrong);
    await requestRecheck(deps, submitterOf(unit), wrong);
    expect(await status()).toMatchObject({ attempts: { remaining: 4 }, recheck: {} });

    await removeSite(managed, 'portal');
    await add();
    const reported = await status();
    expect(reported).toMatchObject({ attempts: { remaining: 5 } });
    expect(reported.recheck).toBeUndefined();
    expect(reported.kinds[1]).toEqual({ kind: 'real-name', status: 'uncertified' });
    expect(await requestRecheck(deps, submitterOf(unit), wrong)).toEqual({ kind: 'way-closed' });
    await fanOutAll(deps);
    expect(await database.kysely.selectFrom('webhook_delivery').selectAll().execute()).toEqual([]);
    const anew = await submit(deps, submitterOf(unit), key, rightClaim());
    expect(anew).toMatchObject({ kind: 'answered', answer: { outcome: 'certified' }, replayed: false });
  });

  it('lets one of two simultaneous rotations win, and never prints a secret that was not stored', async ({
    managed,
  }) => {
    await addSite(managed, { ...input, keys: { kind: 'hs256' } });
    const results = await Promise.all([rotateSite(managed, 'portal', {}), rotateSite(managed, 'portal', {})]);
    const secrets = results.flatMap((rotation) => (rotation.result === 'rotated' ? [rotation.secret] : []));
    expect(secrets).toContain(await newestSecret(managed, 'portal'));
    expect(results.length - secrets.length).toBe(
      results.filter(({ result }) => result === 'conflict').length,
    );
  });

  it('keeps the origin of each of two simultaneous changes that is said to be made', async ({ managed }) => {
    await addSite(managed, { ...input, keys: { kind: 'jwks', jwks } });
    const origins = ['https://one.example', 'https://two.example'];
    const results = await Promise.all(
      origins.map((origin) => changeOrigins(managed, 'portal', { add: [origin], remove: [] })),
    );
    const made = origins.filter((_, at) => results[at]!.result === 'changed');
    expect((await showSite(managed, 'portal'))!.origins).toEqual([...input.origins, ...made]);
  });
});
