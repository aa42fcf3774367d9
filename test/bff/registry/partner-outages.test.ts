import { afterAll, describe, expect, test } from 'vitest';
import { createRegistryPartner } from '../../../bff/registry/partners.ts';
import type { Tuning } from '../../../bff/network/partner.ts';
import { uscc, ZHANG } from '../../support/people.ts';
import { askRegistry, digester, fails, json, QUERY, startPartner, UNIT } from './partner-server.ts';

const partner = await startPartner();
afterAll(() => partner.close());

const ask = (matchOnly = false, timeout?: number) => askRegistry(partner, matchOnly, timeout);

describe('anything else is an outage, never a match', () => {
  const bad = { kind: 'outage', outage: 'bad-answer' };

  test('a match from a registry that did not get the claim', async () => {
    partner.answers(json({ found: true, matches: true, active: true }));
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
    { found: true, unit: { ...UNIT, legalRepresentatives: { length: { valueOf: 1, toString: 1 } } } },
    { found: true, unit: { ...UNIT, legalRepresentatives: [{ name: ZHANG.name }] } },
    { found: true, unit: { ...UNIT, code: uscc(2) } },
    { found: true, unit: { ...UNIT, code: '' } },
    { found: false, unit: UNIT },
    [],
    null,
    true,
    'found',
  ])('%j', async (reply) => {
    partner.answers(json(reply));
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
    partner.answers((_request, response) => void response.end(body));
    expect(await ask(true)).toEqual(bad);
  });

  test('a body beyond 64 KiB, even when it starts well', async () => {
    partner.answers(
      (_, response) =>
        void response.end(
          JSON.stringify({ found: true, matches: true, active: true, padding: 'x'.repeat(70_000) }),
        ),
    );
    expect(await ask(true)).toEqual(bad);
  });

  test.each([400, 401, 404, 429, 500, 503])('status %i', async (status) => {
    partner.answers(
      (_, response) => void response.writeHead(status).end('{"found":true,"matches":true,"active":true}'),
    );
    expect(await ask(true)).toEqual({ kind: 'outage', outage: 'refused' });
  });

  test('a redirect, which is not followed', async () => {
    partner.answers(
      (_, response) => void response.writeHead(307, { location: `${partner.url}/elsewhere` }).end(),
    );
    expect(await ask(true)).toEqual({ kind: 'outage', outage: 'refused' });
    expect(partner.seen).toHaveLength(1);
  });

  test('a partner that does not answer in time', async () => {
    partner.answers(() => undefined);
    expect(await ask(true, 300)).toEqual({ kind: 'outage', outage: 'timeout' });
  });

  test('a body that never ends', async () => {
    let timer: NodeJS.Timeout | undefined;
    partner.answers((_, response) => {
      response.write('{"found":true,"matches":true,"active":true,"x":"');
      timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const started = performance.now();
    expect(await ask(true, 300)).toEqual({ kind: 'outage', outage: 'timeout' });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('a connection that breaks off', async () => {
    partner.answers((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"found":true', () => response.destroy());
    });
    expect(await ask(true)).toEqual({ kind: 'outage', outage: 'unreachable' });
  });

  test('a host that does not exist', async () => {
    const gone = createRegistryPartner(
      { url: 'http://127.0.0.1:1/', token: undefined, matchOnly: true },
      digester,
    );
    expect(await gone.ask(QUERY)).toEqual({ kind: 'outage', outage: 'unreachable' });
  });
});

describe('the circuit breaker', () => {
  const clock = { now: 0 };
  const tuning: Tuning = { timeout: 5_000, now: () => clock.now };
  const registry = () =>
    createRegistryPartner({ url: partner.url, token: undefined, matchOnly: true }, digester, tuning);
  const kind = (evidence: Awaited<ReturnType<typeof ask>>) =>
    evidence.kind === 'outage' ? evidence.outage : evidence.kind;

  test('opens after five failures in a row, lets one probe through after 15 s, closes on its success', async () => {
    const asked = registry();
    partner.answers(fails);
    for (let i = 0; i < 5; i++) expect(kind(await asked.ask(QUERY))).toBe('refused');
    expect(kind(await asked.ask(QUERY))).toBe('circuit-open');
    expect(partner.seen).toHaveLength(5);

    clock.now += 14_999;
    expect(kind(await asked.ask(QUERY))).toBe('circuit-open');
    clock.now += 1;
    const both = await Promise.all([asked.ask(QUERY), asked.ask(QUERY)]);
    expect(both.map(kind).sort()).toEqual(['circuit-open', 'refused']);
    expect(partner.seen).toHaveLength(6);
    expect(kind(await asked.ask(QUERY))).toBe('circuit-open');

    clock.now += 15_000;
    partner.answers(json({ found: false }));
    expect(kind(await asked.ask(QUERY))).toBe('record');
    expect(kind(await asked.ask(QUERY))).toBe('record');
  });

  test('a success between failures starts the count again', async () => {
    const asked = registry();
    for (let round = 0; round < 3; round++) {
      partner.answers(fails);
      for (let i = 0; i < 4; i++) expect(kind(await asked.ask(QUERY))).toBe('refused');
      partner.answers(json({ found: false }));
      expect(kind(await asked.ask(QUERY))).toBe('record');
    }
  });

  test('one partner’s circuit does not affect the other partner', async () => {
    const [down, up] = [registry(), registry()];
    partner.answers(fails);
    for (let i = 0; i < 6; i++) await down.ask(QUERY);
    partner.answers(json({ found: false }));
    expect(kind(await down.ask(QUERY))).toBe('circuit-open');
    expect(kind(await up.ask(QUERY))).toBe('record');
  });
});
