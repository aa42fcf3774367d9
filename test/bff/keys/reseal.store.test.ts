/** Values are encrypted anew in place, more than one batch of them. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { keepClaim, openClaim, SEALED_CLAIMS } from '../../../bff/attempts/kept-claim.ts';
import { createCipher } from '../../../bff/keys/cipher.ts';
import { keysOf, newKeyText } from '../../support/keys.ts';
import { reseal } from '../../../bff/keys/reseal.ts';
import { rightClaim, uscc } from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';

const OLD = newKeyText('k1');
const NEW = newKeyText('k2');
const old = createCipher(keysOf(OLD));
const both = createCipher(keysOf(`${NEW},${OLD}`));
const onlyNew = createCipher(keysOf(NEW));
const NOW = Date.parse('2026-11-24T08:00:00Z');
const never = new AbortController().signal;

describe('encrypting anew', () => {
  const it = storeTest
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
    .extend('claims', ({ database }) => () => {
      return database.kysely.selectFrom('kept_claim').selectAll().execute();
    });

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
    await keep(1, createCipher(keysOf(newKeyText('k0'))));
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
});
