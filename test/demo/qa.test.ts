/** The testers' units: made-up data that every check of the product accepts, and a partner that follows the script. */
import { describe, expect, it } from 'vitest';
import { checkDate, checkIdNumber } from '../../bff/contract/identifiers.ts';
import { REFUSAL_REASONS } from '../../bff/contract/reasons.ts';
import { checkUnitCode } from '../../bff/contract/unit-code.ts';
import { createRegistryPartner } from '../../demo/partner/registry.ts';
import { SCENARIOS } from '../../demo/qa/scenarios.ts';
import { newUnitCode, scriptOf, SCRIPTS, unitOf, type Script } from '../../demo/partner/scripted-units.ts';

const scripts = Object.keys(SCRIPTS) as Script[];

it('the testers’ pages have a scenario for each reason of a refusal', () => {
  expect(SCENARIOS.map(({ id }) => id)).toEqual(expect.arrayContaining([...REFUSAL_REASONS]));
});

describe('a tester’s unit', () => {
  it.each(scripts)('of the script %s has a valid code and valid people, the same each time', (script) => {
    for (let round = 0; round < 20; round++) {
      const code = newUnitCode(script);
      expect(checkUnitCode(code), code).toEqual({ ok: true, value: code });
      expect(scriptOf(code)).toBe(script);
      const unit = unitOf(code);
      expect(unitOf(code)).toEqual(unit);
      const numbers = [unit.record.representative.idNumber, unit.stranger.idNumber];
      expect(new Set(numbers).size).toBe(2);
      for (const number of numbers) {
        expect(number).toMatch(/^320199/); // a region that does not exist
        expect(checkIdNumber(number), number).toMatchObject({ ok: true });
      }
      expect(checkDate(unit.record.foundedOn, '2026-11-24')).toMatchObject({ ok: true });
    }
  });

  it('is not one of the demo’s other units', () => {
    expect(scriptOf('91320199MA1DEM0152')).toBeUndefined();
  });
});

describe('the partner', () => {
  const clock = { now: 0 };
  const partner = createRegistryPartner({ token: 'secret', busySeconds: 12, now: () => clock.now });
  const ask = (code: string) =>
    partner.request('/', {
      method: 'POST',
      body: JSON.stringify({ code }),
      headers: { Authorization: 'Bearer secret', 'Content-Type': 'application/json' },
    });

  it.each([
    ['busy', 503, /busy/],
    ['outage', 503, /down/],
    ['garbage', 200, /<h1>/],
    ['verdict', 200, /"matches":true/],
  ] as const)('plays %s, and returns the record in the end', async (script, status, body) => {
    const code = newUnitCode(script);
    const first = await ask(code);
    expect(first.status).toBe(status);
    expect(await first.text()).toMatch(body);
    clock.now += 61_000;
    const { representative } = unitOf(code).record;
    expect(await (await ask(code)).json()).toMatchObject({
      found: true,
      unit: { code, legalRepresentatives: [representative], status: '存续' },
    });
  });

  it('has an inactive unit, and does not find an unknown one', async () => {
    expect(await (await ask(newUnitCode('inactive'))).json()).toMatchObject({ unit: { status: '吊销' } });
    expect(await (await ask(newUnitCode('unknown'))).json()).toEqual({ found: false });
  });
});
