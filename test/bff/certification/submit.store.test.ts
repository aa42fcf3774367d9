/** Submissions against both databases: what is written, what is told, and what fifty at once may not do. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { settleOne } from '../../../bff/certification/settle.ts';
import { readStatus } from '../../../bff/certification/status.ts';
import { submit } from '../../../bff/certification/submit.ts';
import type { CertificationRequest } from '../../../bff/contract/wire.ts';
import { DATABASES, type OpenDatabase } from '../../support/databases.ts';
import { submitterOf, testDependencies, type TestDependencies } from '../../support/dependencies.ts';
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

const wrong = (index = 0): CertificationRequest =>
  rightClaim({ legalRepresentative: { name: ZHANG.name, idNumber: residentId(100 + index) } });
const fifty = <T>(make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: 50 }, (_, i) => make(i)));

describe.each(DATABASES)('submissions on %s', (_, open) => {
  let opened: OpenDatabase;
  let deps: TestDependencies;
  let next = 1;
  let unit: string;

  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    deps = testDependencies(opened.database);
    unit = uscc(next++);
    await registerUnit(deps, unit);
  });

  const send = (request: CertificationRequest, by = {}, key: string = randomUUID()) =>
    submit(deps, submitterOf(unit, by), key, request);
  const status = (by = {}) =>
    readStatus(deps, {
      ...submitterOf(unit, by),
      unitName: undefined,
      canSubmit: true,
      openKinds: new Set(),
    });
  const realName = async (by = {}) => (await status(by)).kinds[1]!;
  const count = async (table: 'attempt' | 'certification' | 'outbox_event' | 'audit_entry') => {
    const rows = await opened.database.kysely
      .selectFrom(table)
      .selectAll()
      .where('unit_code', '=', unit)
      .execute();
    return rows.length;
  };

  it('certifies, and writes attempt, certification, audit entry and event', async () => {
    const result = await send(rightClaim());
    expect(result).toMatchObject({ kind: 'answered', answer: { outcome: 'certified' } });
    expect(await realName()).toMatchObject({ status: 'certified', since: '2026-11-24T08:00:00.000Z' });
    for (const table of ['attempt', 'certification', 'audit_entry', 'outbox_event'] as const)
      expect(await count(table)).toBe(1);
    expect(await send(rightClaim())).toEqual({ kind: 'already-certified' });
  });

  it('tells a mismatch and what is left, and counts down', async () => {
    const remaining: number[] = [];
    for (let i = 0; i < 5; i++) {
      const result = await send(wrong(i));
      expect(result).toMatchObject({
        kind: 'answered',
        answer: { outcome: 'rejected', reason: 'registry-mismatch' },
      });
      if (result.kind === 'answered') remaining.push(result.answer.attempts.remaining);
    }
    expect(remaining).toEqual([4, 3, 2, 1, 0]);
    const limited = await send(rightClaim());
    expect(limited).toEqual({ kind: 'too-many-attempts', until: deps.clock.now + 24 * 3_600_000 });
    expect((await status()).attempts).toMatchObject({ remaining: 0 });
    deps.clock.now += 24 * 3_600_000 + 1;
    expect(await send(rightClaim())).toMatchObject({ answer: { outcome: 'certified' } });
  });

  it('gives the last outcome only to the site that submitted', async () => {
    await send(wrong());
    expect(await realName()).toMatchObject({ last: { outcome: 'rejected', reason: 'registry-mismatch' } });
    expect(await realName({ siteId: 'department' })).not.toHaveProperty('last');
  });

  it('lets a success empty the unit’s own buckets', async () => {
    for (let i = 0; i < 4; i++) await send(wrong(i));
    await send(rightClaim());
    await opened.database.kysely.deleteFrom('certification').where('unit_code', '=', unit).execute();
    const result = await send(wrong(9), { sub: 'user-2' });
    expect(result).toMatchObject({ answer: { attempts: { remaining: 4 } } });
  });

  it('admits exactly the limit of fifty wrong submissions at once by one user', async () => {
    const results = await fifty((i) => send(wrong(i)));
    expect(results.filter(({ kind }) => kind === 'answered')).toHaveLength(5);
    expect(results.filter(({ kind }) => kind === 'too-many-attempts')).toHaveLength(45);
    expect(await count('attempt')).toBe(5);
  });

  it('admits exactly the unit’s limit when many users are wrong at once', async () => {
    const results = await fifty((i) => send(wrong(i), { sub: `user-${i}` }));
    expect(results.filter(({ kind }) => kind === 'answered')).toHaveLength(10);
  });

  it('limits one representative’s number over all units', async () => {
    const shared = { name: '张某', idNumber: residentId(7000 + next) };
    const results = await fifty(async (i) => {
      const other = uscc(500_000 + next * 100 + i);
      return submit(
        deps,
        submitterOf(other, { sub: `u${i}` }),
        randomUUID(),
        rightClaim({ legalRepresentative: shared }),
      );
    });
    expect(results.filter(({ kind }) => kind === 'answered')).toHaveLength(10);
  });

  it('certifies once when two administrators are right at once, and tells every caller the truth', async () => {
    const results = await fifty((i) => send(rightClaim(), { sub: `administrator-${i % 2}` }));
    const answered = results.filter((result) => result.kind === 'answered');
    expect(answered).toHaveLength(1);
    expect(answered[0]).toMatchObject({ answer: { outcome: 'certified' } });
    expect(results.filter(({ kind }) => kind === 'already-certified')).toHaveLength(49);
    expect(await count('certification')).toBe(1);
    expect(await count('outbox_event')).toBe(1);
  });

  it('takes the same key fifty times for one attempt and one answer', async () => {
    const key = randomUUID();
    const results = await fifty(() => send(wrong(), {}, key));
    const answers = results.map((result) =>
      result.kind === 'answered' ? JSON.stringify(result.answer) : result.kind,
    );
    expect(new Set(answers).size).toBe(1);
    expect(await count('attempt')).toBe(1);
    expect((await status()).attempts.remaining).toBe(4);
  });

  it('replays a key for the same body only, in its scope only, for 24 hours', async () => {
    const key = randomUUID();
    const first = await send(wrong(), {}, key);
    expect(await send(wrong(), {}, key)).toEqual({ ...first, replayed: true });
    expect(await send(rightClaim(), {}, key)).toEqual({ kind: 'key-reused' });
    expect(await send(wrong(), { sub: 'user-2' }, key)).toMatchObject({ kind: 'answered', replayed: false });
    deps.clock.now += 24 * 3_600_000 + 1;
    expect(await send(rightClaim(), {}, key)).toMatchObject({ answer: { outcome: 'certified' } });
    expect(await send(rightClaim(), {}, key)).toMatchObject({
      answer: { outcome: 'certified' },
      replayed: true,
    });
  });

  it('follows the canonical unit whichever code is used', async () => {
    const legacy = unit.slice(8, 17);
    for (let i = 0; i < 3; i++) await send(wrong(i));
    const result = await send(rightClaim(), { unitCode: legacy });
    expect(result).toMatchObject({ answer: { outcome: 'certified' } });
    expect(await status({ unitCode: legacy })).toMatchObject({
      unit: { code: unit, name: '南京示例有限公司' },
    });
    expect((await realName()).status).toBe('certified');
    expect(await count('attempt')).toBe(4);
  });

  it('tells another site nothing of an attempt, not even its time', async () => {
    await send(wrong(1));
    const elsewhere = await status({ siteId: 'fund' });
    expect(elsewhere.attempts).toEqual({ remaining: 5, resetsAt: null });
    expect(elsewhere.kinds.find(({ kind }) => kind === 'real-name')).not.toHaveProperty('last');
    expect((await status()).attempts).toEqual({ remaining: 4, resetsAt: expect.any(String) as string });
  });

  it('treats a code that two registry rows share as a unit of its own', async () => {
    const twin = `92${unit.slice(2, 17)}${unit[17]}`;
    await registerUnit(deps, twin);
    const legacy = unit.slice(8, 17);
    expect(await send(rightClaim(), { unitCode: legacy })).toMatchObject({
      answer: { reason: 'registry-mismatch' },
    });
    expect(await status({ unitCode: legacy })).toMatchObject({ unit: { code: legacy } });
  });

  it('wants an agent to have handled business at this very unit', async () => {
    const asked = rightClaim({ applicant: 'agent', agent: LI });
    expect(await send(asked)).toMatchObject({
      answer: { outcome: 'rejected', reason: 'agent-without-record' },
    });
    await registerHandler(deps, uscc(900_000 + next), LI);
    expect(await send(asked)).toMatchObject({ answer: { reason: 'agent-without-record' } });
    await registerHandler(deps, unit, LI);
    const sameNumberOtherName = rightClaim({ applicant: 'agent', agent: { ...LI, name: '王示例' } });
    expect(await send(sameNumberOtherName)).toMatchObject({ answer: { reason: 'agent-without-record' } });
    expect(await send(asked)).toMatchObject({ answer: { outcome: 'certified' } });
  });

  describe('while the registry partner is away', () => {
    const record = {
      name: '南京示例有限公司',
      representatives: [{ name: ZHANG.name, numbers: [] as string[] }],
      foundedOn: FOUNDED,
      active: true,
    };
    beforeEach(() => {
      unit = uscc(2_000_000 + next++); // not imported: the partner is asked
      record.representatives[0]!.numbers = deps.digester.all('number', ZHANG.idNumber);
      deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    });

    it('keeps the claim encrypted, costs no attempt, and is finished when the partner answers', async () => {
      const key = randomUUID();
      const pending = await send(rightClaim(), {}, key);
      expect(pending).toMatchObject({
        answer: { outcome: 'pending', reason: 'registry-unavailable', attempts: { remaining: 5 } },
      });
      expect((await realName()).status).toBe('pending');
      const kept = await opened.database.kysely
        .selectFrom('kept_claim')
        .selectAll()
        .where('unit_code', '=', unit)
        .execute();
      expect(JSON.stringify(kept)).not.toContain(ZHANG.idNumber);

      expect(await settleOne(deps)).toBe('nothing-due');
      deps.clock.now += 6_000;
      expect(await settleOne(deps)).toBe('postponed');
      deps.partner.registry = { kind: 'record', record };
      expect(await settleOne(deps)).toBe('nothing-due');
      deps.clock.now += 20_000;
      expect(await settleOne(deps)).toBe('decided');
      expect((await realName()).status).toBe('certified');
      expect(await send(rightClaim(), {}, key)).toMatchObject({
        answer: { outcome: 'certified' },
        replayed: true,
      });
      expect(await count('outbox_event')).toBe(1);
      const left = await opened.database.kysely
        .selectFrom('kept_claim')
        .selectAll()
        .where('unit_code', '=', unit)
        .execute();
      expect(left).toEqual([]);
    });

    it('counts the late decision like any other', async () => {
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

    it('lets a newer claim take the older one’s place', async () => {
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

    it('does not tell a late decision that the limits do not admit', async () => {
      await send(rightClaim());
      await opened.database.kysely
        .updateTable('limit_bucket')
        .set({ used: 10, resets_at: new Date(deps.clock.now + 3_600_000) })
        .where('limit_name', '=', 'unitPerDay')
        .where('unit_code', '=', unit)
        .execute();
      deps.partner.registry = { kind: 'record', record };
      deps.clock.now += 6_000;
      expect(await settleOne(deps)).toBe('postponed');
      expect((await realName()).status).toBe('pending');
      deps.clock.now += 3_600_000;
      expect(await settleOne(deps)).toBe('decided');
    });
  });
});
