/** Registrations of new units: the decision, the rows and the answer. */
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { describe, expect } from 'vitest';
import { messageOf } from '../../../bff/status/webhooks.ts';
import { ASSERTION_TYPE, type RegistrationRequest } from '../../../bff/contract/wire.ts';
import { eventsOf } from '../../support/events.ts';
import {
  type ChangeOf,
  LI,
  registerHandler,
  registerUnit,
  residentId,
  uscc,
  ZHANG,
} from '../../support/people.ts';
import { assertionOf, registrationTest } from './harness.ts';
import { ISSUER, NAME } from './support.ts';

describe('registrations', () => {
  const it = registrationTest;

  it('register a legal representative: phone and real-name certified, with an assertion', async ({
    deps,
    h,
  }) => {
    const { unit, phone } = h;
    const result = await h.send();
    expect(result).toMatchObject({ kind: 'answered', answer: { outcome: 'certified' }, linked: false });
    const keys = createLocalJWKSet({ keys: await deps.signingKeys.published() });
    const verified = await jwtVerify(assertionOf(result), keys, {
      typ: ASSERTION_TYPE,
      issuer: ISSUER,
      audience: 'portal',
      algorithms: ['ES256'],
      currentDate: new Date(deps.now()),
    });
    const at = new Date(deps.now()).toISOString();
    const kinds = [
      { kind: 'phone', status: 'certified', since: at, method: 'code' },
      {
        kind: 'real-name',
        status: 'certified',
        since: at,
        by: 'legal-representative',
        method: 'registry',
        evidence: { source: 'market', asOf: '2026-11-24' },
      },
      { kind: 'real-person', status: 'not-open' },
    ];
    expect(verified.payload).toEqual({
      iss: ISSUER,
      aud: 'portal',
      sub: unit,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      iat: deps.now() / 1000,
      exp: deps.now() / 1000 + 300,
      unit: { code: unit, name: NAME },
      phone,
      email: 'office@unit.example',
      kinds,
    });
    const [, , last] = kinds;
    expect((await h.status()).kinds).toEqual([
      kinds[0],
      { ...kinds[1], last: { outcome: 'certified', reference: expect.any(String) as string, at } },
      last,
    ]);
    const events = await eventsOf(deps.database, unit);
    expect(events).toMatchObject([
      { type: 'registration.certified', site_id: 'portal', detail: { applicant: 'legal-representative' } },
      { type: 'unit.registered', site_id: 'portal' },
    ]);
    const [{ reference } = {}] = await h.rows('submission');
    const how = { by: 'legal-representative', method: 'registry' };
    expect(events.map(messageOf)).toEqual([
      {
        type: 'unit.certified',
        data: { unit, kind: 'real-name', status: 'certified', ...how, reference, at },
      },
      { type: 'unit.registered', data: { unit, kind: 'phone', status: 'certified', reference, at } },
    ]);
  });

  it('register an agent who has handled business at this unit', async ({ deps, h }) => {
    const agent = { applicant: 'agent', agent: LI } as const;
    expect(await h.send(h.request(agent))).toMatchObject({
      answer: { outcome: 'rejected', reason: 'agent-without-record' },
    });
    await registerHandler(deps, h.unit, LI);
    expect(await h.send(h.request(agent))).toMatchObject({ answer: { outcome: 'certified' } });
    expect(await h.rows('certification')).toMatchObject([{ by: 'agent', site_id: 'portal' }]);
  });

  it.for<[string, (code: string) => ChangeOf<RegistrationRequest>, string]>([
    ['another unit’s name', (code) => ({ unit: { code, name: '苏州示例有限公司' } }), 'unit-mismatch'],
    ['an unknown code', () => ({ unit: { code: uscc(77_000_001), name: NAME } }), 'unit-mismatch'],
    [
      'a unit and people that both are wrong',
      (code) => ({
        unit: { code, name: '苏州示例有限公司' },
        legalRepresentative: { name: '王示例', idNumber: residentId(5) },
      }),
      'unit-mismatch',
    ],
    [
      'another representative',
      () => ({ legalRepresentative: { ...ZHANG, name: '王示例' } }),
      'registry-mismatch',
    ],
    [
      'another number',
      () => ({ legalRepresentative: { ...ZHANG, idNumber: residentId(6) } }),
      'registry-mismatch',
    ],
    ['another date', () => ({ foundedOn: '2001-05-19' }), 'registry-mismatch'],
    ['an agent without a record', () => ({ applicant: 'agent', agent: LI }), 'agent-without-record'],
  ])('refuse %s, say what failed, and accept the correction', async ([, change, reason], { h }) => {
    const result = await h.send(h.request(change(h.unit)));
    expect(result).toMatchObject({ kind: 'answered', answer: { outcome: 'rejected', reason } });
    expect(result).not.toHaveProperty('answer.assertion');
    for (const table of ['certification', 'registered_unit'] as const)
      expect(await h.rows(table)).toEqual([]);
    expect(await h.events()).toEqual([]);
    expect(await h.send()).toMatchObject({ answer: { outcome: 'certified' } });
  });

  it('accept brackets, widths and spaces of a name as people type them, and return the registry’s name', async ({
    deps,
    h,
  }) => {
    h.unit = uscc(30_000_000 + h.index);
    await registerUnit(deps, h.unit, { name: '示例（南京）ABC有限公司' });
    const result = await h.send(h.request({ unit: { code: h.unit, name: '示例(南京) ＡＢＣ 有限公司' } }));
    expect(decodeJwt(assertionOf(result))['unit']).toEqual({ code: h.unit, name: '示例（南京）ABC有限公司' });
  });

  it('use the canonical unit when the organization code is given', async ({ h }) => {
    const result = await h.send(h.request({ unit: { code: h.unit.slice(8, 17), name: NAME } }));
    expect(decodeJwt(assertionOf(result)).sub).toBe(h.unit);
    expect(await h.rows('registered_unit')).toHaveLength(1);
  });
});
