/** With the budget of the person aimed at used up, a right guess and a wrong one take the same way. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import type { ClaimRequest } from '../../../bff/contract/wire.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { type ChangeOf, LI, residentId, rightClaim, ZHANG } from '../../support/people.ts';
import { newUnit } from '../../support/store.ts';
import { tracingTest } from './tracing.ts';
import { phoneOf, sendingRegistration } from '../registration/support.ts';

let guesses = 20_000;
let phones = 62_000_000;
const wrong = (change: ChangeOf<ClaimRequest> = {}) =>
  rightClaim({ legalRepresentative: { ...ZHANG, idNumber: residentId(++guesses) }, ...change });

describe.each([
  ['a registry that is a partner', true],
  ['imported registries alone', false],
] as const)('a budget that is used up, with %s', (_registry, hasPartner) => {
  const it = tracingTest
    .extend('deps', ({ traced: deps }) => {
      if (!hasPartner) deps.sources = { ...deps.sources, registry: undefined };
      deps.partner.insurance = { kind: 'record', handled: true, lastHandledOn: undefined };
      deps.limits = { ...deps.limits, personPerDay: 2 }; // a stranger's half is one
      return deps;
    })
    .extend('registering', ({ deps }) => async (unit: string, claim: ClaimRequest) => {
      return (await sendingRegistration(deps, unit, phoneOf(++phones), claim))();
    })
    .extend('certifying', ({ deps }) => (unit: string, claim: ClaimRequest) => {
      return submit(deps, submitterOf(unit, { sub: randomUUID() }), randomUUID(), claim);
    })
    /** Uses the budget up. */
    .extend('unit', async ({ deps, certifying }) => {
      const unit = await newUnit(deps);
      for (let i = 0; i < 2; i++) await certifying(unit, wrong());
      return unit;
    });

  const byAgent = { applicant: 'agent', agent: LI } as const;

  for (const flow of ['certifying', 'registering'] as const)
    it(`asks the same of the database for right and for wrong claims: ${flow}`, async ({
      unit,
      asked,
      certifying,
      registering,
    }) => {
      const send = { certifying, registering }[flow];
      const ways = [];
      for (const claim of [rightClaim(), wrong(), rightClaim(byAgent), wrong(byAgent)]) {
        asked.length = 0;
        expect(await send(unit, claim)).toMatchObject({ kind: 'too-many-attempts' });
        ways.push([...asked]);
      }
      expect(new Set(ways.map(String)).size).toBe(1);
      expect(ways[0]!.includes('certification_room')).toBe(hasPartner);
      expect(
        ways[0]!.filter((name) => /^insurance$|^certification_submit|^registration_record$/.test(name)),
      ).toEqual([]);
    });

  it('says until when, and admits the first failure of another unit of that person', async ({
    deps,
    unit,
    certifying,
  }) => {
    const until = deps.now() + 86_400_000;
    expect(await certifying(unit, rightClaim())).toMatchObject({ kind: 'too-many-attempts', until });
    const other = await newUnit(deps);
    expect(await certifying(other, wrong())).toMatchObject({ answer: { outcome: 'rejected' } });
    expect(await certifying(other, rightClaim())).toMatchObject({ kind: 'too-many-attempts' });
  });
});
