/** Registrations of units that another site has registered, and registrations that wait for a partner. */
import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { describe, expect } from 'vitest';
import { CLAIM_FIELDS } from '../../../bff/contract/sources.ts';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { removeSite } from '../../../bff/upkeep/remove-site.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { FOUNDED, LI, registerUnit, rightClaim, ZHANG } from '../../support/people.ts';
import { assertionOf, registrationTest, type Harness } from './harness.ts';
import { NAME, proveFor } from './support.ts';

describe('registrations', () => {
  const it = registrationTest;

  describe('of a unit that another site knows', () => {
    const certifiedBy = ({ deps, unit }: Harness, siteId: string) =>
      submit(deps, submitterOf(unit, { siteId }), randomUUID(), rightClaim());

    it('link it when the legal data is right, without a second certification', async ({ deps, h }) => {
      await certifiedBy(h, 'department');
      const before = await h.rows('certification');
      deps.clock.now += 60_000;
      const result = await h.send();
      expect(result).toMatchObject({ answer: { outcome: 'certified' }, linked: true });
      expect(decodeJwt(assertionOf(result))['kinds']).toMatchObject([
        { status: 'certified', since: new Date(deps.now()).toISOString() },
        { status: 'certified', since: new Date(deps.now() - 60_000).toISOString() },
        {},
      ]);
      expect(await h.rows('certification')).toEqual(before);
      expect(await h.events()).toEqual(['unit.certified department', 'unit.registered portal']);
    });

    it('do not link it when the legal data is wrong, and do not change it', async ({ h }) => {
      await certifiedBy(h, 'department');
      expect(await h.send(h.wrong())).toMatchObject({ answer: { reason: 'registry-mismatch' } });
      expect(await h.rows('registered_unit')).toEqual([]);
      expect((await h.status('department')).kinds[1]).toMatchObject({ status: 'certified' });
    });

    it('register it once at each site', async ({ deps, h }) => {
      await h.send();
      const phoneProof = await proveFor(deps, 'department', h.phone);
      const elsewhere = await h.send(h.request({ phoneProof }), randomUUID(), 'department');
      expect(elsewhere).toMatchObject({ linked: true });
      expect(decodeJwt(assertionOf(elsewhere)).aud).toBe('department');
      expect(await h.events()).toEqual([
        'unit.certified portal',
        'unit.registered department',
        'unit.registered portal',
      ]);
    });

    it('certify it once when it is submitted at the same time', async ({ deps, h }) => {
      const proofs = await Promise.all(Array.from({ length: 25 }, () => proveFor(deps, 'portal', h.phone)));
      const results = await Promise.all(
        proofs.flatMap((phoneProof, i) => [
          h.send(h.request({ phoneProof })),
          submit(
            deps,
            submitterOf(h.unit, { siteId: 'department', sub: `user-${i}` }),
            randomUUID(),
            rightClaim(),
          ),
        ]),
      );
      expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['answered', 'way-closed']));
      expect(await h.rows('certification')).toHaveLength(1);
      const events = await h.events();
      expect(events).toHaveLength(2);
      expect(events[1]).toBe('unit.registered portal');
    });

    it('are deleted with their site, so that a new site of the same name gets the webhooks again', async ({
      deps,
      h,
    }) => {
      await deps.database.kysely
        .insertInto('site')
        .values({ id: 'closing', origins: [], secrets: 'x', created_at: new Date(deps.now()) })
        .execute();
      await h.send(
        h.request({ phoneProof: await proveFor(deps, 'closing', h.phone) }),
        randomUUID(),
        'closing',
      );
      expect(await h.rows('registered_unit')).toHaveLength(1);
      expect(await removeSite({ ...deps, actor: 'operator:tester' }, 'closing')).toEqual({
        result: 'removed',
      });
      expect(await h.rows('registered_unit')).toEqual([]);
      expect((await h.status()).kinds).toMatchObject([{ kind: 'phone' }, { status: 'certified' }, {}]);
    });

    it('erase its waiting claims when they certify it, and none when they fail', async ({ deps, h }) => {
      const refused = rightClaim({ foundedOn: '1999-01-01' });
      await submit(deps, submitterOf(h.unit), randomUUID(), refused);
      expect(await requestRecheck(deps, submitterOf(h.unit), refused)).toMatchObject({
        answer: { outcome: 'kept' },
      });
      await h.send(h.wrong());
      expect(await h.rows('kept_claim')).toHaveLength(1);
      await h.send();
      expect(await h.rows('kept_claim')).toEqual([]);
    });

    it('finish a claim of it that waited for a partner', async ({ deps, newHarness }) => {
      const h = await newHarness({ imported: false });
      deps.partner.registry = { kind: 'outage', outage: 'timeout' };
      const key = randomUUID();
      const waiting = await submit(deps, submitterOf(h.unit), key, rightClaim());
      expect(waiting).toMatchObject({ answer: { outcome: 'pending' } });
      await registerUnit(deps, h.unit);
      await h.send();
      expect(await h.rows('kept_claim')).toEqual([]);
      const after = await submit(deps, submitterOf(h.unit), key, rightClaim());
      expect(after).toMatchObject({ answer: { outcome: 'certified' } });
      expect(await h.events()).toEqual(['unit.certified portal', 'unit.registered portal']);
    });
  });

  describe('while a partner is unavailable', () => {
    const record = ({ digester }: Harness['deps']) => ({
      name: NAME,
      representatives: [{ name: ZHANG.name, numbers: digester.all('number', ZHANG.idNumber) }],
      foundedOn: FOUNDED,
      state: 'active' as const,
      compares: CLAIM_FIELDS,
    });
    const waiting = it.extend('h', async ({ newHarness }) => {
      const h = await newHarness({ imported: false });
      h.deps.partner.registry = { kind: 'outage', outage: 'timeout' };
      return h;
    });

    waiting(
      'store nothing while the registry is unavailable, and the same key registers when it is back',
      async ({ deps, h }) => {
        const key = randomUUID();
        const pending = { answer: { outcome: 'pending', reason: 'registry-unavailable' } };
        for (let i = 0; i < 7; i++) expect(await h.send(h.request(), key)).toMatchObject(pending);
        for (const table of ['submission', 'event', 'kept_claim'] as const)
          expect(await h.rows(table)).toEqual([]);
        expect((await h.status()).kinds[1]).toEqual({ kind: 'real-name', status: 'uncertified' });
        deps.partner.registry = { kind: 'record', record: record(deps) };
        const result = await h.send(h.request(), key);
        expect(decodeJwt(assertionOf(result))['unit']).toEqual({ code: h.unit, name: NAME });
        expect(await h.send(h.request(), key)).toMatchObject({ replayed: true });
      },
    );

    waiting(
      'wait for the social insurance too, unless the legal data is refused already',
      async ({ deps, h }) => {
        deps.partner.registry = { kind: 'record', record: record(deps) };
        deps.partner.insurance = { kind: 'outage', outage: 'unreachable' };
        const agent = { applicant: 'agent', agent: LI } as const;
        expect(await h.send(h.request(agent))).toMatchObject({ answer: { outcome: 'pending' } });
        const wrongDate = h.request({ ...agent, foundedOn: '1999-01-01' });
        expect(await h.send(wrongDate)).toMatchObject({ answer: { reason: 'registry-mismatch' } });
      },
    );

    waiting(
      'compare the name with the partner’s; a partner with verdicts confirms only the code',
      async ({ deps, h }) => {
        deps.partner.registry = { kind: 'record', record: { ...record(deps), name: '别的公司' } };
        expect(await h.send()).toMatchObject({ answer: { reason: 'unit-mismatch' } });
        const verdict = { kind: 'verdict', found: true, matches: true, active: true } as const;
        deps.partner.registry = { ...verdict, found: false, matches: false };
        expect(await h.send()).toMatchObject({ answer: { reason: 'unit-mismatch' } });
        deps.partner.registry = { ...verdict, matches: false };
        expect(await h.send()).toMatchObject({ answer: { reason: 'registry-mismatch' } });
        deps.partner.registry = verdict;
        expect(await h.send()).toMatchObject({ answer: { outcome: 'certified' } });
      },
    );
  });
});
