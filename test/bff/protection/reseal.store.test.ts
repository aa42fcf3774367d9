/** Encryption keys rotate in place: every sealed column, more than one batch of it, on both databases. */
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { keepClaim, openClaim, SEALED_CLAIMS } from '../../../bff/certification/kept-claim.ts';
import { rotateKeys } from '../../../bff/cli/keys.ts';
import { openWebhookSecrets, sealWebhookSecrets } from '../../../bff/delivery/secrets.ts';
import { createCipher } from '../../../bff/protection/cipher.ts';
import { createDigester } from '../../../bff/protection/digest.ts';
import { parseKeyRing } from '../../../bff/protection/keys.ts';
import { reseal } from '../../../bff/protection/reseal.ts';
import { createSigningKeys } from '../../../bff/signing/keys.ts';
import { openSecrets, sealSecrets } from '../../../bff/sites/secrets.ts';
import { rightClaim, uscc } from '../../support/people.ts';
import { STORES } from '../../support/store.ts';

const master = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const OLD = master('k1');
const NEW = master('k2');
const old = createCipher(parseKeyRing(OLD));
const both = createCipher(parseKeyRing(`${NEW},${OLD}`));
const onlyNew = createCipher(parseKeyRing(NEW));
const NOW = Date.parse('2026-11-24T08:00:00Z');
const never = new AbortController().signal;

describe.each(STORES)('keys rotate on %s', (_, test) => {
  const it = test
    .extend('keep', ({ emptyDatabase }) => async (index: number, cipher = old) => {
      const place = { unitCode: uscc(index), submissionId: randomUUID() };
      const caller = { siteId: 'portal', user: 'k1.user', address: undefined };
      const claim = { ...place, request: rightClaim(), caller };
      const { sealedClaim, nextTryAt, keptUntil } = keepClaim(cipher, 'recheck', claim, NOW);
      await emptyDatabase.kysely
        .insertInto('kept_claim')
        .values({
          unit_code: place.unitCode,
          submission_id: place.submissionId,
          purpose: 'recheck',
          site_id: 'portal',
          claim: sealedClaim,
          next_try_at: nextTryAt,
          expires_at: keptUntil,
        })
        .execute();
      return place;
    })
    .extend(
      'claims',
      ({ database }) =>
        () =>
          database.kysely.selectFrom('kept_claim').selectAll().execute(),
    );

  it('moves more than a batch to the newest key, and again does nothing', async ({
    database,
    keep,
    claims,
  }) => {
    for (let index = 1; index <= 450; index++) await keep(index);
    expect(await reseal(database, both, 'k2', SEALED_CLAIMS, never)).toEqual({
      resealed: 450,
      unreadable: 0,
    });
    for (const { unit_code, submission_id, claim } of await claims()) {
      const place = { unitCode: unit_code, submissionId: submission_id };
      expect(openClaim(onlyNew, claim, place).request).toEqual(rightClaim());
    }
    expect(await reseal(database, both, 'k2', SEALED_CLAIMS, never)).toEqual({
      resealed: 0,
      unreadable: 0,
    });
  });

  it('goes on after an interruption', async ({ database, keep }) => {
    for (let index = 1; index <= 210; index++) await keep(index);
    const stop = new AbortController();
    let sealed = 0;
    const interrupted = {
      ...both,
      seal: (text: string, context: string) => {
        if (++sealed === 205) stop.abort();
        return both.seal(text, context);
      },
    };
    await expect(reseal(database, interrupted, 'k2', SEALED_CLAIMS, stop.signal)).rejects.toThrow();
    expect(await reseal(database, both, 'k2', SEALED_CLAIMS, never)).toEqual({
      resealed: 5,
      unreadable: 0,
    });
  });

  it('leaves what it cannot open, and counts it', async ({ database, keep, claims }) => {
    await keep(1, createCipher(parseKeyRing(master('k0'))));
    await keep(2);
    expect(await reseal(database, both, 'k2', SEALED_CLAIMS, never)).toEqual({
      resealed: 1,
      unreadable: 1,
    });
    expect((await claims()).map(({ claim }) => claim.slice(0, 2)).sort()).toEqual(['k0', 'k2']);
  });

  it('does not undo what is written meanwhile', async ({ database, keep, claims }) => {
    const { unitCode } = await keep(1);
    const slow = {
      ...both,
      open(text: string, context: string) {
        return both.open(text, context);
      },
    };
    const late = both.seal('another', 'place');
    let written: Promise<unknown> = Promise.resolve();
    slow.open = (text, context) => {
      written = database.kysely
        .updateTable('kept_claim')
        .set({ claim: late })
        .where('unit_code', '=', unitCode)
        .execute();
      return both.open(text, context);
    };
    await reseal(database, slow, 'k2', SEALED_CLAIMS, never);
    await written;
    expect((await claims())[0]!.claim).toBe(late);
  });

  it('is a command: every sealed column, a new signing key, an audit entry', async ({ database, keep }) => {
    await keep(1);
    await database.kysely
      .insertInto('site')
      .values({
        id: 'portal',
        origins: ['https://portal.example'],
        secrets: sealSecrets(old, 'portal', [{ secret: 'one' }]),
        webhook_url: 'https://portal.example/hook',
        webhook_secrets: sealWebhookSecrets(old, 'portal', ['whsec_two']),
        created_at: new Date(NOW),
      })
      .execute();
    const signing = createSigningKeys({ database, cipher: old, keys: parseKeyRing(OLD), now: () => NOW });
    const kid = (await signing.current())?.kid;
    const keys = parseKeyRing(`${NEW},${OLD}`);
    const resources = { database, cipher: both, keys, digester: createDigester(keys) };
    const progress: number[] = [];
    const nothing = () => undefined;
    const outcome = await rotateKeys({
      resources,
      io: { out: nothing, err: nothing, trace: nothing, progress: (done: number) => progress.push(done) },
      signal: never,
      now: () => NOW + 1000,
      actor: 'operator:tester',
    });
    expect(outcome).toMatchObject({ json: { newest: 'k2', resealed: 4, unreadable: 0 }, exit: 0 });
    expect(progress).toEqual([1, 2, 3, 4, 5, 6]);
    const [site] = await database.kysely.selectFrom('site').selectAll().execute();
    expect(openSecrets(onlyNew, 'portal', site!.secrets!)).toEqual([{ secret: 'one' }]);
    expect(openWebhookSecrets(onlyNew, 'portal', site!.webhook_secrets!)).toEqual(['whsec_two']);
    const after = (now: number) =>
      createSigningKeys({ database, cipher: onlyNew, keys: parseKeyRing(NEW), now: () => NOW + now });
    expect((await after(2000).current())?.kid).toBe(kid);
    expect(await after(2000).published()).toHaveLength(2);
    expect([undefined, kid]).not.toContain((await after(361_000).current())?.kid);
    const audited = await database.kysely.selectFrom('event').selectAll().execute();
    expect(audited.find(({ type }) => type === 'keys.rotated')?.detail).toEqual({
      newest: 'k2',
      resealed: 4,
      unreadable: 0,
    });
  });
});
