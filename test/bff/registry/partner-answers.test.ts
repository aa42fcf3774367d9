import { afterAll, describe, expect, test } from 'vitest';
import { claimOf } from '../../../bff/attempts/claim.ts';
import { findInRegistry } from '../../../bff/attempts/decide.ts';
import { createInsurancePartner } from '../../../bff/registry/partners.ts';
import { LI, rightClaim, ZHANG } from '../../support/people.ts';
import { askRegistry, digester, json, QUERY, startPartner, UNIT } from './partner-server.ts';

const partner = await startPartner();
afterAll(() => partner.close());

const ask = (matchOnly = false) => askRegistry(partner, matchOnly);
const claim = claimOf(rightClaim(), digester);

describe('a registry that gives records', () => {
  test('gets only the code in the body, and the secret', async () => {
    partner.answers(json({ found: true, unit: UNIT }));
    const evidence = await ask();
    expect(partner.seen).toEqual([
      { method: 'POST', url: '/units', authorization: 'Bearer secret', body: { code: QUERY.code } },
    ]);
    expect(findInRegistry(claim, evidence)).toBeUndefined();
  });

  test.each([
    [
      'full-width and spaces',
      { legalRepresentatives: [{ name: ' 张　示例', idNumber: ZHANG.idNumber }] },
      undefined,
    ],
    ['several people', { legalRepresentatives: [LI, ZHANG] }, undefined],
    [
      'people joined in one field',
      { legalRepresentatives: [{ name: '李示例、张示例', idNumber: `${LI.idNumber}、${ZHANG.idNumber}` }] },
      undefined,
    ],
    ['its own way of writing dates', { foundedOn: '2001/5/18' }, undefined],
    ['the organization code', { code: `${QUERY.code.slice(8, 16)}-${QUERY.code[16]}` }, undefined],
    ['a lower-case code', { code: QUERY.code.toLowerCase() }, undefined],
    ['a field that the contract does not name', { address: '南京' }, undefined],
    ['status in words', { status: '存续（在营、开业、在册）' }, undefined],
    ['another person', { legalRepresentatives: [LI] }, 'legal-name-differs'],
    [
      'that person with another number',
      { legalRepresentatives: [{ ...ZHANG, idNumber: LI.idNumber }] },
      'legal-number-differs',
    ],
    [
      'number and name of two people',
      {
        legalRepresentatives: [
          { ...ZHANG, idNumber: LI.idNumber },
          { ...LI, idNumber: ZHANG.idNumber },
        ],
      },
      'legal-number-differs',
    ],
    ['no representative', { legalRepresentatives: [] }, 'registry-incomplete'],
    ['no number', { legalRepresentatives: [{ ...ZHANG, idNumber: '' }] }, 'registry-incomplete'],
    ['no date', { foundedOn: '' }, 'registry-incomplete'],
    ['another date', { foundedOn: '2001-05-19' }, 'founding-date-differs'],
    ['a unit that was struck off', { status: '吊销，未注销' }, 'unit-not-active'],
  ])('%s', async (_, change, finding) => {
    partner.answers(json({ found: true, unit: { ...UNIT, ...change } }));
    const evidence = await ask();
    expect(evidence.kind).toBe('record');
    expect(findInRegistry(claim, evidence)).toBe(finding);
  });

  test('an unknown unit', async () => {
    partner.answers(json({ found: false }));
    expect(await ask()).toEqual({ kind: 'record', record: undefined });
  });

  test('its evidence has no number in clear', async () => {
    partner.answers(json({ found: true, unit: UNIT }));
    expect(JSON.stringify(await ask())).not.toContain(ZHANG.idNumber);
  });
});

describe('a registry that only matches', () => {
  test('gets the whole claim', async () => {
    partner.answers(json({ found: true, matches: true, active: true }));
    expect(await ask(true)).toEqual({ kind: 'verdict', found: true, matches: true, active: true });
    expect(partner.seen[0]!.body).toEqual({
      code: QUERY.code,
      legalRepresentative: ZHANG,
      foundedOn: QUERY.foundedOn,
    });
  });

  test.each([
    [{ found: true, matches: false, active: true }, 'registry-differs'],
    [{ found: true, matches: true, active: false }, 'unit-not-active'],
    [{ found: false, matches: false, active: false }, 'unit-not-found'],
    [{ found: false }, 'unit-not-found'],
    [{ found: true, unit: UNIT }, undefined],
  ])('%j', async (reply, finding) => {
    partner.answers(json(reply));
    const evidence = await ask(true);
    expect(evidence.kind).not.toBe('outage');
    expect(findInRegistry(claim, evidence)).toBe(finding);
  });
});

describe('social insurance', () => {
  const insurance = () => createInsurancePartner({ url: partner.url, token: undefined }, { timeout: 2_000 });
  const askInsurance = () => insurance().ask({ code: QUERY.code, handler: LI });

  test('gets the handler, without a secret if none is set', async () => {
    partner.answers(json({ handled: true, lastHandledOn: '2026/1/5' }));
    expect(await askInsurance()).toEqual({ kind: 'record', handled: true, lastHandledOn: '2026-01-05' });
    expect(partner.seen[0]).toMatchObject({
      url: '/units',
      authorization: undefined,
      body: { code: QUERY.code, handler: LI },
    });
  });

  test.each([
    [{ handled: true }, { kind: 'record', handled: true, lastHandledOn: undefined }],
    [
      { handled: true, lastHandledOn: null },
      { kind: 'record', handled: true, lastHandledOn: undefined },
    ],
    [{ handled: false }, { kind: 'record', handled: false, lastHandledOn: undefined }],
    [{ handled: 'yes' }, { kind: 'outage', outage: 'bad-answer' }],
    [
      { handled: true, lastHandledOn: 'lately' },
      { kind: 'outage', outage: 'bad-answer' },
    ],
    [{}, { kind: 'outage', outage: 'bad-answer' }],
  ])('%j', async (reply, evidence) => {
    partner.answers(json(reply));
    expect(await askInsurance()).toEqual(evidence);
  });
});
