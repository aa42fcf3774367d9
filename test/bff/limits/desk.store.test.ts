/** The limits at the desk, over all processes. */
import { describe, expect } from 'vitest';
import { countLookUp, openLookUp, useLogin, type Look } from '../../../bff/limits/desk.ts';
import { DESK_LIMITS } from '../../../bff/limits/limits.ts';
import { removeOldCounters } from '../../../bff/limits/retention.ts';
import { storeTest } from '../../support/store.ts';

const { allowed, window } = DESK_LIMITS['desk.lookUps'];

describe('looks at things', () => {
  const it = storeTest
    .extend('look', ({ emptyDatabase: database }) => (thing: string, now = 0, person = 'k1.p') => {
      return countLookUp(database, { person, thing: `${person} ${thing}` } satisfies Look, now);
    })
    .extend('used', ({ emptyDatabase: database }) => async () => {
      return (
        await database.kysely
          .selectFrom('limit_counter')
          .select('used')
          .where('kind', '=', 'desk.lookUps')
          .executeTakeFirst()
      )?.used;
    });

  it('are counted exactly, also all at once, and for each person', async ({ look }) => {
    const many = Array.from({ length: allowed + 5 }, (_, at) => look(`thing-${at}`));
    expect((await Promise.all(many)).filter(Boolean)).toHaveLength(allowed);
    expect(await look('another')).toBe(false);
    expect(await look('another', 0, 'k1.q')).toBe(true);
    expect(await look('another', window)).toBe(true);
  });

  it('at one thing are counted once, also at the same moment', async ({ look, used }) => {
    expect(await Promise.all([1, 2, 3, 4, 5].map(() => look('one')))).toEqual([true, true, true, true, true]);
    expect(await look('one', window - 1)).toBe(true);
    expect(await used()).toBe(1);
  });

  it('go on at what is open, and at what was shown with it', async ({
    emptyDatabase: database,
    look,
    used,
  }) => {
    await look('first');
    await openLookUp(database, { thing: 'k1.p shown' }, 0);
    await openLookUp(database, { thing: 'k1.p shown' }, 0);
    expect(await used()).toBe(1);
    for (let at = 1; at < allowed; at++) await look(`thing-${at}`);
    expect(await look('more')).toBe(false);
    expect(await look('more')).toBe(false);
    for (const thing of ['first', 'shown']) expect(await look(thing)).toBe(true);
  });

  it('are forgotten when their time is over', async ({ emptyDatabase: database, look }) => {
    await look('one');
    await removeOldCounters(database, window - 1);
    expect(await database.kysely.selectFrom('limit_counter').select('kind').execute()).toHaveLength(2);
    await removeOldCounters(database, window);
    expect(await database.kysely.selectFrom('limit_counter').select('kind').execute()).toEqual([]);
  });
});

storeTest('a login is answered once', async ({ emptyDatabase }) => {
  const answers = await Promise.all(['a', 'a', 'a', 'b'].map((state) => useLogin(emptyDatabase, state, 0)));
  expect(answers.toSorted()).toEqual([false, false, true, true]);
  const { window: remembered } = DESK_LIMITS['desk.loginAnswers'];
  expect(await useLogin(emptyDatabase, 'a', remembered - 1)).toBe(false);
});
