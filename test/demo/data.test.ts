/** The demo's data is made up and valid, and fits the descriptions of the accounts. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { checkEmail, checkPhone } from '../../bff/contract/contact.ts';
import { checkDate, checkIdNumber } from '../../bff/contract/identifiers.ts';
import { certificationRequestSchema } from '../../bff/contract/schemas.ts';
import { sourceOf } from '../../bff/contract/sources.ts';
import { checkUnitCode } from '../../bff/contract/unit-code.ts';
import { DEMO_ACCOUNTS, requestOf } from '../../demo/data/accounts.ts';
import { DEMO_REGISTRATIONS } from '../../demo/data/registrations.ts';
import { createRegistryPartner } from '../../demo/partner/registry.ts';

const rows = async (name: string) =>
  parse(
    await readFile(
      fileURLToPath(new URL(`../../bff/import/test-units/${name}.csv`, import.meta.url)),
      'utf8',
    ),
    {
      columns: true,
    },
  ) as Record<string, string>[];

const companies = await rows('market');
const institutions = await rows('institutions');
const socialOrganizations = await rows('social-organizations');
const registry = [...companies, ...institutions, ...socialOrganizations];
/** Answered by the partner. */
const ASKED = ['正在核验', '多位负责人', '没有登记来源'];
const handlers = await rows('handlers');
/** The unit of a registration, beside its claims. */
const UNREGISTERED = DEMO_REGISTRATIONS.map(({ values, ...each }) => ({ ...each, unit: values.unit }));
const nameOf = (row: Record<string, string>) => row['企业名称'] ?? row['单位名称'] ?? row['社会组织名称'];
const dateOf = (row: Record<string, string>) => row['成立日期'] ?? row['成立登记日期'];
const numbersOf = (row: Record<string, string>) => row['法定代表人证件号码']!.split('、');

describe('the demo data', () => {
  it('has some units with valid codes, numbers and dates', () => {
    expect([companies, institutions, socialOrganizations].map(({ length }) => length)).toEqual([11, 5, 2]);
    for (const row of registry) {
      expect(checkUnitCode(row['统一社会信用代码']!).ok, nameOf(row)).toBe(true);
      if (!institutions.includes(row)) expect(checkDate(dateOf(row)!, '2026-11-24').ok).toBe(true);
      for (const number of numbersOf(row)) expect(checkIdNumber(number).ok, number).toBe(true);
      expect(numbersOf(row)).toHaveLength(row['法定代表人']!.split('、').length);
    }
    for (const row of handlers) expect(checkIdNumber(row['经办人证件号码']!).ok).toBe(true);
  });

  it('cannot be a real person’s: the region of its resident numbers does not exist', () => {
    const numbers = [...registry.flatMap(numbersOf), ...handlers.map((row) => row['经办人证件号码']!)];
    for (const number of numbers) expect(number).toMatch(/^320199|^[A-Z]/);
  });

  it('has the irregularities of real registries', () => {
    const all = (column: string) => registry.map((row) => row[column]).join('\n');
    expect(all('法定代表人')).toMatch(/·/);
    expect(all('企业名称')).toMatch(/（.*）/);
    expect(all('登记状态')).toMatch(/吊销/);
    expect(all('单位状态')).toMatch(/注销/);
    expect(all('统一社会信用代码')).toMatch(/^11/m);
    expect(all('法定代表人证件号码')).toMatch(/^H\d{8}$/m);
    expect(all('法定代表人证件号码')).toMatch(/^E\d{8}$/m);
  });

  it('gives each account the outcome in its description', () => {
    const known = DEMO_ACCOUNTS.filter(({ title }) => !ASKED.includes(title));
    for (const { unit, claims, title } of [...known, ...UNREGISTERED]) {
      const row = registry.find((each) => each['统一社会信用代码'] === unit.code);
      expect(nameOf(row!), title).toBe(unit.name);
      for (const { outcome, legalRepresentative, foundedOn, agent } of claims) {
        const at = row!['法定代表人']!.split('、').indexOf(legalRepresentative.name);
        const matches = numbersOf(row!)[at] === legalRepresentative.idNumber && dateOf(row!) === foundedOn;
        expect(matches, outcome).toBe(!outcome.includes('不一致'));
        if (!agent) continue;
        const handled = handlers.some(
          (each) => each['统一社会信用代码'] === unit.code && each['经办人证件号码'] === agent.idNumber,
        );
        expect(handled, outcome).toBe(!outcome.includes('没有查到'));
      }
    }
  });
});

it('each claim fills in its form, and is one that the service takes', () => {
  for (const { unit, claims } of [...DEMO_ACCOUNTS, ...UNREGISTERED])
    for (const claim of claims) {
      const source = sourceOf(unit.code) ?? (claim.foundedOn ? 'partner' : 'counter');
      const schema = certificationRequestSchema(() => '2026-11-24', source);
      expect(schema.safeParse(requestOf(claim)).error?.issues, claim.outcome).toBe(undefined);
    }
});

describe('a unit that may register', () => {
  it.each(DEMO_REGISTRATIONS.map((each) => [each.title, each] as const))(
    '「%s」 has no account yet, and has a phone',
    (_, { values: { unit, phone, email } }) => {
      expect(DEMO_ACCOUNTS.some((account) => account.unit.code === unit.code)).toBe(false);
      expect(checkPhone(phone)).toEqual({ ok: true, value: phone });
      expect(checkEmail(email)).toEqual({ ok: true, value: email });
    },
  );
});

describe('the scripted registry partner', () => {
  const clock = { now: 0 };
  const partner = createRegistryPartner({ token: 'secret', busySeconds: 12, now: () => clock.now });
  const ask = (body: unknown, token = 'secret') =>
    partner.request('/', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    });
  const { unit, claims } = DEMO_ACCOUNTS.find(({ title }) => title === '正在核验')!;

  it('is busy for a while after the first request for a unit, then returns the record', async () => {
    expect((await ask({ code: unit.code })).status).toBe(503);
    clock.now += 11_000;
    expect((await ask({ code: unit.code })).status).toBe(503);
    clock.now += 1_000;
    const answer = (await (await ask({ code: unit.code })).json()) as unknown;
    expect(answer).toMatchObject({
      found: true,
      unit: {
        ...unit,
        legalRepresentatives: [claims[0]!.legalRepresentative],
        foundedOn: claims[0]!.foundedOn,
      },
    });
  });

  it('refuses other units, other secrets and malformed requests', async () => {
    expect(await (await ask({ code: '91320199MA1DEM0152' })).json()).toEqual({ found: false });
    expect((await ask({ code: unit.code }, 'guess')).status).toBe(401);
    expect((await ask({})).status).toBe(400);
    expect((await ask(null)).status).toBe(400);
  });
});
