/** The unlocking of a unit by a clerk: who may, what the page says where nobody may, and what stays after a mistake. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { shownReference } from '../../../bff/contract/reference.ts';
import { unlockAsClerk } from '../../../bff/staff/unit.ts';
import { submitterOf, referenceIn } from '../../support/dependencies.ts';
import { rightClaim } from '../../support/people.ts';
import { newUnit } from '../../support/store.ts';
import { deskTest, loggedIn } from './support.ts';

const REASON = '打回单位电话核实，今天要缴费';
const OFFER = '核实身份后我可以帮您解除限制';
const COLLEAGUE = '核实身份后我请另一位同事帮您解除限制';

const it = deskTest
  /** Unlocks the unit as often as one clerk may. */
  .extend('unlockAll', ({ deps, unit, useUp }) => async (clerk: string) => {
    deps.limits.personPerDay = 0; // an unlock does not empty all of it
    for (let times = 0; times < deps.limits.clerkUnlocksPerDay; times++) {
      await useUp();
      const act = { reason: REASON, actor: `staff:${clerk}` } as const;
      expect(await unlockAsClerk(deps, unit, act, deps.now())).toBe('unlocked');
    }
  })
  .extend('clerk', ({ desk }) => (subject: string) => {
    return loggedIn(desk, subject);
  })
  .extend('referenceOf', ({ deps }) => async (code: string) => {
    return referenceIn(
      await submit(
        deps,
        submitterOf(code, { sub: 'other' }),
        randomUUID(),
        rightClaim({ foundedOn: '1998-01-01' }),
      ),
    );
  });

describe('a clerk who has unlocked a unit as often as one may', () => {
  it('reads who may, and offers a colleague to the caller', async ({ clerk, unit, useUp, unlockAll }) => {
    await unlockAll('hotline-1');
    await useUp();
    const first = await clerk('hotline-1');
    const { text } = await first.get(`/units?query=${unit}`);
    expect(text).toMatch(/请另一位热线人员解除；您自己\d+年\d+月\d+日 \d\d:\d\d以后可以再解除。/);
    expect(text).not.toContain('/units/unlock');
    expect(text).toContain(COLLEAGUE);
    const refused = await first.post(`/units/unlock?query=${unit}`, { code: unit, reason: REASON });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('<strong>没有解除</strong>');
    const second = await clerk('hotline-2');
    expect((await second.get(`/units?query=${unit}`)).text).toContain(OFFER);
    const done = await second.post(`/units/unlock?query=${unit}`, { code: unit, reason: REASON });
    expect(done.text).toContain('已解除限制');
  });

  it('offers nothing while no clerk may', async ({ deps, clerk, unit, useUp, unlockAll }) => {
    deps.limits.unitUnlocksPerDay = deps.limits.clerkUnlocksPerDay;
    await unlockAll('hotline-1');
    await useUp();
    for (const subject of ['hotline-1', 'hotline-2']) {
      const { text } = await (await clerk(subject)).get(`/units?query=${unit}`);
      expect(text).toMatch(/这个单位解除的次数已满，\d+年\d+月\d+日 \d\d:\d\d以后才可以再解除/);
      expect(text).not.toMatch(/\/units\/unlock|帮您解除/);
    }
  });
});

describe('after a mistake in the reason', () => {
  const number = '打回13800138000核实';

  it('the page of the reference stays, with the reason that was typed', async ({
    clerk,
    unit,
    referenceOf,
    useUp,
  }) => {
    const reference = await referenceOf(unit);
    await useUp();
    const hotline = await clerk('hotline-1');
    const { text } = await hotline.get(`/units?query=${reference}`);
    const address = /action="(\/units\/unlock[^"]*)"/.exec(text)![1]!;
    const refused = await hotline.post(address, { code: unit, reason: number });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(`value="${number}"`);
    expect(refused.text).toContain('原因里有电话号码，请去掉。');
    expect(refused.text).toMatch(
      new RegExp(`<h2>编号 <span class="code">${shownReference(reference)}</span>`),
    );
    const done = await hotline.post(address, { code: unit, reason: REASON });
    expect(done.text).toContain('已解除限制');
  });

  it('nothing is told at another unit', async ({ deps, clerk, unit, referenceOf, useUp }) => {
    await useUp();
    const other = await referenceOf(await newUnit(deps));
    const hotline = await clerk('hotline-1');
    await hotline.get(`/units?query=${unit}`);
    const refused = await hotline.post(`/units/unlock?query=${other}`, { code: unit, reason: number });
    expect(refused.text).toContain(shownReference(other));
    expect(refused.text).not.toMatch(/没有解除|13800138000/);
  });
});
