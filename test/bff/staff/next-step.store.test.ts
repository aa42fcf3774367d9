/** Staff are told the next step of the user who sent the unit's newest claim. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { readStaffNext } from '../../../bff/staff/next-step.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { statusOf, submitterOf, answerIn } from '../../support/dependencies.ts';
import { residentId, rightClaim, ZHANG } from '../../support/people.ts';
import { opened } from '../cases/support.ts';
import { storeTest } from '../../support/store.ts';

const WRONG = rightClaim({ legalRepresentative: { name: ZHANG.name, idNumber: residentId(700) } });
const OTHER = { siteId: 'other-portal', sub: 'user-2' };

describe('the next step for staff', () => {
  const it = storeTest.extend('send', ({ deps, unit }) => async (by = {}, claim = WRONG) => {
    return answerIn(await submit(deps, submitterOf(unit, by), randomUUID(), claim));
  });

  it('is that of a new user while the unit has no claim', async ({ deps, unit }) => {
    const next = await readStaffNext(deps, unit);
    expect(next).toEqual((await statusOf(deps, unit)).next);
    expect(next).toMatchObject({ step: 'certify', reason: null });
  });

  it('is that of the user of the newest claim, at that user’s site', async ({ deps, unit, send }) => {
    await send();
    deps.clock.now += 1_000;
    await send(OTHER);
    expect(await requestRecheck(deps, submitterOf(unit, OTHER), WRONG)).toMatchObject({
      answer: { outcome: 'kept' },
    });
    const next = await readStaffNext(deps, unit);
    expect(next).toEqual((await statusOf(deps, unit, OTHER)).next);
    expect(next.step).toBe('rechecking');
    expect((await statusOf(deps, unit)).next.step).toBe('correct'); // the other site's re-check is not told
  });

  it('counts that user’s own attempts', async ({ deps, unit, send }) => {
    for (let tries = 1; tries <= deps.limits.userUnitPerDay; tries++)
      await send(OTHER, rightClaim({ foundedOn: `1999-01-0${tries}` }));
    expect(await readStaffNext(deps, unit)).toMatchObject({ step: 'later', attempts: 0 });
    deps.clock.now += 1_000;
    await send();
    expect(await readStaffNext(deps, unit)).toMatchObject({ step: 'correct' });
  });

  it('tells the unit’s case, whoever has opened it', async ({ deps, unit }) => {
    deps.counter = true;
    const reference = await opened(deps, unit);
    expect(await readStaffNext(deps, unit)).toMatchObject({ step: 'bring', reference });
  });

  it('finds the unit by its organization code too', async ({ deps, unit, send }) => {
    const { reference } = await send();
    expect(await readStaffNext(deps, unit.slice(8, 17))).toMatchObject({ step: 'correct', reference });
  });
});
