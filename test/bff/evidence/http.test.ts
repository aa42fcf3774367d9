import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimOf } from '../../../bff/certification/claim.ts';
import { findInRegistry } from '../../../bff/certification/decide.ts';
import { createInsurancePartner, createRegistryPartner } from '../../../bff/evidence/http.ts';
import type { Tuning } from '../../../bff/evidence/partner/ask.ts';
import { createDigester } from '../../../bff/protection/digest.ts';
import { parseKeyRing } from '../../../bff/protection/keys.ts';
import { FOUNDED, LI, rightClaim, uscc, ZHANG } from '../../support/people.ts';

const CODE = uscc(1);
const digester = createDigester(parseKeyRing(`a:${randomBytes(32).toString('base64')}`));

interface Seen {
  method: string | undefined;
  url: string | undefined;
  authorization: string | undefined;
  body: unknown;
}

let server: Server;
let url: string;
let seen: Seen[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

const json = (value: unknown) => (_: IncomingMessage, response: ServerResponse) =>
  void response.setHeader('content-type', 'application/json').end(JSON.stringify(value));

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      const { method, url: path, headers } = request;
      seen.push({
        method,
        url: path,
        authorization: headers.authorization,
        body: JSON.parse(text || 'null'),
      });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/units`;
});
beforeEach(() => {
  seen = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const registry = (matchOnly = false, tuning: Tuning = { timeout: 300 }) =>
  createRegistryPartner({ url, token: 'secret', matchOnly }, digester, tuning);
const query = { code: CODE, legalRepresentative: ZHANG, foundedOn: FOUNDED };
const ask = (matchOnly?: boolean) => registry(matchOnly).ask(query);
const claim = claimOf(rightClaim(), digester);

const UNIT = {
  code: CODE,
  name: '南京示例有限公司',
  legalRepresentatives: [ZHANG],
  foundedOn: FOUNDED,
  status: '存续',
};

describe('a registry that gives records', () => {
  test('is sent the code alone, with the secret, in the body', async () => {
    answer = json({ found: true, unit: UNIT });
    const evidence = await ask();
    expect(seen).toEqual([
      { method: 'POST', url: '/units', authorization: 'Bearer secret', body: { code: CODE } },
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
    ['the organisation code', { code: `${CODE.slice(8, 16)}-${CODE[16]}` }, undefined],
    ['a lower-case code', { code: CODE.toLowerCase() }, undefined],
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
    ['no number', { legalRepresentatives: [{ ...ZHANG, idNumber: '' }] }, 'legal-number-differs'],
    ['no date', { foundedOn: '' }, 'registry-incomplete'],
    ['another date', { foundedOn: '2001-05-19' }, 'founding-date-differs'],
    ['a unit that was struck off', { status: '吊销，未注销' }, 'unit-not-active'],
  ])('%s', async (_, change, finding) => {
    answer = json({ found: true, unit: { ...UNIT, ...change } });
    const evidence = await ask();
    expect(evidence.kind).toBe('record');
    expect(findInRegistry(claim, evidence)).toBe(finding);
  });

  test('a unit that is not there', async () => {
    answer = json({ found: false });
    expect(await ask()).toEqual({ kind: 'record', record: undefined });
  });

  test('its evidence has no number in clear', async () => {
    answer = json({ found: true, unit: UNIT });
    expect(JSON.stringify(await ask())).not.toContain(ZHANG.idNumber);
  });
});

describe('a registry that only matches', () => {
  test('is sent the whole claim', async () => {
    answer = json({ found: true, matches: true, active: true });
    expect(await ask(true)).toEqual({ kind: 'verdict', found: true, matches: true, active: true });
    expect(seen[0]!.body).toEqual({ code: CODE, legalRepresentative: ZHANG, foundedOn: FOUNDED });
  });

  test.each([
    [{ found: true, matches: false, active: true }, 'registry-differs'],
    [{ found: true, matches: true, active: false }, 'unit-not-active'],
    [{ found: false, matches: false, active: false }, 'unit-not-found'],
    [{ found: false }, 'unit-not-found'],
    [{ found: true, unit: UNIT }, undefined],
  ])('%j', async (reply, finding) => {
    answer = json(reply);
    const evidence = await ask(true);
    expect(evidence.kind).not.toBe('outage');
    expect(findInRegistry(claim, evidence)).toBe(finding);
  });
});

describe('anything else is an outage, never a match', () => {
  const bad = { kind: 'outage', outage: 'bad-answer' };

  test('a match from a registry that was not told the claim', async () => {
    answer = json({ found: true, matches: true, active: true });
    expect(await ask(false)).toEqual(bad);
  });

  test.each([
    { found: false, matches: true, active: true },
    { found: true, matches: true },
    { found: true, matches: 'true', active: true },
    { found: true, matches: 1, active: 1 },
    { found: 'true', matches: true, active: true },
    { found: true, matches: true, active: true, unit: UNIT },
    { found: true },
    { matches: true, active: true },
    { found: true, unit: null },
    { found: true, unit: { ...UNIT, foundedOn: 20010518 } },
    { found: true, unit: { ...UNIT, foundedOn: 'soon' } },
    { found: true, unit: { ...UNIT, status: true } },
    { found: true, unit: { ...UNIT, legalRepresentatives: ZHANG } },
    { found: true, unit: { ...UNIT, legalRepresentatives: [{ name: ZHANG.name }] } },
    { found: true, unit: { ...UNIT, code: uscc(2) } },
    { found: true, unit: { ...UNIT, code: '' } },
    { found: false, unit: UNIT },
    [],
    null,
    true,
    'found',
  ])('%j', async (reply) => {
    answer = json(reply);
    expect(await ask(true)).toEqual(bad);
  });

  test.each([
    ['HTML', '<html>'],
    ['nothing', ''],
    ['half an answer', '{"found":true,"matches":true'],
    [
      'bytes that are no UTF-8',
      Buffer.concat([
        Buffer.from('{"found":true,"matches":true,"active":true,"x":"'),
        Buffer.from([0xff]),
        Buffer.from('"}'),
      ]),
    ],
  ])('%s', async (_, body) => {
    answer = (_request, response) => void response.end(body);
    expect(await ask(true)).toEqual(bad);
  });

  test('a body beyond 64 KiB, even when it starts well', async () => {
    answer = (_, response) =>
      void response.end(
        JSON.stringify({ found: true, matches: true, active: true, padding: 'x'.repeat(70_000) }),
      );
    expect(await ask(true)).toEqual(bad);
  });

  test.each([400, 401, 404, 429, 500, 503])('status %i', async (status) => {
    answer = (_, response) =>
      void response.writeHead(status).end('{"found":true,"matches":true,"active":true}');
    expect(await ask(true)).toEqual({ kind: 'outage', outage: 'refused' });
  });

  test('a redirect, which is not followed', async () => {
    answer = (_, response) => void response.writeHead(307, { location: `${url}/elsewhere` }).end();
    expect(await ask(true)).toEqual({ kind: 'outage', outage: 'refused' });
    expect(seen).toHaveLength(1);
  });

  test('a partner that does not answer in time', async () => {
    answer = () => undefined;
    expect(await ask(true)).toEqual({ kind: 'outage', outage: 'timeout' });
  });

  test('a body that never ends', async () => {
    let timer: NodeJS.Timeout | undefined;
    answer = (_, response) => {
      response.write('{"found":true,"matches":true,"active":true,"x":"');
      timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    };
    const started = performance.now();
    expect(await ask(true)).toEqual({ kind: 'outage', outage: 'timeout' });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('a connection that breaks off', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"found":true', () => response.destroy());
    };
    expect(await ask(true)).toEqual({ kind: 'outage', outage: 'unreachable' });
  });

  test('a host that is not there', async () => {
    const gone = createRegistryPartner(
      { url: 'http://127.0.0.1:1/', token: undefined, matchOnly: true },
      digester,
    );
    expect(await gone.ask(query)).toEqual({ kind: 'outage', outage: 'unreachable' });
  });
});

describe('social insurance', () => {
  const insurance = () => createInsurancePartner({ url, token: undefined }, { timeout: 300 });
  const askInsurance = () => insurance().ask({ code: CODE, handler: LI });

  test('is sent the handler, without a secret when there is none', async () => {
    answer = json({ handled: true, lastHandledOn: '2026/1/5' });
    expect(await askInsurance()).toEqual({ kind: 'record', handled: true, lastHandledOn: '2026-01-05' });
    expect(seen[0]).toMatchObject({
      url: '/units',
      authorization: undefined,
      body: { code: CODE, handler: LI },
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
    answer = json(reply);
    expect(await askInsurance()).toEqual(evidence);
  });
});

describe('the circuit breaker', () => {
  const fails = (_: IncomingMessage, response: ServerResponse) => void response.writeHead(500).end();
  const clock = { now: 0 };
  const tuning: Tuning = { timeout: 300, now: () => clock.now };
  const kind = (evidence: Awaited<ReturnType<typeof ask>>) =>
    evidence.kind === 'outage' ? evidence.outage : evidence.kind;

  test('opens after five failures in a row, lets one probe through after 15 s, closes on its success', async () => {
    const partner = registry(true, tuning);
    answer = fails;
    for (let i = 0; i < 5; i++) expect(kind(await partner.ask(query))).toBe('refused');
    expect(kind(await partner.ask(query))).toBe('circuit-open');
    expect(seen).toHaveLength(5);

    clock.now += 14_999;
    expect(kind(await partner.ask(query))).toBe('circuit-open');
    clock.now += 1;
    const both = await Promise.all([partner.ask(query), partner.ask(query)]);
    expect(both.map(kind).sort()).toEqual(['circuit-open', 'refused']);
    expect(seen).toHaveLength(6);
    expect(kind(await partner.ask(query))).toBe('circuit-open');

    clock.now += 15_000;
    answer = json({ found: false });
    expect(kind(await partner.ask(query))).toBe('record');
    expect(kind(await partner.ask(query))).toBe('record');
  });

  test('a success between failures starts the count again', async () => {
    const partner = registry(true, tuning);
    for (let round = 0; round < 3; round++) {
      answer = fails;
      for (let i = 0; i < 4; i++) expect(kind(await partner.ask(query))).toBe('refused');
      answer = json({ found: false });
      expect(kind(await partner.ask(query))).toBe('record');
    }
  });

  test('a partner that refuses to answer for one does not close the other', async () => {
    const [down, up] = [registry(true, tuning), registry(true, tuning)];
    answer = fails;
    for (let i = 0; i < 6; i++) await down.ask(query);
    answer = json({ found: false });
    expect(kind(await down.ask(query))).toBe('circuit-open');
    expect(kind(await up.ask(query))).toBe('record');
  });
});
