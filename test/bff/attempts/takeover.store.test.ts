/** The legal representative certifies a unit that is certified already. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { withdraw } from '../../../bff/attempts/withdrawal.ts';
import type { ClaimToDecide } from '../../../bff/attempts/claim.ts';
import { verifyAudit } from '../../../bff/events/verify.ts';
import { statusOf, submitterOf } from '../../support/dependencies.ts';
import { eventsOf, messagesOf } from '../../support/events.ts';
import { LI, registerHandler, residentId, rightClaim, ZHANG } from '../../support/people.ts';
import { settleOne } from '../../support/settle.ts';
import { storeTest } from '../../support/store.ts';

const BY_AGENT = rightClaim({ applicant: 'agent', agent: LI });
const TAKES_OVER: ClaimToDecide = { ...rightClaim(), replace: true };
const wrong = (index: number): ClaimToDecide => ({
  ...TAKES_OVER,
  legalRepresentative: { name: ZHANG.name, idNumber: residentId(100 + index) },
});

describe('taking over a certification', () => {
  const it = storeTest
    .extend('send', ({ deps, unit }) => (request: ClaimToDecide, by = {}, key: string = randomUUID()) => {
      deps.clock.now += 1_000;
      return submit(deps, submitterOf(unit, by), key, request);
    })
    .extend('terms', ({ database, unit }) => () => {
      return database.kysely
        .selectFrom('certification')
        .select(['by', 'site_id', 'end_reason', 'ended_at', 'submission_id'])
        .where('unit_code', '=', unit)
        .orderBy('since')
        .execute();
    })
    .extend('events', ({ database, unit }) => async () => {
      return messagesOf(await eventsOf(database, unit)).map(({ data }) => data);
    })
    /** Certified by an agent through another site. */
    .extend('certified', { auto: true }, async ({ deps, unit, send }) => {
      await registerHandler(deps, unit, LI);
      expect(await send(BY_AGENT, { siteId: 'department' })).toMatchObject({
        answer: { outcome: 'certified' },
      });
    });

  it('ends the agent’s certification and begins a new one', async ({
    database,
    deps,
    unit,
    send,
    realName,
    terms,
    events,
  }) => {
    expect(await send(rightClaim())).toEqual({ kind: 'way-closed' });
    expect(await send(TAKES_OVER)).toMatchObject({ answer: { outcome: 'certified' } });
    const at = new Date(deps.now());
    expect(await realName()).toMatchObject({ since: at.toISOString(), by: 'legal-representative' });
    const [old, current] = await terms();
    expect(old).toMatchObject({ by: 'agent', end_reason: 'replaced', ended_at: at });
    expect(current).toMatchObject({ by: 'legal-representative', site_id: 'portal', ended_at: null });
    expect((await statusOf(deps, unit)).terms).toEqual([
      {
        since: new Date(deps.now() - 2_000).toISOString(),
        endedAt: at.toISOString(),
        endReason: 'replaced',
        by: 'agent',
        method: 'registry',
        elsewhere: true,
      },
    ]);
    const replaced = (await eventsOf(database, unit)).filter(({ type }) => type === 'certification.replaced');
    expect(replaced).toMatchObject([{ site_id: 'department', submission_id: old!.submission_id }]);
    expect((await verifyAudit(deps)).rows).toEqual([]);
    expect((await events()).map(({ by, status }) => [by, status])).toEqual([
      ['agent', 'certified'],
      ['legal-representative', 'certified'],
    ]);
  });

  it('that fails leaves the certification untouched, counts like any other, and waits for nothing', async ({
    deps,
    unit,
    send,
    realName,
    terms,
    events,
  }) => {
    const before = await terms();
    const standing = await realName();
    expect(await send(wrong(1))).toEqual({
      kind: 'answered',
      answer: {
        outcome: 'rejected',
        reference: expect.any(String),
        reason: 'registry-mismatch',
      },
      replayed: false,
    });
    const { replace: _replace, ...again } = wrong(1);
    expect(await requestRecheck(deps, submitterOf(unit), again)).toEqual({ kind: 'way-closed' });
    expect(await terms()).toEqual(before);
    expect(await realName()).toMatchObject(standing);
    expect((await events()).at(-1)).toMatchObject({ reason: 'registry-mismatch', status: 'certified' });
    for (let i = 2; i <= 5; i++) await send(wrong(i));
    expect(await send(TAKES_OVER)).toMatchObject({ kind: 'too-many-attempts' });
  });

  it('resets no counter', async ({ deps, unit, send }) => {
    for (let i = 1; i <= 3; i++) await send(wrong(i));
    expect(await send(TAKES_OVER)).toMatchObject({ answer: { outcome: 'certified' } });
    expect((await statusOf(deps, unit)).attempts.remaining).toBe(2);
  });

  it('happens to a unit three times in 24 hours at most, whether the claim is right or wrong', async ({
    deps,
    unit,
    send,
    terms,
  }) => {
    const first = deps.now();
    const leaves = () => withdraw(deps, submitterOf(unit), randomUUID(), LI);
    for (let i = 0; i < 2; i++) {
      expect(await leaves()).toMatchObject({ answer: { outcome: 'withdrawn' } });
      expect(await send(BY_AGENT)).toMatchObject({ answer: { outcome: 'certified' } });
    }
    const until = first + 86_400_000;
    const limited = { kind: 'too-many-attempts', limits: [{ limit: 'termsPerDay' }], until };
    const day = new Date(until).toISOString();
    for (const claim of [TAKES_OVER, wrong(1)]) expect(await send(claim)).toMatchObject(limited);
    expect((await statusOf(deps, unit)).next).toMatchObject({
      step: 'none',
      ways: ['withdraw'],
      closed: [{ way: 'replace', until: day }],
    });
    await leaves();
    for (const claim of [rightClaim(), BY_AGENT]) expect(await send(claim)).toMatchObject(limited);
    expect((await statusOf(deps, unit)).next).toMatchObject({
      step: 'later',
      closed: [{ way: 'certify', until: day }],
      until: day,
    });
    expect(await terms()).toHaveLength(3);
    deps.clock.now = until;
    expect(await send(rightClaim())).toMatchObject({ answer: { outcome: 'certified' } });
  });

  it('of fifty at once certifies one, and the others are told that it stands', async ({
    deps,
    unit,
    terms,
  }) => {
    deps.limits = { ...deps.limits, personPerDay: 0 };
    const results = await Promise.all(
      Array.from({ length: 50 }, (_unused, i) =>
        submit(deps, submitterOf(unit, { sub: `user-${i}` }), randomUUID(), TAKES_OVER),
      ),
    );
    expect(results.filter((one) => one.kind === 'answered')).toHaveLength(1);
    expect(results.filter((one) => one.kind === 'way-closed')).toHaveLength(49);
    const all = await terms();
    expect(all).toHaveLength(2);
    expect(all.filter(({ ended_at }) => ended_at === null)).toHaveLength(1);
  });

  it('waits for a partner like any other claim, while the certification stands', async ({
    deps,
    send,
    realName,
    terms,
    unit,
    database,
  }) => {
    await database.kysely.deleteFrom('registry_unit').where('code', '=', unit).execute();
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    const key = randomUUID();
    for (const replayed of [false, true])
      expect(await send(TAKES_OVER, {}, key)).toMatchObject({ answer: { outcome: 'pending' }, replayed });
    expect(await realName()).toMatchObject({ status: 'certified', by: 'agent' });
    deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
    deps.clock.now += 60_000;
    expect(await settleOne(deps)).toBe('decided');
    expect(await send(TAKES_OVER, {}, key)).toMatchObject({ answer: { outcome: 'certified' } });
    expect(await realName()).toMatchObject({
      by: 'legal-representative',
      method: 'partner',
      evidence: { source: 'partner', asOf: '2026-11-24' },
    });
    expect(await terms()).toHaveLength(2);
  });

  it('that a newer claim replaces while both wait is not told as certified', async ({
    database,
    deps,
    unit,
    send,
  }) => {
    await database.kysely.deleteFrom('registry_unit').where('code', '=', unit).execute();
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    const key = randomUUID();
    await send(wrong(1), {}, key);
    await send(TAKES_OVER, { sub: 'user-2' });
    expect(await send(wrong(1), {}, key)).toMatchObject({ answer: { outcome: 'pending' }, replayed: true });
  });

  it('with one key is answered once, and another body is refused', async ({ send, terms }) => {
    const key = randomUUID();
    expect(await send(TAKES_OVER, {}, key)).toMatchObject({ replayed: false });
    expect(await send(TAKES_OVER, {}, key)).toMatchObject({
      replayed: true,
      answer: { outcome: 'certified' },
    });
    expect(await send(rightClaim(), {}, key)).toEqual({ kind: 'key-reused' });
    expect(await send(TAKES_OVER), 'by the representative’s own').toEqual({ kind: 'way-closed' });
    expect(await terms()).toHaveLength(2);
  });
});
