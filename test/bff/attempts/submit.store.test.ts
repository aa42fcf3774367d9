/** Submissions: what is written, what is told, and what fifty at once may not do. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { before } from '../../support/before.ts';
import { settleOne } from '../../support/settle.ts';
import { CLAIM_FIELDS } from '../../../bff/contract/sources.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { organizationCodeOf } from '../../../bff/contract/unit-code.ts';
import type { ClaimToDecide } from '../../../bff/attempts/claim.ts';
import { createDigester } from '../../../bff/keys/digest.ts';
import { keysOf, newKeyText } from '../../support/keys.ts';
import { readUnitStatus } from '../../../bff/status/statuses.ts';
import { removeExpired } from '../../../bff/upkeep/retention.ts';
import { LIMITS_OFF, submitterOf } from '../../support/dependencies.ts';
import { eventsOf, webhooksOf } from '../../support/events.ts';
import {
  FOUNDED,
  LI,
  registerHandler,
  registerUnit,
  residentId,
  rightClaim,
  uscc,
  ZHANG,
} from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';

const wrong = (index = 0): ClaimToDecide =>
  rightClaim({ legalRepresentative: { name: ZHANG.name, idNumber: residentId(100 + index) } });
const fifty = <T>(make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: 50 }, (_, i) => make(i)));

describe('submissions', () => {
  const it = storeTest
    .extend('send', ({ deps, unit }) => (request: ClaimToDecide, by = {}, key: string = randomUUID()) => {
      return submit(deps, submitterOf(unit, by), key, request);
    })
    .extend(
      'rows',
      ({ database, unit }) =>
        (table: 'submission' | 'certification' | 'event' | 'kept_claim') => {
          return database.kysely.selectFrom(table).selectAll().where('unit_code', '=', unit).execute();
        },
    )
    .extend('webhooks', ({ database, unit }) => async () => {
      return webhooksOf(await eventsOf(database, unit));
    });

  it('certifies, and writes submission, certification and event', async ({ send, realName, rows }) => {
    const result = await send(rightClaim());
    expect(result).toMatchObject({ kind: 'answered', answer: { outcome: 'certified' } });
    expect(await realName()).toMatchObject({ status: 'certified', since: '2026-11-24T08:00:00.000Z' });
    for (const table of ['submission', 'certification', 'event'] as const)
      expect(await rows(table)).toHaveLength(1);
    expect(await send(rightClaim())).toEqual({ kind: 'way-closed' });
  });

  it('tells a mismatch and what is left, and counts down', async ({ deps, send, status }) => {
    const remaining: (number | null)[] = [];
    for (let i = 0; i < 5; i++) {
      const result = await send(wrong(i));
      expect(result).toMatchObject({
        kind: 'answered',
        answer: { outcome: 'rejected', reason: 'registry-mismatch' },
      });
      remaining.push((await status()).next.attempts);
    }
    expect(remaining).toEqual([4, 3, 2, 1, 0]);
    const limited = await send(rightClaim());
    expect(limited).toMatchObject({
      kind: 'too-many-attempts',
      until: deps.clock.now + 24 * 3_600_000,
    });
    expect((await status()).attempts).toMatchObject({ remaining: 0 });
    deps.clock.now += 24 * 3_600_000 + 1;
    expect(await send(rightClaim())).toMatchObject({ answer: { outcome: 'certified' } });
  });

  it('counts nothing when every limit is off, and says so', async ({ deps, send, status }) => {
    deps.limits = LIMITS_OFF;
    for (let i = 0; i < 7; i++)
      expect(await send(wrong(i))).toMatchObject({ answer: { outcome: 'rejected' } });
    const { attempts, next } = await status();
    expect(attempts).toEqual({ remaining: null, resetsAt: null });
    expect(next).toMatchObject({ ways: ['certify', 'recheck'], closed: [], attempts: null });
  });

  it('tells a site’s users its last five submissions, and every site’s by whom the unit was certified', async ({
    unit,
    deps,
    send,
    status,
    realName,
  }) => {
    const start = deps.clock.now;
    const at = (hours: number) => new Date(start + hours * 3_600_000).toISOString();
    expect(await status()).not.toHaveProperty('history');
    for (let hour = 0; hour < 5; hour++) {
      deps.clock.now = start + hour * 3_600_000;
      await send(wrong(hour), { sub: `user-${hour}` });
    }
    deps.clock.now = start + 5 * 3_600_000;
    await send(rightClaim({ applicant: 'agent', agent: ZHANG }), { sub: 'user-5' });
    deps.clock.now = start + 6 * 3_600_000;
    await registerHandler(deps, unit, LI);
    await send(rightClaim({ applicant: 'agent', agent: LI }), { sub: 'user-6' });
    const reference = expect.stringMatching(/^[2-9A-Z]{8}$/) as string;
    const mismatch = {
      outcome: 'rejected',
      reference,
      reason: 'registry-mismatch',
      applicant: 'legal-representative',
    };
    expect((await status()).history).toEqual([
      { outcome: 'certified', reference, applicant: 'agent', at: at(6) },
      { outcome: 'rejected', reference, reason: 'agent-without-record', applicant: 'agent', at: at(5) },
      { ...mismatch, at: at(4) },
      { ...mismatch, at: at(3) },
      { ...mismatch, at: at(2) },
    ]);
    expect(await realName()).toMatchObject({ status: 'certified', by: 'agent' });
    expect(await realName()).not.toHaveProperty('elsewhere');
    const elsewhere = await status({ siteId: 'department' });
    expect(elsewhere).not.toHaveProperty('history');
    expect(elsewhere.kinds[1]).toEqual({
      kind: 'real-name',
      status: 'certified',
      since: at(6),
      by: 'agent',
      method: 'registry',
      evidence: { source: 'market', asOf: '2026-11-24' },
      elsewhere: true,
    });
  });

  it('lets a success end the unit’s own limits', async ({ database, unit, send, status }) => {
    for (let i = 0; i < 4; i++) await send(wrong(i));
    await send(rightClaim());
    await database.kysely.deleteFrom('certification').where('unit_code', '=', unit).execute();
    await send(wrong(9), { sub: 'user-2' });
    expect((await status({ sub: 'user-2' })).attempts.remaining).toBe(4);
  });

  it('admits exactly the limit of fifty wrong submissions at once by one user', async ({ send, rows }) => {
    const results = await fifty((i) => send(wrong(i)));
    expect(results.filter(({ kind }) => kind === 'answered')).toHaveLength(5);
    expect(results.filter(({ kind }) => kind === 'too-many-attempts')).toHaveLength(45);
    expect(await rows('submission')).toHaveLength(5);
  });

  it('admits exactly the unit’s limit when many users are wrong at once', async ({ send }) => {
    const results = await fifty((i) => send(wrong(i), { sub: `user-${i}` }));
    expect(results.filter(({ kind }) => kind === 'answered')).toHaveLength(10);
  });

  it('certifies once when two administrators are right at once, and tells every caller the truth', async ({
    send,
    rows,
    webhooks,
  }) => {
    const results = await fifty((i) => send(rightClaim(), { sub: `administrator-${i % 2}` }));
    const answered = results.filter((result) => result.kind === 'answered');
    expect(answered).toHaveLength(1);
    expect(answered[0]).toMatchObject({ answer: { outcome: 'certified' } });
    expect(results.filter(({ kind }) => kind === 'way-closed')).toHaveLength(49);
    expect(await rows('certification')).toHaveLength(1);
    expect(await webhooks()).toEqual(['unit.certified portal']);
  });

  it('takes the same key fifty times for one attempt and one answer', async ({ send, status, rows }) => {
    const key = randomUUID();
    const results = await fifty(() => send(wrong(), {}, key));
    const answers = results.map((result) =>
      result.kind === 'answered' ? JSON.stringify(result.answer) : result.kind,
    );
    expect(new Set(answers).size).toBe(1);
    expect(await rows('submission')).toHaveLength(1);
    expect((await status()).attempts.remaining).toBe(4);
  });

  it('replays a key whose first attempt took the last one for the person aimed at in this moment', async ({
    deps,
    unit,
    send,
  }) => {
    deps.limits.personPerDay = 2;
    await send(wrong(1), { sub: 'user-2' });
    const key = randomUUID();
    const interrupted = before(deps.database, 'certification_room', () => send(wrong(2), {}, key));
    expect(await submit({ ...deps, database: interrupted }, submitterOf(unit), key, wrong(2))).toMatchObject({
      kind: 'answered',
      replayed: true,
      answer: { outcome: 'rejected' },
    });
  });

  it('replays an idempotency key that was used under an older digest key', async ({ deps, unit, send }) => {
    const key = randomUUID();
    const earlier = await send(wrong(), {}, key);
    const [newest] = keysOf(newKeyText('newest')).digests;
    const digester = createDigester({ ...deps.keys, digests: [newest, ...deps.keys.digests] });
    const again = await submit({ ...deps, digester }, submitterOf(unit), key, wrong());
    expect(again).toEqual({ ...earlier, replayed: true });
  });

  it('replays a key for the same body only, in its scope only, for 24 hours', async ({
    deps,
    database,
    send,
  }) => {
    const key = randomUUID();
    const earlier = await send(wrong(), {}, key);
    expect(await send(wrong(), {}, key)).toEqual({ ...earlier, replayed: true });
    expect(await send(rightClaim(), {}, key)).toEqual({ kind: 'key-reused' });
    expect(await send(wrong(), { sub: 'user-2' }, key)).toMatchObject({ kind: 'answered', replayed: false });
    deps.clock.now += 24 * 3_600_000 - 1;
    await removeExpired(database, deps.now());
    expect(await send(wrong(), {}, key)).toEqual({ ...earlier, replayed: true });
    deps.clock.now += 1;
    await removeExpired(database, deps.now());
    expect(await send(rightClaim(), {}, key)).toMatchObject({ answer: { outcome: 'certified' } });
    expect(await send(rightClaim(), {}, key)).toMatchObject({
      answer: { outcome: 'certified' },
      replayed: true,
    });
  });

  it('follows the canonical unit whichever code is used', async ({ unit, send, status, realName, rows }) => {
    const legacy = unit.slice(8, 17);
    for (let i = 0; i < 3; i++) await send(wrong(i));
    const result = await send(rightClaim(), { unitCode: legacy });
    expect(result).toMatchObject({ answer: { outcome: 'certified' } });
    expect(await status({ unitCode: legacy })).toMatchObject({
      unit: { code: unit, name: '南京示例有限公司' },
    });
    expect((await realName()).status).toBe('certified');
    expect(await rows('submission')).toHaveLength(4);
  });

  it('tells an attempt to the site that submitted, and nothing of it to another, not even its time', async ({
    send,
    status,
    realName,
  }) => {
    const { answer } = (await send(wrong(1))) as { answer: { reference: string } };
    const last = { outcome: 'rejected', reference: answer.reference, reason: 'registry-mismatch' };
    expect(await realName()).toMatchObject({ last });
    expect(await realName({ siteId: 'fund' })).not.toHaveProperty('last');
    expect((await status({ siteId: 'fund' })).attempts).toEqual({ remaining: 5, resetsAt: null });
    expect((await status()).attempts).toEqual({ remaining: 4, resetsAt: expect.any(String) as string });
  });

  it('treats a code that two registry rows share as a unit of its own', async ({
    deps,
    unit,
    send,
    status,
  }) => {
    const twin = `92${unit.slice(2, 17)}${unit[17]}`;
    await registerUnit(deps, twin);
    const legacy = unit.slice(8, 17);
    expect(await send(rightClaim(), { unitCode: legacy })).toMatchObject({
      answer: { reason: 'registry-mismatch' },
    });
    expect(await status({ unitCode: legacy })).toMatchObject({ unit: { code: legacy } });
  });

  it('wants an agent to have handled business at this very unit', async ({ deps, unit, send }) => {
    const asked = rightClaim({ applicant: 'agent', agent: LI });
    expect(await send(asked)).toMatchObject({
      answer: { outcome: 'rejected', reason: 'agent-without-record' },
    });
    await registerHandler(deps, uscc(900_000), LI);
    expect(await send(asked)).toMatchObject({ answer: { reason: 'agent-without-record' } });
    await registerHandler(deps, unit, LI);
    const sameNumberOtherName = rightClaim({ applicant: 'agent', agent: { ...LI, name: '王示例' } });
    expect(await send(sameNumberOtherName)).toMatchObject({ answer: { reason: 'agent-without-record' } });
    expect(await send(asked)).toMatchObject({ answer: { outcome: 'certified' } });
  });

  describe('while the registry partner is away', () => {
    let strangers = 2_000_000;
    const waiting = it
      .extend('unit', () => uscc(++strangers)) // not imported: the partner is asked
      .extend('record', { auto: true }, async ({ deps, database }) => {
        await database.kysely.deleteFrom('kept_claim').execute(); // under another test's keys
        deps.partner.registry = { kind: 'outage', outage: 'timeout' };
        const numbers = deps.digester.all('number', ZHANG.idNumber);
        const representatives = [{ name: ZHANG.name, numbers }];
        return {
          name: '南京示例有限公司',
          representatives,
          foundedOn: FOUNDED,
          state: 'active' as const,
          compares: CLAIM_FIELDS,
        };
      });
    waiting(
      'keeps the claim encrypted, costs no attempt, and is finished when the partner answers',
      async ({ deps, send, status, realName, rows, webhooks, record }) => {
        const key = randomUUID();
        const pending = await send(rightClaim(), {}, key);
        expect(pending).toMatchObject({ answer: { outcome: 'pending', reason: 'registry-unavailable' } });
        expect((await status()).attempts.remaining).toBe(5);
        expect((await realName()).status).toBe('pending');
        const kept = await rows('kept_claim');
        expect(JSON.stringify(kept)).not.toContain(ZHANG.idNumber);

        expect(await settleOne(deps)).toBe('nothing-due');
        deps.clock.now += 6_000;
        expect(await settleOne(deps)).toBe('undecided');
        deps.partner.registry = { kind: 'record', record };
        expect(await settleOne(deps)).toBe('nothing-due');
        deps.clock.now += 20_000;
        expect(await settleOne(deps)).toBe('decided');
        expect((await realName()).status).toBe('certified');
        expect(await send(rightClaim(), {}, key)).toMatchObject({
          answer: { outcome: 'certified' },
          replayed: true,
        });
        expect(await webhooks()).toEqual(['unit.certified portal']);
        const left = await rows('kept_claim');
        expect(left).toEqual([]);
      },
    );

    waiting(
      'tells its reference to the unit’s own users, and to no portal',
      async ({ database, deps, unit, send, realName, record }) => {
        const sent = await send(rightClaim());
        const { answer } = sent as { answer: { reference: string } };
        const submission = { reference: answer.reference, at: new Date(deps.clock.now).toISOString() };
        const kind = { kind: 'real-name', status: 'pending' };
        deps.clock.now += 1_000;
        expect(await realName()).toEqual({ ...kind, submission });
        expect(await realName({ siteId: 'department' })).toEqual({ ...kind, submission });
        const told = await readUnitStatus(database, unit, new Set(), deps.clock.now);
        expect(told.kinds[1]).toEqual(kind);
        deps.partner.registry = { kind: 'record', record };
        deps.clock.now += 6_000;
        expect(await settleOne(deps)).toBe('decided');
        expect(await realName()).not.toHaveProperty('submission');
      },
    );

    waiting(
      'tells its reference also while a certification that it would replace is in force',
      async ({ deps, unit, send, realName, record }) => {
        deps.partner.registry = { kind: 'record', record };
        await registerHandler(deps, unit, LI);
        const byAgent = rightClaim({ applicant: 'agent', agent: LI });
        expect(await send(byAgent)).toMatchObject({ answer: { outcome: 'certified' } });
        expect(await realName()).not.toHaveProperty('submission');
        deps.partner.registry = { kind: 'outage', outage: 'timeout' };
        const sent = await send({ ...rightClaim(), replace: true });
        const { answer } = sent as { answer: { outcome: string; reference: string } };
        expect(answer.outcome).toBe('pending');
        const submission = { reference: answer.reference, at: new Date(deps.clock.now).toISOString() };
        expect(await realName()).toMatchObject({ status: 'certified', submission });
        deps.partner.registry = { kind: 'record', record };
        deps.clock.now += 6_000;
        expect(await settleOne(deps)).toBe('decided');
        expect(await realName()).not.toHaveProperty('submission');
      },
    );

    waiting('counts the late decision like any other', async ({ deps, send, status, realName, record }) => {
      await send(wrong());
      deps.partner.registry = { kind: 'record', record };
      deps.clock.now += 6_000;
      expect(await settleOne(deps)).toBe('decided');
      expect(await status()).toMatchObject({ attempts: { remaining: 4 } });
      expect(await realName()).toMatchObject({
        status: 'uncertified',
        last: { reason: 'registry-mismatch' },
      });
    });

    waiting('lets a newer claim take the older one’s place', async ({ deps, send, realName, record }) => {
      const key = randomUUID();
      await send(wrong(), {}, key);
      await send(rightClaim());
      deps.partner.registry = { kind: 'record', record };
      deps.clock.now += 6_000;
      expect(await settleOne(deps)).toBe('decided');
      expect(await settleOne(deps)).toBe('nothing-due');
      expect((await realName()).status).toBe('certified');
      expect(await send(wrong(), {}, key)).toMatchObject({ answer: { outcome: 'certified' } });
    });

    waiting(
      'does not tell a late decision that the limits do not admit',
      async ({ database, deps, unit, send, realName, record }) => {
        await send(rightClaim());
        await database.kysely
          .updateTable('limit_counter')
          .set({ used: 10, ends_at: new Date(deps.clock.now + 3_600_000) })
          .where('kind', '=', 'unit')
          .where('key', '=', organizationCodeOf(unit))
          .execute();
        deps.partner.registry = { kind: 'record', record };
        deps.clock.now += 6_000;
        expect(await settleOne(deps)).toBe('undecided');
        expect((await realName()).status).toBe('pending');
        deps.clock.now += 3_600_000;
        expect(await settleOne(deps)).toBe('decided');
      },
    );
  });
});
