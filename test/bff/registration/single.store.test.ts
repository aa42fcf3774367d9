/** A registration happens once: idempotency key, phone proof and limits, also with fifty at once. */
import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { showUnit, unlockUnit } from '../../../bff/staff/unit.ts';
import { revokeUnit } from '../../../bff/certifications/by-officer.ts';
import { removeExpired } from '../../../bff/upkeep/retention.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { registerUnit, rightClaim, uscc } from '../../support/people.ts';
import { assertionOf, fifty, registrationTest } from './harness.ts';
import { NAME, phoneOf, proveFor } from './support.ts';

const EXPIRED = { kind: 'phone-proof-expired' };

describe('a registration', () => {
  const it = registrationTest;

  describe('with the same key', () => {
    it('gets the first outcome again, with a fresh assertion, until the proof expires', async ({
      deps,
      h,
    }) => {
      const key = randomUUID();
      const earlier = decodeJwt(assertionOf(await h.send(h.request(), key)));
      deps.clock.now += 14 * 60_000;
      const result = await h.send(h.request(), key);
      expect(result).toMatchObject({ replayed: true });
      const repeated = decodeJwt(assertionOf(result));
      expect(repeated.jti).not.toBe(earlier.jti);
      expect(repeated.exp).toBe(deps.now() / 1000 + 300);
      expect(repeated['unit']).toEqual(earlier['unit']);
      expect(await h.rows('submission')).toHaveLength(1);
      expect(await h.events()).toHaveLength(2);
      deps.clock.now += 60_000;
      expect(await h.send(h.request(), key)).toEqual(EXPIRED);
    });

    it('gets the present status in a replay', async ({ deps, h }) => {
      const key = randomUUID();
      await h.send(h.request(), key);
      await revokeUnit(h.deps, h.unit, { reason: 'test', actor: 'operator:tester' }, deps.now());
      expect(decodeJwt(assertionOf(await h.send(h.request(), key)))['kinds']).toMatchObject([
        { kind: 'phone', status: 'certified' },
        { kind: 'real-name', status: 'lapsed', reason: 'revoked' },
        {},
      ]);
    });

    it('gets the same answer for the same body only, also a refusal, for 24 hours', async ({
      deps,
      database,
      h,
    }) => {
      const key = randomUUID();
      const refused = await h.send(h.wrong(), key);
      expect(await h.send(h.wrong(), key)).toEqual({ ...refused, replayed: true });
      for (const change of [
        h.request(),
        { ...h.wrong(), email: 'other@unit.example' },
        { ...h.wrong(), unit: { code: h.unit, name: '别的公司' } },
        { ...h.wrong(), unit: { code: uscc(50_000_000 + h.index), name: NAME } },
      ])
        expect(await h.send(change, key)).toEqual({ kind: 'key-reused' });
      const { legalRepresentative } = h.wrong();
      const named = { ...legalRepresentative, name: ` ${legalRepresentative.name}` };
      const spelled = { ...h.wrong(), legalRepresentative: named };
      expect(await h.send(spelled, key)).toMatchObject({ replayed: true });
      deps.clock.now += 24 * 3_600_000;
      await removeExpired(database, deps.now());
      expect(await h.send(h.wrong(), key)).toEqual(EXPIRED);
    });

    it('fifty times at once is one registration, and every caller gets an assertion', async ({ h }) => {
      const key = randomUUID();
      const results = await fifty(() => h.send(h.request(), key));
      const assertions = results.map((result) => decodeJwt(assertionOf(result)));
      expect(new Set(assertions.map(({ jti }) => jti)).size).toBe(50);
      for (const { sub } of assertions) expect(sub).toBe(h.unit);
      expect(await h.rows('submission')).toHaveLength(1);
      expect(await h.rows('registered_unit')).toHaveLength(1);
      expect(await h.events()).toHaveLength(2);
    });

    it('fifty times at once is one refusal, counted once', async ({ deps, h }) => {
      const key = randomUUID();
      const results = await fifty(() => h.send(h.wrong(), key));
      for (const result of results) expect(result).toMatchObject({ answer: { reason: 'registry-mismatch' } });
      expect((await showUnit(h.deps.database, deps.limits, h.unit, deps.now())).limits[0]).toMatchObject({
        used: 1,
      });
    });
  });

  describe('with a phone proof', () => {
    it('requires a valid one of this site and number', async ({ deps, h }) => {
      expect(await h.send(h.request({ phoneProof: 'nonsense' }))).toEqual(EXPIRED);
      expect(await h.send(h.request({ phone: phoneOf(88_000_000) }))).toEqual(EXPIRED);
      expect(await h.send(h.request(), randomUUID(), 'department')).toEqual(EXPIRED);
      deps.clock.now += 15 * 60_000;
      expect(await h.send()).toEqual(EXPIRED);
      expect(await h.rows('submission')).toEqual([]);
    });

    it('may be corrected any number of times, until the proof has registered a unit', async ({ deps, h }) => {
      for (let i = 0; i < 3; i++)
        expect(await h.send(h.wrong(i))).toMatchObject({
          answer: { outcome: 'rejected', attempts: { remaining: expect.any(Number) as number } },
        });
      expect(await h.send()).toMatchObject({ answer: { outcome: 'certified' } });
      // The answer was lost, then the e-mail corrected: another key, the same unit. No webhook is sent twice.
      const repeated = await h.send(h.request({ email: 'new@unit.example' }));
      expect(decodeJwt(assertionOf(repeated))['email']).toBe('new@unit.example');
      expect(await h.events()).toHaveLength(2);
      const other = uscc(50_000_000 + h.index);
      await registerUnit(deps, other);
      // Another unit gets no decision with it, not even a refusal.
      for (const name of [NAME, '别的公司'])
        expect(await h.send(h.request({ unit: { code: other, name } }))).toEqual(EXPIRED);
    });

    it('registers one unit when several are tried at once', async ({ deps, h }) => {
      const codes = await Promise.all(
        Array.from({ length: 8 }, async (_unused, i) => {
          const code = uscc(60_000_000 + h.index * 100 + i);
          await registerUnit(deps, code);
          return code;
        }),
      );
      const tried = codes.map((code) => h.send(h.request({ unit: { code, name: NAME } })));
      const kinds = (await Promise.all(tried)).map(({ kind }) => kind).sort();
      expect(kinds).toEqual(['answered', ...Array<string>(7).fill('phone-proof-expired')]);
    });

    it('is one registration when two keys are right at once', async ({ h }) => {
      const results = await fifty(() => h.send());
      for (const result of results) expect(decodeJwt(assertionOf(result)).sub).toBe(h.unit);
      expect(await h.rows('registered_unit')).toHaveLength(1);
      expect(await h.events()).toEqual(['unit.certified portal', 'unit.registered portal']);
    });
  });

  describe('that is wrong', () => {
    it('gets exactly five answers when one phone tries fifty at once', async ({ deps, h }) => {
      const results = await fifty((i) => h.send(h.wrong(i)));
      expect(results.filter(({ kind }) => kind === 'answered')).toHaveLength(5);
      expect(results.filter(({ kind }) => kind === 'too-many-attempts')).toHaveLength(45);
      expect(await h.rows('submission')).toHaveLength(5);
      // Beyond the limit the answer to the right data is the same as to wrong data.
      expect(await h.send()).toMatchObject({
        kind: 'too-many-attempts',
        until: deps.now() + 24 * 3_600_000,
      });
    });

    it('for a unit uses up the caller’s limits, not the unit’s', async ({ deps, h }) => {
      const guess = (i: number) => h.request({ unit: { code: h.unit, name: `猜${i}公司` } });
      const results = await fifty((i) => h.send(guess(i)));
      const refused = results.filter(({ kind }) => kind === 'answered');
      expect(refused).toHaveLength(5);
      for (const result of refused) expect(result).toMatchObject({ answer: { reason: 'unit-mismatch' } });
      const { limits } = await showUnit(h.deps.database, deps.limits, h.unit, deps.now());
      expect(limits.map(({ limit, used }) => [limit, used])).toEqual([
        ['registration.userPerHour', 5],
        ['registration.userUnitPerDay', 5],
      ]);
      expect(await h.send()).toMatchObject({ kind: 'too-many-attempts' });
      // Ten more phones. They and the first one have used up nothing of the phone that sends the right data.
      for (let i = 0; i < 10; i++) {
        const phone = phoneOf(40_000_000 + h.index * 100 + i);
        const change = { phone, phoneProof: await proveFor(deps, 'portal', phone) };
        const result = await h.send({ ...guess(i), ...change });
        expect(result).toMatchObject({ answer: { reason: 'unit-mismatch' } });
      }
      const phone = phoneOf(40_000_000 + h.index * 100 + 10);
      const right = h.request({ phone, phoneProof: await proveFor(deps, 'portal', phone) });
      expect(await h.send(right)).toMatchObject({ answer: { outcome: 'certified' } });
    });

    it('costs the unit no certification attempt, and is not in its status', async ({ deps, h }) => {
      for (let i = 0; i < 5; i++) await h.send(h.wrong(i));
      expect(await h.send()).toMatchObject({ kind: 'too-many-attempts' });
      const status = await h.status();
      expect(status.attempts).toEqual({ remaining: 5, resetsAt: null });
      expect(status.kinds[1]).toEqual({ kind: 'real-name', status: 'uncertified' });
      const claim = rightClaim({ legalRepresentative: h.wrong().legalRepresentative });
      const refused = await submit(deps, submitterOf(h.unit), randomUUID(), claim);
      expect(refused).toMatchObject({ answer: { outcome: 'rejected' } });
      expect((await h.status()).attempts.remaining).toBe(4);
      const certified = await submit(deps, submitterOf(h.unit), randomUUID(), rightClaim());
      expect(certified).toMatchObject({ answer: { outcome: 'certified' } });
    });

    it('is counted separately from certifications, except for the person; an officer can reset both', async ({
      deps,
      h,
    }) => {
      const wrongDate = (i: number) => rightClaim({ foundedOn: `1999-01-0${i + 1}` });
      for (let i = 0; i < 2; i++) await submit(deps, submitterOf(h.unit), randomUUID(), wrongDate(i));
      for (let i = 0; i < 3; i++)
        expect(await h.send(h.wrong(i))).toMatchObject({ answer: { outcome: 'rejected' } });
      const { limits } = await showUnit(h.deps.database, deps.limits, h.unit, deps.now());
      expect(limits.map(({ limit, site, used }) => [limit, site, used])).toEqual([
        ['personPerDay', null, 5],
        ['registration.userPerHour', 'portal', 3],
        ['registration.userUnitPerDay', 'portal', 3],
        ['unitPer30Days', null, 2],
        ['unitPerDay', null, 2],
        ['userPerHour', 'portal', 2],
        ['userUnitPerDay', 'portal', 2],
      ]);
      expect(await h.send()).toMatchObject({ kind: 'too-many-attempts' });
      expect(
        await unlockUnit(h.deps, h.unit, { reason: 'test', actor: 'operator:tester' }, deps.now()),
      ).toMatchObject({ emptied: 7 });
      expect(await h.send()).toMatchObject({ answer: { outcome: 'certified' } });
    });
  });
});
